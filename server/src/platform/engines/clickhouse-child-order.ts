export const clickhouseUser = "attune";
export const clickhouseDatabase = "attune";

/** What the child is told, by its environment: others may read a process's arguments. */
export interface ChildOrder {
  readonly folder: string;
  readonly port: number;
  readonly secret: string;
  readonly memoryMb: number;
  readonly maxExecutionSeconds: number;
}

const name = "ATTUNE_CLICKHOUSE_CHILD";

export function writeChildOrder(order: ChildOrder): Record<string, string> {
  return { [name]: JSON.stringify(order) };
}

export function readChildOrder(environment: Readonly<Record<string, string | undefined>>): ChildOrder {
  const order: unknown = JSON.parse(environment[name] ?? "null");
  if (!isOrder(order)) throw new Error(`${name} does not say what to do.`);
  return order;
}

function isOrder(value: unknown): value is ChildOrder {
  if (typeof value !== "object" || value === null) return false;
  const { folder, port, secret, memoryMb, maxExecutionSeconds } = value as Partial<
    Record<keyof ChildOrder, unknown>
  >;
  return (
    typeof folder === "string" &&
    typeof secret === "string" &&
    [port, memoryMb, maxExecutionSeconds].every((number) => Number.isSafeInteger(number))
  );
}
