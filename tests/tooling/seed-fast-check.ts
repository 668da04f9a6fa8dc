import { configureGlobal } from "fast-check";

const seed = Number(process.env["ATTUNE_SEED"]);
if (!Number.isSafeInteger(seed)) throw new Error("vitest.config.ts sets ATTUNE_SEED; it is missing here.");
configureGlobal({ seed });
