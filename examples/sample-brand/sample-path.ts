import { fileURLToPath } from "node:url";

/** The invoices, as kept in the repository. */
export const samplePath: string = fileURLToPath(new URL("data/online-retail.parquet", import.meta.url));
