import { tell } from "./safely.ts";

/**
 * `:where` weighs nothing, so that the shop's own `display` wins. Without a formatting context of its own a placement's margins would
 * reach out of it and move the page.
 */
const rules = `:where([data-attune-placement]){display:flow-root}
[data-attune-room]{box-sizing:border-box!important;height:var(--attune-room)!important;overflow:hidden!important}`;
const hidingRules = "[data-attune-placement]:not([data-attune-state]){visibility:hidden}";

export interface Room {
  /** Placements that have no state yet keep their room and are not seen. */
  hide(): void;
  show(): void;
}

/** As style sheets made by script they need no hole in a content security policy. */
export function createRoom(): Room {
  const hiding = sheetOf(hidingRules);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheetOf(rules)];
  const show = (): void => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== hiding);
  };
  releaseOnResize();
  return {
    show,
    hide: () => {
      show();
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, hiding];
    },
  };
}

function sheetOf(text: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
}

/**
 * Whether the element can be filled without moving the page: it keeps the height it has. One that is not laid out, or is empty and below
 * the screen, moves nothing.
 */
export function keepRoom(element: HTMLElement): boolean {
  const { height, top } = element.getBoundingClientRect();
  if (height > 0) {
    element.style.setProperty("--attune-room", `${height}px`);
    element.setAttribute("data-attune-room", "");
    return true;
  }
  return element.getClientRects().length === 0 || top >= innerHeight;
}

/** Tells the developer what does not fit. */
export function checkRoom(element: HTMLElement, placement: string): void {
  if (element.scrollHeight > element.clientHeight + 1)
    tell(`placement ${placement} is cut off: give it room with min-height.`);
}

/** Whoever resizes expects things to move. The bars of a phone's browser change only the height. */
function releaseOnResize(): void {
  let width = innerWidth;
  addEventListener("resize", () => {
    if (innerWidth === width) return;
    width = innerWidth;
    for (const element of document.querySelectorAll("[data-attune-room]"))
      element.removeAttribute("data-attune-room");
  });
}
