/** The definition changed while it was being filled: the fill of its new version begins anew. */
export class Superseded extends Error {}
