import type { RelevanceQuestion, RelevanceReport } from "@attune/contract";
import { both, sampleOf, sizeOf } from "../profile-set.ts";
import { attributeFacts } from "./attribute-facts.ts";
import { readAudiences } from "./audiences.ts";
import { type Floor, refuseTooFew } from "./floors.ts";
import { judgeAttribute, type PastCustomer } from "./relevance.ts";
import type { ReportPorts } from "./report-ports.ts";

/** Of more customers so many are asked, evenly spread. */
const mostJudged = 10_000;
const dayMs = 86_400_000;

export async function reportRelevance(
  ports: ReportPorts,
  brandId: number,
  { attribute, within, days = 90 }: RelevanceQuestion,
): Promise<RelevanceReport> {
  const nowMs = ports.clock.now();
  const thenMs = nowMs - days * dayMs;
  const [{ everyone, sets }, shoppers] = await Promise.all([
    readAudiences(ports, brandId, within === undefined ? [] : [within], ["/within"]),
    ports.shoppersBy(brandId, thenMs),
  ]);
  const wanted = both(shoppers, sets[0]?.members ?? everyone);
  const asked = await ports.pastCustomers(
    brandId,
    sampleOf(wanted, mostJudged),
    { thenMs, nowMs },
    attribute,
  );
  const facts = attributeFacts(asked.map((one) => one.attribute));
  const customers = asked.map((one, at): PastCustomer => ({ ...one, attribute: facts[at] ?? [] }));
  const told = {
    asked: customers.length,
    boughtAgain: customers.filter((one) => one.boughtAgain).length,
    known: facts.filter((some) => some.length > 0).length,
  };
  refuseTooFew(relevanceFloors(told, facts));
  return {
    attribute,
    days,
    customers: sizeOf(wanted),
    ...told,
    values: valuesOf(customers),
    ...(await judgeAttribute(customers, ports.breathe)),
  };
}

/** Ten of either outcome for each of some thirty weights that are learnt, and two values at least that are not rare. */
function relevanceFloors(
  {
    asked,
    boughtAgain,
    known,
  }: { readonly asked: number; readonly boughtAgain: number; readonly known: number },
  facts: readonly (readonly string[])[],
): readonly Floor[] {
  const counts = Map.groupBy(facts.flat(), (fact) => fact);
  const common = [...counts.values()].filter((some) => some.length >= 50).length;
  return [
    { what: "customers who had bought before", pointer: "/days", found: asked, needed: 1_000 },
    { what: "of them who bought again since", pointer: "/days", found: boughtAgain, needed: 100 },
    { what: "of them who did not", pointer: "/days", found: asked - boughtAgain, needed: 100 },
    { what: "of them of whom the attribute is known", pointer: "/attribute", found: known, needed: 200 },
    { what: "values that 50 of them have", pointer: "/attribute", found: common, needed: 2 },
  ];
}

function valuesOf(customers: readonly PastCustomer[]): RelevanceReport["values"] {
  const told = customers.flatMap(({ attribute, boughtAgain }) =>
    (attribute.length === 0 ? ["(not known)"] : attribute).map((value) => ({ value, boughtAgain })),
  );
  return [...Map.groupBy(told, ({ value }) => value)]
    .map(([value, some]) => ({
      value,
      customers: some.length,
      boughtAgain: some.filter((one) => one.boughtAgain).length,
    }))
    .sort((a, b) => b.customers - a.customers);
}
