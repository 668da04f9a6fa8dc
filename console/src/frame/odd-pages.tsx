import { Button } from "@mantine/core";
import { type ErrorComponentProps, Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { ServerGone } from "../api/problem.ts";
import { Empty } from "../parts/empty.tsx";
import { Page } from "../parts/page.tsx";
import { words } from "../words/words.ts";

export function MissingPage(): ReactElement {
  return (
    <Page title={words.failed.missingTitle}>
      <Empty
        title={words.failed.missing}
        action={
          <Link to="/customers" className="text-link">
            {words.failed.toCustomers}
          </Link>
        }
      />
    </Page>
  );
}

/** A fault of our own, or a part of the console that could not be fetched because the server is away. */
export function BrokenPage({ error, reset }: ErrorComponentProps): ReactElement {
  const isAway =
    error instanceof ServerGone ||
    (error instanceof Error && /dynamically imported module|module script/i.test(error.message));
  const retry = isAway ? () => window.location.reload() : reset;
  return (
    <Page title={isAway ? words.failed.goneTitle : words.failed.brokenTitle}>
      <Empty
        title={isAway ? words.failed.gone : words.failed.broken}
        action={
          <Button variant="default" onClick={retry}>
            {words.retry}
          </Button>
        }
      />
    </Page>
  );
}
