/** Preloaded into a program (`node --import shift-clock.ts?by=MS`): its clock is ahead by so many milliseconds, and runs on. */
const byMs = Number(new URL(import.meta.url).searchParams.get("by"));
if (!Number.isSafeInteger(byMs)) throw new Error("shift-clock.ts wants ?by=MILLISECONDS.");
const { now } = Date;
Date.now = () => now() + byMs;
