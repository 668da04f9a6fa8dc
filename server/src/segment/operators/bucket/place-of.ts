/** The place of a value in `[0, 1)` among ten thousand: the second version of the hash that SDKs for experiments use. */
export function placeOf(seed: string, value: string): number {
  return (fnv32a(String(fnv32a(seed + value))) % 10_000) / 10_000;
}

/** FNV-1a of 32 bits over UTF-16 units. */
function fnv32a(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
