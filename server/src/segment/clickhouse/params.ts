/** Values bound to a query: each is named once, `{v3:String}`. */
export interface Params {
  readonly values: Readonly<Record<string, unknown>>;
  text(value: string): string;
  texts(values: readonly string[]): string;
}

export function createParams(): Params {
  const values: Record<string, unknown> = {};
  const bind = (value: unknown, type: string): string => {
    const name = `v${Object.keys(values).length}`;
    values[name] = value;
    return `{${name}:${type}}`;
  };
  return {
    values,
    text: (value) => bind(value, "String"),
    texts: (list) => bind(list, "Array(String)"),
  };
}
