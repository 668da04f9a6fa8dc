import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

export interface LibraryFiles {
  /** A file of the browser library as published; undefined when it is not there. */
  read(name: string): Promise<Buffer | undefined>;
}

/** The published package's own browser build, if it is installed beside the server: pages with the script snippet ask for it. */
export function createLibraryFiles(): LibraryFiles {
  const folder = findFolder();
  return {
    read: async (name) => {
      if (folder === undefined || !/^[A-Za-z0-9.-]+\.js$/.test(name)) return undefined;
      try {
        return await readFile(join(folder, name));
      } catch {
        // Any other name than that of a published file.
        return undefined;
      }
    },
  };
}

function findFolder(): string | undefined {
  try {
    const main = createRequire(import.meta.url).resolve("@segment/analytics-next/package.json");
    return join(dirname(main), "dist", "umd");
  } catch {
    // A production install leaves it out.
    return undefined;
  }
}
