import type { SegmentSummary } from "@attune/contract";
import { type ReactElement, useEffect, useRef, useState } from "react";
import { useFormats } from "../parts/formats-context.tsx";
import { words } from "../words/words.ts";

/** Rarely enough to listen to something else in between. */
const pauseMs = 15_000;
const mostAtOnce = 3;

/** Tells those who cannot see the numbers which of them changed, in one place instead of one for every row. */
export function SpokenSizes({ segments }: { readonly segments: readonly SegmentSummary[] }): ReactElement {
  const formats = useFormats();
  const latest = useRef(segments);
  const told = useRef(new Map(segments.map(({ key, size }) => [key, size])));
  const [sentence, setSentence] = useState("");
  useEffect(() => {
    latest.current = segments;
  }, [segments]);
  useEffect(() => {
    const telling = setInterval(() => {
      const changed = latest.current.filter(({ key, size }) => told.current.get(key) !== size);
      if (changed.length === 0) return;
      told.current = new Map(latest.current.map(({ key, size }) => [key, size]));
      setSentence(
        changed
          .slice(0, mostAtOnce)
          .map(({ name, size }) => `${name}: ${words.segments.sizeNow(formats.number(size))}`)
          .join("; "),
      );
    }, pauseMs);
    return () => clearInterval(telling);
  }, [formats]);
  return (
    <p className="only-spoken" aria-live="polite">
      {sentence}
    </p>
  );
}
