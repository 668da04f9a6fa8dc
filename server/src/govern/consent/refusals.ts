import { Refusal } from "../../kernel/refusal.ts";

export const refusals = {
  unknownProfile: (): Refusal => new Refusal("profile.unknown", 404, "Nobody is known by this reference."),
  unnamedProfile: (): Refusal =>
    new Refusal(
      "consent.no_identifier",
      422,
      "The customer has no identifier that a consent could be given by.",
    ),
} as const;
