import { expect, test } from "vitest";
import { hashMigrations, readLandedHashes } from "./landed-migrations.ts";
import { landingsHere, readLanding } from "./landing.ts";

const remedy =
  "A migration that has landed has run on somebody's data: never edit, rename or delete it. Put it back as it was " +
  "(`git checkout` of the last landing has it) and write the change as a new file with the next number.";

test("a migration that has landed is as it was when it landed", async () => {
  const [landed, here] = await Promise.all([readLandedHashes(), hashMigrations()]);

  for (const [file, hash] of Object.entries(landed))
    expect.soft({ [file]: here[file] ?? "gone" }, remedy).toEqual({ [file]: hash });
});

test("a new migration comes after those that have landed, under a number of its own", async () => {
  const [landed, here] = await Promise.all([readLandedHashes(), hashMigrations()]);

  for (const store of ["clickhouse", "postgres"]) {
    const numbersIn = (hashes: object): readonly string[] =>
      Object.keys(hashes).flatMap((file) =>
        file.startsWith(`${store}/`) ? file.slice(store.length + 1, store.length + 5) : [],
      );
    const [old, all] = [numbersIn(landed), numbersIn(here)];
    const added = all.slice().sort().slice(old.length);

    expect([store, new Set(all).size]).toEqual([store, all.length]);
    for (const number of added) expect([store, number > (old.at(-1) ?? "")]).toEqual([store, true]);
  }
});

test("whatever a landing's data folder was made with is in the list of landed migrations", async () => {
  const landed = Object.keys(await readLandedHashes());

  for (const name of landingsHere()) {
    const { clickhouse, postgres } = readLanding(name).landing.migrations;
    const made = [
      ...clickhouse.map((file) => `clickhouse/${file}`),
      ...postgres.map((file) => `postgres/${file}`),
    ];
    expect(landed).toEqual(expect.arrayContaining(made));
  }
});
