/** How large a bench is. The quick form gives the same figures of a smaller world. */
export interface Scale {
  readonly quick: boolean;
  /** Customers and visitors loaded beforehand. */
  readonly profiles: number;
  /** Message ids of the last seven days, loaded beforehand. */
  readonly messageIds: number;
  /** Customers and visitors whose simulated history is folded by the product itself and then copied. */
  readonly templates: number;
  /** Events sent as fast as they are taken. */
  readonly events: number;
  /** Length of a run at a set rate. */
  readonly seconds: number;
  /** How many segments are live; absent: fifty. */
  readonly segments?: number;
}

export const fullScale: Scale = {
  quick: false,
  profiles: 1_000_000,
  messageIds: 10_000_000,
  templates: 2_000,
  events: 500_000,
  seconds: 60,
};

export const quickScale: Scale = {
  quick: true,
  profiles: 50_000,
  messageIds: 500_000,
  templates: 500,
  events: 60_000,
  seconds: 12,
};
