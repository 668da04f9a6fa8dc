import { purposes } from "@attune/contract";
import { expect, test } from "vitest";
import { changeConsent, consentPurposes } from "./consent.ts";

test("the purposes are those that the server knows", () => {
  expect(consentPurposes).toEqual(purposes);
});

test("only what changes is told; what is not named stays as it was", () => {
  const change = changeConsent(
    { analytics: true, marketing: true },
    { marketing: false, profiling: false },
    false,
  );

  expect(change).toEqual({
    answers: { analytics: true, marketing: false, profiling: false },
    isAny: true,
    given: [],
    withdrawn: ["marketing"],
    denied: ["profiling"],
  });
  expect(changeConsent(change.answers, change.answers, false)).toMatchObject({
    given: [],
    withdrawn: [],
    denied: [],
  });
});

test("an opted-out browser makes a no of every yes", () => {
  expect(changeConsent({}, { analytics: true }, true).isAny).toBe(false);
  expect(changeConsent({ analytics: true }, {}, true)).toMatchObject({
    isAny: false,
    withdrawn: ["analytics"],
  });
});

test("an answer to something that is no purpose allows nothing", () => {
  const said = { cookies: true, __proto__: { analytics: true } } as object;

  expect(changeConsent({}, { ...said }, false)).toMatchObject({ isAny: false, answers: {} });
});
