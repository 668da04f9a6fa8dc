import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { digestUuid } from "../../kernel/digest.ts";
import { openTestStores, type TestStores } from "../../platform/testing/stores.ts";
import { createMemoryImportKeys } from "../testing/memory-import-keys.ts";
import type { ImportKeys } from "./import-ports.ts";
import { createImportKeys } from "./postgres/import-keys.ts";

function importKeysSuite(open: () => ImportKeys): void {
  test("the latest content of a key is found, and an older one does not come back", async () => {
    const keys = open();
    const [digest, other] = [digestUuid("order:1"), digestUuid("order:2")];
    await keys.save(1, [{ digest, content: digestUuid("b"), revision: 2 }]);
    await keys.save(1, [{ digest, content: digestUuid("a"), revision: 1 }]);

    expect(await keys.find(1, [digest, other])).toEqual(
      new Map([[digest, { digest, content: digestUuid("b"), revision: 2 }]]),
    );
    expect(await keys.find(2, [digest])).toEqual(new Map());
  });
}

describe("in memory", () => importKeysSuite(createMemoryImportKeys));

describe("in Postgres", () => {
  let stores: TestStores;
  beforeAll(async () => {
    stores = await openTestStores();
  });
  afterAll(() => stores.close());
  importKeysSuite(() => createImportKeys(stores.database));
});
