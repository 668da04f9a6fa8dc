/**
 * A deterministic omnichannel retailer (web, app, stores, service desk, e-mail) with known truth, as a stream of
 * events in the form that the published SDKs send. Owns what customers do and why; knows nothing of the server but
 * its doors.
 */
export { type Batch, batches, readBatches, writeEvents } from "./batches.ts";
export type { Product } from "./catalogue.ts";
export type { SimulatedEvent } from "./event.ts";
export { distanceKm, type Store } from "./geography.ts";
export { type LoadOptions, type LoadReport, load } from "./load.ts";
export { defaultRates, evenRates, type Rates, type SimulationOptions, type TrueLift } from "./options.ts";
export {
  type Device,
  type DeviceKind,
  dayMs,
  type Habits,
  type Person,
  type Taste,
  weekMs,
} from "./person.ts";
export { Random } from "./random.ts";
export { type Customer, type Simulation, simulate } from "./simulate.ts";
export type { Truth } from "./truth.ts";
