import type { Channel, EventRecord } from "@attune/contract";
import { storeKeyOf } from "../../collect/index.ts";
import type { LeafState } from "../profile-state.ts";
import { isMeaningful, joiningEvent } from "./engagement.ts";

type LoyalPart = Pick<LeafState, "engaged" | "joined">;

const nothing: LoyalPart = {};

/** What a leaf keeps for loyalty, with one more event. Sales are in the ledger. */
export function foldLoyal(state: LoyalPart, event: EventRecord): LoyalPart {
  const told = tell(event);
  return told === nothing ? part(state) : mergeLoyal(state, told);
}

/** The union of two sets of events: the newest interaction on each channel, the earliest joining. */
export function mergeLoyal(a: LoyalPart, b: LoyalPart): LoyalPart {
  return part({
    ...engagedOf(a.engaged, b.engaged),
    ...joinedOf(a.joined, b.joined),
  });
}

function part({ engaged, joined }: LoyalPart): LoyalPart {
  if (engaged === undefined) return joined === undefined ? nothing : { joined };
  return joined === undefined ? { engaged } : { engaged, joined };
}

/** What staff import about a customer is no interaction of theirs, unless it is one that the import tells of. */
function tell(event: EventRecord): LoyalPart {
  const { occurredAt: at, channel } = event;
  if (event.name === joiningEvent)
    return { joined: [at, storeKeyOf(event) ?? null], engaged: { [channel]: at } };
  return isMeaningful(event) ? { engaged: { [channel]: at } } : nothing;
}

function engagedOf(a: LoyalPart["engaged"], b: LoyalPart["engaged"]): LoyalPart {
  if (a === undefined || b === undefined) {
    const engaged = a ?? b;
    return engaged === undefined ? nothing : { engaged };
  }
  const engaged = { ...a };
  for (const [channel, at] of Object.entries(b) as [Channel, number][])
    engaged[channel] = Math.max(engaged[channel] ?? 0, at);
  return { engaged };
}

function joinedOf(a: LoyalPart["joined"], b: LoyalPart["joined"]): LoyalPart {
  if (a === undefined || b === undefined) {
    const joined = a ?? b;
    return joined === undefined ? nothing : { joined };
  }
  const isFirst = a[0] !== b[0] ? a[0] < b[0] : (a[1] ?? "") <= (b[1] ?? "");
  return { joined: isFirst ? a : b };
}
