/** A line of RFC 4180. What a spreadsheet would take for a formula begins with an apostrophe, but for a telephone number, which can do nothing. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => quoted(harmless(cell))).join(",")}\r\n`;
}

function harmless(cell: string): string {
  return /^[=+\-@\t\r\n]/.test(cell) && !/^\+\d{1,15}$/.test(cell) ? `'${cell}` : cell;
}

function quoted(cell: string): string {
  return /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
