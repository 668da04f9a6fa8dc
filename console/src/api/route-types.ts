import type { Routes } from "./routes.ts";

/** Paths of a method, as the document has them; what they take and answer is typed by it. */
export type PathOf<Method extends keyof Routes> = keyof Routes[Method] & string;
export type PartsOf<Method extends keyof Routes, Path extends PathOf<Method>> = Member<
  Routes[Method][Path],
  "parts"
>;
export type BodyOf<Method extends keyof Routes, Path extends PathOf<Method>> = Member<
  Routes[Method][Path],
  "body"
>;
export type AnswerOf<Method extends keyof Routes, Path extends PathOf<Method>> = Member<
  Routes[Method][Path],
  "answer"
>;
type Member<Route, Name extends string> = Route extends Readonly<Record<Name, infer Value>> ? Value : never;
