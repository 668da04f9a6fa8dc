/** After so long without a key or a pointer nobody is at the page. */
const awayMs = 5 * 60_000;
let lastActAt = Date.now();

for (const act of ["pointerdown", "pointermove", "keydown", "wheel", "focus"])
  window.addEventListener(act, () => (lastActAt = Date.now()), { passive: true, capture: true });

export function isAnybodyThere(): boolean {
  return Date.now() - lastActAt < awayMs;
}
