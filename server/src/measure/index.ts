/**
 * Measure tells what experiences, programmes and all of them together add to net sales, against those from whom they are held back, and
 * the numbers of the metric catalogue. It owns the comparison, the metrics' definitions and what is said of them; it does not own hold-outs (decide/), sales and customers (profile/), which it only reads.
 */
export { createLifts } from "./lifts.ts";
export { createMetricReports } from "./metrics/metric-reports.ts";
export { createProductReports } from "./metrics/product-reports.ts";
