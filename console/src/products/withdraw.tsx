import type { ProductView } from "@attune/contract";
import { Button } from "@mantine/core";
import { type ReactElement, useState } from "react";
import { Confirm } from "../parts/confirm.tsx";
import { sentenceOf } from "../parts/failed.tsx";
import { Moment } from "../parts/moment.tsx";
import { notify } from "../parts/notices.tsx";
import { words } from "../words/words.ts";
import { useWithdrawal } from "./product-queries.ts";

/** Takes a product out of what is sold, and back. */
export function Withdraw({ product }: { readonly product: ProductView }): ReactElement {
  const [isAsked, setAsked] = useState(false);
  const change = useWithdrawal(product.key);
  const { name, withdrawnAt } = product;
  const say = (isSold: boolean): void =>
    change.mutate(isSold, {
      onSuccess: () => notify(isSold ? words.products.soldAgain(name) : words.products.withdrew(name)),
      onSettled: () => setAsked(false),
    });
  return (
    <>
      <Button
        variant="default"
        loading={change.isPending}
        onClick={() => (withdrawnAt === null ? setAsked(true) : say(true))}
      >
        {withdrawnAt === null ? words.products.withdraw : words.products.sellAgain}
      </Button>
      {change.isError && (
        <p role="alert" className="fault">
          {sentenceOf(change.error)}
        </p>
      )}
      <Confirm
        opened={isAsked}
        title={words.products.withdrawTitle(name)}
        text={words.products.withdrawText}
        act={words.products.withdraw}
        busy={change.isPending}
        onAct={() => say(false)}
        onClose={() => setAsked(false)}
      />
    </>
  );
}

export function WithdrawnNote({ product }: { readonly product: ProductView }): ReactElement | null {
  if (product.withdrawnAt === null) return null;
  return (
    <p className="withdrawn-note">
      <strong>
        {words.products.withdrawnSince} <Moment at={product.withdrawnAt} />.
      </strong>{" "}
      {words.products.withdrawnMeans}
    </p>
  );
}
