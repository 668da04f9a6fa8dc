import type {
  Audience,
  ComparisonQuestion,
  ComparisonReport,
  OverlapReport,
  RelevanceQuestion,
  RelevanceReport,
  SchemeReport,
  SchemesSideBySide,
} from "@attune/contract";
import { both, type ProfileSet, sampleOf, sizeOf, without } from "../profile-set.ts";
import { readAudiences } from "./audiences.ts";
import { compareSets, comparisonConfidence } from "./compare-sets.ts";
import { type Floor, refuseTooFew } from "./floors.ts";
import { type NamedSet, reportedSet, reportOverlap } from "./overlap.ts";
import { refusals } from "./refusals.ts";
import type { ReportPorts } from "./report-ports.ts";
import { reportRelevance } from "./report-relevance.ts";
import { crossCells, partsOf, reportScheme, type StatedScheme } from "./schemes.ts";

export interface SegmentReports {
  overlap(brandId: number, sets: readonly Audience[]): Promise<OverlapReport>;
  comparison(brandId: number, question: ComparisonQuestion): Promise<ComparisonReport>;
  relevance(brandId: number, question: RelevanceQuestion): Promise<RelevanceReport>;
  schemes(brandId: number): Promise<readonly SchemeReport[]>;
  /** Refuses unknown keys. */
  sideBySide(brandId: number, key: string, against: string): Promise<SchemesSideBySide>;
}

/** Of a larger set so many are asked, evenly spread: the intervals say what that leaves open. */
const mostAsked = 10_000;
const mostDifferences = 100;

export function createSegmentReports(ports: ReportPorts): SegmentReports {
  return {
    overlap: async (brandId, audiences) => {
      const pointers = audiences.map((_, at) => `/sets/${at}`);
      const { everyone, sets } = await readAudiences(ports, brandId, audiences, pointers);
      return reportOverlap(everyone, sets);
    },
    comparison: (brandId, question) => compare(ports, brandId, question),
    relevance: (brandId, question) => reportRelevance(ports, brandId, question),
    schemes: async (brandId) => {
      const stated = await ports.statedSchemes(brandId);
      const read = await readSchemes(ports, brandId, stated);
      return stated.map((scheme, at) => reportScheme(scheme, read.parts[at] ?? [], read.everyone));
    },
    sideBySide: async (brandId, key, against) => {
      const stated = await ports.statedSchemes(brandId);
      const [row, column] = [key, against].map((one) => stated.find((scheme) => scheme.key === one));
      if (row === undefined) throw refusals.unknownScheme(key);
      if (column === undefined) throw refusals.unknownScheme(against);
      const { everyone, parts } = await readSchemes(ports, brandId, [row, column]);
      const [rows = [], columns = []] = parts;
      return {
        scheme: reportScheme(row, rows, everyone),
        against: reportScheme(column, columns, everyone),
        cells: crossCells(rows, columns),
      };
    },
  };
}

async function readSchemes(
  ports: ReportPorts,
  brandId: number,
  schemes: readonly StatedScheme[],
): Promise<{ readonly everyone: ProfileSet; readonly parts: readonly (readonly NamedSet[])[] }> {
  const keys = [...new Set(schemes.flatMap(({ segments }) => segments))];
  const audiences = keys.map((segment) => ({ segment }));
  const { everyone, sets } = await readAudiences(ports, brandId, audiences, []);
  const byKey = new Map(keys.map((key, at) => [key, sets[at]]));
  const membersOf = (key: string): NamedSet => {
    const found = byKey.get(key);
    if (found === undefined) throw new Error(`The segment ${key} was read with its scheme.`);
    return found;
  };
  return { everyone, parts: schemes.map((scheme) => partsOf(scheme, everyone, membersOf)) };
}

async function compare(
  ports: ReportPorts,
  brandId: number,
  { first: one, second: other, about, limit = mostDifferences }: ComparisonQuestion,
): Promise<ComparisonReport> {
  const audiences = other === undefined ? [one] : [one, other];
  const { everyone, sets } = await readAudiences(ports, brandId, audiences, ["/first", "/second"]);
  const [first, stated] = sets;
  if (first === undefined) throw new Error("One set was asked for.");
  const second = stated ?? {
    name: "Everyone else",
    segment: null,
    members: without(everyone, first.members),
  };
  const rest = without(second.members, first.members);
  const asked = [sampleOf(first.members, mostAsked), sampleOf(rest, mostAsked)] as const;
  const floors = [first.members, rest].map(
    (members, at): Floor => ({
      what: "customers in the set",
      pointer: at === 0 ? "/first" : "/second",
      found: sizeOf(members),
      needed: fewestCompared,
    }),
  );
  refuseTooFew(floors);
  const counts = await ports.countFacts(brandId, ...asked, about);
  const { compared, differences } = compareSets(counts, asked[0].length, asked[1].length);
  const all = sizeOf(everyone);
  return {
    first: { ...reportedSet(first, all), asked: asked[0].length },
    second: { ...reportedSet(second, all), asked: asked[1].length },
    both: sizeOf(both(first.members, second.members)),
    exact: asked[0].length === sizeOf(first.members) && asked[1].length === sizeOf(rest),
    compared,
    confidence: comparisonConfidence,
    differences: differences.slice(0, limit),
  };
}

/** Below this an interval says nothing. */
const fewestCompared = 30;
