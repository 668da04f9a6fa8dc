import type { LoyaltyAnswer, ResumeEntry, SaleView } from "@attune/contract";
import type { Profile } from "../api/forms.ts";
import type { Formats } from "../format/formats.ts";
import { wordFor, words } from "../words/words.ts";

/** What of a customer matters now, as a sentence. */
export interface GlancePoint {
  readonly key: string;
  readonly tone: "trouble" | "plain";
  readonly text: string;
}

export interface GlanceFacts {
  readonly profile: Profile;
  readonly resume: readonly ResumeEntry[];
  readonly orders: readonly SaleView[];
  readonly loyalty: LoyaltyAnswer | undefined;
}

/** The sentences in the order in which staff should know them; those that are only known with the personalisation consent are left out without it. */
export function glanceOf(facts: GlanceFacts, formats: Formats, now: number): readonly GlancePoint[] {
  const told = facts.resume.filter((entry) => !entry.withheld);
  const isOpen = mayPersonalise(facts.profile);
  return [
    ...told.flatMap((entry) => waiting(entry, formats, now)),
    ...openOrders(facts.orders, formats, now),
    ...(isOpen ? [...leftCart(facts, formats, now), ...overdue(facts.loyalty, formats)] : []),
    ...(isOpen ? [] : [{ key: "consent", tone: "plain" as const, text: words.people.glance.withheld }]),
  ];
}

/** What a customer merely did may be used with a yes only; the nearest of what was said for any channel counts. */
export function mayPersonalise({ consents, withheld }: Pick<Profile, "consents" | "withheld">): boolean {
  if (withheld !== undefined) return false;
  return consents.some(
    ({ purpose, channel, topic, state }) =>
      purpose === "personalisation" &&
      channel === "any" &&
      (topic === null || topic === "") &&
      state === "granted",
  );
}

/** Cases, promises and appointments: somebody waits for us. */
function waiting({ kind, id, at, facts = {} }: ResumeEntry, formats: Formats, now: number): GlancePoint[] {
  const { glance } = words.people;
  const what = textOf(facts["subject"]) ?? textOf(facts["topic"]) ?? textOf(facts["promise"]);
  const due = textOf(facts["due_at"]) ?? textOf(facts["starts_at"]);
  const when = due === undefined || Number.isNaN(Date.parse(due)) ? undefined : formats.ahead(due, now);
  const key = `${kind}-${id ?? ""}`;
  if (kind === "case") return [{ key, tone: "trouble", text: glance.openCase(what, formats.point(at, now)) }];
  if (kind === "promise") return [{ key, tone: "trouble", text: glance.promised(what, when) }];
  if (kind === "appointment") return [{ key, tone: "plain", text: glance.appointment(what, when) }];
  return [];
}

function openOrders(orders: readonly SaleView[], formats: Formats, now: number): GlancePoint[] {
  return orders
    .filter(({ status }) => status === "open")
    .map(({ id, placedAt }) => ({
      key: `order-${id}`,
      tone: "plain",
      text: words.people.glance.openOrder(id, formats.point(placedAt, now)),
    }));
}

function leftCart({ profile, resume }: GlanceFacts, formats: Formats, now: number): GlancePoint[] {
  const { items } = profile.openCart;
  const [first] = items;
  if (first === undefined) return [];
  const left = resume.find(({ kind }) => kind === "cart");
  const where = left === undefined ? "" : wordFor(words.channels, left.channel).toLocaleLowerCase();
  const since = left === undefined ? "" : formats.point(left.at, now);
  const text = words.people.glance.cart(first.name ?? first.product, items.length, where, since);
  return [{ key: "cart", tone: "plain", text }];
}

function overdue(loyalty: LoyaltyAnswer | undefined, formats: Formats): GlancePoint[] {
  if (loyalty === undefined || !loyalty.stage.atRisk) return [];
  const days = loyalty.dimensions.find(({ name }) => name === "daysSinceShop")?.value;
  if (days === null || days === undefined) return [];
  const usual =
    loyalty.expectedGapDays === null ? undefined : formats.number(Math.round(loyalty.expectedGapDays));
  return [{ key: "risk", tone: "plain", text: words.people.glance.atRisk(formats.number(days), usual) }];
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value.trim() !== "" ? value : undefined;
}
