import { CloseButton } from "@mantine/core";
import type { ReactElement } from "react";
import { createSharedValue } from "../state/shared-value.ts";
import { words } from "../words/words.ts";

interface Notice {
  readonly id: number;
  readonly text: string;
}

const shownMs = 6_000;
let lastId = 0;
const notices = createSharedValue<readonly Notice[]>([]);

/** Says in passing that something was done. Refusals do not belong here: they stay where they happened. */
export function notify(text: string): void {
  const id = ++lastId;
  notices.set([...notices.get(), { id, text }]);
  setTimeout(() => dismiss(id), shownMs);
}

export function Notices(): ReactElement {
  const shown = notices.use();
  return (
    <div className="notices" role="status" aria-live="polite">
      {shown.map((notice) => (
        <div key={notice.id} className="notice">
          <span>{notice.text}</span>
          <CloseButton aria-label={words.close} size="sm" onClick={() => dismiss(notice.id)} />
        </div>
      ))}
    </div>
  );
}

function dismiss(id: number): void {
  notices.set(notices.get().filter((notice) => notice.id !== id));
}
