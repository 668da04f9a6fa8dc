import { type Conditions, createConditions } from "./decide/index.ts";
import type { Clock } from "./kernel/clock.ts";
import type { Memory } from "./platform/clickhouse/memory.ts";
import type { Router } from "./platform/http/route.ts";
import type { Database } from "./platform/postgres/database.ts";
import type { Brand } from "./platform/postgres/first-brand.ts";
import { type FoundProfile, type Membership, viewOf } from "./profile/index.ts";
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
    conditions: createConditions({
      programOf: () => stream.segments.program(),
      isFilled: (_brandId, id) => stream.segments.isFilled(id),
      position: () => stream.segments.position(),
    }),
    memberships: (found) => membershipsOf(stream, found, clock.now()),
  };
}

function membershipsOf(stream: BrandStream, found: FoundProfile, now: number): readonly Membership[] {
  const program = stream.segments.program();
  const view = viewOf(found.profileId, found.state);
  const answers = program.evaluate(view, [...stream.segments.answered()], now, () => false);
  const isMember = new Map(answers.map((answer) => [answer.segmentId, answer.isMember]));
  const byId = new Map(program.definitions.map((definition) => [definition.segmentId, definition]));
  return answers.flatMap(({ segmentId, isMember: isIn, until }) => {
    const definition = byId.get(segmentId);
    if (!isIn || definition === undefined) return [];
    const why = program.explain(segmentId, view, now, (id) => isMember.get(id) === true)?.text ?? "";
    return [
      {
        key: definition.key,
        name: definition.name,
        since: found.state.segments[segmentId] ?? now,
        why,
        until,
      },
    ];
  });
}
