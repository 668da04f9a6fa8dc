/** For looking at the console while it is made: `node tests/console/serve-mock.ts 8090` after `npx vite build` in console/. */
import { fileURLToPath } from "node:url";
import { mockKey, mockPassword, startMockApi } from "./mock-api.ts";

const dist = fileURLToPath(new URL("../../console/dist", import.meta.url));
const { url } = await startMockApi({ dist, port: Number(process.argv[2] ?? 8090) });
console.info(`${url} · key ${mockKey} · any name, password: ${mockPassword}`);
