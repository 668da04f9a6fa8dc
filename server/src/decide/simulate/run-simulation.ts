import type { Experience, Placement, SimulationResult } from "@attune/contract";
import type { LiveDefinition } from "../../govern/index.ts";
import { isIn, type ProfileSet } from "../../segment/index.ts";
import type { LoggedRecord } from "../decision-log.ts";
import type { PlainRecord } from "../plain-record.ts";
import { sidesOf } from "./compare-answers.ts";
import { eligibleNow, type Offered } from "./eligible-now.ts";
import { Findings } from "./findings.ts";
import { inUnits, type Unit } from "./in-units.ts";
import { notKnown } from "./not-known.ts";
import { type PastDecision, readToldThen } from "./past-decision.ts";
import { CustomerReplay, type SimulatedCustomer } from "./simulate-customer.ts";
import type { HistoryQuestion, HistorySize, SimulationPorts } from "./simulation-ports.ts";
import { asksAnew, buildWorlds, type ChangedExperience, type Worlds, withinWindow } from "./worlds.ts";

export interface SimulationPlan {
  readonly brandId: number;
  readonly changed: ChangedExperience;
  readonly days: number;
  readonly most: number;
}

/** Called between customers. Throws when nobody wants the answer any more. */
export type Watch = (progress: { readonly done: number; readonly of: number }) => Promise<void>;

const dayMs = 86_400_000;
/** Until others run. */
const sliceMs = 2;

/** Decides the last days' decisions again, by what is in force and with the change. Reads only. */
export async function runSimulation(
  ports: SimulationPorts,
  plan: SimulationPlan,
  watch: Watch,
): Promise<SimulationResult> {
  const { brandId, most } = plan;
  const untilMs = ports.clock.now();
  const window = { fromMs: untilMs - plan.days * dayMs, untilMs };
  const { body, isSetAside } = withinWindow(plan.changed.body, window);
  const changed: ChangedExperience = { ...plan.changed, body };
  const scope = scopeOf(ports, brandId, changed);
  const question: HistoryQuestion = { brandId, ...window, placements: scope.asked };
  const size = await ports.history.size(question);
  const of = Math.min(size.decisions, most);
  await watch({ done: 0, of });
  const placements = ports.placements.of(brandId).byKey;
  const { told: eligible, suiting } = await eligibleNow(
    ports.membersOf(brandId),
    plan.changed.live && offered(plan.changed.live.body, placements),
    offered(body, placements),
  );
  const asked = new Map([...placements].filter(([key]) => scope.asked?.includes(key) ?? true));
  const work = new Simulating(ports, { brandId, changed, suiting, fromMs: window.fromMs, placements: asked });
  const share = Math.min(1, (most * margin) / Math.max(1, size.decisions));
  for await (const units of inUnits(ports.history.read(question, { share, most }), share < 1))
    await work.decideAll(units, (done) => watch({ done, of }));
  return {
    window: { from: new Date(window.fromMs).toISOString(), until: new Date(untilMs).toISOString() },
    ...work.close(size),
    eligible,
    notKnown: notKnown({ ...scope, isAskedAnew: asksAnew(changed), isSetAside }),
  };
}

/** Chance may bring more, or one customer with many. */
const margin = 1.2;

/** Undefined: a contact policy may carry what it serves to any placement. */
function scopeOf(
  ports: SimulationPorts,
  brandId: number,
  { body, live }: ChangedExperience,
): { readonly asked: readonly string[] | undefined } & Pick<
  Parameters<typeof notKnown>[0],
  "experiences" | "policies"
> {
  const policies = [...ports.policies.of(brandId).byKey.values()].map((policy) => policy.body);
  const own = [...new Set([body.placement, live?.body.placement ?? body.placement])].sort();
  const all = [...ports.experiences.of(brandId).byKey.values()].map((one) => one.body);
  const asked = policies.length > 0 ? undefined : own;
  const experiences = all.filter(({ placement }) => asked === undefined || asked.includes(placement));
  return { asked, experiences: [...experiences, body], policies };
}

function offered(body: Experience, placements: ReadonlyMap<string, LiveDefinition<Placement>>): Offered {
  return { body, channel: placements.get(body.placement)?.body.channel };
}

interface Scene {
  readonly brandId: number;
  readonly changed: ChangedExperience;
  readonly suiting: ProfileSet;
  readonly fromMs: number;
  /** Those that are looked at. */
  readonly placements: ReadonlyMap<string, LiveDefinition<Placement>>;
}

type Closed = Pick<SimulationResult, "decisions" | "customers" | "sample"> & ReturnType<Findings["close"]>;

class Simulating {
  readonly #ports: SimulationPorts;
  readonly #scene: Scene;
  readonly #worlds: Worlds;
  readonly #findings: Findings;
  readonly #lineUps = new Map<string, Awaited<ReturnType<SimulationPorts["parts"]["findLineUp"]>>>();
  #looked = 0;
  #unreadable = 0;
  #customers = 0;
  #strangers = 0;
  #sliceBegan = 0;

