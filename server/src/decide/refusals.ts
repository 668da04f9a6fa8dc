import { Refusal } from "../kernel/refusal.ts";

export const refusals = {
  unknownNamespaces: (namespaces: readonly string[]): Refusal =>
    new Refusal(
      "decide.unknown_namespace",
      422,
      "An identifier is userId, anonymousId, email, phone, card or external.<type>.",
      {
        faults: namespaces.map((name) => ({
          pointer: `/identity/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`,
          message: "Unknown namespace.",
        })),
      },
    ),
  forcedNeedsSecret: (): Refusal =>
    new Refusal("decide.forced_needs_secret", 403, "Only a secret key may say which variant is shown."),
  unknownVariants: (experiences: readonly string[]): Refusal =>
    new Refusal("decide.unknown_variant", 422, "A variant that was asked for is not live.", {
      faults: experiences.map((key) => ({
        pointer: `/context/variants/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`,
        message: "No live experience of this key has this variant.",
      })),
    }),
  namespaceTaken: (other: string): Refusal =>
    new Refusal("experience.namespace_taken", 422, "Two experiences take the same part of a namespace.", {
      faults: [{ pointer: "/dealing/namespace", message: `"${other}" takes a part of it.` }],
    }),
  unknownExperience: (): Refusal =>
    new Refusal("override.unknown_experience", 422, "Only a live experience can be pinned or suppressed.", {
      faults: [{ pointer: "/experience", message: "There is no live experience of this key." }],
    }),
  badOverrideEnd: (): Refusal =>
    new Refusal("override.bad_end", 422, "An override ends, within a year.", {
      faults: [{ pointer: "/until", message: "It lies behind us, or more than a year ahead." }],
    }),
  unknownOverride: (): Refusal =>
    new Refusal("override.unknown", 404, "There is no override of this id that could be taken back."),
  unknownDecision: (): Refusal =>
    new Refusal("decide.unknown_decision", 404, "There is no decision of this id."),
  memoryAway: (): Refusal =>
    new Refusal(
      "decide.memory_away",
      503,
      "The decision is not among the latest, and the older ones cannot be read at the moment.",
      {
        retryAfterSeconds: 5,
      },
    ),
} as const;
