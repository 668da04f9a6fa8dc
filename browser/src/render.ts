import type { DecisionItem, PlacementAnswer } from "@attune/contract";
import { safeAddress, sanitise } from "./sanitise.ts";

type Values = Readonly<Record<string, unknown>>;
type Write = (element: Element, value: string) => void;

const setAddress =
  (attribute: string): Write =>
  (element, value) => {
    const address = safeAddress(value);
    if (address !== undefined) element.setAttribute(attribute, address);
  };

/** What a page can declare: `data-attune-text="headline"` shows `content.headline` as text, and so on. Only `html` takes HTML. */
const slots: Readonly<Record<string, Write>> = {
  text: (element, value) => {
    element.textContent = value;
  },
  html: (element, value) => element.replaceChildren(sanitise(value)),
  link: setAddress("href"),
  image: setAddress("src"),
  alt: (element, value) => element.setAttribute("alt", value),
};

export function hasSomething({ content, items = [] }: PlacementAnswer): boolean {
  return (typeof content === "object" && content !== null) || items.length > 0;
}

/** A slot that the content says nothing for keeps what the page has. */
export function render(element: HTMLElement, { content, items = [] }: PlacementAnswer): void {
  if (typeof content === "object" && content !== null)
    fillSlots([element, ...element.querySelectorAll("*")], content as Values); // a list has no members by name
  const template = element.querySelector<HTMLTemplateElement>("template[data-attune-item]");
  if (template !== null && items.length > 0) {
    template.parentElement?.replaceChildren(template, ...items.map((item) => renderItem(template, item)));
  }
}

function renderItem(template: HTMLTemplateElement, item: DecisionItem): DocumentFragment {
  const copy = document.importNode(template.content, true);
  fillSlots(copy.querySelectorAll("*"), { ...item, price: priceOf(item) });
  for (const child of copy.children) child.setAttribute("data-attune-product", item.product);
  return copy;
}

function fillSlots(elements: Iterable<Element>, values: Values): void {
  for (const element of elements) {
    for (const [slot, write] of Object.entries(slots)) {
      const name = element.getAttribute(`data-attune-${slot}`);
      const value = name !== null && Object.hasOwn(values, name) ? values[name] : undefined;
      if (typeof value === "string" || typeof value === "number") write(element, `${value}`);
    }
  }
}

/** As the page's language writes it. */
function priceOf({ priceMinor, currency }: DecisionItem): string | undefined {
  if (priceMinor === undefined || currency === undefined) return undefined;
  const format = new Intl.NumberFormat(document.documentElement.lang || undefined, {
    style: "currency",
    currency,
  });
  return format.format(priceMinor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}
