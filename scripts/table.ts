/** A table of Markdown with these rows. */
export function tableOf(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [heads, heads.map(() => "---"), ...rows];
  return `${lines.map((cells) => `| ${cells.map(cellOf).join(" | ")} |`).join("\n")}\n`;
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

function cellOf(text: string): string {
  return text.replaceAll("|", "\\|");
}
