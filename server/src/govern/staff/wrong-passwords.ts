import type { Clock } from "../../kernel/clock.ts";
import { patienceAfter } from "./patience.ts";
import { refusals } from "./refusals.ts";
import type { KnownPassword, StaffStore } from "./staff-store.ts";

/** How many names that nobody bears are remembered. */
const mostNames = 10_000;

export interface WrongPasswords {
  /**
   * Counts a try. Undefined for a name that nobody bears: whoever tries must not learn which names there are.
   * @throws Refusal 429 after too many wrong ones in a row
   */
  begin(login: string): Promise<KnownPassword | undefined>;
}

export function createWrongPasswords(store: StaffStore, clock: Clock): WrongPasswords {
  const unknown = new Map<string, { readonly failures: number; readonly failedAt: number }>();

  function refuseHasty(failures: number, failedAt: number | null): void {
    const waitMs = (failedAt ?? 0) + patienceAfter(failures) - clock.now();
    if (waitMs > 0) throw refusals.tooManyWrong(Math.ceil(waitMs / 1_000));
  }

  return {
    begin: async (login) => {
      const now = clock.now();
      const known = await store.findPassword(login);
      if (known === undefined) {
        const { failures, failedAt } = unknown.get(login) ?? { failures: 0, failedAt: 0 };
        refuseHasty(failures, failedAt);
        if (unknown.size >= mostNames) unknown.clear();
        unknown.set(login, { failures: failures + 1, failedAt: now });
        return undefined;
      }
      refuseHasty(known.failures, known.failedAt);
      if (!(await store.countTry(known.member.staffId, known.failures, now))) throw refusals.tooManyAtOnce();
      return known;
    },
  };
}
