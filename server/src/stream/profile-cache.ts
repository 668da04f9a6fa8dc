import type { Queryable } from "../platform/postgres/database.ts";
import { loadProfiles, type StoredProfile } from "../profile/postgres/profile-store.ts";

/**
 * The profiles that were written last, as they stand in Postgres: a customer who is just visiting is not read and parsed anew for
 * each batch. Right only because one writer at a time has it; whoever else writes profiles in this process forgets them here.
 */
export class ProfileCache {
  readonly #most: number;
  readonly #kept = new Map<number, StoredProfile>();

  constructor(most: number) {
    this.#most = most;
  }

  /** Those that are not here are read. Profiles that do not exist are left out. */
  async read(
    db: Queryable,
    brandId: number,
    profileIds: readonly number[],
  ): Promise<readonly StoredProfile[]> {
    const here: StoredProfile[] = [];
    const missing: number[] = [];
    for (const profileId of profileIds) {
      const kept = this.#kept.get(profileId);
      if (kept === undefined) missing.push(profileId);
      else here.push(kept);
    }
    return [...here, ...(await loadProfiles(db, brandId, missing))];
  }

  /** After their commit. */
  keep(profiles: readonly StoredProfile[]): void {
    for (const profile of profiles) {
      this.#kept.delete(profile.profileId);
      this.#kept.set(profile.profileId, profile);
    }
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= this.#most) break;
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
