import { Refusal } from "../../kernel/refusal.ts";

export const refusals = {
  notSample: (): Refusal =>
    new Refusal(
      "brand.not_sample",
      409,
      "Only the sample brand is left for an empty one; this brand is your own.",
    ),
  sampleLoading: (): Refusal =>
    new Refusal("brand.sample_loading", 409, "The sample brand is being loaded; wait until it is there."),
  notConfirmed: (): Refusal =>
    new Refusal(
      "brand.not_confirmed",
      422,
      "The name that was typed is not that of the brand that is left.",
      {
        faults: [{ pointer: "/confirm", message: "the name of the brand as it stands now" }],
      },
    ),
  turning: (): Refusal =>
    new Refusal("brand.turning", 409, "Another brand is being turned to; ask again when it is there."),
  notFound: (): Refusal => new Refusal("brand.not_found", 404, "There is no other brand of that key."),
  sourceTaken: (): Refusal =>
    new Refusal(
      "brand.source_taken",
      409,
      "Both brands have a source of the same key, so that keys cannot go along.",
    ),
} as const;
