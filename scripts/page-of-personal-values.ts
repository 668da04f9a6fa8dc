import { personalNames, plainContext } from "@attune/contract";
import { tableOf } from "./table.ts";

export function personalPage(): string {
  return `${head}
## Properties that are personal

${listOf(personalNames)}

## Parts of \`context\` that are not personal

${listOf(plainContext)}
`;
}

const parts = tableOf(
  ["part of an event", "where it goes"],
  [
    ["identifiers, message id, traits (a group's too)", "Postgres, all of them"],
    [
      "`properties`",
      "ClickHouse, but for the names below at any depth (compared in lower case without `_`, `-`, spaces and `$`), texts that look like an e-mail address, and what follows `?` or `#` in a text with `://`",
    ],
    ["`context`", "Postgres, but for the parts below"],
    ["name, type, channel, source, times", "ClickHouse"],
  ],
);

const head = `# Personal values

What is taken out of an event before ClickHouse, and kept in Postgres (\`event_private\`). From \`contract/src/personal.ts\`, which the split
(\`server/src/collect/split-event.ts\`) and the conditions share; written by \`node scripts/write-docs.ts --write\`.

${parts}
So a value under a property name of your own is _not_ personal: do not send a person's name as \`properties.foo\`, nor in the name of an event.
A condition on events cannot read what is personal; conditions on traits and consents can, because Postgres answers those.
`;

function listOf(names: ReadonlySet<string>): string {
  return [...names]
    .sort()
    .map((name) => `\`${name}\``)
    .join(" · ");
}
