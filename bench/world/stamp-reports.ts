import type { Database } from "../../server/src/platform/postgres/database.ts";
import type { SegmentDefinition } from "../../server/src/segment/index.ts";

const segments = 10;
const listed = 2_000;

/** Ten segments that hold from every second to every twentieth customer, two schemes of five of them, a list, and a trait to ask about. */
export async function stampReports(database: Database): Promise<readonly SegmentDefinition[]> {
  await database.query(
    `insert into segment_member (brand_id, segment_id, profile_id, entered_at)
     select 1, s, profile_id, now()
     from profile cross join generate_series(1, ${segments}) as s
     where hashint8extended(profile_id, s) % (2 * s) = 0`,
  );
  await database.query(
    `update profile
     set state = replace(replace(state, '"createdAt":', '"tier":["' || (array['gold','silver','none'])[1 + profile_id % 3] || '",1,"m1",1],"createdAt":'),
                         '"slots":{}', case when profile_id % 50 = 0 and profile_id <= ${listed * 50} then '"lists":["seed"],"slots":{}' else '"slots":{}' end)`,
  );
  await database.query(
    "insert into definition (brand_id, kind, key, version, live_version) values (1, 'scheme', 'one', 1, 1), (1, 'scheme', 'two', 1, 1)",
  );
  for (const [key, from] of [
    ["one", 1],
    ["two", 6],
  ] as const)
    await database.query(
      `insert into definition_version (definition_id, version, state, body, author, reason)
       select definition_id, 1, 'live', $2, '', '' from definition where key = $1`,
      [key, JSON.stringify(schemeOf(key, from))],
    );
  await database.query("vacuum (analyze) segment_member, loyalty, profile");
  return Array.from({ length: segments }, (_, at) => ({
    segmentId: at + 1,
    key: `s${at + 1}`,
    version: 1,
    name: `s${at + 1}`,
    condition: { did: `Never ${at}` },
  }));
}

function schemeOf(key: string, from: number): object {
  const keys = Array.from({ length: 5 }, (_, at) => `s${from + at}`);
  return { name: key, objective: "Measure", owner: "Bench", waterfall: key === "one", segments: keys };
}
