import type { LoyaltyAnswer } from "@attune/contract";
import type { Formats } from "../format/formats.ts";
import { words } from "../words/words.ts";

/** "Grow, loyal since 12 March": where the customer stands, in one breath. */
export function stageSentence({ stage }: LoyaltyAnswer, formats: Formats, now: number): string {
  return words.people.stage(
    stage.name,
    stage.subStageName.toLocaleLowerCase(),
    formats.point(stage.since, now),
  );
}
