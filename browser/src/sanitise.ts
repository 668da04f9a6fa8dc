/** Everything else is left out with all that is in it. */
const allowedTags = new Set(
  "A B BLOCKQUOTE BR DIV EM H2 H3 H4 H5 I IMG LI OL P S SMALL SPAN STRONG SUB SUP U UL".split(" "),
);

/** The address when it leads to a page, a mail or a call; undefined when it runs something. */
export function safeAddress(address: string): string | undefined {
  try {
    return /^(?:https?|mailto|tel):$/.test(new URL(address, document.baseURI).protocol) ? address : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The HTML as new nodes of only what is allowed: the parser's own are never used, so nothing loads or runs while it is looked at.
 */
export function sanitise(html: string): DocumentFragment {
  const clean = document.createDocumentFragment();
  copyInto(clean, new DOMParser().parseFromString(html, "text/html").body);
  return clean;
}

function copyInto(target: Node, source: Node): void {
  for (const node of source.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) target.appendChild(document.createTextNode(node.nodeValue ?? ""));
    // Elements of SVG and MathML have names in lower case, or are no HTML elements.
    else if (node instanceof HTMLElement && allowedTags.has(node.tagName)) {
      const copy = document.createElement(node.tagName);
      for (const name of ["href", "src", "alt", "title"]) copyAttribute(copy, node, name);
      copyInto(copy, node);
      target.appendChild(copy);
    }
  }
}

function copyAttribute(copy: Element, original: Element, name: string): void {
  const value = original.getAttribute(name);
  const isAddress = name === "href" || name === "src";
  const safe = value === null || !isAddress ? value : safeAddress(value);
  if (safe !== null && safe !== undefined) copy.setAttribute(name, safe);
}
