import type { Queryable } from "../platform/postgres/database.ts";
import {
  loadProfileRows,
  type ProfileRow,
  parseProfile,
  type StoredProfile,
} from "../profile/postgres/profile-store.ts";

/**
 * The profiles that were folded last, committed or not: a customer who is just visiting is not read anew for each batch, and the next
 * batch is folded while Postgres still writes this one. As texts, which cost the garbage collector nothing. Right only because one writer
 * at a time has it; whoever else writes profiles in this process forgets them here.
 */
export class ProfileCache {
  readonly #most: number;
  readonly #kept = new Map<number, ProfileRow>();

  constructor(most: number) {
    this.#most = most;
  }

  /** Those that are not here are read. Profiles that do not exist are left out. */
  async read(
    db: Queryable,
    brandId: number,
    profileIds: readonly number[],
  ): Promise<readonly StoredProfile[]> {
    const here: ProfileRow[] = [];
    const missing: number[] = [];
    for (const profileId of profileIds) {
      const kept = this.#kept.get(profileId);
      if (kept === undefined) missing.push(profileId);
      else here.push(kept);
    }
    return [...here, ...(await loadProfileRows(db, brandId, missing))].map(parseProfile);
  }

  /** From here on they count, though they may not be committed. More than the most are kept until `trim`. */
  keep(profiles: readonly ProfileRow[]): void {
    for (const profile of profiles) {
      this.#kept.delete(profile.profileId);
      this.#kept.set(profile.profileId, profile);
    }
  }

  /** Once a batch is committed; the newest `pinned` belong to one that is not. */
  trim(pinned: number): void {
    const most = Math.max(this.#most, pinned);
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
  }
}
