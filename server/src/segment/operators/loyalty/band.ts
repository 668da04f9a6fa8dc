import type { BandCondition } from "@attune/contract";
import type { Operator } from "../operator.ts";
import { bandWords, dimensionWords } from "./dimension.ts";
import { loyaltyOperator, standing } from "./loyalty.ts";

export const bandOperator: Operator<BandCondition> = loyaltyOperator({
  judge: ({ band, in: codes }) => {
    const wanted = new Set(codes);
    return (of) => standing(wanted.has(of.bands[band]), of);
  },
  words: ({ band, in: codes }) =>
    `whose ${dimensionWords(band)} is in the band ${codes.map((code) => bandWords(band, code)).join(" or ")}`,
  fact: ({ band }, of) => `${dimensionWords(band)} is in the band ${bandWords(band, of.bands[band])}`,
});
