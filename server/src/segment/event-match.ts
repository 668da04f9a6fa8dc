import { type Comparison, type Json, type JsonObject, productAttributeOf } from "@attune/contract";
import type { Calendar } from "../kernel/calendar.ts";
import { type Test, testOf } from "./comparison.ts";
import { createReading, type Reading } from "./event-reading.ts";
import {
  attributeOf,
  isListPath,
  keyText,
  productsOf,
  type ReadValues,
  valuesReader,
} from "./event-values.ts";
import { type PlainEvent, valueReader } from "./plain-event.ts";

export type Where = Readonly<Record<string, Comparison>>;
export type Matches = (event: PlainEvent) => boolean;
export type ReadKeys = (event: PlainEvent) => readonly string[];

/** Whether an event matches all of a `where`. */
export function matcherOf(where: Where, calendar: Calendar, reading: Reading = createReading()): Matches {
  const tests = Object.entries(where)
    .filter(([path]) => productAttributeOf(path) === undefined)
    .map(([path, comparison]) => pathTest(path, comparison, calendar, reading));
  const fits = productTest(where, calendar);
  if (fits !== undefined) tests.push((event) => productsOf(event).some((product) => fits(event, product)));
  const [only] = tests;
  if (only !== undefined && tests.length === 1) return only;
  return (event) => tests.every((test) => test(event));
}

function pathTest(path: string, comparison: Comparison, calendar: Calendar, reading: Reading): Matches {
  if (isListPath(path)) {
    const test = severalTest(comparison, calendar);
    const read = reading.values(path);
    return (event) => test(read(event));
  }
  const test = testOf(comparison, calendar);
  const read = reading.value(path);
  return (event) => test(read(event));
}

type ProductTest = (event: PlainEvent, product: JsonObject) => boolean;

/** All that is asked of `product.…`, of one product. Undefined when nothing is. */
function productTest(where: Where, calendar: Calendar): ProductTest | undefined {
  const tests = Object.entries(where).flatMap(([path, comparison]) => {
    const attribute = productAttributeOf(path);
    return attribute === undefined ? [] : [{ attribute, test: severalTest(comparison, calendar) }];
  });
  if (tests.length === 0) return undefined;
  return (event, product) =>
    tests.every(({ attribute, test }) => test(attributeOf(event, product, attribute)));
}

/** Of several values one must fit; the negations hold when none does (contract: EventMatch). */
function severalTest(comparison: Comparison, calendar: Calendar): (values: readonly Json[]) => boolean {
  const { isNot, notIn, notContains, missing, hasAny, hasAll, hasNone, ...positive } = comparison;
  const single = (one: Comparison): Test => testOf(one, calendar);
  const some = (test: Test) => (values: readonly Json[]) => values.some((value) => test(value));
  const none = (test: Test) => (values: readonly Json[]) => !values.some((value) => test(value));
  const whole = (test: Test) => (values: readonly Json[]) => test(values);
  const tests = [
    ...(Object.keys(positive).length === 0 ? [] : [some(single(positive))]),
    ...(isNot === undefined ? [] : [none(single({ is: isNot }))]),
    ...(notIn === undefined ? [] : [none(single({ in: notIn }))]),
    ...(notContains === undefined ? [] : [none(single({ contains: notContains }))]),
    ...(missing === undefined ? [] : [none(() => true)]),
    ...(hasAny === undefined ? [] : [whole(single({ hasAny }))]),
    ...(hasAll === undefined ? [] : [whole(single({ hasAll }))]),
    ...(hasNone === undefined ? [] : [whole(single({ hasNone }))]),
  ];
  return (values) => tests.every((test) => test(values));
}

/**
 * The things an event is about, each once. A name alone is a property of the event or, where that is no key, of those of its products
 * that fit `where`.
 */
export function keysReader(path: string, where: Where, calendar: Calendar): ReadKeys {
  const fits = productTest(where, calendar) ?? (() => true);
  const attribute = productAttributeOf(path);
  if (attribute !== undefined) {
    return (event) =>
      distinctKeys(
        productsOf(event)
          .filter((product) => fits(event, product))
          .flatMap((product) => attributeOf(event, product, attribute)),
      );
  }
  if (path === "channel" || path.includes(".")) return readerOfValues(valuesReader(path));
  const own = valueReader(`properties.${path}`);
  return (event) => {
    const key = keyText(own(event));
    if (key !== undefined) return [key];
    if (!Array.isArray(event.plain.properties["products"])) return [];
    const products = productsOf(event).filter((product) => fits(event, product));
    return distinctKeys(
      products.flatMap((product) => (Object.hasOwn(product, path) ? [held(product[path])] : [])),
    );
  };
}

function held(value: Json | undefined): Json {
  return typeof value === "string" ? value.toWellFormed() : (value ?? null);
}

function readerOfValues(read: ReadValues): ReadKeys {
  return (event) => distinctKeys(read(event));
}

function distinctKeys(values: readonly Json[]): readonly string[] {
  const keys = values.map(keyText).filter((key) => key !== undefined);
  return keys.length < 2 ? keys : [...new Set(keys)];
}
