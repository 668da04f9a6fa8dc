interface Referring {
  readonly key: string;
  readonly compiled: { readonly segments: ReadonlySet<string> };
}

/** What is referred to comes before what refers to it; else the order stays. Throws for an unknown reference and for a cycle. */
export function inDependencyOrder<Segment extends Referring>(
  segments: readonly Segment[],
): readonly Segment[] {
  const byKey = new Map(segments.map((segment) => [segment.key, segment]));
  const ordered = new Set<Segment>();
  const visit = (segment: Segment, path: readonly string[]): void => {
    if (ordered.has(segment)) return;
    if (path.includes(segment.key))
      throw new Error(`Segments refer to themselves: ${[...path, segment.key].join(" → ")}.`);
    for (const key of segment.compiled.segments) {
      const referred = byKey.get(key);
      if (referred === undefined)
        throw new Error(`Segment ${segment.key} refers to ${key}, which does not exist.`);
      visit(referred, [...path, segment.key]);
    }
    ordered.add(segment);
  };
  for (const segment of segments) visit(segment, []);
  return [...ordered];
}
