import fc from "fast-check";
import { expect, test } from "vitest";
import { readStatement } from "./clickhouse-statement.ts";

test.for([
  ["insert into t format CSV\n1,2", "insert into t ", "", "CSV", "1,2"],
  [
    "INSERT INTO db.t (a, `b c`) FORMAT JSONEachRow {}",
    "INSERT INTO db.t (a, `b c`) ",
    "",
    "JSONEachRow",
    "{}",
  ],
  [
    "insert into t settings a = 1, b = 'format CSV' format TSV\n\nx",
    "insert into t ",
    "settings a = 1, b = 'format CSV' ",
    "TSV",
    "\nx",
  ],
  ["insert into t values (1, 'it''s; x')", "insert into t ", "", "Values", "(1, 'it''s; x')"],
  [
    "/* insert */ insert into table format format CSV",
    "/* insert */ insert into table format ",
    "",
    "CSV",
    "",
  ],
  [
    "insert into function null('a Int8') values (1)",
    "insert into function null('a Int8') ",
    "",
    "Values",
    "(1)",
  ],
  ["insert into `values` format CSV  \r\n1", "insert into `values` ", "", "CSV", "1"],
] as const)("%s: its rows are cut off", ([text, into, settings, format, rows]) => {
  const statement = readStatement(text);

  expect(statement).toMatchObject({ kind: "rows", into, settings, format });
  expect(statement.kind === "rows" && text.slice(statement.rowsAt)).toBe(rows);
});

test.for([
  "insert into t select 1, 'format CSV'",
  "insert into t (a) with 1 as x select x",
  "insert into t from infile 'x' format CSV",
  "create table t (a Int8) engine = Memory",
  "show tables",
])("%s: there are no rows to cut off", (text) => {
  expect(readStatement(text).kind).toBe("other");
});

test.for([
  ["select 1", true],
  ["-- hello\n/* there */ (select 1)", true],
  ["with 1 as x select x", true],
  ["from t select count()", true],
  ["select a from t where b in (select c from d)", false],
  ["select (select sleep(3))", false],
] as const)("%s: a plain select is %s", ([text, isPlain]) => {
  expect(readStatement(text)).toEqual({ kind: "select", text, isPlain });
});

test.for(["select 1; select 2", "select ';' ; drop table t", "create table t (a Int8); drop table t"])(
  "%s: a second statement is refused",
  (text) => {
    expect(() => readStatement(text)).toThrow("Multi-statements are not allowed");
  },
);

test.for(["select 1;", "select ';', `;`, \";\", $x$;$x$ -- ; ok\n /* ; */ ;; ", "select 1 # ; comment"])(
  "%s: is one statement",
  (text) => {
    expect(() => readStatement(text)).not.toThrow();
  },
);

test("whatever the rows are, the statement before them is read the same", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (rows) => {
      const head = "insert into t (a, b) format CSV\n";
      expect(readStatement(head + rows)).toEqual(readStatement(head));
    }),
  );
});

test("a literal hides everything in it", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const literal = `'${text.replace(/[\\']/g, "\\$&")}'`;
      expect(readStatement(`select ${literal}, 1`).kind).toBe("select");
      expect(() => readStatement(`select ${literal}; drop table t`)).toThrow("Multi-statements");
    }),
  );
});
