import {
  type Experience,
  type ExperienceKind,
  type Json,
  type Locales,
  localised,
  type Variant,
} from "@attune/contract";
import type { Database } from "../../platform/postgres/database.ts";
import type { LineUp, ListedCandidate } from "../candidates.ts";
import type { DefinitionVersion, SharedParts, ShownContent } from "../shared-parts.ts";
import { findBodies } from "./find-bodies.ts";

export function createSharedParts(database: Database): SharedParts {
  const newest = new Map<number, string>();
  return {
    keepLineUp: (brandId, lineUp) =>
      newest.get(brandId) === lineUp.id
        ? undefined
        : keepLineUp(database, brandId, lineUp).then(() => void newest.set(brandId, lineUp.id)),
    findLineUp: (brandId, id) => findLineUp(database, brandId, id),
    findExperience: (brandId, key, version) => findExperience(database, brandId, key, version),
    findBodies: (brandId, wanted) => findBodies(database, brandId, wanted),
    findContents: (brandId, wanted) => findContents(database, brandId, wanted),
  };
}

async function keepLineUp(database: Database, brandId: number, { id, text }: LineUp): Promise<void> {
  await database.query(
    "insert into line_up (brand_id, line_up_id, body) values ($1, $2, $3) on conflict do nothing",
    [brandId, id, text],
  );
}

/** @throws Error when it was never kept */
async function findLineUp(
  database: Database,
  brandId: number,
  id: string,
): Promise<Readonly<Record<string, readonly ListedCandidate[]>>> {
  const [found] = await database.query<{ body: string }>(
    `select body
     from line_up
     where brand_id = $1
       and line_up_id = $2`,
    [brandId, id],
  );
  if (found === undefined) throw new Error(`There is no line-up ${id}.`);
  return JSON.parse(found.body);
}

async function findExperience(
  database: Database,
  brandId: number,
  key: string,
  version: number,
): Promise<Experience | undefined> {
  const [found] = await database.query<{ body: Experience }>(
    `select v.body
     from definition d
     join definition_version v on v.definition_id = d.definition_id and v.version = $3
     where d.brand_id = $1
       and d.kind = 'experience'
       and d.key = $2`,
    [brandId, key, version],
  );
  return found?.body;
}

interface ContentBody extends Content {
  readonly kind?: ExperienceKind;
  readonly variants?: readonly Variant[];
}

interface Content {
  readonly content?: Json;
  readonly locales?: Locales;
}

async function findContents(
  database: Database,
  brandId: number,
  wanted: readonly DefinitionVersion[],
): Promise<readonly ShownContent[]> {
  const bodies = await findBodies<ContentBody | null>(database, brandId, wanted);
  return bodies.map((body, at) => shownOf(body ?? {}, wanted[at]));
}

function shownOf(body: ContentBody, wanted: DefinitionVersion | undefined): ShownContent {
  const variant = body.variants?.find(({ key }) => key === wanted?.variant);
  const { content = null, locales = {} }: Content = variant?.content === undefined ? body : variant;
  const over = wanted?.locale === undefined ? undefined : locales[wanted.locale];
  const { kind = "content" } = body;
  return { content: localised(content, over), ...(kind === "content" ? {} : { kind }) };
}
