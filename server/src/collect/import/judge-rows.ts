import {
  type CustomerRecord,
  type EventRecord,
  type ImportRecords,
  type ImportRow,
  isBlockedValue,
  type JsonObject,
  type OrderRecord,
  parseImportRecord,
} from "@attune/contract";
import { canonicalJson } from "../../kernel/canonical-json.ts";
import { digestUuid } from "../../kernel/digest.ts";
import { EventFault } from "../event-fault.ts";
import { type Arrival, judgeEvent } from "../judge-event.ts";
import { normaliseEmail } from "../read-identifier.ts";
import type { ImportArrival, Judgement } from "./judged-row.ts";
import { orderEvent } from "./order-event.ts";

/** A till's clock may be ahead by this much; then "now" is meant. */
const aheadMs = 86_400_000;

export type InboxKind = "customers" | "orders" | "events";

/** Judges one row that goes through the inbox, alone. */
export function judgeRow(kind: InboxKind, row: ImportRow, arrival: ImportArrival): Judgement {
  const parsed = parseImportRecord<InboxKind>(kind, row.record);
  if ("faults" in parsed) {
    const [fault = { path: "", message: "The record is not understood." }] = parsed.faults;
    return { line: row.line, code: "import.invalid", ...fault };
  }
  return judges[kind](row.line, parsed.record as never, arrival); // the parser has made a record of this kind
}

const judges: {
  readonly [Kind in InboxKind]: (
    line: number,
    record: ImportRecords[Kind],
    arrival: ImportArrival,
  ) => Judgement;
} = { customers: judgeCustomer, orders: judgeOrder, events: judgeImportedEvent };

function judgeOrder(line: number, record: OrderRecord, arrival: ImportArrival): Judgement {
  for (const name of ["orderId", "returnOf"] as const) {
    if (isBlockedValue(record[name] ?? "1"))
      return { line, code: "import.invalid", path: `/${name}`, message: "This stands for no order." };
  }
  const placedAt = Date.parse(record.placedAt);
  if (!(placedAt >= 0))
    return { line, code: "import.invalid", path: "/placedAt", message: "A time before 1970." };
  if (placedAt > arrival.receivedAt + aheadMs) return future(line, "/placedAt");
  if (record.email !== undefined && normaliseEmail(record.email) === undefined) {
    return { line, code: "import.invalid", path: "/email", message: "This is no e-mail address." };
  }
  return {
    line,
    content: digestUuid(canonicalJson(record)),
    key: `order:${record.orderId}`,
    onOther: "conflict",
    event: (naturalKey) => orderEvent(record, placedAt, naturalKey, messageIdOf(naturalKey), arrival),
  };
}

function future(line: number, path: string): Judgement {
  return { line, code: "import.future", path, message: "This lies more than a day in the future." };
}

function judgeCustomer(line: number, record: CustomerRecord, arrival: ImportArrival): Judgement {
  const { userId, traits, createdAt, updatedAt, identifiers = [] } = record;
  if (isBlockedValue(userId)) {
    return { line, code: "import.invalid", path: "/userId", message: "This stands for nobody." };
  }
  if (updatedAt !== undefined && Date.parse(updatedAt) > arrival.receivedAt + aheadMs)
    return future(line, "/updatedAt");
  const judged = judgeEvent(
    {
      type: "identify",
      userId,
      timestamp: updatedAt,
      traits: createdAt === undefined ? traits : { createdAt, ...traits },
      context: {
        externalIds: identifiers.map(({ namespace, value }) => ({
          id: value,
          type: namespace.replace(/^external\./, ""),
          collection: "users",
        })),
      },
    },
    {},
    arrivalOf(arrival, record.simulated === true),
  );
  if (judged instanceof EventFault) return refused(line, judged);
  return {
    line,
    content: digestUuid(canonicalJson(record)),
    key: `customer:${userId}`,
    onOther: "change",
    event: (naturalKey) => ({ ...judged, naturalKey, messageId: messageIdOf(naturalKey), context: {} }),
  };
}

function judgeImportedEvent(line: number, record: JsonObject, arrival: ImportArrival): Judgement {
  const judged = judgeEvent(record, {}, arrivalOf(arrival, false));
  if (judged instanceof EventFault) return refused(line, judged);
  const content = digestUuid(canonicalJson(record));
  const hasId = judged.messageId !== noMessageId;
  return {
    line,
    content,
    key: `event:${hasId ? judged.messageId : content}`,
    onOther: "repeat",
    event: (naturalKey): EventRecord => ({
      ...judged,
      naturalKey,
      messageId: hasId ? judged.messageId : messageIdOf(naturalKey),
    }),
  };
}

function refused(line: number, { code, path, message }: EventFault): Judgement {
  return { line, code, path, message };
}

/** Stands for "the record brought none": then its content is its identity. */
const noMessageId = "";

function arrivalOf({ receivedAt, source }: ImportArrival, simulated: boolean): Arrival {
  return {
    receivedAt,
    source: simulated ? { ...source, simulated } : source,
    proof: "secretKey",
    messageIds: { next: () => noMessageId, digest: (messageId) => `import-${digestUuid(messageId)}` },
  };
}

/** The same record has the same message id, however often it is sent. */
function messageIdOf(naturalKey: string): string {
  return `import-${digestUuid(naturalKey)}`;
}
