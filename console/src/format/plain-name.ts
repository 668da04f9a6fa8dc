/** `netSpend12m` → "net spend 12m", `NEEDS_ATTENTION` → "needs attention": as the explanations say it. */
export function plainName(code: string): string {
  const words = /^[A-Z0-9_]+$/.test(code)
    ? code.replaceAll("_", " ")
    : code.replaceAll(/([A-Z]|\d+m)/g, " $1");
  return words.trim().toLowerCase().replaceAll(/\s+/g, " ");
}
