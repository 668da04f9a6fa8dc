import type { StoreView } from "@attune/contract";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { Answered } from "../parts/answered.tsx";
import { type Column, DataTable } from "../parts/data-table.tsx";
import { Empty } from "../parts/empty.tsx";
import { EndOfList } from "../parts/end-of-list.tsx";
import { useFormats } from "../parts/formats-context.tsx";
import { Page } from "../parts/page.tsx";
import { SimulatedMark } from "../parts/simulated-mark.tsx";
import { words } from "../words/words.ts";
import { areaNow } from "./area-now.ts";
import { StoreMap } from "./store-map.tsx";
import { useStores } from "./store-queries.ts";
import "./stores.css";
import { SearchField } from "../parts/search-field.tsx";

const columns: readonly Column<StoreView>[] = [
  {
    key: "name",
    title: words.stores.name,
    cell: (row) => (
      <>
        <Link to="/stores/$key" params={{ key: row.key }} className="row-link">
          <bdi>{row.name}</bdi>
        </Link>
        {row.simulated && <SimulatedMark />}
        <span className="row-detail">{placeOf(row)}</span>
      </>
    ),
  },
  {
    key: "area",
    title: words.stores.area,
    numeric: true,
    cell: (row) => <Area store={row} />,
  },
];

/** Where are our stores? */
export function StoresPage(): ReactElement {
  const { query = "" } = useSearch({ from: "/stores" });
  const navigate = useNavigate({ from: "/stores" });
  const stores = useStores(query);
  return (
    <Page title={words.stores.title}>
      <search className="filters">
        <SearchField
          aria-label={words.stores.search}
          placeholder={words.stores.search}
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
      <Answered query={stores}>
        {(data) => {
          const rows = data.pages.flatMap((page) => page.items);
          if (rows.length === 0) return <NoStores query={query} />;
          return (
            <div className="stores">
              <DataTable
                name="stores"
                label={words.stores.title}
                columns={columns}
                rows={rows}
                rowKey={(row) => row.key}
                busy={stores.isPlaceholderData}
              />
              <StoreMap stores={rows} />
            </div>
          );
        }}
      </Answered>
      <EndOfList
        hasMore={stores.hasNextPage}
        busy={stores.isFetchingNextPage}
        onMore={() => void stores.fetchNextPage()}
      />
    </Page>
  );
}

function Area({ store }: { readonly store: StoreView }): ReactElement {
  const formats = useFormats();
  const area = areaNow(store.areas, formats.dayKey(Date.now()));
  return (
    <>{area === undefined ? words.nothing : words.stores.squareMetres(formats.number(area.squareMetres))}</>
  );
}

function placeOf({ address }: StoreView): string {
  return [address["street"], address["postcode"], address["city"]].filter(Boolean).join(", ");
}

function NoStores({ query }: { readonly query: string }): ReactElement {
  if (query !== "") return <Empty title={words.products.noneFor(query)} />;
  return (
    <Empty
      title={words.stores.emptyTitle}
      action={
        <Link to="/imports" className="button-link">
          {words.products.toImports}
        </Link>
      }
    >
      {words.stores.empty}
    </Empty>
  );
}
