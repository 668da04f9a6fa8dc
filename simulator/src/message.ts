import type { Voice } from "./event.ts";
import { mark, remember, remembers, type Scene, say, told } from "./scene.ts";

const hourMs = 3_600_000;

/** A newsletter to somebody who agreed to it: delivered, perhaps opened, clicked, or the last one they wanted. */
export function sendMessage(scene: Scene, isAway: boolean): void {
  const { random, person, at, world } = scene;
  if (!person.marketing || !remembers(scene, told.joined) || remembers(scene, told.unsubscribed)) return;
  const context = {
    channel: "email",
    library: { name: "mailer", version: "2.4.0" },
    ...mark(scene),
  };
  const voice: Voice = { userId: person.userId, context };
  const week = Math.floor((at - world.settings.startAt) / (168 * hourMs));
  const properties = {
    message_id: random.uuid(),
    campaign: `weekly-${week}`,
    template: "newsletter",
    channel: "email",
  };
  const tell = (toldAt: number, event: string): void =>
    say(scene, voice, toldAt, { type: "track", event, properties });
  tell(at, "Message Delivered");
  if (isAway || !random.chance(person.opens)) return;
  const openedAt = at + random.exponential(1 / 5) * hourMs;
  tell(openedAt, "Message Opened");
  if (random.chance(world.settings.rates.clicked)) tell(openedAt + 20_000, "Message Clicked");
  else if (random.chance(0.01)) unsubscribe(scene, voice, openedAt + 30_000);
}

function unsubscribe(scene: Scene, voice: Voice, at: number): void {
  remember(scene, told.unsubscribed);
  const properties = { purpose: "marketing", channel: "email", source: "unsubscribe link" };
  say(scene, voice, at, { type: "track", event: "Message Unsubscribed", properties: { channel: "email" } });
  say(scene, voice, at + 1, { type: "track", event: "Consent Withdrawn", properties });
}
