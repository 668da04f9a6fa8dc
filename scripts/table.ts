/** A table of Markdown with these rows, its columns aligned as the formatter wants them. */
export function tableOf(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [heads, ...rows].map((row) => row.map((text) => text.replaceAll("|", "\\|")));
  const widths = heads.map((_, at) => Math.max(3, ...cells.map((row) => lengthOf(row[at] ?? ""))));
  const lines = cells.map((row) => lineOf(row.map((text, at) => padded(text, widths[at] ?? 0))));
  const rule = lineOf(widths.map((width) => "-".repeat(width)));
  return `${[lines[0], rule, ...lines.slice(1)].join("\n")}\n`;
}

/** The cells of every table row in a page, heads and rules too. */
export function rowsOf(page: string): readonly (readonly string[])[] {
  return page
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .map((line) =>
      line
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map((cell) => cell.trim().replaceAll("\\|", "|")),
    );
}

function lineOf(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

function padded(text: string, width: number): string {
  return text + " ".repeat(width - lengthOf(text));
}

function lengthOf(text: string): number {
  return [...text].length;
}
