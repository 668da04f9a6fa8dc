import { Button } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactElement, useEffect, useState } from "react";
import { useMe } from "../api/session.ts";
import { useCustomerSearch, useCustomers } from "../customers/customer-queries.ts";
import { CustomerLinks } from "../departments/customer-links.tsx";
import "../departments/departments.css";
import { Answered } from "../parts/answered.tsx";
import { Icon } from "../parts/icon.tsx";
import { Page } from "../parts/page.tsx";
import { Section } from "../parts/section.tsx";
import { words } from "../words/words.ts";
import "./store-app.css";
import { SearchField } from "../parts/search-field.tsx";
import { useScanner } from "./use-scanner.ts";

/** For one hand at the shelf: scan, or type, and see who stands there. */
export function StorePage(): ReactElement {
  const { query = "" } = useSearch({ from: "/store" });
  const found = useCustomerSearch(query, 8);
  useOpenOnlyOne(query, found.isPlaceholderData ? undefined : found.data);
  return (
    <Page title={words.store.title}>
      <div className="store-app">
        <Find query={query} />
        <div aria-live="polite">
          {query === "" ? (
            <Start />
          ) : (
            <Answered query={found} lines={3}>
              {({ items, near = [] }) => (
                <CustomerLinks rows={items} near={near} query={query} department="store" />
              )}
            </Answered>
          )}
        </div>
      </div>
    </Page>
  );
}

/** Somebody of a store has its own customers at hand; the server tells only those. */
function Start(): ReactElement {
  const { stores } = useMe();
  return stores.length === 0 ? <p className="quiet">{words.store.start}</p> : <OwnCustomers />;
}

function OwnCustomers(): ReactElement {
  const own = useCustomers("", false);
  return (
    <Section title={words.store.own} name="own">
      <Answered query={own} lines={6}>
        {({ pages }) => {
          const rows = pages.flatMap((page) => page.items);
          return rows.length === 0 ? (
            <p className="quiet">{words.store.noOwn}</p>
          ) : (
            <CustomerLinks rows={rows.slice(0, 30)} near={[]} query="" department="store" />
          );
        }}
      </Answered>
    </Section>
  );
}

function Find({ query }: { readonly query: string }): ReactElement {
  const navigate = useNavigate({ from: "/store" });
  const [typed, setTyped] = useState(query);
  const ask = (text: string): void => {
    const next = text.trim();
    void navigate({ search: next === "" ? {} : { query: next }, replace: true });
  };
  const askSoon = useDebouncedCallback(ask, 200);
  const scanner = useScanner((code) => {
    setTyped(code);
    ask(code);
  });
  return (
    <search className="store-find">
      <SearchField
        size="lg"
        label={words.store.find}
        placeholder={words.store.placeholder}
        iconSize={20}
        autoCapitalize="off"
        enterKeyHint="search"
        ref={focusAtOnce}
        value={typed}
        onChange={(text) => {
          setTyped(text);
          askSoon(text);
        }}
      />
      {scanner.isThere && (
        <Button
          size="lg"
          variant="default"
          leftSection={<Icon name="scan" size={20} />}
          onClick={scanner.state === "on" ? scanner.stop : scanner.start}
        >
          {scanner.state === "on" ? words.store.stopScan : words.store.scan}
        </Button>
      )}
      {scanner.state === "on" && (
        <>
          <p role="status">{words.store.scanning}</p>
          <video ref={scanner.video} className="store-video" muted playsInline />
        </>
      )}
      {scanner.state === "refused" && <p role="alert">{words.store.noCamera}</p>}
    </search>
  );
}

/** A scanner at the till types a whole number and Enter: who bears it is opened without a tap. */
function useOpenOnlyOne(
  query: string,
  data:
    | {
        readonly items: readonly {
          readonly id: string;
          readonly identifiers: readonly { readonly value: string }[];
        }[];
      }
    | undefined,
): void {
  const navigate = useNavigate();
  const [only] = data?.items ?? [];
  const isExact =
    only !== undefined && /\d{6}/.test(query) && only.identifiers.some(({ value }) => value === query);
  useEffect(() => {
    if (isExact && only !== undefined) void navigate({ to: "/store/$ref", params: { ref: only.id } });
  }, [isExact, only, navigate]);
}

function focusAtOnce(field: HTMLInputElement | null): void {
  field?.focus({ preventScroll: true });
}
