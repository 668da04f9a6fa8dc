export interface Given {
  readonly status: number;
  readonly body: unknown;
}

export function page(
  items: readonly unknown[],
  query: URLSearchParams,
): { items: readonly unknown[]; next: string | null } {
  const from = Number(query.get("cursor") ?? 0);
  const until = from + Number(query.get("limit") ?? 50);
  return { items: items.slice(from, until), next: until < items.length ? String(until) : null };
}

export function ok(body: unknown): Given {
  return { status: 200, body };
}

export function missing(): Given {
  return problem(404, "route.unknown", "There is nothing at this address.");
}

export function invalid(detail: string, errors: readonly object[]): Given {
  return { status: 422, body: { status: 422, code: "request.invalid", detail, errors } };
}

export function problem(status: number, code: string, detail: string): Given {
  return { status, body: { status, code, detail } };
}