  constructor(ports: SimulationPorts, scene: Scene) {
    const { brandId, changed, suiting } = scene;
    this.#ports = ports;
    this.#scene = scene;
    this.#findings = new Findings(changed.key);
    this.#worlds = buildWorlds(
      {
        brandId,
        experiences: ports.experiences.of(brandId),
        policies: ports.policies.of(brandId),
        conditions: ports.conditions,
        holds: ({ profileId }) => isIn(suiting, profileId),
      },
      changed,
    );
  }

  async decideAll(units: readonly Unit[], note: (done: number) => Promise<void>): Promise<void> {
    const known = await Promise.all(units.map(([first]) => this.#read(first.profileId)));
    this.#sliceBegan = performance.now();
    for (const [at, unit] of units.entries()) {
      const one = known[at];
      if (one !== undefined) await this.#decideUnit(unit, one);
    }
    await note(this.#looked);
  }

  close({ decisions, customers, strangers }: HistorySize): Closed {
    const isWhole = this.#looked + this.#unreadable >= decisions;
    // What came in while it was read counts as well.
    const all = {
      customers: Math.max(customers, this.#customers),
      strangers: Math.max(strangers, this.#strangers),
    };
    const looked = this.#customers + this.#strangers;
    return {
      decisions: {
        all: Math.max(decisions, this.#looked),
        looked: this.#looked,
        unreadable: this.#unreadable,
      },
      customers: { all: all.customers, looked: this.#customers },
      sample: isWhole ? null : { share: looked / Math.max(1, all.customers + all.strangers) },
      ...this.#findings.close(all),
    };
  }

  async #decideUnit(unit: Unit, one: SimulatedCustomer): Promise<void> {
    const { brandId, placements } = this.#scene;
    const { holdOuts, windows, shelfOf } = this.#ports;
    const ground = {
      brandId,
      worlds: this.#worlds,
      holdOuts: holdOuts.of(brandId),
      definitions: 0,
      shelf: shelfOf(brandId),
      windows,
    };
    const replay = new CustomerReplay(ground, one);
    for (const decision of unit) {
      const record: LoggedRecord | PlainRecord = JSON.parse(decision.record); // written by decide only
      if ("lineUp" in record) await this.#decideAgain(replay, decision, record, placements);
      else this.#unreadable += 1;
    }
    const stratum = unit[0].profileId === null ? "strangers" : "customers";
    this.#findings.closeUnit(stratum);
    if (stratum === "customers") this.#customers += 1;
    else this.#strangers += 1;
  }

  async #decideAgain(
    replay: CustomerReplay,
    decision: PastDecision,
    record: LoggedRecord,
    live: Scene["placements"],
  ): Promise<void> {
    const { context, channel, placements } = record.input;
    const told = readToldThen(record, await this.#lineUpOf(record.lineUp), (key, version) =>
      this.#isInForce(key, version),
    );
    const asked = placements.map((key) => live.get(key)).filter((placement) => placement !== undefined);
    const { before, after } = replay.decide({
      decidedAt: decision.decidedAt,
      question: { placements: asked, context, channel },
      told,
    });
    const { key } = this.#scene.changed;
    this.#findings.enter(decision, record, {
      before: sidesOf(before, this.#worlds.before, key),
      after: sidesOf(after, this.#worlds.after, key),
    });
    this.#looked += 1;
    if (performance.now() - this.#sliceBegan < sliceMs) return;
    await this.#ports.pause();
    this.#sliceBegan = performance.now();
  }

  #isInForce(key: string, version: number): boolean {
    return this.#ports.experiences.of(this.#scene.brandId).byKey.get(key)?.version === version;
  }

  async #lineUpOf(id: string) {
    const known = this.#lineUps.get(id) ?? (await this.#ports.parts.findLineUp(this.#scene.brandId, id));
    this.#lineUps.set(id, known);
    return known;
  }

  /** Who she is now, and what she has met. */
  async #read(profileId: number | null): Promise<SimulatedCustomer> {
    const { brandId, fromMs } = this.#scene;
    const { customers, contacts } = this.#ports;
    const customer = profileId === null ? undefined : await customers.findByLeaf(brandId, profileId);
    if (customer === undefined) return { customer, past: undefined, isKnownCustomer: false, fromMs };
    const { before, after } = this.#worlds;
    const asksBought = before.countsBought || after.countsBought;
    const past = await contacts.past(brandId, { leafIds: customer.leafIds, asksBought, asksKept: true });
    const isKnownCustomer = await customers.isKnown(brandId, customer.leafIds);
    return { customer, past, isKnownCustomer, fromMs };
  }
}
