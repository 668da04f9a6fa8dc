/**
 * Measure tells what experiences, programmes and all of them together add to net sales, against those from whom they are held back.
 * It owns the comparison and what it says; it does not own hold-outs (decide/), sales and customers (profile/), which it only reads.
 */
export { createLifts } from "./lifts.ts";
