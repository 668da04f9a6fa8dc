import type { Queryable } from "../../platform/postgres/database.ts";
import type { NearQuestion } from "../list-customers.ts";
import { isWithin, nearTerms } from "../near-terms.ts";
import type { FoundProfile } from "../profiles.ts";
import { type FoundRow, foundColumns, foundOf } from "./find-profile.ts";

/** A word that may have been meant; of a beginning all words that begin so. */
interface Meant {
  readonly term: string;
  readonly isWhole: boolean;
  /** 0: as typed, more: further off. */
  readonly rank: number;
}

/** Fewer letters begin too many words. */
const shortestBeginning = 4;
/** Two slips are looked for in words of this length, behind their first half. */
const longWord = 8;
/** Of a word that more customers bear the newest are looked at: of one word alone a page is enough, of several those who bear all are sought. */
const mostOfAWord = { alone: 200, together: 2_000 };
/** More words than these nobody meant; whole ones come first. */
const mostMeant = { alone: 24, together: 6 };
/** Different words with the same beginning. */
const mostWords = 3_000;

/**
 * Those of whom each term is nearly a word, best first. There is no index for it and nothing to write with an event: each word that is one slip
 * away is looked up in the list of words that is kept anyway, some two thousand look-ups of an index in one statement.
 */
export async function searchNear(
  db: Queryable,
  brandId: number,
  { terms, known, limit }: NearQuestion,
): Promise<readonly FoundProfile[]> {
  const last = terms.length - 1;
  // Who types several words has finished all but the last of them.
  const meant = await Promise.all(
    terms.map((term, at) => meantBy(db, brandId, term, { isBeginning: at === last, isAlone: last === 0 })),
  );
  if (meant.some((words) => words.length === 0)) return [];
  if (meant.every((words) => words.every(({ rank }) => rank === 0))) return [];
  const flat = meant.flatMap((words, at) => words.map((word) => ({ ...word, at })));
  const rows = await db.query<FoundRow>(
    `select ${foundColumns}
     from (
       select named.profile_id, sum(named.rank) as rank
       from (
         select wanted.at, word.profile_id, min(wanted.rank) as rank
         from unnest($2::int[], $3::text[], $4::text[], $5::int[]) as wanted (at, term, upto, rank)
         cross join lateral (
           select t.profile_id
           from search_term t
           where t.brand_id = $1 and t.term >= wanted.term collate "C" and t.term <= wanted.upto collate "C"
           order by t.term desc, t.profile_id desc
           limit $8
         ) as word
         group by wanted.at, word.profile_id
       ) as named
       join profile p on p.brand_id = $1 and p.profile_id = named.profile_id and not p.hidden
       ${known ? `where exists (${isKnownProfile})` : ""}
       group by named.profile_id
       having count(*) = $6 and sum(named.rank) > 0
       order by 2, 1 desc
       limit $7
     ) as near
     join profile p on p.brand_id = $1 and p.profile_id = near.profile_id
     order by near.rank, p.profile_id desc`,
    [
      brandId,
      flat.map((word) => word.at),
      flat.map((word) => word.term),
      flat.map((word) => (word.isWhole ? word.term : `${word.term}\u{10ffff}`)),
      flat.map((word) => word.rank),
      terms.length,
      limit,
      terms.length === 1 ? mostOfAWord.alone : mostOfAWord.together,
    ],
  );
  return rows.flatMap((row) => foundOf(row) ?? []);
}

const isKnownProfile = `
  select from leaf l
  join identifier i on i.brand_id = l.brand_id and i.leaf_id = l.leaf_id
  where l.brand_id = $1 and l.profile_id = p.profile_id and i.namespace in ('userId', 'card', 'email', 'phone')`;

async function meantBy(
  db: Queryable,
  brandId: number,
  term: string,
  { isBeginning, isAlone }: { readonly isBeginning: boolean; readonly isAlone: boolean },
): Promise<readonly Meant[]> {
  const typed = { term, isWhole: false, rank: 0 };
  const oneOff = await existing(db, brandId, nearTerms(term));
  const found = oneOff.filter(
    ({ isWhole, term: near }) => isWhole || (isBeginning && [...near].length >= shortestBeginning),
  );
  const isFound = found.some(({ isWhole }) => isWhole);
  const twoOff = isFound || [...term].length < longWord ? [] : await twoSlips(db, brandId, term);
  const most = isAlone ? mostMeant.alone : mostMeant.together;
  const best = found.toSorted((a, b) => a.rank - b.rank).slice(0, most);
  return [typed, ...best, ...twoOff.slice(0, most)];
}

/** Which of the words are there, whole or as the beginning of others. */
async function existing(db: Queryable, brandId: number, words: readonly string[]): Promise<readonly Meant[]> {
  if (words.length === 0) return [];
  const rows = await db.query<{ readonly near: string; readonly term: string }>(
    `select wanted.term as near, found.term
     from unnest($2::text[]) as wanted (term)
     cross join lateral (
       select t.term
       from search_term t
       where t.brand_id = $1 and t.term >= wanted.term collate "C" and t.term < (wanted.term || U&'\\+10FFFF') collate "C"
       order by t.term
       limit 1
     ) as found`,
    [brandId, words],
  );
  return rows.flatMap(({ near, term }) => {
    const begins = { term: near, isWhole: false, rank: 2 };
    return term === near ? [{ term: near, isWhole: true, rank: 1 }, begins] : [begins];
  });
}

/** Steps through the different words that begin like the first half; each of a name's many bearers would be read else. */
async function twoSlips(db: Queryable, brandId: number, term: string): Promise<readonly Meant[]> {
  const letters = [...term];
  const beginning = letters.slice(0, Math.ceil(letters.length / 2)).join("");
  const rows = await db.query<{ readonly term: string }>(
    `with recursive told (term) as (
       (select term from search_term
        where brand_id = $1 and term >= $2 collate "C" and term < $3 collate "C"
        order by term limit 1)
       union all
       select (
         select t.term from search_term t
         where t.brand_id = $1 and t.term > told.term and t.term < $3 collate "C"
         order by t.term
         limit 1)
       from told
       where told.term is not null
     )
     select term from told where term is not null limit ${mostWords}`,
    [brandId, beginning, `${beginning}\u{10ffff}`],
  );
  return rows
    .filter((row) => isWithin(2, row.term, term))
    .map((row) => ({ term: row.term, isWhole: true, rank: 3 }));
}
