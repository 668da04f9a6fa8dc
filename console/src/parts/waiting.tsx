import { Skeleton } from "@mantine/core";
import { type ReactElement, useEffect, useState } from "react";
import { words } from "../words/words.ts";

const patienceMs = 300;

/** Grey lines in place of what is coming, shown only when it takes long: a flash of grey is worse than nothing. */
export function Waiting({ lines = 6 }: { readonly lines?: number }): ReactElement | null {
  const late = useLate();
  if (!late) return <div className="waiting" />;
  return (
    <div className="waiting" role="status" aria-label={words.loading}>
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike and never move
        <Skeleton key={line} height={14} width={`${[92, 78, 85, 64, 88, 71][line % 6]}%`} />
      ))}
    </div>
  );
}

function useLate(): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const waiting = setTimeout(() => setLate(true), patienceMs);
    return () => clearTimeout(waiting);
  }, []);
  return late;
}
