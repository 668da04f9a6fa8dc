import type { ComputedTraitBody, SchemeBody } from "@attune/contract";
import type { Queryable } from "../../platform/postgres/database.ts";
import type { BrandWorld } from "../brand-world.ts";

/** What conditions name besides the customer, as it stands now. */
export async function readWorld(database: Queryable, brandId: number): Promise<BrandWorld> {
  const [stores, definitions] = await Promise.all([
    database.query<{ key: string; latitude: number | null; longitude: number | null }>(
      "select key, latitude, longitude from store where brand_id = $1 order by key",
      [brandId],
    ),
    database.query<NamedDefinition>(
      `select d.definition_id as id, d.kind, d.key, v.body
       from definition d
       join definition_version v on v.definition_id = d.definition_id and v.version = d.live_version
       where d.brand_id = $1
         and d.kind in ('list', 'scheme', 'computed-trait')
       order by d.definition_id`,
      [brandId],
    ),
  ]);
  const schemes = definitions.filter((one) => one.kind === "scheme");
  const computed = definitions.filter((one) => one.kind === "computed-trait");
  return {
    stores: new Map(
      stores.map(({ key, latitude, longitude }) => [
        key,
        latitude === null || longitude === null ? undefined : { latitude, longitude },
      ]),
    ),
    lists: new Set(definitions.filter(({ kind }) => kind === "list").map(({ key }) => key)),
    schemes: new Map(
      schemes.map(({ key, body }) => [key, { segments: body.segments, isWaterfall: body.waterfall }]),
    ),
    computed: new Map(computed.map(({ id, key, body }) => [key, { id, body }])),
  };
}

interface Named<Kind extends string, Body> {
  readonly id: number;
  readonly kind: Kind;
  readonly key: string;
  readonly body: Body;
}

/** As their kind parsed them. */
type NamedDefinition =
  | Named<"list", unknown>
  | Named<"scheme", SchemeBody>
  | Named<"computed-trait", ComputedTraitBody>;
