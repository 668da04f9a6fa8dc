/**
 * `node scripts/make-landing-fixture.ts landing-2`, on the checkout that lands: writes the data folder that its program leaves behind,
 * packed, and what it answers on it, to `tests/upgrade/`, and freezes its migrations in `server/sql/landed.json`.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ask, factsIn, questionsFor, startAt, untilCaughtUp } from "../tests/upgrade/ask-landing.ts";
import { freezeMigrations } from "../tests/upgrade/landed-migrations.ts";
import {
  archiveOf,
  type Fact,
  type Landing,
  landingsHere,
  type Moment,
  writeLanding,
} from "../tests/upgrade/landing.ts";
import { makeLanding } from "../tests/upgrade/make-landing.ts";
import { packFolder, unpackFolder } from "../tests/upgrade/pack-folder.ts";

const [name = ""] = process.argv.slice(2);
if (!/^landing-\d+$/.test(name)) throw new Error("Which landing? For example landing-2.");
if (landingsHere().includes(name))
  throw new Error(`${name} has landed: what it left behind is not made anew.`);
const folder = await mkdtemp(join(tmpdir(), "attune-landing-"));
try {
  const landing = await makeLanding(name, join(folder, "data"));
  await packFolder(join(folder, "data"), archiveOf(name));
  await unpackFolder(archiveOf(name), join(folder, "copy"));
  const facts = [
    ...(await factsAt(landing, "soon", join(folder, "copy"))),
    ...(await factsAt(landing, "later", join(folder, "copy"))),
  ];
  writeLanding(landing, facts);
  await freezeMigrations();
  console.info(`${name}: ${facts.length} facts, ${JSON.stringify(landing.positions)}`);
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}

/** What this program itself makes of the packed folder. */
async function factsAt(landing: Landing, when: Moment, dataFolder: string): Promise<readonly Fact[]> {
  const server = await startAt(landing, when, dataFolder);
  try {
    await untilCaughtUp(server);
    const facts: Fact[] = [];
    for (const question of await questionsFor(server, when, landing.decisions)) {
      const answer = factsIn(await ask(server, question), question, landing.madeAt);
      facts.push({ when, ...question, answer });
    }
    return facts;
  } finally {
    await server.stop();
  }
}
