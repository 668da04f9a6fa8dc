/**
 * The command line of Attune: files into the import door, definitions out of and into files. Knows the server only by
 * its HTTP doors. What is exported here is for loaders that make their records themselves.
 */
export { readDefinitions } from "./definitions/definition-files.ts";
export { postRecords } from "./import/post-records.ts";
export { openRows } from "./rows/open-rows.ts";
export { openDoor, type ServerDoor, ServerFault } from "./server-door.ts";
export { UsageFault } from "./usage-fault.ts";
