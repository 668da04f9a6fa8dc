import type { Channel, EventRecord, EventType, Identifier } from "@attune/contract";

/** An accepted event as the live view shows it: enough to see that it came, too little to know whose it is. */
export interface LiveEvent {
  readonly position: number;
  readonly type: EventType;
  readonly name: string;
  readonly channel: Channel;
  readonly occurredAt: number;
  readonly receivedAt: number;
  readonly sourceKey: string;
  readonly simulated: boolean;
  readonly identifiers: readonly Identifier[];
}

export interface LiveEventStore {
  /** The newest events, newest first; with `after` the next ones behind that position, still newest first. */
  read(brandId: number, after: number | undefined, limit: number): Promise<LivePage>;
}

export interface LivePage {
  readonly events: readonly LiveEvent[];
  /** To be given as `after` for what comes next. */
  readonly upTo: number;
}

export function toLiveEvent(position: number, record: EventRecord, sourceKey: string): LiveEvent {
  const { type, name, channel, occurredAt, receivedAt } = record;
  const identifiers = identifiersOf(record).map(({ namespace, value }) => ({
    namespace,
    value: maskIdentifier(value),
  }));
  return {
    position,
    type,
    name,
    channel,
    occurredAt,
    receivedAt,
    sourceKey,
    simulated: record.simulated ?? false,
    identifiers,
  };
}

function identifiersOf({ userId, anonymousId, identifiers }: EventRecord): readonly Identifier[] {
  const own: Identifier[] = [];
  if (userId !== undefined) own.push({ namespace: "userId", value: userId });
  if (anonymousId !== undefined) own.push({ namespace: "anonymousId", value: anonymousId });
  return [...own, ...(identifiers ?? [])];
}

/** At most the first and last two characters; of an e-mail address also where it is kept. */
export function maskIdentifier(value: string): string {
  const at = value.lastIndexOf("@");
  if (at > 0) return `${value.slice(0, 1)}…${value.slice(at)}`;
  return value.length < 8 ? "…" : `${value.slice(0, 2)}…${value.slice(-2)}`;
}
