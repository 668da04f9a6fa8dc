/** The ILIKE pattern for texts that contain this one; null for "". */
export function containing(text: string): string | null {
  const plain = text.toWellFormed().replaceAll("\u0000", "").trim();
  return plain === "" ? null : `%${plain.replaceAll(/[\\%_]/g, "\\$&")}%`;
}
