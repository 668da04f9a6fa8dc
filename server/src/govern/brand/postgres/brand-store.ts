import type { Database, Queryable, Transaction } from "../../../platform/postgres/database.ts";
import { addBrand, type Brand } from "../../../platform/postgres/first-brand.ts";
import { writeAudit } from "../../audit/postgres/write-audit.ts";
import type { Act, BrandContents, BrandStore, NewBrand } from "../brand-store.ts";

export function createBrandStore(database: Database): BrandStore {
  return {
    othersThan: (brandId) => othersThan(database, brandId),
    contentsOf: (brandId) => contentsOf(database, brandId),
    begin: (from, brand, act) => database.transaction((tx) => begin(tx, from, brand, act)),
    turnTo: (from, to, act) => database.transaction((tx) => turnTo(tx, from, to, act)),
  };
}

function othersThan(db: Queryable, brandId: number): Promise<readonly Brand[]> {
  return db.query<Brand>(
    `select brand_id as "brandId", key, name, time_zone as "timeZone", currency
     from brand
     where brand_id <> $1
     order by brand_id desc`,
    [brandId],
  );
}

async function contentsOf(db: Queryable, brandId: number): Promise<BrandContents> {
  const [counted] = await db.query<BrandContents>(
    `select
       (select count(*) from profile where brand_id = $1 and not hidden and merged_into is null) as customers,
       (select count(*) from sale where brand_id = $1) as sales,
       (select count(*) from product where brand_id = $1) as products,
       (select count(*) from store where brand_id = $1) as stores,
       (select position from inbox_head where brand_id = $1) as events,
       count(v.version) as definitions,
       count(v.version) filter (where v.reason <> 'sample brand') as "ownDefinitions"
     from definition as d
     join definition_version as v on v.definition_id = d.definition_id and v.version = d.version
     where d.brand_id = $1 and v.state <> 'retired'`,
    [brandId],
  );
  if (counted === undefined) throw new Error("An aggregate without a group has one row.");
  return counted;
}

async function begin(tx: Transaction, from: number, brand: NewBrand, act: Act): Promise<Brand> {
  const begun = await addBrand(tx, brand);
  await moveBelongings(tx, from, begun.brandId);
  await serve(tx, begun.brandId, act);
  await writeAudit(tx, begun.brandId, act, "brand.begun", `brand:${begun.key}`, { from });
  return begun;
}

async function turnTo(tx: Transaction, from: number, to: number, act: Act): Promise<"turned" | "taken"> {
  const [taken] = await tx.query(
    `select 1 from source as a join source as b using (key) where a.brand_id = $1 and b.brand_id = $2 and not a.simulated limit 1`,
    [from, to],
  );
  if (taken !== undefined) return "taken";
  await moveBelongings(tx, from, to);
  await serve(tx, to, act);
  await writeAudit(tx, to, act, "brand.served", `brand:${to}`, { from });
  return "turned";
}

/** Who signs in and what sends goes along; what is made up stays with what was made of it. */
async function moveBelongings(tx: Transaction, from: number, to: number): Promise<void> {
  await tx.query("update source set brand_id = $2 where brand_id = $1 and not simulated", [from, to]);
  await tx.query("update staff set brand_id = $2 where brand_id = $1", [from, to]);
  await tx.query("update staff_session set brand_id = $2 where brand_id = $1", [from, to]);
}

async function serve(tx: Transaction, brandId: number, act: Act): Promise<void> {
  await tx.query(
    `update brand
     set served_at = greatest(to_timestamp($2::float8 / 1000), (select max(served_at) + interval '1 microsecond' from brand))
     where brand_id = $1`,
    [brandId, act.at],
  );
}
