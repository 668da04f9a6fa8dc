import type { ConsentChannel, Purpose } from "@attune/contract";
import type { Voice } from "./event.ts";
import type { Settings } from "./options.ts";
import type { Person } from "./person.ts";
import { remember, remembers, type Scene, say, told } from "./scene.ts";

/**
 * A known customer says who they are: at the first time with consents, later with probability `again`, since shops
 * identify anew now and then.
 */
export function introduce(scene: Scene, voice: Voice, at: number, again: number): void {
  const isFirst = !remembers(scene, told.joined);
  if (!isFirst && !scene.random.chance(again)) return;
  remember(scene, told.joined);
  say(scene, voice, at, { type: "identify", traits: traitsOf(scene.world.settings, scene.person) });
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
  what: { readonly purpose: Purpose; readonly channel: ConsentChannel },
): void {
  if (!does) return;
  const properties = { ...what, source: "account form", text_version: "2026-1" };
  say(scene, voice, at, { type: "track", event: "Consent Given", properties });
}

/** What the retailer knows of a customer. */
export function traitsOf(settings: Settings, person: Person): Readonly<Record<string, unknown>> {
  const { firstName, lastName, birthday, home, userId, index } = person;
  if (settings.traitsOf !== undefined) return settings.traitsOf(index, person);
  const address = { city: home.town.name, postalCode: home.town.postcode, country: "GB" };
  return { firstName, lastName, birthday, address, email: `${userId}@example.com` };
}
