/** Between the steps of a category that is written as one text. */
const step = ">";
const joint = "\u001f";

/** The categories of all products, from the widest to the narrowest. */
export class CategoryTree {
  /** The last step of a path → the paths that end so, each with the number of products in or below it. */
  readonly #byLast = new Map<string, Map<string, number>>();

  add(category: readonly string[]): void {
    this.#count(category, 1);
  }

  remove(category: readonly string[]): void {
    this.#count(category, -1);
  }

  /** "Bulbs", or "Garden > Bulbs" → ["Home", "Garden", "Bulbs"]. Undefined when no category, or more than one, ends so. */
  pathOf(named: string): readonly string[] | undefined {
    const steps = named.split(step).map((one) => one.trim());
    const ending = `${joint}${steps.join(joint)}`;
    const paths = [...(this.#byLast.get(steps.at(-1) ?? "")?.keys() ?? [])].filter((path) =>
      path.endsWith(ending),
    );
    const [path] = paths;
    return path === undefined || paths.length > 1 ? undefined : path.split(joint).slice(1);
  }

  #count(category: readonly string[], by: number): void {
    let path = "";
    for (const one of category) {
      path = `${path}${joint}${one}`;
      const paths = this.#byLast.get(one) ?? new Map<string, number>();
      this.#byLast.set(one, paths);
      const count = (paths.get(path) ?? 0) + by;
      if (count > 0) paths.set(path, count);
      else paths.delete(path);
    }
  }
}
