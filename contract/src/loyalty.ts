/** The 20 loyalty dimensions, in the order in which they are told and kept. */
export const dimensionNames = [
  "daysSinceShop",
  "daysSinceEngagement",
  "overdueIndex",
  "lastGapDays",
  "shopCountAll",
  "shopCount12m",
  "averageGapDays",
  "daysFirstToSecond",
  "categoryBreadth12m",
  "netSpend12m",
  "netSpendAll",
  "averageTransaction12m",
  "discountShare12m",
  "returnRate12m",
  "tenureDays",
  "daysJoinToFirstShop",
  "activeMonths12m",
  "channelMix",
  "onlineShare12m",
  "channelBreadth12m",
] as const;
export type DimensionName = (typeof dimensionNames)[number];

export const dimensionFamilies = ["recency", "frequency", "monetary", "tenure", "channel"] as const;
export type DimensionFamily = (typeof dimensionFamilies)[number];

/** A band: its code, unique among all dimensions', and what it says with the default thresholds. */
export type BandCode = readonly [code: string, words: string];

const quintiles = (letter: string, none: string): readonly BandCode[] => [
  [`${letter}0`, none],
  [`${letter}1`, "lowest fifth"],
  [`${letter}2`, "second fifth"],
  [`${letter}3`, "middle fifth"],
  [`${letter}4`, "fourth fifth"],
  [`${letter}5`, "highest fifth"],
];

/** The first is that of no data. Tenure goes on with J3, J4 … to J99, one a year. */
export const dimensionBands: Readonly<Record<DimensionName, readonly BandCode[]>> = {
  daysSinceShop: [
    ["R0", "no shop"],
    ["RC", "under 3 months"],
    ["RS", "3 to under 6 months"],
    ["RA", "6 to under 12 months"],
    ["RI", "12 to under 24 months"],
    ["RL", "24 to under 60 months"],
    ["RR", "60 months and more"],
  ],
  daysSinceEngagement: [
    ["E0", "none"],
    ["EC", "up to 30 days"],
    ["ES", "up to 90 days"],
    ["EA", "up to 180 days"],
    ["EI", "more than 180 days"],
  ],
  overdueIndex: [
    ["O0", "no shop"],
    ["OT", "on time"],
    ["OD", "due"],
    ["OR", "at risk"],
    ["OL", "long overdue"],
  ],
  lastGapDays: [
    ["G0", "fewer than two shops"],
    ["GF", "faster than usual"],
    ["GS", "as usual"],
    ["GL", "slower than usual"],
  ],
  shopCountAll: [
    ["F0", "no shop"],
    ["F1", "one shop"],
    ["F2", "two shops"],
    ["FL", "three or more, rarely"],
    ["FH", "three or more, often"],
  ],
  shopCount12m: [
    ["N0", "none"],
    ["N1", "1"],
    ["N2", "2 to 3"],
    ["N4", "4 to 6"],
    ["N7", "7 to 11"],
    ["N12", "12 and more"],
  ],
  averageGapDays: [
    ["A0", "fewer than two shops"],
    ["A1", "up to 30 days"],
    ["A2", "up to 60 days"],
    ["A3", "up to 120 days"],
    ["A4", "more than 120 days"],
  ],
  daysFirstToSecond: [
    ["S0", "not yet"],
    ["S1", "up to 30 days"],
    ["S2", "up to 60 days"],
    ["S3", "up to 90 days"],
    ["S4", "more than 90 days"],
  ],
  categoryBreadth12m: [
    ["B0", "none"],
    ["B1", "1"],
    ["B2", "2"],
    ["B3", "3"],
    ["B4", "4 and more"],
  ],
  netSpend12m: quintiles("M", "nothing"),
  netSpendAll: quintiles("L", "nothing"),
  averageTransaction12m: quintiles("T", "no transaction"),
  discountShare12m: [
    ["D0", "nothing bought"],
    ["DF", "full price"],
    ["DM", "mixed"],
    ["DP", "promotions"],
    ["DO", "promotions only"],
  ],
  returnRate12m: [
    ["X0", "nothing bought"],
    ["XN", "nothing returned"],
    ["XL", "under 10 %"],
    ["XM", "under 30 %"],
    ["XH", "30 % and more"],
  ],
  tenureDays: [
    ["J0", "never joined"],
    ["JN", "up to 90 days"],
    ["JC", "up to a year"],
    ["J1", "up to 2 years"],
    ["J2", "up to 3 years"],
  ],
  daysJoinToFirstShop: [
    ["W0", "not yet"],
    ["WS", "the same day"],
    ["W1", "up to 7 days"],
    ["W2", "up to 30 days"],
    ["W3", "more than 30 days"],
  ],
  activeMonths12m: [
    ["K0", "none"],
    ["K1", "1 to 2"],
    ["K3", "3 to 5"],
    ["K6", "6 to 8"],
    ["K9", "9 to 12"],
  ],
  channelMix: [
    ["C0", "none"],
    ["CF", "stores only"],
    ["CO", "online only"],
    ["CM", "stores and online"],
  ],
  onlineShare12m: [
    ["H0", "no spend"],
    ["HN", "nothing online"],
    ["HL", "under 25 %"],
    ["HM", "25 to 75 %"],
    ["HH", "over 75 %"],
    ["HA", "all online"],
  ],
  channelBreadth12m: [
    ["Q0", "none"],
    ["Q1", "1"],
    ["Q2", "2"],
    ["Q3", "3"],
    ["Q4", "4 and more"],
  ],
};

