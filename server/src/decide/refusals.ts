import { type Fault, Refusal } from "../kernel/refusal.ts";

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
  secretNeeded: (member: string): Refusal =>
    new Refusal("decide.secret_needed", 403, "This needs a secret key.", {
      faults: [{ pointer: `/${member}`, message: "Not with a public key." }],
    }),
  nobodyToRecognise: (): Refusal =>
    new Refusal("recognition.unknown_customer", 404, "Nobody is known by this profile or identifier."),
  notOurToken: (): Refusal =>
    new Refusal("recognition.unknown_token", 422, "This is no recognition token of this brand.", {
      faults: [{ pointer: "/token", message: "It was not made here, or somebody changed it." }],
    }),
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
  contentInvalid: (faults: readonly Fault[]): Refusal =>
    new Refusal("experience.content_invalid", 422, "The content is not as the placement's schema says.", {
      faults,
    }),
  contentLeftBehind: (experiences: readonly string[]): Refusal =>
    new Refusal(
      "placement.content_left_behind",
      422,
      `The content of these live experiences would not be as the schema says: ${experiences.slice(0, 10).join(", ")}.`,
      { faults: [{ pointer: "/contentSchema", message: `${experiences.length} live experiences differ.` }] },
    ),
  otherChannel: (channel: string, of: string): Refusal =>
    new Refusal(
      "placement.other_channel",
      422,
      "The placement stands on another channel than its touchpoint.",
      {
        faults: [{ pointer: "/channel", message: `It is "${channel}", the touchpoint's is "${of}".` }],
      },
    ),
  notReplayable: (): Refusal =>
    new Refusal(
      "decide.not_replayable",
      422,
      "The decision is older than replays: its record can only be read.",
    ),
  unknownSimulation: (): Refusal =>
    new Refusal("simulation.unknown", 404, "There is no simulation of this id; they are kept for 7 days."),
  simulationsBusy: (): Refusal =>
    new Refusal("simulation.busy", 429, "Other simulations are under way: try again when they have ended.", {
      retryAfterSeconds: 5,
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
