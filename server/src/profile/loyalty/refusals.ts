import { Refusal } from "../../kernel/refusal.ts";

export const refusals = {
  nobodyStuck: (stage: string): Refusal =>
    new Refusal(
      "loyalty.nobody_stuck",
      409,
      `Nobody is stuck in ${stage}: none is in it for longer than three in four of those who left it for a better stage, or nobody has left it yet.`,
    ),
} as const;
