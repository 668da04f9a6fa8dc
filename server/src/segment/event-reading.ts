import { type ReadValues, valuesReader } from "./event-values.ts";
import { type PlainEvent, type ReadValue, valueReader } from "./plain-event.ts";

/** Reads paths of events; when many ask for the same path of one event, it is read once. */
export interface Reading {
  value(path: string): ReadValue;
  values(path: string): ReadValues;
}

export function createReading(): Reading {
  const value = new Map<string, ReadValue>();
  const values = new Map<string, ReadValues>();
  return {
    value: (path) => known(value, path, () => once(valueReader(path))),
    values: (path) => known(values, path, () => once(valuesReader(path))),
  };
}

function known<Read>(readers: Map<string, Read>, path: string, make: () => Read): Read {
  const reader = readers.get(path) ?? make();
  readers.set(path, reader);
  return reader;
}

function once<Value>(read: (event: PlainEvent) => Value): (event: PlainEvent) => Value {
  let last: { readonly event: PlainEvent; readonly value: Value } | undefined;
  return (event) => {
    if (last?.event !== event) last = { event, value: read(event) };
    return last.value;
  };
}
