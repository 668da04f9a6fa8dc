import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root: string = fileURLToPath(new URL("../", import.meta.url));

export interface SourceFile {
  /** From the root of the repository, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** Source files below these folders, packages and built files left out. `endings` are those of their names. */
export function readSources(
  folders: readonly string[],
  endings: readonly string[] = [".ts"],
): readonly SourceFile[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .map((path) => join(folder, path).replaceAll("\\", "/"))
      .filter((path) => endings.some((ending) => path.endsWith(ending)))
      .filter((path) => !/(?:^|\/)(?:node_modules|dist|\.attune)\//.test(path))
      .sort()
      .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") })),
  );
}

/** What is neither a test nor made for tests. */
export function isProduct({ path }: SourceFile): boolean {
  return !/\.test\.tsx?$|\/testing\//.test(path);
}
