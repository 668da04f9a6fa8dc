import { conditionLimits } from "./condition.ts";

/** Deeper JSON than any condition of allowed depth needs. */
const deepestJson = 2 * conditionLimits.depth + 8;

interface Place {
  readonly value: unknown;
  readonly pointer: string;
  readonly depth: number;
}

interface Oversize {
  readonly pointer: string;
  readonly message: string;
}

/** What makes a value not worth reading: too much text, too deep, a member that JavaScript would mistake. Without recursion, and stops at the limit. */
export function measureCondition(root: unknown): Oversize | undefined {
  const left: Place[] = [{ value: root, pointer: "", depth: 1 }];
  let text = 0;
  for (let place = left.pop(); place !== undefined; place = left.pop()) {
    const fault = oversizeOf(place);
    if (fault !== undefined) return fault;
    const members = typeof place.value === "object" && place.value !== null ? namesIn(place.value) : [];
    text += textOf(place.value, members);
    if (text > conditionLimits.text)
      return { pointer: "", message: "A condition has at most 64 kB of text." };
    for (const name of members) left.push(memberOf(place, name));
  }
  return undefined;
}

function oversizeOf({ value, pointer, depth }: Place): Oversize | undefined {
  if (depth > deepestJson) {
    return { pointer, message: `Conditions nest at most ${conditionLimits.depth} deep.` };
  }
  if (typeof value === "object" && value !== null && Object.hasOwn(value, "__proto__")) {
    return { pointer: `${pointer}/__proto__`, message: "Unknown member." };
  }
  return undefined;
}

/** Stops where the text would be too long anyway. */
function namesIn(value: object): readonly string[] {
  const names: string[] = [];
  if (Array.isArray(value) && value.length > conditionLimits.text / 2)
    return ["x".repeat(conditionLimits.text)];
  for (const name in value) {
    names.push(name);
    if (names.length > conditionLimits.text / 4) break;
  }
  return names;
}

function textOf(value: unknown, members: readonly string[]): number {
  if (typeof value === "string") return value.length + 2;
  return members.reduce((sum, name) => sum + name.length + 4, 5);
}

function memberOf({ value, pointer, depth }: Place, name: string): Place {
  return {
    value: Object.getOwnPropertyDescriptor(value, name)?.value,
    pointer: `${pointer}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`,
    depth: depth + 1,
  };
}
