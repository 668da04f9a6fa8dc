import { firstOffer, type MockOffer } from "./mock-offer.ts";
import { customers, type MockCustomer } from "./mock-people.ts";
import { firstAsides, type MockAside } from "./mock-quarantine.ts";
import { firstSegments, type MockSegment } from "./mock-segments.ts";
import { firstStaff, keyHolder, type MockStaff } from "./mock-staff.ts";

/** What the tests may change or look at. */
export interface World {
  brand: object;
  /** Who is signed in, when somebody is; `mock-staff.ts` makes people of a role. */
  me: object;
  /** The server no longer knows the session. */
  isSessionEnded: boolean;
  readonly staff: Map<string, MockStaff>;
  customers: readonly MockCustomer[];
  readonly segments: Map<string, MockSegment>;
  readonly asides: Map<string, MockAside>;
  readonly offer: MockOffer;
  isMergeUndone: boolean;
  polls: number;
  readonly released: unknown[];
}

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

export function createWorld(): World {
  return {
    brand: {
      key: "main",
      name: "Hearth & Gift",
      timeZone: "Europe/London",
      currency: "GBP",
      sample: "on",
      sampleState: "loaded",
    },
    me: keyHolder,
    isSessionEnded: false,
    staff: firstStaff(),
    customers,
    segments: firstSegments(),
    asides: firstAsides(),
    offer: firstOffer(),
    isMergeUndone: false,
    polls: 0,
    released: [],
  };
}

/** An empty brand: nothing was ever sent. */
export function emptyWorld(world: World): void {
  world.brand = {
    key: "main",
    name: "New brand",
    timeZone: "UTC",
    currency: "EUR",
    sample: "off",
    sampleState: "off",
  };
  world.customers = [];
  world.segments.clear();
  world.asides.clear();
  world.offer.definitions.clear();
}
