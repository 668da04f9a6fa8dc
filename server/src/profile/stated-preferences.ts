import type { EventRecord, Json, JsonObject } from "@attune/contract";

/**
 * "Preference Stated" says what a customer likes and dislikes of a kind of thing: `{ preference: "colour", likes: ["green"] }`. It states the
 * traits `preferences.colour.likes` and `preferences.colour.dislikes`, as an identify may; what it does not name stays as it was, null clears.
 */
export function statedPreferences(event: EventRecord): JsonObject | undefined {
  if (event.name !== "Preference Stated") return undefined;
  const { preference, likes, dislikes } = event.properties;
  if (typeof preference !== "string" || preference === "" || preference.includes(".")) return undefined;
  const said: Record<string, Json> = {};
  if (likes !== undefined) said["likes"] = likes;
  if (dislikes !== undefined) said["dislikes"] = dislikes;
  return { preferences: { [preference]: said } };
}
