import type { Channel } from "@attune/contract";
import { answerResume, resumeOf } from "../profile/index.ts";
import type { Customer } from "./customers.ts";
import type { Shelf } from "./shelf.ts";

/**
 * JSON of an answer with where the customer left off. It is no part of the decision: it is logged nowhere, and tells no more than the caller may
 * see of the customer. `channel`: where it is to be used; consent is judged for it.
 */
export function withResume(
  answer: string,
  customer: Customer | undefined,
  { shelf, nowMs }: { readonly shelf: Shelf; readonly nowMs: number },
  channel: Channel | undefined,
): string {
  const left = customer === undefined ? [] : resumeOf(customer.view, nowMs, channel);
  const names = { get: (product: string) => shelf.known(product) };
  return `${answer.slice(0, -1)},"resume":${JSON.stringify(answerResume(left, names, nowMs))}}`;
}
