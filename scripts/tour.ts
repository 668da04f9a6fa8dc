import type { Page } from "playwright-core";

/** A stop of the ten-minute tour in the README: a page of the console on the sample brand, and what stands on it. */
export interface TourStep {
  /** Of the picture in docs/tour, which has the number of the step before it. */
  readonly name: string;
  /** As the README calls it. */
  readonly title: string;
  /** `{customer}` is who bought often. */
  readonly path: string;
  /** What the README says is to be seen: texts of the page. */
  readonly sees: readonly string[];
  /** Width and height of the window, CSS pixels. */
  readonly window: readonly [width: number, height: number];
}

const desk = [1120, 720] as const;
const phone = [360, 640] as const;

export const tour: readonly TourStep[] = [
  {
    name: "start",
    title: "Start",
    path: "/start",
    sees: [
      "This is the sample brand.",
      "of 100",
      "Know your customers",
      "Gather what is missing",
      "Test a first decision",
    ],
    window: desk,
  },
  {
    name: "overview",
    title: "Overview",
    path: "/overview",
    sees: ["What was sold, less what came back?", "Which share of net sales do the best customers bring?"],
    window: desk,
  },
  {
    name: "customer",
    title: "A customer",
    path: "/customers/{customer}",
    sees: ["Segments", "Regulars"],
    window: desk,
  },
  {
    name: "segment",
    title: "A segment",
    path: "/segments/regulars",
    sees: ["Regulars", "Condition"],
    window: desk,
  },
  {
    name: "touchpoints",
    title: "The customer's way",
    path: "/touchpoints",
    sees: ["Touchpoints", "Only where nothing is decided"],
    window: desk,
  },
  {
    name: "preview",
    title: "A decision",
    path: "/preview?placement=home-hero&profile={customer}",
    sees: ["Preview", "What is seen", "How it was decided"],
    window: desk,
  },
  {
    name: "mirror",
    title: "The mirror",
    path: "/mirror/{customer}",
    sees: ["Shop page", "Till", "Service desk", "E-mail"],
    window: desk,
  },
  {
    name: "store",
    title: "At the till",
    path: "/store/{customer}",
    sees: ["Talk about", "Next customer"],
    window: phone,
  },
];

/** No picture is larger, nor all of them together. */
export const mostBytes = 120_000;
export const mostBytesInAll = 1_200_000;

/** Where the picture of a step lies, from the root. */
export function pictureOf(step: TourStep): string {
  return `docs/tour/${tour.indexOf(step) + 1}-${step.name}.jpg`;
}

export interface Tourist {
  readonly page: Page;
  readonly url: string;
  readonly secretKey: string;
}

/** Asks a route under /api with a secret key. */
export type AskRoute = <Answer>(path: string) => Promise<Answer>;

interface Candidate {
  readonly id: string;
  readonly consents: readonly { readonly purpose: string; readonly state: string }[];
  readonly openCart: { readonly items: readonly unknown[] };
}

/** Who buys often and has consented to personalisation, if there is one with something in the cart. */
export async function findTourCustomer(ask: AskRoute): Promise<string> {
  const { items } = await ask<{ items: readonly { profile: string }[] }>(
    "/api/segments/regulars/members?limit=100",
  );
  let best: Candidate | undefined;
  for (const { profile } of items) {
    const one = await ask<Candidate>(`/api/profiles/${profile}`);
    if (!one.consents.some(({ purpose, state }) => purpose === "personalisation" && state === "granted"))
      continue;
    best ??= one;
    if (one.openCart.items.length > 0) return one.id;
  }
  if (best === undefined) throw new Error("No regular customer has consented to personalisation.");
  return best.id;
}

/** Signs in with a secret key, as an engineer at the first start would. */
export async function beginTour({ page, url, secretKey }: Tourist): Promise<void> {
  await page.goto(`${url}/`);
  const status = await page.evaluate(
    async (key) =>
      (
        await fetch("/api/session", {
          method: "POST",
          headers: { "content-type": "application/json", "x-attune-console": "1" },
          body: JSON.stringify({ key }),
        })
      ).status,
    secretKey,
  );
  if (status !== 200) throw new Error(`Signing in was answered ${status}.`);
}

/** Opens the page of a step and waits for all that is to be seen there. @throws Error naming the text that does not come */
export async function takeStep({ page, url }: Tourist, step: TourStep, customer: string): Promise<void> {
  const [width, height] = step.window;
  await page.setViewportSize({ width, height });
  await page.goto(url + step.path.replace("{customer}", encodeURIComponent(customer)));
  for (const text of step.sees)
    await page
      .locator("main, dialog")
      .getByText(text)
      .filter({ visible: true })
      .first()
      .waitFor({ timeout: 20_000 })
      .catch((error: unknown) => {
        throw new Error(`“${text}” does not stand on ${step.path}.`, { cause: error });
      });
}
