import { changeConsent, hasPrivacyControl } from "./consent.ts";
import type { EventName, OwnEventName } from "./event-names.ts";
import { type ConsentAnswers, type Memory, type MemoryKeeper, newVisitor, withSession } from "./memory.ts";
import type { EventQueue } from "./queue.ts";
import type { Sender } from "./sender.ts";

/** Anything that JSON can say. */
export type Properties = Readonly<Record<string, unknown>>;

export interface Collector {
  consent(said: ConsentAnswers): void;
  /** Who is at this device, if they allow what it is asked for. */
  visitor(purpose: "analytics" | "personalisation"): Memory | undefined;
  page(name: string | undefined, properties: Properties): void;
  track(event: EventName | OwnEventName, properties: Properties): void;
  identify(userId: string, traits: Properties): void;
  /** Somebody else may be at the device from here on. */
  reset(): void;
  anonymousId(): string | undefined;
}

/** `token`: what this page was opened with. */
export function createCollector(
  keeper: MemoryKeeper,
  queue: EventQueue,
  sender: Sender,
  token?: string,
): Collector {
  let shown = token;
  const add = (visitor: Memory, event: Properties): void => {
    const now = Date.now();
    const { memory, isNew, id } = withSession(visitor, now);
    keeper.write(memory);
    queue.add({
      ...event,
      anonymousId: memory.anonymousId,
      userId: memory.userId,
      timestamp: new Date(now).toISOString(),
      context: contextOf(id, isNew),
    });
    sender.soon();
  };
  const visitor = (purpose: "analytics" | "personalisation"): Memory | undefined => {
    let memory = keeper.read();
    if (memory?.answers[purpose] !== true || hasPrivacyControl()) return undefined;
    if (shown !== undefined && purpose === "personalisation") {
      memory = { ...memory, token: shown };
      keeper.write(memory);
      shown = undefined;
    }
    return memory;
  };
  const addAllowed = (event: Properties): void => {
    const memory = visitor("analytics");
    if (memory !== undefined) add(memory, event);
  };
  return {
    visitor,
    consent: (said) => takeConsent({ keeper, queue, add }, said),
    page: (name, properties) =>
      addAllowed({ type: "page", name, properties: { ...pageProperties(), ...properties } }),
    track: (event, properties) => addAllowed({ type: "track", event, properties }),
    identify: (userId, traits) => {
      const memory = keeper.read();
      if (memory === undefined || hasPrivacyControl() || !`${userId ?? ""}`.trim()) return;
      const { token: old, ...known } = memory;
      const isSame = memory.userId === `${userId}`;
      if (!isSame) shown = undefined;
      add(
        { ...known, userId: `${userId}`, ...(isSame && old !== undefined ? { token: old } : {}) },
        { type: "identify", traits },
      );
    },
    anonymousId: () => keeper.read()?.anonymousId,
    reset: () => {
      const memory = keeper.read();
      shown = undefined;
      if (memory !== undefined) keeper.write(newVisitor(memory.answers));
    },
  };
}

interface ConsentParts {
  readonly keeper: MemoryKeeper;
  readonly queue: EventQueue;
  readonly add: (visitor: Memory, event: Properties) => void;
}

/**
 * A visitor who allows nothing leaves nothing behind. Of one who did and no longer does only the withdrawal is left, until it has arrived: else
 * the server would go on.
 */
function takeConsent({ keeper, queue, add }: ConsentParts, said: ConsentAnswers): void {
  const before = keeper.read();
  const { answers, isAny, given, withdrawn, denied } = changeConsent(
    before?.answers ?? {},
    said,
    hasPrivacyControl(),
  );
  if (before === undefined && !isAny) return;
  const tell = (event: OwnEventName, properties: Properties): void =>
    add({ ...(keeper.read() ?? newVisitor({})), answers }, { type: "track", event, properties });
  if (answers.analytics !== true) queue.keepOnly(({ text }) => text.includes('"event":"Consent '));
  if (given.length > 0) tell("Consent Given", { purpose: given });
  if (withdrawn.length > 0) tell("Consent Withdrawn", { purpose: withdrawn });
  if (isAny && denied.length > 0) tell("Consent Withdrawn", { purpose: denied, state: "denied" });
  if (!isAny) keeper.forget();
}

function pageProperties(): Properties {
  const { pathname, search, href } = location;
  return { path: pathname, search, url: href, title: document.title, referrer: document.referrer };
}

function contextOf(sessionId: number, isNew: boolean): Properties {
  return {
    library: { name: "@attune/browser", version: "0.1.0" },
    page: pageProperties(),
    locale: navigator.language,
    userAgent: navigator.userAgent,
    sessionId,
    sessionStart: isNew || undefined,
  };
}
