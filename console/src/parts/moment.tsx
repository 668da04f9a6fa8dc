import type { ReactElement } from "react";
import { useFormats, useNow } from "./formats-context.tsx";

/** An instant, as short as can be; the exact one on hover and for machines. */
export function Moment({ at }: { readonly at: string }): ReactElement {
  const formats = useFormats();
  const now = useNow();
  return (
    <time dateTime={at} title={formats.exact(at)}>
      {formats.short(at, now)}
    </time>
  );
}
