import { Refusal } from "../kernel/refusal.ts";

export const refusals = {
  unknownPlacements: (unknown: readonly { readonly at: number; readonly key: string }[]): Refusal =>
    new Refusal("decide.unknown_placement", 422, "A placement that was asked for is not live.", {
      faults: unknown.map(({ at, key }) => ({
        pointer: `/placements/${at}`,
        message: `There is no live placement "${key}".`,
      })),
    }),
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
