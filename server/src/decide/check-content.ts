import {
  type ContentFault,
  contentFaults,
  type Experience,
  type Json,
  type Locales,
  localised,
  type Placement,
} from "@attune/contract";
import { refusals } from "./refusals.ts";

/** Whatever the experience may show must be as its placement says. @throws Refusal (422) with every fault's place in the body */
export function checkExperienceContent(experience: Experience, placement: Placement | undefined): void {
  const faults = experienceFaults(experience, placement);
  if (faults.length > 0) throw refusals.contentInvalid(faults.slice(0, mostFaults));
}

/** A placement's own content, and that of the experiences that may fill it. @throws Refusal (422) */
export function checkPlacementContent(
  key: string,
  placement: Placement,
  experiences: ReadonlyMap<string, Experience | undefined>,
): void {
  const { contentSchema, content, locales } = placement;
  if (contentSchema === undefined) return;
  const own = content === undefined ? [] : faultsOf(placement, { content, locales, at: "" });
  if (own.length > 0) throw refusals.contentInvalid(own.slice(0, mostFaults));
  const broken = [...experiences].filter(
    ([, experience]) => experience?.placement === key && experienceFaults(experience, placement).length > 0,
  );
  if (broken.length > 0) throw refusals.contentLeftBehind(broken.map(([experience]) => experience));
}

const mostFaults = 100;

interface Shown {
  readonly content: Json;
  readonly locales: Locales | undefined;
  /** JSON Pointer to what both are members of. */
  readonly at: string;
}

function experienceFaults(
  { content, locales, variants = [] }: Experience,
  placement: Placement | undefined,
): readonly ContentFault[] {
  if (placement?.contentSchema === undefined) return [];
  const all = [
    { content, locales, at: "" },
    ...variants.flatMap((variant, at) =>
      variant.content === undefined
        ? []
        : [{ content: variant.content, locales: variant.locales, at: `/variants/${at}` }],
    ),
  ];
  return all.flatMap((shown) => faultsOf(placement, shown));
}

function faultsOf(
  { contentSchema }: Pick<Placement, "contentSchema">,
  { content, locales = {}, at }: Shown,
): readonly ContentFault[] {
  if (contentSchema === undefined) return [];
  const own = contentFaults(contentSchema, content, `${at}/content`);
  if (own.length > 0) return own;
  return Object.entries(locales).flatMap(([locale, over]) =>
    contentFaults(contentSchema, localised(content, over), `${at}/locales/${locale}`),
  );
}
