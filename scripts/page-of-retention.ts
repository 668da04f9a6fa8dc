import { tableRules } from "../server/sql/retention.ts";
import { tableOf } from "./table.ts";

export function retentionPage(): string {
  const sections = (["postgres", "clickhouse"] as const).map((store) => {
    const rows = tableRules
      .filter((rule) => rule.store === store)
      .map(({ table, holds, personal, kept, erasedBy, built }) => [
        `\`${table}\``,
        holds,
        personal,
        kept,
        built ? erasedBy : `${erasedBy} _(not built yet)_`,
      ]);
    return `## ${store === "postgres" ? "Postgres" : "ClickHouse"}\n\n${tableOf(["table", "holds", "personal", "kept", "erased by"], rows)}`;
  });
  return `${head}\n${sections.join("\n")}`;
}

const head = `# Retention and erasure

One line a table, from \`server/sql/retention.ts\`; a test fails for a table without one. Written by \`node scripts/write-docs.ts --write\`.

**values**: a person can be read from the table. **pseudonym**: it holds only numbers, to which \`identifier\` and \`leaf\` lead; when those
are gone, the numbers point nowhere. **none**: nothing of a person. _Not built yet_ means: today the table is kept for ever, and nothing but
SQL or dropping the database erases from it.
`;
