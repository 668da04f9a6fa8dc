/** Somebody at the console saw data of customers. */
export interface View {
  readonly brandId: number;
  readonly at: number;
  readonly actor: string;
  /** The route, by its `operationId`. */
  readonly operation: string;
  readonly profileIds: readonly number[];
}

/** Somebody at the console changed something. */
export interface Change {
  readonly brandId: number;
  readonly at: number;
  readonly actor: string;
  readonly operation: string;
  /** What was changed, without personal values: `segment/lapsed`, `prf_4k`. */
  readonly subject: string;
  readonly status: number;
}

/** A line of the audit, as it is told. */
export interface AuditEntry {
  readonly auditId: number;
  readonly at: number;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** Of a view: whose data was shown. */
  readonly profileIds: readonly number[] | null;
}

export interface AuditQuestion {
  /** The ids of a customer's leaves: what it was called before it was joined to another. */
  readonly profileIds?: readonly number[];
  readonly actor?: string;
  readonly kind?: "view" | "change";
  readonly before?: number;
  readonly limit: number;
}

/** Views are kept for thirteen months; changes for ever. */
export const viewsKeptMs: number = 396 * 24 * 60 * 60_000;
