import type { ProductView } from "@attune/contract";
import { Link, useParams } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useMe } from "../api/session.ts";
import { Answered } from "../parts/answered.tsx";
import { BackLink } from "../parts/back-link.tsx";
import { Empty } from "../parts/empty.tsx";
import { useFormats } from "../parts/formats-context.tsx";
import { Moment } from "../parts/moment.tsx";
import { Page } from "../parts/page.tsx";
import { Section } from "../parts/section.tsx";
import { SimulatedMark } from "../parts/simulated-mark.tsx";
import { Values } from "../parts/values.tsx";
import { useStores } from "../stores/store-queries.ts";
import "../parts/data-table.css";
import { words } from "../words/words.ts";
import { NumbersOfProduct } from "./product-numbers-of-one.tsx";
import { useBoughtWith, useProduct } from "./product-queries.ts";
import { Withdraw, WithdrawnNote } from "./withdraw.tsx";
import "./products.css";

/** One product: its facts, where it lies, what is bought with it. */
export function ProductPage(): ReactElement {
  const { key } = useParams({ from: "/products/$key" });
  const product = useProduct(key);
  return (
    <Answered query={product} missing={<NoProduct />}>
      {(data) => <OneProduct product={data} />}
    </Answered>
  );
}

function OneProduct({ product }: { readonly product: ProductView }): ReactElement {
  const formats = useFormats();
  const { may } = useMe();
  const { priceMinor, currency, category, brand, tags } = product;
  return (
    <Page
      title={product.name}
      before={<BackLink to="/products" label={words.products.title} />}
      lead={
        <>
          <p>
            {category.join(" › ")}
            {product.simulated && <SimulatedMark />}
          </p>
          <WithdrawnNote product={product} />
        </>
      }
      actions={may("withdrawProduct") && <Withdraw product={product} />}
    >
      <div className="product">
        <div>
          <Section title={words.products.facts}>
            <dl className="pairs">
              <Fact title={words.products.price}>
                {priceMinor === null || currency === null
                  ? words.nothing
                  : formats.money(priceMinor, currency)}
              </Fact>
              <Fact title={words.products.brand}>{brand ?? words.nothing}</Fact>
              <Fact title={words.products.tags}>{tags.length === 0 ? words.nothing : tags.join(", ")}</Fact>
              <Fact title={words.products.key}>{product.key}</Fact>
              <Fact title={words.products.updated}>{formats.exact(product.updatedAt)}</Fact>
            </dl>
            {Object.keys(product.attributes).length > 0 && <Values object={product.attributes} />}
          </Section>
          <Stock product={product} />
        </div>
        <div>
          {may("reportProducts") && <NumbersOfProduct product={product.key} />}
          <BoughtWith product={product.key} />
        </div>
      </div>
    </Page>
  );
}

function Fact(props: { readonly title: string; readonly children: string }): ReactElement {
  return (
    <div className="pair">
      <dt className="quiet">{props.title}</dt>
      <dd className="pair-end">
        <bdi>{props.children}</bdi>
      </dd>
    </div>
  );
}

function Stock({ product }: { readonly product: ProductView }): ReactElement {
  const formats = useFormats();
  const stores = useStores("");
  const known = stores.data?.pages.flatMap((page) => page.items) ?? [];
  const nameOf = (key: string | null): string =>
    key === null ? words.products.online : (known.find((store) => store.key === key)?.name ?? key);
  return (
    <Section title={words.products.stockByStore}>
      {product.stock.length === 0 ? (
        <p className="quiet">{words.products.noStock}</p>
      ) : (
        <dl className="pairs">
          {product.stock.map(({ store, quantity, updatedAt }) => (
            <div key={store ?? ""} className="pair">
              <dt>
                {store === null ? (
                  nameOf(store)
                ) : (
                  <Link to="/stores/$key" params={{ key: store }} className="strong-link">
                    {nameOf(store)}
                  </Link>
                )}
                <span className="row-detail">
                  <Moment at={updatedAt} />
                </span>
              </dt>
              <dd className="pair-end tabular">
                {quantity <= 0 ? words.products.outOfStock : formats.number(quantity)}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Section>
  );
}

function BoughtWith({ product }: { readonly product: string }): ReactElement {
  const { placement, items } = useBoughtWith(product);
  const formats = useFormats();
  return (
    <Section title={words.products.boughtWith}>
      {placement === null && <p className="quiet">{words.products.noBoughtWith}</p>}
      {items !== undefined && items.length === 0 && <p className="quiet">{words.products.nothingWith}</p>}
      <ol className="bought-with">
        {(items ?? []).map((item) => (
          <li key={item.product} className="pair">
            <Link to="/products/$key" params={{ key: item.product }} className="strong-link">
              <bdi>{item.name}</bdi>
            </Link>
            {item.priceMinor !== undefined && item.currency !== undefined && (
              <span className="pair-end tabular quiet">{formats.money(item.priceMinor, item.currency)}</span>
            )}
          </li>
        ))}
      </ol>
    </Section>
  );
}

function NoProduct(): ReactElement {
  return (
    <Page
      title={words.products.missingTitle}
      before={<BackLink to="/products" label={words.products.title} />}
    >
      <Empty title={words.products.missing} />
    </Page>
  );
}
