import { expect, test } from "vitest";
import { normaliseIdentifier } from "../collect/index.ts";
import { readListed } from "./read-listed.ts";

test("a CSV names a namespace for each column; what is no identifier is told with its line", () => {
  const csv = '\uFEFFemail,user_id\r\nAda@Example.com,u1\n"no mail",\n,"u ""2"""\n\nada@example.com,u3,spare';

  const { identifiers, faults } = readListed({ csv }, normaliseIdentifier);

  expect(identifiers).toEqual([
    { namespace: "email", value: "ada@example.com" },
    { namespace: "userId", value: "u1" },
    { namespace: "userId", value: 'u "2"' },
    { namespace: "userId", value: "u3" },
  ]);
  expect(faults).toEqual([
    { line: 3, message: "This is no email." },
    { line: 6, message: 'There is no namespace "".' },
  ]);
});

test("identifiers come one by one too", () => {
  const identifiers = [
    { namespace: "phone", value: "+44 20 7946 0000" },
    { namespace: "shoe", value: "1" },
  ];

  expect(readListed({ identifiers }, normaliseIdentifier)).toEqual({
    identifiers: [{ namespace: "phone", value: "+442079460000" }],
    faults: [{ line: 2, message: 'There is no namespace "shoe".' }],
  });
});