export const dimensionFamilyOf: Readonly<Record<DimensionName, DimensionFamily>> = {
  daysSinceShop: "recency",
  daysSinceEngagement: "recency",
  overdueIndex: "recency",
  lastGapDays: "recency",
  shopCountAll: "frequency",
  shopCount12m: "frequency",
  averageGapDays: "frequency",
  daysFirstToSecond: "frequency",
  categoryBreadth12m: "frequency",
  netSpend12m: "monetary",
  netSpendAll: "monetary",
  averageTransaction12m: "monetary",
  discountShare12m: "monetary",
  returnRate12m: "monetary",
  tenureDays: "tenure",
  daysJoinToFirstShop: "tenure",
  activeMonths12m: "tenure",
  channelMix: "channel",
  onlineShare12m: "channel",
  channelBreadth12m: "channel",
};

/** Whether a code is one that the dimension can have. */
export function isBandOf(name: DimensionName, code: string): boolean {
  return (
    dimensionBands[name].some(([known]) => known === code) ||
    (name === "tenureDays" && /^J[1-9]\d?$/.test(code))
  );
}

/** The channels that count as breadth; e-mail is a way to write, not to shop. */
export const shoppingChannels = ["web", "app", "store", "marketplace", "phone", "social", "service"] as const;

export const rfmGroups = [
  "CHAMPIONS",
  "LOYAL",
  "ACTIVE",
  "NEW",
  "PROMISING",
  "NEEDS_ATTENTION",
  "AT_RISK",
  "PREVIOUSLY_LOYAL",
  "ALMOST_LOST",
  "DORMANT",
  "PROSPECTS",
] as const;
export type RfmGroup = (typeof rfmGroups)[number];

export const lifecycleStages = ["acquire", "lapse", "onboard", "grow"] as const;
export type LifecycleStage = (typeof lifecycleStages)[number];

export const subStages = {
  acquire: ["newLead", "activeLead", "coldLead", "inactiveLead"],
  lapse: ["lapsing", "lapsed", "lost"],
  onboard: ["firstShop", "secondShopWindow"],
  grow: ["developing", "loyal", "best"],
} as const;
export type SubStage = (typeof subStages)[LifecycleStage][number];

/** What is noticed of a customer as it happens: each is an event. */
export const customerChanges = [
  "stage.changed",
  "customer.moved",
  "channel.switched",
  "customer.returned",
  "size.changed",
] as const;
export type CustomerChangeKind = (typeof customerChanges)[number];
