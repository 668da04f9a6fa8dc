import type { ProductView } from "@attune/contract";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactElement } from "react";
import type { Formats } from "../format/formats.ts";
import { Answered } from "../parts/answered.tsx";
import { type Column, DataTable } from "../parts/data-table.tsx";
import { Empty } from "../parts/empty.tsx";
import { EndOfList } from "../parts/end-of-list.tsx";
import { useFormats } from "../parts/formats-context.tsx";
import { Page } from "../parts/page.tsx";
import { SimulatedMark } from "../parts/simulated-mark.tsx";
import { words } from "../words/words.ts";
import { useProducts } from "./product-queries.ts";
import "./products.css";
import { SearchField } from "../parts/search-field.tsx";
import { stockOf } from "./stock.ts";

/** What do we sell, and how much of it is there? */
export function ProductsPage(): ReactElement {
  const { query = "" } = useSearch({ from: "/products" });
  const navigate = useNavigate({ from: "/products" });
  const products = useProducts(query);
  const formats = useFormats();
  return (
    <Page title={words.products.title} lead={<p>{words.products.lead}</p>}>
      <search className="filters">
        <SearchField
          aria-label={words.products.search}
          placeholder={words.products.searchPlaceholder}
          value={query}
          onChange={(text) =>
            void navigate({
              search: text === "" ? {} : { query: text },
              replace: true,
              resetScroll: false,
            })
          }
        />
      </search>
      <Answered query={products}>
        {(data) => {
          const rows = data.pages.flatMap((page) => page.items);
          if (rows.length === 0) return <NoProducts query={query} />;
          return (
            <DataTable
              name="products"
              label={words.products.title}
              columns={columnsOf(formats)}
              rows={rows}
              rowKey={(row) => row.key}
              busy={products.isPlaceholderData}
            />
          );
        }}
      </Answered>
      <EndOfList
        hasMore={products.hasNextPage}
        busy={products.isFetchingNextPage}
        onMore={() => void products.fetchNextPage()}
      />
    </Page>
  );
}

function NoProducts({ query }: { readonly query: string }): ReactElement {
  if (query !== "") return <Empty title={words.products.noneFor(query)} />;
  return (
    <Empty
      title={words.products.emptyTitle}
      action={
        <Link to="/imports" className="button-link">
          {words.products.toImports}
        </Link>
      }
    >
      {words.products.empty}
    </Empty>
  );
}

function columnsOf(formats: Formats): readonly Column<ProductView>[] {
  return [
    {
      key: "name",
      title: words.products.name,
      cell: (row) => (
        <>
          <Link to="/products/$key" params={{ key: row.key }} className="row-link">
            <bdi>{row.name}</bdi>
          </Link>
          {row.simulated && <SimulatedMark />}
          {row.withdrawnAt !== null && <span className="withdrawn">{words.products.withdrawn}</span>}
          <span className="row-detail">
            <code>{row.key}</code> {row.category.join(" › ")}
          </span>
        </>
      ),
    },
    {
      key: "price",
      title: words.products.price,
      numeric: true,
      cell: (row) =>
        row.priceMinor === null || row.currency === null
          ? words.nothing
          : formats.money(row.priceMinor, row.currency),
    },
    {
      key: "stock",
      title: words.products.stock,
      numeric: true,
      cell: (row) => {
        const { isKnown, pieces } = stockOf(row.stock);
        return isKnown ? (
          formats.number(pieces)
        ) : (
          <span className="quiet">{words.products.stockUnknown}</span>
        );
      },
    },
  ];
}
