import type { Json } from "@attune/contract";
import { viewOf } from "./customer-view.ts";
import type { CustomerView, ProfileState } from "./profile-state.ts";

/** What conditions on people read of a visible customer, as it stands: narrow, so that all of a million can be read at once. Each is JSON text, or undefined for nothing. */
export interface Portrait {
  /** Path → value; cleared ones are left out. */
  readonly traits: string | undefined;
  /** `channel.purpose[.topic]` → state, resolved. */
  readonly consents: string | undefined;
  /** Static lists that name the customer. */
  readonly lists: string | undefined;
  /** Paths whose values are left out, since they are too long or cannot stand in a jsonb: the profile's row has them. `*`: the row must be asked for everything. */
  readonly apart: string | undefined;
}

export interface KeptPortrait {
  readonly profileId: number;
  /** Undefined: the profile is not visible (any longer). */
  readonly portrait: Portrait | undefined;
}

/** In place of a path that cannot stand in a jsonb, and for a customer of whom no portrait has been made yet. */
export const everythingApart = "*";

const longestValue = 1_000;

export function portraitOf(profileId: number, state: ProfileState): Portrait {
  const view = viewOf(profileId, state);
  const traits: Record<string, Json> = {};
  const apart: string[] = [];
  for (const path of namesOf(view, "traits")) {
    const value = view.trait(path);
    if (value === undefined) continue;
    const pair = JSON.stringify({ [path]: value });
    if (!isStorable(path)) apart.push(everythingApart);
    else if (pair.length > longestValue || !isStorable(pair)) apart.push(path);
    else traits[path] = value;
  }
  const lists = [...new Set(view.leaves.flatMap((leaf) => leaf.lists ?? []))].sort();
  return {
    traits: textOf(traits),
    consents: textOf(consentsOf(view)),
    lists: lists.length === 0 ? undefined : JSON.stringify(lists),
    apart: apart.length === 0 ? undefined : JSON.stringify([...new Set(apart)]),
  };
}

/** Whether Postgres takes it in a jsonb: no NUL, no half of a surrogate pair, whether raw or escaped. */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes("\0") && !/\\u(?:0000|d[89a-f])/i.test(text);
}

function textOf(object: Readonly<Record<string, Json>>): string | undefined {
  const text = JSON.stringify(object);
  return text === "{}" ? undefined : text;
}

/**
 * Of each purpose that anything was said of: for all topics and for each that was named, on any channel and on each that was named. What is asked
 * beyond that is as the general one is (segment/: consentKeys).
 */
function consentsOf(view: CustomerView): Readonly<Record<string, Json>> {
  const said = namesOf(view, "consents").map((key) => {
    const [channel = "", purpose = "", ...topic] = key.split(".");
    return { channel, purpose, topic: topic.join(".") };
  });
  const keys = [...Map.groupBy(said, ({ purpose }) => purpose)].flatMap(([purpose, matters]) =>
    [...new Set(["any", ...matters.map(({ channel }) => channel)])].flatMap((channel) =>
      [...new Set(["", ...matters.map(({ topic }) => topic)])].map((topic) =>
        topic === "" ? `${channel}.${purpose}` : `${channel}.${purpose}.${topic}`,
      ),
    ),
  );
  return Object.fromEntries(keys.filter(isStorable).map((key) => [key, view.consent(key)]));
}

function namesOf(view: CustomerView, part: "traits" | "consents"): readonly string[] {
  return [...new Set(view.leaves.flatMap((leaf) => Object.keys(leaf[part])))];
}
