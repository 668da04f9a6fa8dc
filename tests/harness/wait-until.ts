export { waitUntil } from "../../server/src/platform/testing/wait-until.ts";
