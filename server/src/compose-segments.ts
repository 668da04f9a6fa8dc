import type { Conditions } from "./decide/index.ts";
import type { Clock } from "./kernel/clock.ts";
import type { Memory } from "./platform/clickhouse/memory.ts";
import type { Router } from "./platform/http/route.ts";
import type { Database } from "./platform/postgres/database.ts";
import type { Brand } from "./platform/postgres/first-brand.ts";
import { evaluateProfile, type FoundProfile, type Membership, viewOf } from "./profile/index.ts";
import type { BrandStream } from "./stream/index.ts";

interface Parts {
  readonly database: Database;
  readonly memory: Memory;
  readonly clock: Clock;
  readonly brand: Brand;
  readonly stream: BrandStream;
}

export interface ComposedSegments {
  readonly conditions: Conditions;
  /** Exact at this moment: what has passed its `until` is asked anew. */
  memberships(found: FoundProfile): readonly Membership[];
}

export function composeSegments(_router: Router, { clock, stream }: Parts): ComposedSegments {
  return {
    conditions: { prepare: () => () => false, position: () => 0 },
    memberships: (found) => membershipsOf(stream, found, clock.now()),
  };
}

function membershipsOf(stream: BrandStream, found: FoundProfile, now: number): readonly Membership[] {
  const program = stream.segments.program();
  const view = viewOf(found.profileId, found.state);
  const isDue = found.timerAt !== undefined && found.timerAt <= now;
  const asked = isDue ? [...stream.segments.answered()] : [];
  const { segments } = evaluateProfile(program, view, found.state.segments, asked, now);
  return program.definitions.flatMap((definition) => {
    const since = segments[definition.segmentId];
    if (since === undefined) return [];
    const explained = program.explain(definition.segmentId, view, now, (id) => segments[id] !== undefined);
    return [
      {
        key: definition.key,
        name: definition.name,
        since,
        why: explained?.text ?? "",
        until: explained?.until,
      },
    ];
  });
}
