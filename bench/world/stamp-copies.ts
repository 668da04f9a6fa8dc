import type { Database, Queryable } from "../../server/src/platform/postgres/database.ts";
import { say } from "../report.ts";
import type { Scale } from "../scale.ts";
import { copyLine } from "./copy-line.ts";
import { dropIndexes } from "./drop-indexes.ts";
import { copiesOf, peopleOf, personTexts, runSimulation, textsOf } from "./people.ts";
import type { Templates } from "./read-templates.ts";

/**
 * Copies the template people until the world is full: the nth copy's leaves and profiles have the templates' numbers plus n times as many
 * as there are, names and devices are those of the run's simulated people. Rows, not events: inbox, event_private and ClickHouse hold the
 * templates' history only.
 */
export async function stampCopies(database: Database, scale: Scale, templates: Templates): Promise<void> {
  await keepTemplates(database, scale, templates);
  const session = await database.connect();
  try {
    await session.query("set synchronous_commit = off");
    await session.query("set work_mem = '512MB'");
    const restore = await dropIndexes(session, copied);
    for (const [name, sql] of [...stamps(scale, templates.lastLeafId), ...restore]) {
      const startedAt = performance.now();
      await session.query(sql);
      say(`  ${name} ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
    }
  } finally {
    await session.close();
  }
}

/** Written in the order of their customers, as in the life of a shop; their indexes are built anew behind them. */
const copied = [
  "leaf",
  "identifier",
  "profile",
  "search_term",
  "segment_member",
  "sale",
  "sale_line",
  "loyalty",
  "loyalty_history",
  "portrait",
];

const tables = [
  "bench_leaf",
  "bench_identifier",
  "bench_profile",
  "bench_term",
  "bench_device",
  "bench_person",
] as const;

async function keepTemplates(database: Database, scale: Scale, templates: Templates): Promise<void> {
  for (const sql of [
    `create unlogged table bench_leaf (leaf_id bigint, profile_id bigint, anchor_id bigint, namespace text, value text, epoch int, proof text, person int, device text)`,
    `create unlogged table bench_identifier (namespace text, value text, leaf_id bigint, proof text, person int, device text)`,
    `create unlogged table bench_profile (profile_id bigint, form text, leaf_ids bigint[], person int, timer_at timestamptz, hidden boolean, merged_into bigint)`,
    `create unlogged table bench_term (term text, profile_id bigint, namespace text, person int, device text, text int)`,
    `create unlogged table bench_device (person int, device text, anonymous_id text, is_first boolean)`,
    `create unlogged table bench_person (person int, texts text[])`,
  ])
    await database.query(sql);
  const fill = (table: string, lines: readonly string[]): Promise<void> =>
    database.transaction((tx) => tx.copyIn(`copy ${table} from stdin`, lines.join("")));
  await fill("bench_leaf", templates.leaves);
  await fill("bench_identifier", templates.identifiers);
  await fill("bench_profile", templates.profiles);
  await fill("bench_term", templates.terms);
  for (const { devices, people } of peopleLines(scale)) {
    await fill("bench_device", devices);
    await fill("bench_person", people);
  }
  await database.query(oneOwner);
  for (const table of tables) await database.query(`analyze ${table}`);
}

/** Among a million people a few draw the same device id by chance. */
const oneOwner = `update bench_device d set is_first = false
  from (select anonymous_id, min(person) as person from bench_device where is_first group by anonymous_id having count(*) > 1) as drawn
  where d.anonymous_id = drawn.anonymous_id and d.person <> drawn.person`;

/** The run's people and the devices that they use, in parts. Of those who share a device it stands for the first. */
function* peopleLines(
  scale: Scale,
): Generator<{ readonly devices: readonly string[]; readonly people: readonly string[] }> {
  const simulation = runSimulation(scale, Date.now(), 1);
  const truth = simulation.truth();
  const all = copiesOf(scale) * scale.templates;
  const { customers } = peopleOf(all);
  for (let from = 0; from < all; from += 50_000) {
    const part = Array.from({ length: Math.min(50_000, all - from) }, (_, at) => from + at);
    yield {
      devices: part.flatMap((person) =>
        (["browser", "phone"] as const).map((kind) => {
          const { anonymousId, users } = truth.device(person, kind, simulation.startAt);
          return copyLine(person, kind, anonymousId, users[0] === person);
        }),
      ),
      people: part.map((person) =>
        copyLine(person, person < customers ? arrayText(textsOf(simulation.customer(person))) : "{}"),
      ),
    };
  }
}

function arrayText(texts: readonly string[]): string {
  return `{${texts.map((text) => `"${text}"`).join(",")}}`;
}

function stamps(scale: Scale, lastLeafId: number): readonly (readonly [table: string, sql: string])[] {
  const copies = copiesOf(scale);
  const { customers, visitors } = peopleOf(scale.templates);
  const from = (table: string): string => `${table} t cross join generate_series(0, ${copies - 1}) as copy`;
  const shift = `(copy + 1) * ${lastLeafId}::bigint`;
  const person = `case when t.person < ${customers} then copy * ${customers} + t.person
    else ${copies * customers} + copy * ${visitors} + t.person - ${customers} end`;
  const device = `left join bench_device d on d.device = t.device and d.person = ${person}`;
  // A text of the templates, as it is for the copy.
  const named = (text: string): string => `case t.namespace
    when 'userId' then 'customer-' || (${person})
    when 'claim' then 'customer-' || (${person})
    when 'email' then 'customer-' || (${person}) || '@example.com'
    when 'anonymousId' then coalesce(d.anonymous_id, md5(${text} || copy)::uuid::text)
    else ${text} || '-' || copy end`;
  return [
    [
      "leaf",
      `insert into leaf (brand_id, leaf_id, profile_id, anchor_id, namespace, value, epoch, proof, position)
       select 1, t.leaf_id + ${shift} as leaf_id, t.profile_id + ${shift}, t.anchor_id + ${shift}, t.namespace, ${named("t.value")}, t.epoch, t.proof, 0
       from ${from("bench_leaf")} ${device}
       order by leaf_id`,
    ],
    [
      "identifier",
      `insert into identifier (brand_id, namespace, value, leaf_id, proof, position)
       select 1, t.namespace, ${named("t.value")} as value, t.leaf_id + ${shift}, t.proof, 0
       from ${from("bench_identifier")} ${device}
       where t.device is null or d.is_first
       order by copy, t.leaf_id`,
    ],
    [
      "profile",
      `insert into profile (brand_id, profile_id, state, timer_at, hidden, merged_into)
       select 1, t.profile_id + ${shift} as profile_id,
         format(t.form, variadic case when coalesce(p.texts, '{}') = '{}' then array_fill(''::text, array[${personTexts}]) else p.texts end
           || array(select (leaf_id + ${shift})::text from unnest(t.leaf_ids) as leaf_id)),
         t.timer_at - random() * interval '1 hour', t.hidden, t.merged_into + ${shift}
       from ${from("bench_profile")} left join bench_person p on p.person = ${person}
       order by profile_id`,
    ],
    [
      "search_term",
      `insert into search_term (brand_id, term, profile_id)
       select 1, case when t.text is not null then lower(p.texts[t.text]) when t.namespace is null then t.term else ${named("t.term")} end as term, t.profile_id + ${shift} as profile_id
       from ${from("bench_term")} ${device} left join bench_person p on t.text is not null and p.person = ${person}
       order by copy, t.profile_id`,
    ],
    ...stampsOfOthers(from, shift, copies, lastLeafId),
  ];
}

function stampsOfOthers(
  from: (table: string) => string,
  shift: string,
  copies: number,
  lastLeafId: number,
): readonly (readonly [table: string, sql: string])[] {
  return [
    [
      "segment_member",
      `insert into segment_member (brand_id, segment_id, profile_id, entered_at)
       select 1, t.segment_id, t.profile_id + ${shift}, t.entered_at
       from ${from("segment_member")}
       order by copy, t.profile_id`,
    ],
    ["segment_size", `update segment_size set size = size * ${copies + 1}`],
    [
      "sale",
      `insert into sale
       select made.*
       from ${from("sale")}
       cross join lateral jsonb_populate_record(t, jsonb_build_object('sale_key', t.sale_key || '-' || copy, 'leaf_id', t.leaf_id + ${shift})) as made
       order by copy, t.sale_key`,
    ],
    [
      "sale_line",
      `insert into sale_line
       select made.*
       from ${from("sale_line")}
       cross join lateral jsonb_populate_record(t, jsonb_build_object('sale_key', t.sale_key || '-' || copy)) as made
       order by copy, t.sale_key, t.line`,
    ],
    // Of copied people it says what it says of their templates, their names and towns too.
    [
      "portrait",
      `insert into portrait (brand_id, profile_id, traits, consents, lists, apart)
       select 1, t.profile_id + ${shift}, t.traits, t.consents, t.lists, t.apart
       from ${from("portrait")}
       order by copy, t.profile_id`,
    ],
    ...["loyalty", "loyalty_history"].map((table): readonly [string, string] => [
      table,
      `insert into ${table}
       select made.*
       from ${from(table)}
       cross join lateral jsonb_populate_record(t, jsonb_build_object('profile_id', t.profile_id + ${shift})) as made
       order by copy, t.profile_id`,
    ]),
    // The world is used for a day and a half: no bench begins with the thresholds of a new day, nor with those of a brand that has grown.
    [
      "loyalty_thresholds",
      `update loyalty_thresholds
       set body = body::jsonb || jsonb_build_object(
         'computedAt', (body ->> 'computedAt')::bigint + 2 * 86400000,
         'shoppers', (select count(*) from loyalty_history)
       )`,
    ],
    ["identity_head", `update identity_head set leaf_id = ${copies + 1} * ${lastLeafId}::bigint`],
    ["the templates", `drop table ${tables.join(", ")}`],
  ];
}

/** Message ids as the last seven days would have left them, evenly spread. */
export async function stampMessageIds(db: Queryable, count: number, until: number): Promise<void> {
  const lastHour = Math.floor(until / 3_600_000);
  await db.query(
    `insert into message_seen (brand_id, hour, digest)
     select 1, hour, digest
     from (select ${lastHour} - (random() * 167)::int as hour, gen_random_uuid() as digest from generate_series(1, ${count})) as told
     order by hour, digest`,
  );
}
