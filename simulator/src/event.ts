/** An event as the published SDKs send it. A till sale to an unknown customer carries no id. */
export interface SimulatedEvent {
  readonly type: "track" | "identify" | "page" | "screen";
  readonly event?: string;
  readonly name?: string;
  readonly userId?: string;
  readonly anonymousId?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly traits?: Readonly<Record<string, unknown>>;
  readonly context: Readonly<Record<string, unknown>>;
  /** ISO 8601, UTC. */
  readonly timestamp: string;
  readonly messageId: string;
}

/** Who speaks, from where: what all events of a visit share. */
export interface Voice {
  readonly userId?: string;
  readonly anonymousId?: string;
  readonly context: Readonly<Record<string, unknown>>;
}

/** What an event says beyond its voice, its time and its id. */
export type Said =
  | {
      readonly type: "track";
      readonly event: string;
      readonly properties: Readonly<Record<string, unknown>>;
    }
  | {
      readonly type: "page" | "screen";
      readonly name: string;
      readonly properties: Readonly<Record<string, unknown>>;
    }
  | { readonly type: "identify"; readonly traits: Readonly<Record<string, unknown>> };

export function utter(
  voice: Voice,
  said: Said,
  at: number,
  messageId: string,
  page: Readonly<Record<string, unknown>> | undefined,
): SimulatedEvent {
  const { userId, anonymousId, context } = voice;
  return {
    ...said,
    ...(userId === undefined ? {} : { userId }),
    ...(anonymousId === undefined ? {} : { anonymousId }),
    context: page === undefined ? context : { ...context, page },
    timestamp: new Date(at).toISOString(),
    messageId,
  };
}
