import type { ReactElement } from "react";

/** A sentence of the server's, in which `backticks` stand around what is code. */
export function Said({ text }: { readonly text: string }): ReactElement {
  const parts = text.split(/`([^`]+)`/);
  return (
    <>
      {parts.map((part, index) =>
        // biome-ignore lint/suspicious/noArrayIndexKey: parts of one sentence have no other name
        index % 2 === 1 ? <code key={index}>{part}</code> : part,
      )}
    </>
  );
}
