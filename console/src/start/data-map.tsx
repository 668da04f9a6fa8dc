import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useFormats } from "../parts/formats-context.tsx";
import { words } from "../words/words.ts";
import "./start.css";
import { useAnyProduct, useAnyStore, useDataMap } from "./start-queries.ts";

/** What is known, of how many customers, and what is missing. */
export function DataMap(): ReactElement {
  const formats = useFormats();
  const map = useDataMap();
  const products = useAnyProduct();
  const stores = useAnyStore();
  return (
    <ul className="data-map" aria-label={words.start.dataMap}>
      <Presence name={words.products.title} isThere={products.data} />
      <Presence name={words.stores.title} isThere={stores.data} />
      {map.map(({ kind, answer }) => {
        const { data } = answer;
        return (
          <li key={kind} data-missing={data !== undefined && data.size === 0}>
            <span>{words.start.kinds[kind]}</span>
            <span className="data-bar" aria-hidden="true">
              <span style={{ inlineSize: `${(data?.share ?? 0) * 100}%` }} />
            </span>
            <span className="tabular">
              {data === undefined ? (
                answer.isError ? (
                  words.nothing
                ) : (
                  "…"
                )
              ) : data.size === 0 ? (
                <Missing />
              ) : (
                words.start.of(formats.percent(data.share), formats.number(data.size))
              )}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function Presence(props: { readonly name: string; readonly isThere: boolean | undefined }): ReactElement {
  return (
    <li data-missing={props.isThere === false}>
      <span>{props.name}</span>
      <span />
      <span>{props.isThere === undefined ? "…" : props.isThere ? words.start.there : <Missing />}</span>
    </li>
  );
}

function Missing(): ReactElement {
  return (
    <>
      {words.start.missing}{" "}
      <Link to="/imports" className="text-link">
        {words.products.toImports}
      </Link>
    </>
  );
}
