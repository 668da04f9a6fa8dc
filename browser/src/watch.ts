import { safely } from "./safely.ts";

const seenFor = 1_000;

/** Half of it, or half of the screen, for a second: seen, once. */
export function watchSeen(element: Element, onSeen: () => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const check = safely(undefined, () => {
    // A page in the background is looked at by nobody.
    if (document.visibilityState === "hidden") timer = setTimeout(check, seenFor);
    else {
      observer.disconnect();
      onSeen();
    }
  });
  const observer = new IntersectionObserver(
    safely(undefined, (entries: readonly IntersectionObserverEntry[]) => {
      const latest = entries.at(-1);
      const isSeen =
        latest !== undefined &&
        (latest.intersectionRatio >= 0.5 || latest.intersectionRect.height * 2 >= innerHeight);
      if (isSeen) timer ??= setTimeout(check, seenFor);
      else {
        clearTimeout(timer);
        timer = undefined;
      }
    }),
    { threshold: [0, 0.1, 0.2, 0.3, 0.4, 0.5] },
  );
  observer.observe(element);
}

/** `product`: of the item that was clicked. */
export function watchClicks(element: Element, onClick: (product: string | undefined) => void): void {
  const handle = safely(undefined, ({ target, button }: MouseEvent) => {
    // The right button opens a menu.
    if (button === 2 || !(target instanceof Element) || target.closest("a,button") === null) return;
    onClick(target.closest("[data-attune-product]")?.getAttribute("data-attune-product") ?? undefined);
  });
  element.addEventListener("click", handle as EventListener); // both are mouse events
  element.addEventListener("auxclick", handle as EventListener);
}
