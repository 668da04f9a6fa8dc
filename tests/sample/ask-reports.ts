import type {
  ComparisonReport,
  Concentration,
  LookAlikeReport,
  OverlapReport,
  RelevanceReport,
  SchemeReport,
  SegmentMembers,
  StageReport,
} from "@attune/contract";
import type { TestServer } from "../harness/start-server.ts";

/** The segments that the reports are asked about, and a list of the best customers. */
export const reported = [
  "best-customers",
  "at-risk",
  "lapsed",
  "regulars",
  "abroad",
  "newsletter",
  "lapsing",
  "big-spenders",
] as const;

export interface SampleReports {
  readonly overlap: OverlapReport;
  readonly comparison: ComparisonReport;
  readonly stages: StageReport;
  readonly concentration: Concentration;
  readonly relevance: RelevanceReport;
  readonly schemes: readonly SchemeReport[];
  readonly lookAlike: LookAlikeReport;
}

/** Each report once, of the sample brand. */
export async function askReports(server: TestServer): Promise<SampleReports> {
  const scheme = { objective: "Keep the best", owner: "Ada", segments: reported.slice(0, 3) };
  await server.post("/api/definitions/scheme/care", { ...scheme, name: "Care", waterfall: true }, "PUT");
  await server.post("/api/definitions/list/best", { name: "Best" }, "PUT");
  const { items } = await server.get<SegmentMembers>("/api/segments/best-customers/members?limit=500");
  const identifiers = items.flatMap((one) =>
    one.identifiers.filter(({ namespace }) => namespace === "userId"),
  );
  await server.post("/api/lists/best/members", { add: { identifiers } });
  return {
    overlap: await server.post("/api/reports/overlap", { sets: reported.map((segment) => ({ segment })) }),
    comparison: await server.post("/api/reports/comparison", { first: { segment: "best-customers" } }),
    stages: await server.get("/api/reports/stages"),
    concentration: await server.get("/api/reports/concentration?window=all"),
    relevance: await server.post("/api/reports/relevance", { attribute: "address.country" }),
    schemes: (await server.get<{ items: readonly SchemeReport[] }>("/api/reports/schemes")).items,
    lookAlike: await server.post("/api/lists/best/look-alike", {}),
  };
}
