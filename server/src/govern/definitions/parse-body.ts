import type { DefinitionRef, JsonObject } from "@attune/contract";
import type { z } from "zod";
import { type Fault, Refusal } from "../../kernel/refusal.ts";
import { escapePointer } from "./changed-pointers.ts";
import type { Kinds } from "./definition-kind.ts";
import { refusals } from "./refusals.ts";

/** Parses a body by its kind. Faults are told with their place in the request, which is `pointer` and the place in the body. */
export function parseBody(
  kinds: Kinds,
  definition: { readonly kind: string; readonly key: string; readonly body: JsonObject },
  pointer: string,
): unknown {
  const kind = kinds.get(definition.kind);
  if (kind === undefined) throw refusals.unknownKind(definition.kind, [...kinds.keys()], kindBeside(pointer));
  try {
    return kind.parse(definition.body);
  } catch (error) {
    throw withPlace(error, definition, pointer);
  }
}

/** A refusal of a body, its faults told with their place in the request. Anything else stays as it is. */
export function withPlace(error: unknown, { kind, key }: DefinitionRef, pointer: string): unknown {
  if (!(error instanceof Refusal)) return error;
  const faults = error.faults.map((fault) => ({ ...fault, pointer: `${pointer}${fault.pointer}` }));
  return new Refusal(error.code, error.status, `${kind}/${key}: ${error.message}`, { faults });
}

/** Where the kind of the body at `pointer` was named. */
function kindBeside(pointer: string): string {
  return pointer === "" ? "/path/kind" : pointer.replace(/body$/, "kind");
}

/** For kinds whose body is a zod schema: the parsed body, or a refusal with every fault. */
export function parseWithSchema<Body>(kind: string, schema: z.ZodType<Body>, body: JsonObject): Body {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw refusals.invalid(kind, faultsOf(parsed.error));
}

function faultsOf(error: z.ZodError): readonly Fault[] {
  return error.issues.flatMap((issue) => {
    const pointer = issue.path.map((part) => `/${escapePointer(String(part))}`).join("");
    const unknown = issue.code === "unrecognized_keys" ? issue.keys : undefined;
    if (unknown === undefined) return [{ pointer, message: issue.message }];
    return unknown.map((key) => ({
      pointer: `${pointer}/${escapePointer(key)}`,
      message: "Unknown member.",
    }));
  });
}
