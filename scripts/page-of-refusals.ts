import { readRefusals } from "./read-refusals.ts";
import { rowsOf, tableOf } from "./table.ts";

/** Every refusal of the API; the last column is written by people and kept. */
export function refusalsPage(standing: string): string {
  const advice = new Map(rowsOf(standing).map((cells) => [cells[0] ?? "", cells[3] ?? ""]));
  const codes = Map.groupBy(readRefusals(), ({ code }) => code);
  const rows = [...codes].map(([code, stated]) => [
    `\`${code}\``,
    [...new Set(stated.map(({ status }) => String(status)))].join(", "),
    [...new Set(stated.flatMap(({ sentences }) => sentences))].join(" / ").replaceAll("<", "\\<"),
    advice.get(`\`${code}\``) ?? "",
  ]);
  return `${head}\n${tableOf(["code", "status", "sentence", "what to do"], rows)}${tail}`;
}

const head = `# Refusals

What Attune says no with: \`application/problem+json\` (RFC 9457) \`{ type, title, status, detail, code, errors? }\`, where \`type\` is
\`urn:attune:problem:CODE\`, \`detail\` the sentence, and each of \`errors\` a JSON Pointer with a message. Rely on \`code\`: sentences may be reworded,
codes are kept. The doors of SDKs add \`success\`, \`message\` and \`error\` beside. With 429 and 503 comes \`Retry-After\` in seconds.

Codes, statuses and sentences are written by \`node scripts/write-docs.ts --write\` from the sources; the last column by hand.
`;

const tail = `
## Codes that are no refusal

The answer is 200, the event or row is kept or told: events set aside carry \`event.*\`, \`batch.invalid_context\`, \`fold.failed\` or \`sink.failed\`
(\`server/src/collect/README.md\`, \`event-fault.ts\`), rows of an import \`import.*\` (\`server/src/collect/import/README.md\`).
`;
