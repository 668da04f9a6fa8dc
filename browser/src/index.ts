/**
 * The SDK for shop pages: collects what visitors do once they allow it, and fills placements. Owns what it keeps in the visitor's browser. Does
 * not own who a customer is or what they see: the server says that.
 */
import { type Collector, createCollector, type Properties } from "./collector.ts";
import { hasPrivacyControl } from "./consent.ts";
import { askDecision, type Decided, type DecisionContext } from "./decide.ts";
import type { EventName } from "./event-names.ts";
import { type ConsentAnswers, createMemory } from "./memory.ts";
import { createPlacements, type Placements } from "./placements.ts";
import { createQueue } from "./queue.ts";
import { safely } from "./safely.ts";
import { createSender } from "./sender.ts";
import { openStorage } from "./storage.ts";
import { takeToken } from "./token.ts";

export interface StartOptions {
  /** A public key: it stands in the page. */
  readonly key: string;
  /** Where Attune is: `https://attune.example`. */
  readonly url: string;
  /** How long a placement waits before the page's own content is shown. Milliseconds, 300 unless told. */
  readonly timeoutMs?: number;
  /** What placements are decided for on this page. */
  readonly context?: DecisionContext;
}

/** A product as `events.md` names its members: `product_id`, `name`, `price`, `quantity`, … */
export type Product = Properties & { readonly product_id: string };

/** None of these ever throws or rejects; before consent they do nothing. */
export interface Attune {
  /** What the visitor answered, on every page and whenever it changes. What is not named stays as it was. */
  consent(answers: ConsentAnswers): void;
  page(name?: string, properties?: Properties): void;
  productViewed(product: Product): void;
  productAdded(product: Product): void;
  productRemoved(product: Product): void;
  /** All that lies in the cart. */
  cartViewed(products: readonly Product[], properties?: Properties): void;
  searched(query: string, properties?: Properties): void;
  track(event: EventName, properties?: Properties): void;
  /** Who logged in, by the shop's own word. */
  identify(userId: string, traits?: Properties): void;
  /** At log-out: the device is a stranger's from here on. */
  reset(): void;
  /** For the shop's server, which can prove that this device is a customer's. */
  anonymousId(): string | undefined;
  /** Fills placements that were added to the page after it was read. */
  place(): Promise<void>;
  /** For pages that draw by themselves. `missed` says why there is no answer. */
  decide(placements: readonly string[], context?: DecisionContext): Promise<Decided>;
}

export type { ConsentAnswers, Decided, DecisionContext, EventName, Properties };

/** Once a page, as early as can be. Never throws: without a public key and an address it does nothing and says so in the console. */
export function start(options: StartOptions): Attune {
  return methodsOf(safely(undefined, assemble)(options));
}

interface Parts {
  readonly collector: Collector;
  readonly placements: Placements | undefined;
  readonly decide: (placements: readonly string[], context?: DecisionContext) => Promise<Decided>;
}

function assemble(options: StartOptions): Parts {
  const { key, timeoutMs = 300, context } = options;
  if (!/^(?!ats_)\S/.test(key)) throw new Error("A page needs a public key; a secret one is for servers.");
  const address = { key, url: new URL(options.url).href.replace(/\/+$/, "") };
  const token = safely(undefined, takeToken)();
  const storage = openStorage();
  const queue = createQueue(storage);
  const sender = createSender(address, queue);
  const collector = createCollector(createMemory(storage), queue, sender, token);
  const decide: Parts["decide"] = async (placements, about = context ?? {}) =>
    askDecision(address, collector.visitor("personalisation"), placements, about, timeoutMs);
  const placements = safely(undefined, createPlacements)(collector, decide);
  // The browser may object since the last page.
  if (hasPrivacyControl()) collector.consent({});
  placements?.prepare();
  sender.soon();
  return { collector, placements, decide };
}

function methodsOf(parts: Parts | undefined): Attune {
  const collector = parts?.collector;
  const track = safely(undefined, (event: EventName, properties: Properties = {}) =>
    collector?.track(event, properties),
  );
  return {
    track,
    consent: safely(undefined, (answers) => {
      collector?.consent(answers);
      parts?.placements?.prepare();
    }),
    page: safely(undefined, (name, properties = {}) => collector?.page(name, properties)),
    productViewed: (product) => track("Product Viewed", product),
    productAdded: (product) => track("Product Added", product),
    productRemoved: (product) => track("Product Removed", product),
    cartViewed: (products, properties) => track("Cart Viewed", { ...properties, products }),
    searched: (query, properties) => track("Products Searched", { ...properties, query }),
    identify: safely(undefined, (userId, traits = {}) => collector?.identify(userId, traits)),
    reset: safely(undefined, () => collector?.reset()),
    anonymousId: safely(undefined, () => collector?.anonymousId()),
    place: async () => parts?.placements?.place(),
    decide: async (placements, context) =>
      (await parts?.decide(placements, context).catch(() => undefined)) ?? { missed: "noConsent" },
  };
}
