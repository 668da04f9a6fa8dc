import type { ReactElement } from "react";
import { useFormats, useNow } from "../parts/formats-context.tsx";
import { useLoyalty } from "./more-queries.ts";
import { stageSentence } from "./stage-words.ts";

/** Where the customer stands, when it is known. */
export function StageLine({ customerRef }: { readonly customerRef: string }): ReactElement | null {
  const { data } = useLoyalty(customerRef);
  const formats = useFormats();
  const now = useNow();
  return data === undefined ? null : <p>{stageSentence(data, formats, now)}</p>;
}
