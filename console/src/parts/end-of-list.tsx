import { Button } from "@mantine/core";
import { type ReactElement, useEffect, useRef } from "react";
import { words } from "../words/words.ts";

/** Below a list: fetches the next page when it comes near, and is a button for those who do not scroll. */
export function EndOfList(props: {
  readonly hasMore: boolean;
  readonly busy: boolean;
  readonly onMore: () => void;
  readonly end?: string;
}): ReactElement | null {
  const { hasMore, busy, onMore } = props;
  const mark = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const node = mark.current;
    if (node === null || !hasMore || busy) return undefined;
    const near = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) onMore();
      },
      { rootMargin: "600px" },
    );
    near.observe(node);
    return () => near.disconnect();
  }, [hasMore, busy, onMore]);
  if (!hasMore) return props.end === undefined ? null : <p className="end-of-list">{props.end}</p>;
  return (
    <div ref={mark} className="end-of-list">
      <Button variant="default" disabled={busy} onClick={onMore}>
        {busy ? words.loadingMore : words.more}
      </Button>
    </div>
  );
}
