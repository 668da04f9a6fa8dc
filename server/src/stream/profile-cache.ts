import type { Queryable } from "../platform/postgres/database.ts";
import {
  loadProfileRows,
  type ProfileRow,
  parseProfile,
  type StoredProfile,
} from "../profile/postgres/profile-store.ts";

/** So many batches are under way at most. */
const batchesUnderWay = 3;

/**
 * The profiles that were folded last, committed or not: a customer who is just visiting is not read anew for each batch, and batches
 * are read and folded while Postgres still writes those before. As texts, which cost the garbage collector nothing. Right only because one writer
 * at a time has it; whoever else writes profiles in this process forgets them here.
 */
export class ProfileCache {
  readonly #most: number;
  readonly #kept = new Map<number, ProfileRow>();
  #newest: readonly number[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  /** Reads those that are not here; the batch in front may still be under way. */
  async lookUp(
    db: Queryable,
    brandId: number,
    profileIds: readonly number[],
  ): Promise<ReadonlyMap<number, ProfileRow>> {
    const missing = profileIds.filter((profileId) => !this.#kept.has(profileId));
    const here = profileIds.flatMap((profileId) => this.#kept.get(profileId) ?? []);
    const read = await loadProfileRows(db, brandId, missing);
    return new Map([...here, ...read].map((row) => [row.profileId, row]));
  }

  /** As they stand now that the batch in front is folded; `found` is what was looked up before. Profiles that do not exist are left out. */
  async read(
    db: Queryable,
    brandId: number,
    profileIds: readonly number[],
    found: ReadonlyMap<number, ProfileRow>,
  ): Promise<readonly StoredProfile[]> {
    const here: ProfileRow[] = [];
    const missing: number[] = [];
    for (const profileId of profileIds) {
      const kept = this.#kept.get(profileId) ?? found.get(profileId);
      if (kept === undefined) missing.push(profileId);
      else here.push(kept);
    }
    return [...here, ...(await loadProfileRows(db, brandId, missing))].map(parseProfile);
  }

  /** From here on they count, though they may not be committed. Those of the last batches stay in any case. */
  keep(profiles: readonly ProfileRow[]): void {
    for (const profile of profiles) {
      this.#kept.delete(profile.profileId);
      this.#kept.set(profile.profileId, profile);
    }
    this.#newest = [...this.#newest, profiles.length].slice(-batchesUnderWay);
    const most = Math.max(
      this.#most,
      this.#newest.reduce((sum, count) => sum + count, 0),
    );
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= most) break;
      this.#kept.delete(oldest);
    }
  }

  forget(profileIds: Iterable<number>): void {
    for (const profileId of profileIds) this.#kept.delete(profileId);
  }

  clear(): void {
    this.#kept.clear();
    this.#newest = [];
  }
}
