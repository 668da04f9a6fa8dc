/**
 * The command line of Attune: files into the import door, definitions out of and into files. Knows the server only by
 * its HTTP doors. What is exported here is for loaders that make their records themselves.
 */
export { readDefinitions } from "./definitions/definition-files.ts";
export { createSendRecords, type SendRecords } from "./import/send-records.ts";
export { createZone } from "./import/zoned-time.ts";
export { openRows } from "./rows/open-rows.ts";
export { isUnreadable, type ReadRow, type SourceRow } from "./rows/source-row.ts";
export { openDoor, type ServerDoor, ServerFault } from "./server-door.ts";
export { UsageFault } from "./usage-fault.ts";
