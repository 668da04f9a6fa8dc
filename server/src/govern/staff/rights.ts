import { type Role, roles } from "./role.ts";

/**
 * Which roles may call which route, by its `operationId`. What is not in here is for keys only: nobody at the console is let in by
 * default. The console asks the same table (`operations` of /api/me), so a page that a role does not see is a route that it may not
 * call. Routes that anybody may call (`access: "open"`) and the doors of SDKs, which take keys only, are not in here.
 */

const everyone: readonly Role[] = roles;
const office: readonly Role[] = [
  "owner",
  "marketing",
  "product",
  "service",
  "finance",
  "analyst",
  "engineer",
];
const planners: readonly Role[] = ["owner", "marketing", "product", "finance", "analyst"];
const makers: readonly Role[] = ["owner", "marketing", "product", "analyst", "engineer"];
const builders: readonly Role[] = ["owner", "engineer"];
const desk: readonly Role[] = ["owner", "service", "engineer"];
const owner: readonly Role[] = ["owner"];

const rights: Readonly<Record<string, readonly Role[]>> = {
  // The brand and oneself
  getBrand: everyone,
  getBrandContents: office,
  beginBrand: owner,
  serveBrand: owner,
  getMe: everyone,
  listSessions: everyone,
  changePassword: everyone,
  // Staff and audit
  listStaff: owner,
  addStaff: owner,
  changeStaff: owner,
  inviteStaff: owner,
  endStaffSessions: owner,
  listAudit: owner,
  checkAudit: owner,
  listProfileViews: owner,
  // Customers: what of them is hidden from whom is told in masks.ts, which of them a store sees in store-scope.ts
  listProfiles: everyone,
  getProfile: everyone,
  getProfileSegments: everyone,
  getProfileTimeline: everyone,
  getProfileLoyalty: everyone,
  listProfileOrders: everyone,
  resumeProfile: everyone,
  getConsents: everyone,
  getProfileCompleteness: office,
  rehearse: ["owner", "marketing", "product", "service", "analyst", "engineer"],
  makeRehearsalCustomer: ["owner", "marketing", "product", "service", "analyst", "engineer"],
  listProfileMerges: ["owner", "marketing", "service", "analyst", "engineer"],
  stateConsent: ["owner", "retail", "service"],
  mergeProfiles: desk,
  undoMerge: desk,
  getSale: office,
  makeRecognitionToken: ["owner", "marketing", "service", "engineer"],
  revokeRecognitionTokens: desk,
  followCustomers: builders,
  // Decisions
  decide: ["owner", "marketing", "product", "retail", "service", "analyst", "engineer"],
  tellWhy: ["owner", "marketing", "product", "service", "analyst", "engineer"],
  explainDecision: makers,
  replayDecision: makers,
  previewDecision: makers,
  simulateExperience: makers,
  listSimulations: makers,
  getSimulation: makers,
  cancelSimulation: makers,
  listOverrides: everyone,
  makeOverride: ["owner", "marketing", "service"],
  endOverride: ["owner", "marketing", "service"],
  listTouchpoints: everyone,
  findItemModels: makers,
  reportConsistency: ["owner", "marketing", "product", "service", "analyst", "engineer"],
  // Segments and lists
  listSegments: everyone,
  getSegment: everyone,
  parseCondition: office,
  previewSegment: makers,
  listSegmentMembers: makers,
  listSegmentSizes: office,
  listSegmentAlerts: ["owner", "marketing", "analyst", "engineer"],
  followSegment: ["owner", "marketing", "analyst", "engineer"],
  followSegments: ["owner", "marketing", "analyst", "engineer"],
  exportSegmentMembers: owner,
  listLists: office,
  listListMembers: ["owner", "marketing", "analyst", "engineer"],
  changeListMembers: ["owner", "marketing"],
  lookAlike: ["owner", "marketing", "analyst"],
  segmentStuckCustomers: ["owner", "marketing"],
  // Reports
  getLoyaltyThresholds: office,
  getVocabulary: office,
  listComputedTraits: office,
  listMetrics: everyone,
  reportOverview: planners,
  listMetricCustomers: makers,
  reportProducts: planners,
  listProductCustomers: makers,
  reportSales: planners,
  reportConcentration: planners,
  reportStages: planners,
  reportComparison: planners,
  reportOverlap: planners,
  reportRelevance: planners,
  reportSchemes: planners,
  reportSchemesSideBySide: planners,
  reportExperienceLift: planners,
  reportHoldOutLift: planners,
  // Definitions: which kinds a role may write is told below
  listDefinitions: office,
  getDefinition: office,
  listDefinitionVersions: office,
  exportDefinitions: office,
  putDefinition: ["owner", "marketing", "product", "engineer"],
  retireDefinition: ["owner", "marketing", "product", "engineer"],
  applyDefinitions: builders,
  // Products and stores
  listProducts: everyone,
  getProduct: everyone,
  putProduct: ["owner", "product", "engineer"],
  withdrawProduct: ["owner", "product", "engineer"],
  sellProductAgain: ["owner", "product", "engineer"],
  putStock: ["owner", "product", "engineer"],
  listStores: everyone,
  getStore: everyone,
  putStore: ["owner", "product", "engineer"],
  // Events, quarantine, imports, keys, webhooks
  listLiveEvents: ["owner", "marketing", "analyst", "engineer"],
  getLiveEvent: ["owner", "marketing", "analyst", "engineer"],
  listQuarantine: builders,
  getQuarantined: builders,
  releaseQuarantined: builders,
  releaseQuarantinedByCode: builders,
  discardQuarantined: builders,
  importRecords: builders,
  listKeys: builders,
  createKey: builders,
  revokeKey: builders,
  listSources: ["owner", "marketing", "analyst", "engineer"],
  createSource: builders,
  listWebhooks: builders,
  getWebhook: builders,
  listWebhookDeliveries: builders,
  enableWebhook: builders,
  replayWebhook: builders,
  makeWebhookSecret: builders,
};

/** Kinds of definitions that not everybody writes who writes definitions. */
const writersOfKind: Readonly<Record<string, readonly Role[]>> = {
  webhook: builders,
  loyalty: builders,
  "exchange-rate": builders,
};

/** `params`: of the address, where what may be done hangs on them. */
export function mayCall(
  role: Role,
  operationId: string,
  params: Readonly<Record<string, unknown>> = {},
): boolean {
  if (!isAllowed(role, operationId)) return false;
  const writers =
    operationId === "putDefinition" || operationId === "retireDefinition"
      ? writersOfKind[String(params["kind"])]
      : undefined;
  return writers === undefined || writers.includes(role);
}

function isAllowed(role: Role, operationId: string): boolean {
  return Object.hasOwn(rights, operationId) && (rights[operationId] ?? []).includes(role);
}

export function operationsOf(role: Role): readonly string[] {
  return Object.keys(rights).filter((operationId) => isAllowed(role, operationId));
}

/** Every route that is decided on, for the test that none is forgotten and for docs/reference/roles.md. */
export function decidedOperations(): readonly string[] {
  return Object.keys(rights);
}
