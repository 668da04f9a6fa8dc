import type { Voice } from "./event.ts";
import { remember, remembers, type Scene, say, told } from "./scene.ts";

/**
 * A known customer says who they are: at the first time with consents, later with probability `again`, since shops
 * identify anew now and then.
 */
export function introduce(scene: Scene, voice: Voice, at: number, again: number): void {
  const isFirst = !remembers(scene, told.joined);
  if (!isFirst && !scene.random.chance(again)) return;
  remember(scene, told.joined);
  say(scene, voice, at, { type: "identify", traits: traitsOf(scene) });
  if (!isFirst) return;
  const { marketing, personalisation } = scene.person;
  agree(scene, voice, at + 1, personalisation, { purpose: "personalisation", channel: "any" });
  agree(scene, voice, at + 2, marketing, { purpose: "marketing", channel: "email" });
}

function agree(
  scene: Scene,
  voice: Voice,
  at: number,
  does: boolean,
  what: Readonly<Record<string, string>>,
): void {
  if (!does) return;
  const properties = { ...what, source: "account form", text_version: "2026-1" };
  say(scene, voice, at, { type: "track", event: "Consent Given", properties });
}

function traitsOf(scene: Scene): Readonly<Record<string, unknown>> {
  return { ...customerTraits(scene.person), email: emailOf(scene.person.userId) };
}

export function emailOf(userId: string): string {
  return `${userId}@example.com`;
}

/** What the retailer knows of a customer. */
export function customerTraits(person: Scene["person"]): Readonly<Record<string, unknown>> {
  return {
    firstName: person.firstName,
    lastName: person.lastName,
    birthday: person.birthday,
    address: {
      city: person.home.town.name,
      postalCode: person.home.town.postcode,
      country: "GB",
    },
  };
}
