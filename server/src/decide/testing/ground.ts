import {
  type CandidateFate,
  type ContactPolicy,
  contactPolicySchema,
  type DecideAnswer,
  type DecisionContext,
  type Experience,
  experienceSchema,
  type HoldOut,
  holdOutSchema,
  type JsonObject,
  type OverrideAction,
  type Placement,
} from "@attune/contract";
import type { LiveDefinition, LiveSet } from "../../govern/index.ts";
import { type CandidateIndex, indexCandidates } from "../candidates.ts";
import type { Conditions } from "../conditions.ts";
import type { Past } from "../contact/contact.ts";
import { createWindows } from "../contact/windows.ts";
import type { Customer } from "../customers.ts";
import { type Decision, decide } from "../decide.ts";
import type { LoggedRecord } from "../decision-log.ts";
import { tellFates } from "../fates.ts";
import type { Shelf } from "../shelf.ts";
import type { KeptVariant } from "../variants.ts";
import { aShelf } from "./a-shelf.ts";

/** Conditions on one trait, `{ trait, is }`, judged without segment/. */
export const traitConditions: Conditions = {
  position: () => 0,
  prepare:
    (_brandId, { body }) =>
    (view) => {
      const { condition } = body;
      return condition !== undefined && "trait" in condition && view.trait(condition.trait) === condition.is;
    },
};

export interface Scene {
  /** Experiences of the placement `hero` (unless told), by key; name, content and priority have values unless told. */
  readonly experiences: Readonly<Record<string, JsonObject>>;
  readonly placements?: Readonly<Record<string, Omit<Placement, "name">>>;
  /** By key; of all that promotes unless told. */
  readonly holdOuts?: Readonly<Record<string, JsonObject>>;
  /** By key. */
  readonly policies?: Readonly<Record<string, JsonObject>>;
  readonly kept?: readonly KeptVariant[];
  readonly past?: Past;
  readonly overrides?: Readonly<Record<string, OverrideAction>>;
  readonly shelf?: Shelf;
  readonly customer?: Customer | undefined;
  readonly context?: DecisionContext;
  readonly channel?: "web" | "app" | "store";
  readonly nowMs?: number;
}

export function liveExperiences(experiences: Scene["experiences"]): LiveSet<Experience> {
  const definitions = Object.entries(experiences).map(
    ([key, body], at): LiveDefinition<Experience> => ({
      id: at + 1,
      key,
      version: 1,
      body: experienceSchema.parse({ name: key, placement: "hero", content: key, priority: 0, ...body }),
    }),
  );
  return { position: 5, byKey: new Map(definitions.map((definition) => [definition.key, definition])) };
}

export function decideScene(scene: Scene): Decision {
  const { placements = { hero: {} }, context = {}, nowMs = 1_000, shelf = aShelf() } = scene;
  const live = Object.entries(placements).map(([key, body], at) => ({
    id: 100 + at,
    key,
    version: 1,
    body: { name: key, ...body },
  }));
  return decide(
    {
      brandId: 1,
      candidates: candidatesOf(scene),
      holdOuts: liveHoldOuts(scene.holdOuts),
      definitions: 5,
      shelf,
      windows: createWindows("Europe/London"),
      nowMs,
    },
    { placements: live, context, channel: scene.channel },
    scene.customer,
    {
      ...(scene.kept === undefined ? {} : { kept: scene.kept }),
      ...(scene.past === undefined ? {} : { past: scene.past }),
      overrides: new Map(Object.entries(scene.overrides ?? {})),
    },
  );
}

export function liveHoldOuts(holdOuts: Scene["holdOuts"] = {}): LiveSet<HoldOut> {
  const live = Object.entries(holdOuts).map(([key, body], at): [string, LiveDefinition<HoldOut>] => [
    key,
    {
      id: 200 + at,
      key,
      version: 1,
      body: holdOutSchema.parse({ name: key, scope: "promotional", ...body }),
    },
  ]);
  return { position: 5, byKey: new Map(live) };
}

export function candidatesOf({ experiences, policies }: Scene): CandidateIndex {
  return indexCandidates(1, liveExperiences(experiences), traitConditions, livePolicies(policies));
}

function livePolicies(policies: Scene["policies"] = {}): LiveSet<ContactPolicy> {
  const live = Object.entries(policies).map(([key, body], at): [string, LiveDefinition<ContactPolicy>] => [
    key,
    { id: 300 + at, key, version: 1, body: contactPolicySchema.parse({ name: key, ...body }) },
  ]);
  return { position: 5, byKey: new Map(live) };
}

/** What became of each candidate for `hero`, as the log tells it. */
export function fatesOfScene(scene: Scene): readonly CandidateFate[] {
  const { fates, remarks }: LoggedRecord = JSON.parse(decideScene(scene).record);
  const lineUp = JSON.parse(candidatesOf(scene).lineUp.text);
  return tellFates(lineUp["hero"] ?? [], fates["hero"] ?? "", remarks?.["hero"]);
}

export function answerScene(scene: Scene): DecideAnswer["placements"] {
  return JSON.parse(decideScene(scene).placements);
}
