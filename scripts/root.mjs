import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the clone. */
export const root = fileURLToPath(new URL("..", import.meta.url)).replace(/\/$/, "");

/** What set-up remembers. Inside node_modules, so that it goes when the packages go. */
export const stamps = join(root, "node_modules", ".cache", "attune");
