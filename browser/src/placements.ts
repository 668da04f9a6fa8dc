import type { Collector } from "./collector.ts";
import type { Decided, PlacementAnswer } from "./decide.ts";
import { hasSomething, render } from "./render.ts";
import { checkRoom, createRoom, keepRoom } from "./room.ts";
import { safely, tell } from "./safely.ts";
import { watchClicks, watchSeen } from "./watch.ts";

const attribute = "data-attune-placement";
/** A page that is still not read by then shows what it has. */
const longestReading = 2_000;

export interface Placements {
  /** Fills the placements that are on the page and have not been asked for. Never rejects. */
  place(): Promise<void>;
  /** Hides the placements of a page that is still being read, if the visitor allows that they are filled. */
  prepare(): void;
}

export function createPlacements(
  collector: Collector,
  decide: (placements: readonly string[]) => Promise<Decided>,
): Placements {
  const room = createRoom();
  let isTooLate = false;
  const isAllowed = (): boolean => collector.visitor("personalisation") !== undefined;

  const fill = async (): Promise<void> => {
    const elements = [...document.querySelectorAll<HTMLElement>(`[${attribute}]:not([data-attune-state])`)];
    if (elements.length === 0 || !isAllowed()) return;
    room.hide();
    const decided = await decide([...new Set(elements.map(keyOf))]);
    for (const element of elements) show(collector, element, decided);
  };
  const place = async (): Promise<void> => {
    try {
      await fill();
    } catch (fault) {
      tell("placements could not be filled.", fault);
    } finally {
      room.show();
    }
  };
  const prepare = (): void => {
    if (document.readyState === "loading" && isAllowed() && !isTooLate) room.hide();
  };

  const onReady = (): void => {
    if (isTooLate) settle("timeout");
    else void place();
  };
  if (document.readyState === "loading") {
    const deadline = setTimeout(() => {
      isTooLate = true;
      room.show();
    }, longestReading);
    document.addEventListener("DOMContentLoaded", () => {
      clearTimeout(deadline);
      onReady();
    });
    // What the page says right after this script still counts.
  } else queueMicrotask(onReady);
  return { place, prepare };
}

/** What was looked at as it is, is not replaced under the visitor's eyes. */
function settle(reason: string): void {
  for (const element of document.querySelectorAll(`[${attribute}]:not([data-attune-state])`))
    mark(element, "default", reason);
}

function keyOf(element: Element): string {
  return element.getAttribute(attribute) ?? "";
}

function mark(element: Element, state: "filled" | "default", reason: string): void {
  element.setAttribute("data-attune-reason", reason);
  element.setAttribute("data-attune-state", state);
}

const show = safely(undefined, (collector: Collector, element: HTMLElement, decided: Decided): void => {
  const placement = keyOf(element);
  // Marked first: whatever goes wrong while it is filled, it is seen.
  mark(element, "default", "missed" in decided ? decided.missed : "refused");
  if ("missed" in decided || !Object.hasOwn(decided.placements, placement)) return;
  const answer = decided.placements[placement];
  if (answer === undefined) return;
  mark(element, "default", answer.reason.code);
  if (answer.reason.code === "unknownPlacement") tell(`there is no live placement ${placement}.`);
  if (!hasSomething(answer)) return;
  if (!keepRoom(element)) {
    mark(element, "default", "noRoom");
    tell(`placement ${placement} is empty and has no room: give it min-height.`);
    return;
  }
  render(element, answer);
  mark(element, "filled", answer.reason.code);
  checkRoom(element, placement);
  report(collector, element, placement, decided.decisionId, answer);
});

function report(
  collector: Collector,
  element: Element,
  placement: string,
  decisionId: string,
  { experience }: PlacementAnswer,
): void {
  const about = { decision_id: decisionId, placement, experience: experience ?? undefined };
  watchSeen(element, () => collector.track("Decision Seen", about));
  watchClicks(element, (product) => collector.track("Decision Acted", { ...about, product_id: product }));
}
