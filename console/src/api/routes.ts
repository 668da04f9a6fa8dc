// What /openapi.json says of the routes. Written by `node scripts/write-docs.ts --write` from the routes' schemas; never edited.

export interface Routes {
  readonly DELETE: {
    readonly "/api/definitions/{kind}/{key}": {
      readonly parts: {
        readonly kind: string;
        readonly key: string;
        readonly version?: number | undefined;
        readonly reason?: string | undefined;
      };
      readonly body: undefined;
      readonly answer: {
        readonly kind: string;
        readonly key: string;
        readonly version: number;
        readonly state: "draft" | "live" | "retired";
        readonly liveVersion: number | null;
        readonly body: {
          readonly [name: string]: Shared1;
        };
        readonly author: string;
        readonly reason: string;
        readonly changedAt: string;
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/products/{key}/withdrawal": {
      readonly parts: {
        readonly key: string | number;
      };
      readonly body: undefined;
      readonly answer: {
        readonly key: string;
        readonly name: string;
        readonly brand: string | null;
        readonly category: readonly string[];
        readonly tags: readonly string[];
        readonly priceMinor: number | null;
        readonly currency: string | null;
        readonly url: string | null;
        readonly imageUrl: string | null;
        readonly attributes: {
          readonly [name: string]: Shared1;
        };
        readonly stock: readonly ({
          readonly store: string | null;
          readonly quantity: number;
          readonly updatedAt: string;
        })[];
        readonly simulated: boolean;
        readonly withdrawnAt: string | null;
        readonly updatedAt: string;
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/quarantine/{id}": {
      readonly parts: {
        readonly id: string;
      };
      readonly body: undefined;
      readonly answer: {
        readonly id: string;
        readonly discarded: true;
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/session": {
      readonly parts: { readonly [name: string]: never };
      readonly body: undefined;
      readonly answer: {
        readonly signedOut: true;
      };
    };
    readonly "/api/sessions": {
      readonly parts: { readonly [name: string]: never };
      readonly body: undefined;
      readonly answer: {
        readonly signedOut: true;
      };
    };
    readonly "/api/sessions/{id}": {
      readonly parts: {
        readonly id: string;
      };
      readonly body: undefined;
      readonly answer: {
        readonly signedOut: true;
      };
    };
    readonly "/api/simulations/{id}": {
      readonly parts: {
        readonly id: string;
      };
      readonly body: undefined;
      readonly answer: {
        readonly id: string;
        readonly experience: string;
        readonly state: "running" | "done" | "cancelled" | "failed";
        readonly progress: {
          readonly done: number;
          readonly of: number | null;
        };
        readonly days: number;
        readonly comparedWith: number | null;
        readonly startedAt: string;
        readonly endedAt: string | null;
        readonly failure: string | null;
        readonly result: {
          readonly window: {
            readonly from: string;
            readonly until: string;
          };
          readonly decisions: {
            readonly all: number;
            readonly looked: number;
            readonly unreadable: number;
          };
          readonly customers: {
            readonly all: number;
            readonly looked: number;
          };
          readonly sample: {
            readonly share: number;
          } | null;
          readonly otherwise: {
            readonly decisions: {
              readonly counted: number;
              readonly estimate: number;
              readonly low: number;
              readonly high: number;
            };
            readonly customers: {
              readonly counted: number;
              readonly estimate: number;
              readonly low: number;
              readonly high: number;
            };
          };
          readonly shown: {
            readonly before: {
              readonly decisions: {
                readonly counted: number;
                readonly estimate: number;
                readonly low: number;
                readonly high: number;
              };
              readonly customers: {
                readonly counted: number;
                readonly estimate: number;
                readonly low: number;
                readonly high: number;
              };
              readonly ends: { readonly [name in "suppressed" | "unknownCustomer" | "noConsent" | "noPurpose" | "lawForbids" | "knownCustomer" | "heldOut" | "notYet" | "over" | "storeClosed" | "unknownStore" | "noItems" | "conditionNotMet" | "conditionPending" | "openCase" | "capped" | "coolingDown" | "outranked" | "tooAlike" | "chosen" | "pinned"]?: number };
            };
            readonly after: {
              readonly decisions: {
                readonly counted: number;
                readonly estimate: number;
                readonly low: number;
                readonly high: number;
              };
              readonly customers: {
                readonly counted: number;
                readonly estimate: number;
                readonly low: number;
                readonly high: number;
              };
              readonly ends: { readonly [name in "suppressed" | "unknownCustomer" | "noConsent" | "noPurpose" | "lawForbids" | "knownCustomer" | "heldOut" | "notYet" | "over" | "storeClosed" | "unknownStore" | "noItems" | "conditionNotMet" | "conditionPending" | "openCase" | "capped" | "coolingDown" | "outranked" | "tooAlike" | "chosen" | "pinned"]?: number };
            };
          };
          readonly placements: {
            readonly [name: string]: {
              readonly decisions: number;
              readonly otherwise: {
                readonly counted: number;
                readonly estimate: number;
                readonly low: number;
                readonly high: number;
              };
              readonly moves: readonly ({
                readonly kind: "experience" | "variant" | "content";
                readonly before: readonly {
                  readonly experience: string;
                  readonly variant?: string;
                }[];
                readonly after: readonly {
                  readonly experience: string;
                  readonly variant?: string;
                }[];
                readonly decisions: number;
                readonly customers: number;
              })[];
            };
          };
          readonly samples: readonly ({
            readonly profile: string | null;
            readonly decisionId: string;
            readonly decidedAt: string;
            readonly placement: string;
            readonly kind: "experience" | "variant" | "content";
            readonly before: readonly {
              readonly experience: string;
              readonly variant?: string;
            }[];
            readonly after: readonly {
              readonly experience: string;
              readonly variant?: string;
            }[];
            readonly served: readonly {
              readonly experience: string;
              readonly variant?: string;
            }[];
            readonly ends: {
              readonly before: "suppressed" | "unknownCustomer" | "noConsent" | "noPurpose" | "lawForbids" | "knownCustomer" | "heldOut" | "notYet" | "over" | "storeClosed" | "unknownStore" | "noItems" | "conditionNotMet" | "conditionPending" | "openCase" | "capped" | "coolingDown" | "outranked" | "tooAlike" | "chosen" | "pinned" | null;
              readonly after: "suppressed" | "unknownCustomer" | "noConsent" | "noPurpose" | "lawForbids" | "knownCustomer" | "heldOut" | "notYet" | "over" | "storeClosed" | "unknownStore" | "noItems" | "conditionNotMet" | "conditionPending" | "openCase" | "capped" | "coolingDown" | "outranked" | "tooAlike" | "chosen" | "pinned" | null;
            };
            readonly because: string | null;
          })[];
          readonly asServed: {
            readonly compared: number;
            readonly same: number;
          };
          readonly eligible: {
            readonly before: {
              readonly suits: number;
              readonly mayBeShown: number;
            } | null;
            readonly after: {
              readonly suits: number;
              readonly mayBeShown: number;
            };
            readonly enters: number;
            readonly leaves: number;
          };
          readonly notKnown: readonly ({
            readonly code: "customersAsOfNow" | "conditionAsOfNow" | "shelfAsOfNow" | "definitionsAsOfNow" | "datesSetAside" | "repeatsCountOnce" | "reactionsAsTheyWere" | "callersSeeAll" | "listsMadeAnew";
            readonly text: string;
          })[];
        } | null;
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/staff/{id}/sessions": {
      readonly parts: {
        readonly id: string;
      };
      readonly body: undefined;
      readonly answer: {
        readonly signedOut: true;
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
  };
  readonly GET: {
    readonly "/api/audit": {
      readonly parts: {
        readonly profile?: string | undefined;
        readonly staff?: string | undefined;
        readonly kind?: "view" | "change" | undefined;
        readonly cursor?: string | undefined;
        readonly limit?: number | undefined;
      };
      readonly body: undefined;
      readonly answer: {
        readonly items: readonly ({
          readonly id: string;
          readonly at: string;
          readonly kind: "view" | "change";
          readonly actor: string;
          readonly name: string | null;
          readonly action: string;
          readonly subject: string;
          readonly body: {
            readonly [name: string]: Shared1;
          };
          readonly profiles: readonly string[] | null;
        })[];
        readonly next: string | null;
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/audit/check": {
      readonly parts: {
        readonly head?: string | undefined;
      };
      readonly body: undefined;
      readonly answer: {
        readonly intact: boolean;
        readonly entries: number;
        readonly faults: readonly ({
          readonly kind: "changed" | "removed" | "chain";
          readonly seal: number;
          readonly entry: string;
        })[];
        readonly unsealed: number;
        readonly headFound: boolean | null;
        readonly head: string;
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/brand": {
      readonly parts: { readonly [name: string]: never };
      readonly body: undefined;
      readonly answer: {
        readonly key: string;
        readonly name: string;
        readonly timeZone: string;
        readonly currency: string;
        readonly sample: "on" | "real" | "off";
        readonly sampleState: "off" | "loading" | "loaded";
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/brand/contents": {
      readonly parts: { readonly [name: string]: never };
      readonly body: undefined;
      readonly answer: {
        readonly customers: number;
        readonly sales: number;
        readonly products: number;
        readonly stores: number;
        readonly events: number;
        readonly definitions: number;
        readonly ownDefinitions: number;
        readonly others: readonly {
          readonly key: string;
          readonly name: string;
          readonly timeZone: string;
          readonly currency: string;
        }[];
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/computed-traits": {
      readonly parts: { readonly [name: string]: never };
      readonly body: undefined;
      readonly answer: {
        readonly items: readonly ({
          readonly key: string;
          readonly name: string;
          readonly type: "number" | "time" | "text";
          readonly from: string;
          readonly state: "filling" | "live";
          readonly progress: number;
        })[];
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/consistency": {
      readonly parts: {
        readonly from?: string | undefined;
        readonly until?: string | undefined;
      };
      readonly body: undefined;
      readonly answer: {
        readonly from: string;
        readonly until: string;
        readonly pairs: number;
        readonly passed: number;
        readonly items: readonly ({
          readonly profile: string;
          readonly kind: "state" | "eligibility" | "promise";
          readonly cause: "consent" | "customerChanged" | "definitionsChanged" | "contactPolicy" | "store" | "stockChanged" | "forcedVariant" | "context" | "channel" | "none";
          readonly experience?: string;
          readonly sides: readonly [{
            readonly decisionId: string;
            readonly decidedAt: string;
            readonly channel: "web" | "app" | "store" | "marketplace" | "phone" | "social" | "service" | "email";
            readonly placement: string;
            readonly experience: string | null;
            readonly reason: string;
          }, {
            readonly decisionId: string;
            readonly decidedAt: string;
            readonly channel: "web" | "app" | "store" | "marketplace" | "phone" | "social" | "service" | "email";
            readonly placement: string;
            readonly experience: string | null;
            readonly reason: string;
          }];
        })[];
        readonly isCut: boolean;
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/customers/changes": {
      readonly parts: {
        readonly after?: string | undefined;
        readonly limit?: number | undefined;
        readonly wait?: number | undefined;
        readonly kind?: "stage.entered" | "stage.left" | "customer.moved" | "channel.switched" | "customer.returned" | "size.changed" | undefined;
      };
      readonly body: undefined;
      readonly answer: {
        readonly items: readonly ({
          readonly cursor: string;
          readonly profile: string;
          readonly kind: "stage.entered" | "stage.left" | "customer.moved" | "channel.switched" | "customer.returned" | "size.changed";
          readonly at: string;
          readonly from: string | null;
          readonly to: string | null;
          readonly about: string | null;
        })[];
        readonly next: string;
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/decisions/{id}": {
      readonly parts: {
        readonly id: string;
      };
      readonly body: undefined;
      readonly answer: {
        readonly decisionId: string;
        readonly decidedAt: string;
        readonly profile: string | null;
        readonly input: {
          readonly placements: readonly string[];
          readonly context: {
            readonly channel?: "web" | "app" | "store" | "marketplace" | "phone" | "social" | "service" | "email";
            readonly store?: string;
            readonly productId?: string;
            readonly products?: readonly string[];
            readonly contextId?: string;
            readonly language?: string;
            readonly numbers?: {
              readonly [name: string]: number;
            };
            readonly variants?: {
              readonly [name: string]: string;
            };
          };
          readonly channel?: "web" | "app" | "store" | "marketplace" | "phone" | "social" | "service" | "email";
        };
        readonly versions: {
          readonly profile: string | null;
          readonly definitions: number;
          readonly placements: {
            readonly [name: string]: number;
          };
          readonly shelf: number;
          readonly recommendations: number;
          readonly models?: number;
        };
        readonly explanation: {
          readonly [name: string]: readonly ({
            readonly experience: string;
            readonly version: number;
            readonly stage: "eligibility" | "applicability" | "suitability" | "contactPolicy" | "ranking" | "slots" | "chosen";
            readonly reason: "suppressed" | "unknownCustomer" | "noConsent" | "noPurpose" | "lawForbids" | "knownCustomer" | "heldOut" | "notYet" | "over" | "storeClosed" | "unknownStore" | "noItems" | "conditionNotMet" | "conditionPending" | "openCase" | "capped" | "coolingDown" | "outranked" | "tooAlike" | "chosen" | "pinned";
            readonly numbers?: {
              readonly [name: string]: number;
            };
            readonly because?: string;
          })[];
        };
        readonly exposures?: {
          readonly [name: string]: {
            readonly experience: string;
            readonly variant: string | null;
            readonly way: "dealt" | "kept" | "forced" | "notCovered" | "notInNamespace" | "excluded" | "noConsent" | "unknownCustomer" | "heldOut";
            readonly bucket: number | null;
            readonly propensity: number | null;
            readonly version: number;
            readonly eligible: readonly {
              readonly variant: string;
              readonly propensity: number;
            }[];
          };
        };
        readonly holdOuts?: {
          readonly [name: string]: {
            readonly version: number;
            readonly isIn: boolean;
          };
        };
        readonly lists?: {
          readonly [name: string]: {
            readonly items: readonly ({
              readonly product: string;
              readonly score: number;
              readonly from: readonly ("popular" | "popularInStore" | "popularInSegment" | "rising" | "newest" | "recentlyViewed" | "boughtAgain" | "nextBasket" | "similar" | "boughtTogether" | "viewedTogether" | "nextInSession" | "forYou" | "completeBasket")[];
              readonly rule: number | null;
            })[];
            readonly excluded: readonly {
              readonly product: string;
              readonly rule: number;
            }[];
          };
        };
        readonly answer: {
          readonly [name: string]: {
            readonly experience: string | null;
            readonly variant?: string;
            readonly kind?: "content" | "deliveryOption" | "appointment" | "supportRoute";
            readonly locale?: string;
            readonly content: Shared1;
            readonly items?: readonly {
              readonly product: string;
              readonly name: string;
              readonly priceMinor?: number;
              readonly currency?: string;
              readonly imageUrl?: string;
              readonly url?: string;
            }[];
            readonly reason: {
              readonly code: "personalised" | "pinned" | "everyone" | "noConsent" | "unknownCustomer" | "heldOut" | "fallback" | "nothingSuits" | "nothingLive" | "unknownPlacement";
              readonly text: string;
            };
            readonly slots?: readonly ({
              readonly experience: string | null;
              readonly variant?: string;
              readonly kind?: "content" | "deliveryOption" | "appointment" | "supportRoute";
              readonly locale?: string;
              readonly content: Shared1;
              readonly items?: readonly {
                readonly product: string;
                readonly name: string;
                readonly priceMinor?: number;
                readonly currency?: string;
                readonly imageUrl?: string;
                readonly url?: string;
              }[];
              readonly reason: {
                readonly code: "personalised" | "pinned" | "everyone" | "noConsent" | "unknownCustomer" | "heldOut" | "fallback" | "nothingSuits" | "nothingLive" | "unknownPlacement";
                readonly text: string;
              };
            })[];
          };
        };
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/decisions/{id}/replay": {
      readonly parts: {
        readonly id: string;
      };
      readonly body: undefined;
      readonly answer: {
        readonly decisionId: string;
        readonly decidedAt: string;
        readonly isSame: boolean;
        readonly placements: {
          readonly [name: string]: {
            readonly experience: string | null;
            readonly variant?: string;
            readonly kind?: "content" | "deliveryOption" | "appointment" | "supportRoute";
            readonly locale?: string;
            readonly content: Shared1;
            readonly items?: readonly {
              readonly product: string;
              readonly name: string;
              readonly priceMinor?: number;
              readonly currency?: string;
              readonly imageUrl?: string;
              readonly url?: string;
            }[];
            readonly reason: {
              readonly code: "personalised" | "pinned" | "everyone" | "noConsent" | "unknownCustomer" | "heldOut" | "fallback" | "nothingSuits" | "nothingLive" | "unknownPlacement";
              readonly text: string;
            };
            readonly slots?: readonly ({
              readonly experience: string | null;
              readonly variant?: string;
              readonly kind?: "content" | "deliveryOption" | "appointment" | "supportRoute";
              readonly locale?: string;
              readonly content: Shared1;
              readonly items?: readonly {
                readonly product: string;
                readonly name: string;
                readonly priceMinor?: number;
                readonly currency?: string;
                readonly imageUrl?: string;
                readonly url?: string;
              }[];
              readonly reason: {
                readonly code: "personalised" | "pinned" | "everyone" | "noConsent" | "unknownCustomer" | "heldOut" | "fallback" | "nothingSuits" | "nothingLive" | "unknownPlacement";
                readonly text: string;
              };
            })[];
          };
        };
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/decisions/{id}/why": {
      readonly parts: {
        readonly id: string;
      };
      readonly body: undefined;
      readonly answer: {
        readonly decisionId: string;
        readonly placements: {
          readonly [name: string]: readonly ({
            readonly code: "everyone" | "staff" | "traits" | "shopping" | "place" | "viewed" | "cart" | "product" | "popular" | "noConsent" | "unknownCustomer" | "nothing";
            readonly text: string;
          })[];
        };
      };
    };
    readonly "/api/definitions": {
      readonly parts: {
        readonly kind?: string | undefined;
      };
      readonly body: undefined;
      readonly answer: {
        readonly items: readonly ({
          readonly kind: string;
          readonly key: string;
          readonly version: number;
          readonly state: "draft" | "live" | "retired";
          readonly liveVersion: number | null;
          readonly body: {
            readonly [name: string]: Shared1;
          };
          readonly author: string;
          readonly reason: string;
          readonly changedAt: string;
        })[];
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/definitions/export": {
      readonly parts: { readonly [name: string]: never };
      readonly body: undefined;
      readonly answer: {
        readonly definitions: readonly ({
          readonly kind: string;
          readonly key: string;
          readonly state?: "draft" | "live" | "retired";
          readonly body: {
            readonly [name: string]: unknown;
          };
        })[];
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/definitions/{kind}/{key}": {
      readonly parts: {
        readonly kind: string;
        readonly key: string;
      };
      readonly body: undefined;
      readonly answer: {
        readonly kind: string;
        readonly key: string;
        readonly version: number;
        readonly state: "draft" | "live" | "retired";
        readonly liveVersion: number | null;
        readonly body: {
          readonly [name: string]: Shared1;
        };
        readonly author: string;
        readonly reason: string;
        readonly changedAt: string;
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/definitions/{kind}/{key}/versions": {
      readonly parts: {
        readonly kind: string;
        readonly key: string;
      };
      readonly body: undefined;
      readonly answer: {
        readonly items: readonly ({
          readonly kind: string;
          readonly key: string;
          readonly version: number;
          readonly state: "draft" | "live" | "retired";
          readonly liveVersion: number | null;
          readonly body: {
            readonly [name: string]: Shared1;
          };
          readonly author: string;
          readonly reason: string;
          readonly changedAt: string;
        })[];
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/events": {
      readonly parts: {
        readonly after?: number | undefined;
        readonly limit?: number | undefined;
      };
      readonly body: undefined;
      readonly answer: {
        readonly items: readonly ({
          readonly id: string;
          readonly position: number;
          readonly type: "track" | "page" | "screen" | "identify" | "group" | "alias";
          readonly name: string;
          readonly channel: "web" | "app" | "store" | "marketplace" | "phone" | "social" | "service" | "email";
          readonly occurredAt: string;
          readonly receivedAt: string;
          readonly source: string;
          readonly simulated: boolean;
          readonly identifiers: readonly {
            readonly namespace: string;
            readonly value: string;
          }[];
        })[];
        readonly upTo: number;
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/events/{id}": {
      readonly parts: {
        readonly id: string;
      };
      readonly body: undefined;
      readonly answer: {
        readonly id: string;
        readonly position: number;
        readonly type: "track" | "page" | "screen" | "identify" | "group" | "alias";
        readonly name: string;
        readonly channel: "web" | "app" | "store" | "marketplace" | "phone" | "social" | "service" | "email";
        readonly occurredAt: string;
        readonly receivedAt: string;
        readonly source: string;
        readonly simulated: boolean;
        readonly identifiers: readonly {
          readonly namespace: string;
          readonly value: string;
        }[];
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/experiences/{key}/simulations": {
      readonly parts: {
        readonly key: string;
      };
      readonly body: undefined;
      readonly answer: {
        readonly items: readonly ({
          readonly id: string;
          readonly experience: string;
          readonly state: "running" | "done" | "cancelled" | "failed";
          readonly progress: {
            readonly done: number;
            readonly of: number | null;
          };
          readonly days: number;
          readonly comparedWith: number | null;
          readonly startedAt: string;
          readonly endedAt: string | null;
          readonly failure: string | null;
          readonly result: {
            readonly window: {
              readonly from: string;
              readonly until: string;
            };
            readonly decisions: {
              readonly all: number;
              readonly looked: number;
              readonly unreadable: number;
            };
            readonly customers: {
              readonly all: number;
              readonly looked: number;
            };
            readonly sample: {
              readonly share: number;
            } | null;
            readonly otherwise: {
              readonly decisions: {
                readonly counted: number;
                readonly estimate: number;
                readonly low: number;
                readonly high: number;
              };
              readonly customers: {
                readonly counted: number;
                readonly estimate: number;
                readonly low: number;
                readonly high: number;
              };
            };
            readonly shown: {
              readonly before: {
                readonly decisions: {
                  readonly counted: number;
                  readonly estimate: number;
                  readonly low: number;
                  readonly high: number;
                };
                readonly customers: {
                  readonly counted: number;
                  readonly estimate: number;
                  readonly low: number;
                  readonly high: number;
                };
                readonly ends: { readonly [name in "suppressed" | "unknownCustomer" | "noConsent" | "noPurpose" | "lawForbids" | "knownCustomer" | "heldOut" | "notYet" | "over" | "storeClosed" | "unknownStore" | "noItems" | "conditionNotMet" | "conditionPending" | "openCase" | "capped" | "coolingDown" | "outranked" | "tooAlike" | "chosen" | "pinned"]?: number };
              };
              readonly after: {
                readonly decisions: {
                  readonly counted: number;
                  readonly estimate: number;
                  readonly low: number;
                  readonly high: number;
                };
                readonly customers: {
                  readonly counted: number;
                  readonly estimate: number;
                  readonly low: number;
                  readonly high: number;
                };
                readonly ends: { readonly [name in "suppressed" | "unknownCustomer" | "noConsent" | "noPurpose" | "lawForbids" | "knownCustomer" | "heldOut" | "notYet" | "over" | "storeClosed" | "unknownStore" | "noItems" | "conditionNotMet" | "conditionPending" | "openCase" | "capped" | "coolingDown" | "outranked" | "tooAlike" | "chosen" | "pinned"]?: number };
              };
            };
            readonly placements: {
              readonly [name: string]: {
                readonly decisions: number;
                readonly otherwise: {
                  readonly counted: number;
                  readonly estimate: number;
                  readonly low: number;
                  readonly high: number;
                };
                readonly moves: readonly ({
                  readonly kind: "experience" | "variant" | "content";
                  readonly before: readonly {
                    readonly experience: string;
                    readonly variant?: string;
                  }[];
                  readonly after: readonly {
                    readonly experience: string;
                    readonly variant?: string;
                  }[];
                  readonly decisions: number;
                  readonly customers: number;
                })[];
              };
            };
            readonly samples: readonly ({
              readonly profile: string | null;
              readonly decisionId: string;
              readonly decidedAt: string;
              readonly placement: string;
              readonly kind: "experience" | "variant" | "content";
              readonly before: readonly {
                readonly experience: string;
                readonly variant?: string;
              }[];
              readonly after: readonly {
                readonly experience: string;
                readonly variant?: string;
              }[];
              readonly served: readonly {
                readonly experience: string;
                readonly variant?: string;
              }[];
              readonly ends: {
                readonly before: "suppressed" | "unknownCustomer" | "noConsent" | "noPurpose" | "lawForbids" | "knownCustomer" | "heldOut" | "notYet" | "over" | "storeClosed" | "unknownStore" | "noItems" | "conditionNotMet" | "conditionPending" | "openCase" | "capped" | "coolingDown" | "outranked" | "tooAlike" | "chosen" | "pinned" | null;
                readonly after: "suppressed" | "unknownCustomer" | "noConsent" | "noPurpose" | "lawForbids" | "knownCustomer" | "heldOut" | "notYet" | "over" | "storeClosed" | "unknownStore" | "noItems" | "conditionNotMet" | "conditionPending" | "openCase" | "capped" | "coolingDown" | "outranked" | "tooAlike" | "chosen" | "pinned" | null;
              };
              readonly because: string | null;
            })[];
            readonly asServed: {
              readonly compared: number;
              readonly same: number;
            };
            readonly eligible: {
              readonly before: {
                readonly suits: number;
                readonly mayBeShown: number;
              } | null;
              readonly after: {
                readonly suits: number;
                readonly mayBeShown: number;
              };
              readonly enters: number;
              readonly leaves: number;
            };
            readonly notKnown: readonly ({
              readonly code: "customersAsOfNow" | "conditionAsOfNow" | "shelfAsOfNow" | "definitionsAsOfNow" | "datesSetAside" | "repeatsCountOnce" | "reactionsAsTheyWere" | "callersSeeAll" | "listsMadeAnew";
              readonly text: string;
            })[];
          } | null;
        })[];
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/keys": {
      readonly parts: { readonly [name: string]: never };
      readonly body: undefined;
      readonly answer: {
        readonly items: readonly ({
          readonly id: string;
          readonly kind: "public" | "secret";
          readonly hint: string;
          readonly source: string;
          readonly createdAt: string;
          readonly revokedAt: string | null;
        })[];
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/lists": {
      readonly parts: { readonly [name: string]: never };
      readonly body: undefined;
      readonly answer: {
        readonly items: readonly {
          readonly key: string;
          readonly name: string;
          readonly identifiers: number;
          readonly known: number;
        }[];
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/lists/{key}/members": {
      readonly parts: {
        readonly key: string;
        readonly cursor?: string | undefined;
        readonly limit?: number | undefined;
      };
      readonly body: undefined;
      readonly answer: {
        readonly items: readonly {
          readonly namespace: string;
          readonly value: string;
        }[];
        readonly next: string | null;
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/loyalty/thresholds": {
      readonly parts: { readonly [name: string]: never };
      readonly body: undefined;
      readonly answer: {
        readonly version: number;
        readonly computedAt: string | null;
        readonly appliedAt: string | null;
        readonly brandGapDays: number | null;
        readonly categoryGapDays: {
          readonly [name: string]: number;
        };
        readonly populations: readonly ({
          readonly accountType: "consumer" | "trade" | "staff";
          readonly customers: number;
          readonly netSpend12m: readonly number[];
          readonly netSpendAll: readonly number[];
          readonly averageTransaction12m: readonly number[];
          readonly shopCount12m: readonly number[];
          readonly lastShop: readonly string[];
          readonly bestFrom: number | null;
        })[];
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/me": {
      readonly parts: { readonly [name: string]: never };
      readonly body: undefined;
      readonly answer: {
        readonly kind: "staff" | "key";
        readonly name: string;
        readonly login: string | null;
        readonly role: "owner" | "marketing" | "product" | "retail" | "service" | "finance" | "analyst" | "engineer" | null;
        readonly stores: readonly string[];
        readonly operations: "all" | readonly string[];
        readonly masks: readonly ("name" | "contact" | "details")[];
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/metrics": {
      readonly parts: { readonly [name: string]: never };
      readonly body: undefined;
      readonly answer: {
        readonly items: readonly ({
          readonly key: "customers" | "activeCustomers" | "newCustomers" | "repeatRate" | "netSales" | "orders" | "averageOrder";
          readonly name: string;
          readonly definition: string;
          readonly unit: "customers" | "orders" | "money" | "share";
          readonly owner: "marketing" | "finance";
        })[];
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/metrics/{metric}/customers": {
      readonly parts: {
        readonly metric: "customers" | "activeCustomers" | "newCustomers" | "repeatRate" | "netSales" | "orders" | "averageOrder";
        readonly from?: string | undefined;
        readonly until?: string | undefined;
        readonly segment?: string | undefined;
        readonly cursor?: string | undefined;
        readonly limit?: number | undefined;
      };
      readonly body: undefined;
      readonly answer: {
        readonly items: readonly ({
          readonly profile: string;
          readonly name: string | null;
          readonly identifiers: readonly {
            readonly namespace: string;
            readonly value: string;
          }[];
          readonly simulated: boolean;
        })[];
        readonly next: string | null;
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/products": {
      readonly parts: {
        readonly query?: string | undefined;
        readonly cursor?: string | undefined;
        readonly limit?: number | undefined;
      };
      readonly body: undefined;
      readonly answer: {
        readonly items: readonly ({
          readonly key: string;
          readonly name: string;
          readonly brand: string | null;
          readonly category: readonly string[];
          readonly tags: readonly string[];
          readonly priceMinor: number | null;
          readonly currency: string | null;
          readonly url: string | null;
          readonly imageUrl: string | null;
          readonly attributes: {
            readonly [name: string]: Shared1;
          };
          readonly stock: readonly ({
            readonly store: string | null;
            readonly quantity: number;
            readonly updatedAt: string;
          })[];
          readonly simulated: boolean;
          readonly withdrawnAt: string | null;
          readonly updatedAt: string;
        })[];
        readonly next: string | null;
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/products/{key}": {
      readonly parts: {
        readonly key: string | number;
      };
      readonly body: undefined;
      readonly answer: {
        readonly key: string;
        readonly name: string;
        readonly brand: string | null;
        readonly category: readonly string[];
        readonly tags: readonly string[];
        readonly priceMinor: number | null;
        readonly currency: string | null;
        readonly url: string | null;
        readonly imageUrl: string | null;
        readonly attributes: {
          readonly [name: string]: Shared1;
        };
        readonly stock: readonly ({
          readonly store: string | null;
          readonly quantity: number;
          readonly updatedAt: string;
        })[];
        readonly simulated: boolean;
        readonly withdrawnAt: string | null;
        readonly updatedAt: string;
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/profiles": {
      readonly parts: {
        readonly query?: string | undefined;
        readonly known?: "true" | "false" | undefined;
        readonly cursor?: string | undefined;
        readonly limit?: number | undefined;
      };
      readonly body: undefined;
      readonly answer: {
        readonly items: readonly ({
          readonly id: string;
          readonly name: string | null;
          readonly identifiers: readonly {
            readonly namespace: string;
            readonly value: string;
          }[];
          readonly lastSeenAt: string | null;
          readonly channels: readonly string[];
          readonly segments: readonly string[];
          readonly orders: {
            readonly count: number;
            readonly netMinor: number;
            readonly currency: string;
            readonly lastAt: string | null;
          };
          readonly simulated: boolean;
        })[];
        readonly near: readonly ({
          readonly id: string;
          readonly name: string | null;
          readonly identifiers: readonly {
            readonly namespace: string;
            readonly value: string;
          }[];
          readonly lastSeenAt: string | null;
          readonly channels: readonly string[];
          readonly segments: readonly string[];
          readonly orders: {
            readonly count: number;
            readonly netMinor: number;
            readonly currency: string;
            readonly lastAt: string | null;
          };
          readonly simulated: boolean;
        })[];
        readonly next: string | null;
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/profiles/{ref}": {
      readonly parts: {
        readonly ref: string;
      };
      readonly body: undefined;
      readonly answer: {
        readonly id: string;
        readonly name: string | null;
        readonly identifiers: readonly {
          readonly namespace: string;
          readonly value: string;
        }[];
        readonly traits: {
          readonly [name: string]: Shared1;
        };
        readonly traitSources: {
          readonly [name: string]: {
            readonly at: string;
            readonly source: string;
            readonly inferred: boolean;
          };
        };
        readonly computed: {
          readonly [name: string]: {
            readonly name: string;
            readonly type: "number" | "time" | "text";
            readonly from: string;
            readonly state: "filling" | "live";
            readonly value: number | string | null;
            readonly tooMany: boolean;
            readonly asOf: string;
            readonly until: string | null;
          };
        };
        readonly segments: readonly string[];
        readonly consents: readonly ({
          readonly purpose: string;
          readonly channel: string;
          readonly topic: string | null;
          readonly state: "granted" | "denied" | "withdrawn" | "unknown";
          readonly effectiveAt: string;
        })[];
        readonly lastSeen: {
          readonly [name: string]: string;
        };
        readonly openCart: {
          readonly currency: string;
          readonly items: readonly ({
            readonly product: string;
            readonly name: string | null;
            readonly quantity: number;
            readonly priceMinor: number | null;
          })[];
        };
        readonly lastViewed: readonly ({
          readonly product: string;
          readonly name: string | null;
          readonly at: string;
        })[];
        readonly affinities: readonly ({
          readonly dimension: "category" | "brand" | "colour" | "size" | "priceBand" | "store";
          readonly value: string;
          readonly category: string | null;
          readonly weight: number;
          readonly source: "stated" | "observed";
        })[];
        readonly orders: {
          readonly count: number;
          readonly netMinor: number;
          readonly currency: string;
          readonly lastAt: string | null;
        };
        readonly simulated: boolean;
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/profiles/{ref}/completeness": {
      readonly parts: {
        readonly ref: string;
      };
      readonly body: undefined;
      readonly answer: {
        readonly id: string;
        readonly completeness: number;
        readonly validity: number | null;
        readonly freshness: number | null;
        readonly consent: number | null;
        readonly score: number;
        readonly attributes: readonly ({
          readonly name: "name" | "email" | "phone" | "birthday" | "language" | "country" | "postalCode" | "preferredStore";
          readonly isPresent: boolean;
          readonly validity: number | null;
          readonly freshness: number | null;
          readonly consent: number | null;
          readonly score: number;
          readonly consentKey: string;
          readonly consentState: "granted" | "denied" | "withdrawn" | "unknown";
          readonly saidAt: string | null;
        })[];
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/profiles/{ref}/consents": {
      readonly parts: {
        readonly ref: string;
        readonly at?: string | undefined;
        readonly knownAt?: string | undefined;
        readonly cursor?: string | undefined;
      };
      readonly body: undefined;
      readonly answer: {
        readonly at: string;
        readonly knownAt: string;
        readonly current: readonly ({
          readonly purpose: "service" | "analytics" | "personalisation" | "marketing" | "adAudiences" | "aiTraining" | "profiling";
          readonly channel: "any" | "email" | "sms" | "push" | "whatsapp" | "post" | "phone" | "web" | "app" | "store";
          readonly topic: string | null;
          readonly state: "granted" | "denied" | "withdrawn" | "unknown";
          readonly effectiveAt: string;
        })[];
        readonly records: readonly ({
          readonly purpose: "service" | "analytics" | "personalisation" | "marketing" | "adAudiences" | "aiTraining" | "profiling";
          readonly channel: "any" | "email" | "sms" | "push" | "whatsapp" | "post" | "phone" | "web" | "app" | "store";
          readonly topic: string | null;
          readonly state: "granted" | "denied" | "withdrawn";
          readonly source: string;
          readonly proof: string;
          readonly textVersion: string | null;
          readonly effectiveAt: string;
          readonly recordedAt: string;
        })[];
        readonly next: string | null;
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/profiles/{ref}/loyalty": {
      readonly parts: {
        readonly ref: string;
        readonly asOf?: string | undefined;
      };
      readonly body: undefined;
      readonly answer: {
        readonly accountType: "consumer" | "trade" | "staff";
        readonly currency: string;
        readonly thresholds: {
          readonly version: number;
          readonly computedAt: string | null;
        };
        readonly dimensions: readonly ({
          readonly name: "daysSinceShop" | "daysSinceEngagement" | "overdueIndex" | "lastGapDays" | "shopCountAll" | "shopCount12m" | "averageGapDays" | "daysFirstToSecond" | "categoryBreadth12m" | "netSpend12m" | "netSpendAll" | "averageTransaction12m" | "discountShare12m" | "returnRate12m" | "tenureDays" | "daysJoinToFirstShop" | "activeMonths12m" | "channelMix" | "onlineShare12m" | "channelBreadth12m";
          readonly family: "recency" | "frequency" | "monetary" | "tenure" | "channel";
          readonly value: number | null;
          readonly band: string;
          readonly bandName: string;
          readonly percentile: number | null;
          readonly computedAt: string;
          readonly records: readonly string[];
        })[];
        readonly rfm: {
          readonly r: number;
          readonly f: number;
          readonly m: number;
          readonly cell: string;
        } | null;
        readonly rfmGroup: "CHAMPIONS" | "LOYAL" | "ACTIVE" | "NEW" | "PROMISING" | "NEEDS_ATTENTION" | "AT_RISK" | "PREVIOUSLY_LOYAL" | "ALMOST_LOST" | "DORMANT" | "PROSPECTS";
        readonly stage: {
          readonly stage: "acquire" | "lapse" | "onboard" | "grow";
          readonly name: string;
          readonly subStage: string;
          readonly subStageName: string;
          readonly since: string;
          readonly atRisk: boolean;
          readonly returned: boolean;
          readonly history: readonly ({
            readonly stage: "acquire" | "lapse" | "onboard" | "grow";
            readonly from: string | null;
            readonly until: string | null;
          })[];
        };
        readonly keptShopCount: number;
        readonly purchasedBeforeJoin: boolean;
        readonly preferredChannel: "web" | "app" | "store" | "marketplace" | "phone" | "social" | "service" | "email" | null;
        readonly channelMix12m: string;
        readonly expectedGapDays: number | null;
        readonly firstShop: string | null;
        readonly lastShop: string | null;
        readonly stores: {
          readonly regular: readonly string[];
          readonly joined: string | null;
          readonly catchment: string | null;
          readonly deliveryArea: string | null;
        };
        readonly held: readonly string[];
        readonly inferredReturns: readonly {
          readonly return: string;
          readonly sale: string;
          readonly product: string;
        }[];
        readonly changes: readonly ({
          readonly kind: "stage.changed" | "customer.moved" | "channel.switched" | "customer.returned" | "size.changed";
          readonly at: string;
          readonly from: string | null;
          readonly to: string | null;
          readonly about: string | null;
        })[];
        readonly until: string | null;
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/profiles/{ref}/merges": {
      readonly parts: {
        readonly ref: string;
      };
      readonly body: undefined;
      readonly answer: {
        readonly items: readonly ({
          readonly id: string;
          readonly from: string;
          readonly into: string;
          readonly cause: string;
          readonly actor: string;
          readonly mergedAt: string;
          readonly undoneAt: string | null;
        })[];
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/profiles/{ref}/orders": {
      readonly parts: {
        readonly ref: string;
        readonly cursor?: string | undefined;
        readonly limit?: number | undefined;
      };
      readonly body: undefined;
      readonly answer: {
        readonly items: readonly ({
          readonly id: string;
          readonly status: "open" | "completed" | "returned" | "cancelled" | "returnOnly";
          readonly placedAt: string;
          readonly channel: "web" | "app" | "store" | "marketplace" | "phone" | "social" | "service" | "email";
          readonly store: string | null;
          readonly staff: string | null;
          readonly tender: string | null;
          readonly accountType: "consumer" | "trade" | "staff";
          readonly currency: string;
          readonly netMinor: number;
          readonly merchandiseMinor: number;
          readonly simulated: boolean;
          readonly lines: readonly ({
            readonly kind: "merchandise" | "shipping" | "fee" | "adjustment" | "discount" | "sample" | "giftCard";
            readonly product: string | null;
            readonly name: string | null;
            readonly quantity: number;
            readonly returnedQuantity: number;
            readonly netMinor: number;
            readonly discountMinor: number;
            readonly returnedMinor: number;
          })[];
          readonly returns: readonly ({
            readonly returnedAt: string;
            readonly kind: "merchandise" | "shipping" | "fee" | "adjustment" | "discount" | "sample" | "giftCard";
            readonly product: string | null;
            readonly quantity: number;
            readonly netMinor: number;
          })[];
        })[];
        readonly next: string | null;
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/profiles/{ref}/overrides": {
      readonly parts: {
        readonly ref: string;
      };
      readonly body: undefined;
      readonly answer: {
        readonly items: readonly ({
          readonly id: string;
          readonly profile: string;
          readonly experience: string;
          readonly action: "pin" | "suppress";
          readonly reason: string;
          readonly until: string;
          readonly actor: string;
          readonly madeAt: string;
          readonly endedAt: string | null;
        })[];
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/profiles/{ref}/resume": {
      readonly parts: {
        readonly ref: string;
        readonly channel?: "web" | "app" | "store" | "marketplace" | "phone" | "social" | "service" | "email" | undefined;
      };
      readonly body: undefined;
      readonly answer: {
        readonly id: string;
        readonly entries: readonly ({
          readonly kind: "cart" | "viewed" | "search" | "list" | "case" | "quiz" | "form" | "appointment" | "advice" | "promise";
          readonly id: string | null;
          readonly channel: "web" | "app" | "store" | "marketplace" | "phone" | "social" | "service" | "email";
          readonly at: string;
          readonly ageSeconds: number;
          readonly expiresAt: string;
          readonly consent: {
            readonly key: string;
            readonly state: "granted" | "denied" | "withdrawn" | "unknown";
          };
          readonly withheld: boolean;
          readonly items?: readonly ({
            readonly product: string;
            readonly name: string | null;
            readonly quantity?: number;
            readonly priceMinor?: number | null;
          })[];
          readonly query?: string;
          readonly facts?: {
            readonly [name: string]: Shared1;
          };
        })[];
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/profiles/{ref}/segments": {
      readonly parts: {
        readonly ref: string;
      };
      readonly body: undefined;
      readonly answer: {
        readonly items: readonly ({
          readonly key: string;
          readonly name: string;
          readonly since: string;
          readonly why: string;
          readonly until: string | null;
          readonly things?: readonly string[];
        })[];
        readonly past: readonly {
          readonly key: string;
          readonly name: string;
          readonly enteredAt: string;
          readonly leftAt: string;
        }[];
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/profiles/{ref}/timeline": {
      readonly parts: {
        readonly ref: string;
        readonly channel?: string | undefined;
        readonly kind?: string | undefined;
        readonly cursor?: string | undefined;
        readonly limit?: number | undefined;
      };
      readonly body: undefined;
      readonly answer: {
        readonly items: readonly {
          readonly id: string;
          readonly name: string;
          readonly type: string;
          readonly occurredAt: string;
          readonly channel: string;
          readonly simulated: boolean;
          readonly properties: {
            readonly [name: string]: Shared1;
          };
        }[];
        readonly next: string | null;
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/profiles/{ref}/views": {
      readonly parts: {
        readonly ref: string;
        readonly cursor?: string | undefined;
        readonly limit?: number | undefined;
      };
      readonly body: undefined;
      readonly answer: {
        readonly items: readonly ({
          readonly id: string;
          readonly at: string;
          readonly kind: "view" | "change";
          readonly actor: string;
          readonly name: string | null;
          readonly action: string;
          readonly subject: string;
          readonly body: {
            readonly [name: string]: Shared1;
          };
          readonly profiles: readonly string[] | null;
        })[];
        readonly next: string | null;
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/quarantine": {
      readonly parts: {
        readonly cursor?: string | undefined;
        readonly code?: string | undefined;
        readonly state?: "open" | "released" | "all" | undefined;
        readonly limit?: number | undefined;
      };
      readonly body: undefined;
      readonly answer: {
        readonly items: readonly ({
          readonly id: string;
          readonly code: string;
          readonly path: string;
          readonly message: string;
          readonly source: string | null;
          readonly receivedAt: string;
          readonly releasedAt: string | null;
          readonly releasedPosition: number | null;
          readonly event: {
            readonly type: string | null;
            readonly name: string | null;
          };
        })[];
        readonly next: string | null;
        readonly counts: readonly {
          readonly code: string;
          readonly count: number;
        }[];
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/quarantine/{id}": {
      readonly parts: {
        readonly id: string;
      };
      readonly body: undefined;
      readonly answer: {
        readonly id: string;
        readonly code: string;
        readonly path: string;
        readonly message: string;
        readonly source: string | null;
        readonly receivedAt: string;
        readonly releasedAt: string | null;
        readonly releasedPosition: number | null;
        readonly event: {
          readonly type: string | null;
          readonly name: string | null;
        };
        readonly form: "wire" | "record";
        readonly original: string;
        readonly batch: {
          readonly [name: string]: Shared1;
        };
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/recommendations/models": {
      readonly parts: { readonly [name: string]: never };
      readonly body: undefined;
      readonly answer: {
        readonly version: number;
        readonly trainedAt: string | null;
        readonly data: {
          readonly from: string | null;
          readonly until: string | null;
          readonly products: number;
          readonly looks: number;
          readonly visits: number;
          readonly sales: number;
          readonly customers: number;
        };
        readonly models: {
          readonly nextInSession: {
            readonly state: "trained";
            readonly metrics: {
              readonly [name: string]: number;
            };
          } | {
            readonly state: "refused";
            readonly because: {
              readonly lacks: "visits" | "sales" | "customers";
              readonly has: number;
              readonly needs: number;
            };
          };
          readonly viewedWith: {
            readonly state: "trained";
            readonly metrics: {
              readonly [name: string]: number;
            };
          } | {
            readonly state: "refused";
            readonly because: {
              readonly lacks: "visits" | "sales" | "customers";
              readonly has: number;
              readonly needs: number;
            };
          };
          readonly boughtWith: {
            readonly state: "trained";
            readonly metrics: {
              readonly [name: string]: number;
            };
          } | {
            readonly state: "refused";
            readonly because: {
              readonly lacks: "visits" | "sales" | "customers";
              readonly has: number;
              readonly needs: number;
            };
          };
          readonly nextBasket: {
            readonly state: "trained";
            readonly metrics: {
              readonly [name: string]: number;
            };
          } | {
            readonly state: "refused";
            readonly because: {
              readonly lacks: "visits" | "sales" | "customers";
              readonly has: number;
              readonly needs: number;
            };
          };
          readonly forYou: {
            readonly state: "trained";
            readonly metrics: {
              readonly [name: string]: number;
            };
          } | {
            readonly state: "refused";
            readonly because: {
              readonly lacks: "visits" | "sales" | "customers";
              readonly has: number;
              readonly needs: number;
            };
          };
        };
        readonly seconds: number;
        readonly peakMb: number;
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/reports/concentration": {
      readonly parts: {
        readonly window?: "12m" | "all" | undefined;
      };
      readonly body: undefined;
      readonly answer: {
        readonly currency: string;
        readonly customers: number;
        readonly netMinor: number;
        readonly curve: readonly {
          readonly customerShare: number;
          readonly spendShare: number;
          readonly customers: number;
          readonly netMinor: number;
        }[];
        readonly gini: number | null;
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/reports/lift/experiences/{key}": {
      readonly parts: {
        readonly key: string;
        readonly population?: "everyone" | "reached" | undefined;
        readonly until?: string | undefined;
      };
      readonly body: undefined;
      readonly answer: {
        readonly comparisons: readonly ({
          readonly holdOut: string;
          readonly scope: "promotional" | {
            readonly tag: string;
          } | {
            readonly experience: string;
          };
          readonly population: "everyone" | "reached";
          readonly from: string;
          readonly until: string;
          readonly customers: {
            readonly heldOut: number;
            readonly complement: number;
          };
          readonly sampleRatio: {
            readonly expected: number;
            readonly observed: number;
            readonly p: number;
            readonly holds: boolean;
          };
          readonly crossed: number | null;
          readonly currencies: readonly ({
            readonly currency: string;
            readonly heldOut: {
              readonly buyers: number;
              readonly netMinor: number;
              readonly perCustomerMinor: number;
            };
            readonly complement: {
              readonly buyers: number;
              readonly netMinor: number;
              readonly perCustomerMinor: number;
            };
            readonly differenceMinor: {
              readonly value: number;
              readonly from: number;
              readonly until: number;
            } | null;
            readonly relative: number | null;
            readonly detectableMinor: number | null;
            readonly incrementalMinor: {
              readonly value: number;
              readonly from: number;
              readonly until: number;
            } | null;
            readonly adjustment: {
              readonly unadjustedMinor: number;
              readonly varianceRemoved: number;
            } | null;
            readonly verdict: "more" | "less" | "undecided";
            readonly because: "tooFew" | "sampleRatio" | "interval" | null;
          })[];
        })[];
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/reports/lift/hold-outs/{key}": {
      readonly parts: {
        readonly key: string;
        readonly population?: "everyone" | "reached" | undefined;
        readonly until?: string | undefined;
      };
      readonly body: undefined;
      readonly answer: {
        readonly comparisons: readonly ({
          readonly holdOut: string;
          readonly scope: "promotional" | {
            readonly tag: string;
          } | {
            readonly experience: string;
          };
          readonly population: "everyone" | "reached";
          readonly from: string;
          readonly until: string;
          readonly customers: {
            readonly heldOut: number;
            readonly complement: number;
          };
          readonly sampleRatio: {
            readonly expected: number;
            readonly observed: number;
            readonly p: number;
            readonly holds: boolean;
          };
          readonly crossed: number | null;
          readonly currencies: readonly ({
            readonly currency: string;
            readonly heldOut: {
              readonly buyers: number;
              readonly netMinor: number;
              readonly perCustomerMinor: number;
            };
            readonly complement: {
              readonly buyers: number;
              readonly netMinor: number;
              readonly perCustomerMinor: number;
            };
            readonly differenceMinor: {
              readonly value: number;
              readonly from: number;
              readonly until: number;
            } | null;
            readonly relative: number | null;
            readonly detectableMinor: number | null;
            readonly incrementalMinor: {
              readonly value: number;
              readonly from: number;
              readonly until: number;
            } | null;
            readonly adjustment: {
              readonly unadjustedMinor: number;
              readonly varianceRemoved: number;
            } | null;
            readonly verdict: "more" | "less" | "undecided";
            readonly because: "tooFew" | "sampleRatio" | "interval" | null;
          })[];
        })[];
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/reports/overview": {
      readonly parts: {
        readonly from?: string | undefined;
        readonly until?: string | undefined;
        readonly segment?: string | undefined;
        readonly step?: "day" | "week" | "month" | undefined;
      };
      readonly body: undefined;
      readonly answer: {
        readonly from: string;
        readonly until: string;
        readonly before: {
          readonly from: string;
          readonly until: string;
        };
        readonly step: "day" | "week" | "month";
        readonly segment: string | null;
        readonly currency: string;
        readonly otherCurrencies: readonly {
          readonly currency: string;
          readonly orders: number;
        }[];
        readonly metrics: readonly ({
          readonly metric: "customers" | "activeCustomers" | "newCustomers" | "repeatRate" | "netSales" | "orders" | "averageOrder";
          readonly value: number | null;
          readonly before: number | null;
          readonly steps: readonly ({
            readonly from: string;
            readonly value: number | null;
          })[];
        })[];
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/reports/products": {
      readonly parts: {
        readonly from?: string | undefined;
        readonly until?: string | undefined;
        readonly sort?: "viewed" | "carted" | "left" | "bought" | "returned" | "netSales" | undefined;
        readonly product?: string | number | undefined;
        readonly cursor?: string | undefined;
        readonly limit?: number | undefined;
      };
      readonly body: undefined;
      readonly answer: {
        readonly from: string;
        readonly until: string;
        readonly currency: string;
        readonly sort: "viewed" | "carted" | "left" | "bought" | "returned" | "netSales";
        readonly metrics: readonly ({
          readonly key: "viewed" | "carted" | "left" | "bought" | "returned" | "netSales";
          readonly name: string;
          readonly definition: string;
          readonly unit: "people" | "pieces" | "money";
        })[];
        readonly items: readonly ({
          readonly product: string;
          readonly name: string | null;
          readonly withdrawn: boolean;
          readonly numbers: {
            readonly viewed: number;
            readonly carted: number;
            readonly left: number;
            readonly bought: number;
            readonly returned: number;
            readonly netSales: number;
          };
        })[];
        readonly next: string | null;
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/reports/products/{key}/customers": {
      readonly parts: {
        readonly key: string | number;
        readonly from?: string | undefined;
        readonly until?: string | undefined;
        readonly metric: "viewed" | "carted" | "left" | "bought" | "returned" | "netSales";
        readonly cursor?: string | undefined;
        readonly limit?: number | undefined;
      };
      readonly body: undefined;
      readonly answer: {
        readonly items: readonly ({
          readonly profile: string;
          readonly name: string | null;
          readonly identifiers: readonly {
            readonly namespace: string;
            readonly value: string;
          }[];
          readonly simulated: boolean;
        })[];
        readonly next: string | null;
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/reports/sales": {
      readonly parts: {
        readonly from?: string | undefined;
        readonly until?: string | undefined;
        readonly channel?: "web" | "app" | "store" | "marketplace" | "phone" | "social" | "service" | "email" | undefined;
        readonly store?: string | number | undefined;
      };
      readonly body: undefined;
      readonly answer: {
        readonly totals: readonly {
          readonly currency: string;
          readonly orders: number;
          readonly ordersWithoutCustomer: number;
          readonly allLinesMinor: number;
          readonly netMinor: number;
          readonly merchandiseMinor: number;
          readonly returnsMinor: number;
          readonly discountMinor: number;
        }[];
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/reports/schemes": {
      readonly parts: { readonly [name: string]: never };
      readonly body: undefined;
      readonly answer: {
        readonly items: readonly ({
          readonly key: string;
          readonly name: string;
          readonly objective: string;
          readonly owner: string;
          readonly waterfall: boolean;
          readonly everyone: number;
          readonly parts: readonly ({
            readonly name: string;
            readonly segment: string | null;
            readonly size: number;
            readonly share: number;
          })[];
        })[];
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/reports/schemes/{key}": {
      readonly parts: {
        readonly key: string;
        readonly against?: string | undefined;
      };
      readonly body: undefined;
      readonly answer: {
        readonly scheme: {
          readonly key: string;
          readonly name: string;
          readonly objective: string;
          readonly owner: string;
          readonly waterfall: boolean;
          readonly everyone: number;
          readonly parts: readonly ({
            readonly name: string;
            readonly segment: string | null;
            readonly size: number;
            readonly share: number;
          })[];
        };
        readonly against: {
          readonly key: string;
          readonly name: string;
          readonly objective: string;
          readonly owner: string;
          readonly waterfall: boolean;
          readonly everyone: number;
          readonly parts: readonly ({
            readonly name: string;
            readonly segment: string | null;
            readonly size: number;
            readonly share: number;
          })[];
        };
        readonly cells: readonly (readonly number[])[];
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/reports/stages": {
      readonly parts: { readonly [name: string]: never };
      readonly body: undefined;
      readonly answer: {
        readonly stages: readonly ({
          readonly stage: "acquire" | "lapse" | "onboard" | "grow";
          readonly name: string;
          readonly customers: number;
          readonly subStages: readonly {
            readonly subStage: string;
            readonly name: string;
            readonly customers: number;
          }[];
        })[];
        readonly transitions: readonly ({
          readonly from: "acquire" | "lapse" | "onboard" | "grow";
          readonly to: "acquire" | "lapse" | "onboard" | "grow";
          readonly customers: number;
          readonly medianDays: number;
          readonly slowestQuarterDays: number;
        })[];
        readonly stuck: readonly ({
          readonly stage: "acquire" | "lapse" | "onboard" | "grow";
          readonly customers: number;
          readonly longerThanDays: number;
          readonly condition: {
            readonly stage: "acquire" | "lapse" | "onboard" | "grow";
            readonly forAtLeast: string;
          };
        })[];
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/sales/{key}": {
      readonly parts: {
        readonly key: string;
      };
      readonly body: undefined;
      readonly answer: {
        readonly id: string;
        readonly status: "open" | "completed" | "returned" | "cancelled" | "returnOnly";
        readonly placedAt: string;
        readonly channel: "web" | "app" | "store" | "marketplace" | "phone" | "social" | "service" | "email";
        readonly store: string | null;
        readonly staff: string | null;
        readonly tender: string | null;
        readonly accountType: "consumer" | "trade" | "staff";
        readonly currency: string;
        readonly netMinor: number;
        readonly merchandiseMinor: number;
        readonly simulated: boolean;
        readonly lines: readonly ({
          readonly kind: "merchandise" | "shipping" | "fee" | "adjustment" | "discount" | "sample" | "giftCard";
          readonly product: string | null;
          readonly name: string | null;
          readonly quantity: number;
          readonly returnedQuantity: number;
          readonly netMinor: number;
          readonly discountMinor: number;
          readonly returnedMinor: number;
        })[];
        readonly returns: readonly ({
          readonly returnedAt: string;
          readonly kind: "merchandise" | "shipping" | "fee" | "adjustment" | "discount" | "sample" | "giftCard";
          readonly product: string | null;
          readonly quantity: number;
          readonly netMinor: number;
        })[];
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/segments": {
      readonly parts: { readonly [name: string]: never };
      readonly body: undefined;
      readonly answer: {
        readonly items: readonly ({
          readonly key: string;
          readonly name: string;
          readonly size: number;
          readonly state: "filling" | "live";
          readonly progress: number;
          readonly explanation: string;
        })[];
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/segments/changes": {
      readonly parts: {
        readonly after?: string | undefined;
        readonly limit?: number | undefined;
        readonly wait?: number | undefined;
        readonly of?: "members" | "usable" | undefined;
      };
      readonly body: undefined;
      readonly answer: {
        readonly items: readonly ({
          readonly cursor: string;
          readonly segment: string;
          readonly profile: string;
          readonly change: "entered" | "left";
          readonly at: string;
          readonly position: number;
          readonly version: number;
        })[];
        readonly next: string;
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/segments/{key}": {
      readonly parts: {
        readonly key: string;
      };
      readonly body: undefined;
      readonly answer: {
        readonly key: string;
        readonly name: string;
        readonly size: number;
        readonly state: "filling" | "live";
        readonly progress: number;
        readonly explanation: string;
        readonly condition: Condition;
        readonly text: string;
        readonly version: number;
        readonly purpose: "service" | "analytics" | "personalisation" | "marketing" | "adAudiences" | "aiTraining" | "profiling" | null;
        readonly channel: "any" | "email" | "sms" | "push" | "whatsapp" | "post" | "phone" | "web" | "app" | "store" | null;
        readonly usable: number | null;
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/segments/{key}/alerts": {
      readonly parts: {
        readonly key: string;
      };
      readonly body: undefined;
      readonly answer: {
        readonly items: readonly ({
          readonly alert: {
            readonly when: "empty";
          } | {
            readonly when: "changed";
            readonly percent: number;
            readonly withinHours: number;
          };
          readonly raisedAt: string;
          readonly endedAt: string | null;
          readonly size: number;
          readonly sizeBefore: number;
        })[];
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/segments/{key}/changes": {
      readonly parts: {
        readonly key: string;
        readonly after?: string | undefined;
        readonly limit?: number | undefined;
        readonly wait?: number | undefined;
        readonly of?: "members" | "usable" | undefined;
      };
      readonly body: undefined;
      readonly answer: {
        readonly items: readonly ({
          readonly cursor: string;
          readonly segment: string;
          readonly profile: string;
          readonly change: "entered" | "left";
          readonly at: string;
          readonly position: number;
          readonly version: number;
        })[];
        readonly next: string;
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/segments/{key}/members": {
      readonly parts: {
        readonly key: string;
        readonly cursor?: string | undefined;
        readonly limit?: number | undefined;
      };
      readonly body: undefined;
      readonly answer: {
        readonly items: readonly ({
          readonly profile: string;
          readonly name: string | null;
          readonly identifiers: readonly {
            readonly namespace: string;
            readonly value: string;
          }[];
          readonly simulated: boolean;
          readonly enteredAt: string;
        })[];
        readonly next: string | null;
        readonly size: number;
        readonly usable: number | null;
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/segments/{key}/members.csv": {
      readonly parts: {
        readonly key: string;
        readonly columns?: string | undefined;
      };
      readonly body: undefined;
      readonly answer: string;
    };
    readonly "/api/segments/{key}/sizes": {
      readonly parts: {
        readonly key: string;
        readonly from?: string | undefined;
        readonly to?: string | undefined;
        readonly by?: "hour" | "day" | undefined;
        readonly of?: "members" | "usable" | undefined;
      };
      readonly body: undefined;
      readonly answer: {
        readonly items: readonly {
          readonly from: string;
          readonly to: string;
          readonly entered: number;
          readonly left: number;
          readonly size: number;
        }[];
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/sessions": {
      readonly parts: { readonly [name: string]: never };
      readonly body: undefined;
      readonly answer: {
        readonly items: readonly {
          readonly id: string;
          readonly device: string;
          readonly current: boolean;
          readonly createdAt: string;
          readonly seenAt: string;
          readonly endsAt: string;
        }[];
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/simulations/{id}": {
      readonly parts: {
        readonly id: string;
      };
      readonly body: undefined;
      readonly answer: {
        readonly id: string;
        readonly experience: string;
        readonly state: "running" | "done" | "cancelled" | "failed";
        readonly progress: {
          readonly done: number;
          readonly of: number | null;
        };
        readonly days: number;
        readonly comparedWith: number | null;
        readonly startedAt: string;
        readonly endedAt: string | null;
        readonly failure: string | null;
        readonly result: {
          readonly window: {
            readonly from: string;
            readonly until: string;
          };
          readonly decisions: {
            readonly all: number;
            readonly looked: number;
            readonly unreadable: number;
          };
          readonly customers: {
            readonly all: number;
            readonly looked: number;
          };
          readonly sample: {
            readonly share: number;
          } | null;
          readonly otherwise: {
            readonly decisions: {
              readonly counted: number;
              readonly estimate: number;
              readonly low: number;
              readonly high: number;
            };
            readonly customers: {
              readonly counted: number;
              readonly estimate: number;
              readonly low: number;
              readonly high: number;
            };
          };
          readonly shown: {
            readonly before: {
              readonly decisions: {
                readonly counted: number;
                readonly estimate: number;
                readonly low: number;
                readonly high: number;
              };
              readonly customers: {
                readonly counted: number;
                readonly estimate: number;
                readonly low: number;
                readonly high: number;
              };
              readonly ends: { readonly [name in "suppressed" | "unknownCustomer" | "noConsent" | "noPurpose" | "lawForbids" | "knownCustomer" | "heldOut" | "notYet" | "over" | "storeClosed" | "unknownStore" | "noItems" | "conditionNotMet" | "conditionPending" | "openCase" | "capped" | "coolingDown" | "outranked" | "tooAlike" | "chosen" | "pinned"]?: number };
            };
            readonly after: {
              readonly decisions: {
                readonly counted: number;
                readonly estimate: number;
                readonly low: number;
                readonly high: number;
              };
              readonly customers: {
                readonly counted: number;
                readonly estimate: number;
                readonly low: number;
                readonly high: number;
              };
              readonly ends: { readonly [name in "suppressed" | "unknownCustomer" | "noConsent" | "noPurpose" | "lawForbids" | "knownCustomer" | "heldOut" | "notYet" | "over" | "storeClosed" | "unknownStore" | "noItems" | "conditionNotMet" | "conditionPending" | "openCase" | "capped" | "coolingDown" | "outranked" | "tooAlike" | "chosen" | "pinned"]?: number };
            };
          };
          readonly placements: {
            readonly [name: string]: {
              readonly decisions: number;
              readonly otherwise: {
                readonly counted: number;
                readonly estimate: number;
                readonly low: number;
                readonly high: number;
              };
              readonly moves: readonly ({
                readonly kind: "experience" | "variant" | "content";
                readonly before: readonly {
                  readonly experience: string;
                  readonly variant?: string;
                }[];
                readonly after: readonly {
                  readonly experience: string;
                  readonly variant?: string;
                }[];
                readonly decisions: number;
                readonly customers: number;
              })[];
            };
          };
          readonly samples: readonly ({
            readonly profile: string | null;
            readonly decisionId: string;
            readonly decidedAt: string;
            readonly placement: string;
            readonly kind: "experience" | "variant" | "content";
            readonly before: readonly {
              readonly experience: string;
              readonly variant?: string;
            }[];
            readonly after: readonly {
              readonly experience: string;
              readonly variant?: string;
            }[];
            readonly served: readonly {
              readonly experience: string;
              readonly variant?: string;
            }[];
            readonly ends: {
              readonly before: "suppressed" | "unknownCustomer" | "noConsent" | "noPurpose" | "lawForbids" | "knownCustomer" | "heldOut" | "notYet" | "over" | "storeClosed" | "unknownStore" | "noItems" | "conditionNotMet" | "conditionPending" | "openCase" | "capped" | "coolingDown" | "outranked" | "tooAlike" | "chosen" | "pinned" | null;
              readonly after: "suppressed" | "unknownCustomer" | "noConsent" | "noPurpose" | "lawForbids" | "knownCustomer" | "heldOut" | "notYet" | "over" | "storeClosed" | "unknownStore" | "noItems" | "conditionNotMet" | "conditionPending" | "openCase" | "capped" | "coolingDown" | "outranked" | "tooAlike" | "chosen" | "pinned" | null;
            };
            readonly because: string | null;
          })[];
          readonly asServed: {
            readonly compared: number;
            readonly same: number;
          };
          readonly eligible: {
            readonly before: {
              readonly suits: number;
              readonly mayBeShown: number;
            } | null;
            readonly after: {
              readonly suits: number;
              readonly mayBeShown: number;
            };
            readonly enters: number;
            readonly leaves: number;
          };
          readonly notKnown: readonly ({
            readonly code: "customersAsOfNow" | "conditionAsOfNow" | "shelfAsOfNow" | "definitionsAsOfNow" | "datesSetAside" | "repeatsCountOnce" | "reactionsAsTheyWere" | "callersSeeAll" | "listsMadeAnew";
            readonly text: string;
          })[];
        } | null;
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/sources": {
      readonly parts: { readonly [name: string]: never };
      readonly body: undefined;
      readonly answer: {
        readonly items: readonly ({
          readonly key: string;
          readonly name: string;
          readonly channel: "web" | "app" | "store" | "marketplace" | "phone" | "social" | "service" | "email";
          readonly simulated: boolean;
        })[];
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/staff": {
      readonly parts: { readonly [name: string]: never };
      readonly body: undefined;
      readonly answer: {
        readonly items: readonly ({
          readonly id: string;
          readonly login: string;
          readonly name: string;
          readonly role: "owner" | "marketing" | "product" | "retail" | "service" | "finance" | "analyst" | "engineer";
          readonly stores: readonly string[];
          readonly state: "active" | "invited" | "none" | "disabled";
          readonly invitationEndsAt: string | null;
          readonly createdAt: string;
          readonly signedInAt: string | null;
        })[];
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/stores": {
      readonly parts: {
        readonly query?: string | undefined;
        readonly cursor?: string | undefined;
        readonly limit?: number | undefined;
      };
      readonly body: undefined;
      readonly answer: {
        readonly items: readonly ({
          readonly key: string;
          readonly name: string;
          readonly address: {
            readonly [name: string]: string;
          };
          readonly latitude: number | null;
          readonly longitude: number | null;
          readonly timeZone: string | null;
          readonly hours: { readonly [name in "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday"]?: readonly {
            readonly from: string;
            readonly until: string;
          }[] } | null;
          readonly areas: readonly {
            readonly from: string;
            readonly squareMetres: number;
          }[];
          readonly catchment: {
            readonly type: "Polygon";
            readonly coordinates: readonly (readonly (readonly [number, number])[])[];
          } | {
            readonly type: "MultiPolygon";
            readonly coordinates: readonly (readonly (readonly (readonly [number, number])[])[])[];
          } | null;
          readonly simulated: boolean;
          readonly updatedAt: string;
        })[];
        readonly next: string | null;
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/stores/{key}": {
      readonly parts: {
        readonly key: string | number;
      };
      readonly body: undefined;
      readonly answer: {
        readonly key: string;
        readonly name: string;
        readonly address: {
          readonly [name: string]: string;
        };
        readonly latitude: number | null;
        readonly longitude: number | null;
        readonly timeZone: string | null;
        readonly hours: { readonly [name in "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday"]?: readonly {
          readonly from: string;
          readonly until: string;
        }[] } | null;
        readonly areas: readonly {
          readonly from: string;
          readonly squareMetres: number;
        }[];
        readonly catchment: {
          readonly type: "Polygon";
          readonly coordinates: readonly (readonly (readonly [number, number])[])[];
        } | {
          readonly type: "MultiPolygon";
          readonly coordinates: readonly (readonly (readonly (readonly [number, number])[])[])[];
        } | null;
        readonly simulated: boolean;
        readonly updatedAt: string;
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/touchpoints": {
      readonly parts: {
        readonly stage?: "before" | "during" | "after" | undefined;
        readonly channel?: "web" | "app" | "store" | "marketplace" | "phone" | "social" | "service" | "email" | undefined;
        readonly decided?: string | undefined;
      };
      readonly body: undefined;
      readonly answer: {
        readonly items: readonly ({
          readonly key: string;
          readonly name: string;
          readonly stage: "before" | "during" | "after";
          readonly channel: "web" | "app" | "store" | "marketplace" | "phone" | "social" | "service" | "email";
          readonly owner: string;
          readonly description?: string;
          readonly placements: readonly {
            readonly key: string;
            readonly name: string;
            readonly live: number;
            readonly waiting: number;
          }[];
          readonly isDecided: boolean;
        })[];
        readonly coverage: {
          readonly before: {
            readonly touchpoints: number;
            readonly decided: number;
          };
          readonly during: {
            readonly touchpoints: number;
            readonly decided: number;
          };
          readonly after: {
            readonly touchpoints: number;
            readonly decided: number;
          };
        };
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/vocabulary": {
      readonly parts: { readonly [name: string]: never };
      readonly body: undefined;
      readonly answer: {
        readonly events: readonly ({
          readonly name: string;
          readonly count: number;
          readonly properties: readonly ({
            readonly path: string;
            readonly kind: "text" | "number" | "truth" | "other";
            readonly values: readonly string[];
          })[];
        })[];
        readonly traits: readonly ({
          readonly path: string;
          readonly kind: "text" | "number" | "truth" | "other";
          readonly values: readonly string[];
        })[];
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/webhooks": {
      readonly parts: { readonly [name: string]: never };
      readonly body: undefined;
      readonly answer: {
        readonly items: readonly ({
          readonly key: string;
          readonly url: string;
          readonly segments: readonly string[];
          readonly state: "active" | "noSecret" | "paused" | "disabled";
          readonly reason: string | null;
          readonly pausedUntil: string | null;
          readonly waiting: number;
          readonly dead: number;
        })[];
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/webhooks/{key}": {
      readonly parts: {
        readonly key: string;
      };
      readonly body: undefined;
      readonly answer: {
        readonly key: string;
        readonly url: string;
        readonly segments: readonly string[];
        readonly state: "active" | "noSecret" | "paused" | "disabled";
        readonly reason: string | null;
        readonly pausedUntil: string | null;
        readonly waiting: number;
        readonly dead: number;
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/webhooks/{key}/deliveries": {
      readonly parts: {
        readonly key: string;
        readonly state?: "waiting" | "delivered" | "dropped" | "dead" | undefined;
        readonly cursor?: string | undefined;
        readonly limit?: number | undefined;
      };
      readonly body: undefined;
      readonly answer: {
        readonly items: readonly ({
          readonly id: string;
          readonly type: string;
          readonly segment: string;
          readonly profile: string;
          readonly at: string;
          readonly state: "waiting" | "delivered" | "dropped" | "dead";
          readonly attempts: number;
          readonly nextAt: string | null;
          readonly status: number | null;
          readonly reason: string | null;
        })[];
        readonly next: string | null;
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
  };
  readonly PATCH: {
    readonly "/api/staff/{id}": {
      readonly parts: {
        readonly id: string;
      };
      readonly body: {
        readonly name?: string | undefined;
        readonly role?: "owner" | "marketing" | "product" | "retail" | "service" | "finance" | "analyst" | "engineer" | undefined;
        readonly stores?: readonly string[] | undefined;
        readonly disabled?: boolean | undefined;
      };
      readonly answer: {
        readonly id: string;
        readonly login: string;
        readonly name: string;
        readonly role: "owner" | "marketing" | "product" | "retail" | "service" | "finance" | "analyst" | "engineer";
        readonly stores: readonly string[];
        readonly state: "active" | "invited" | "none" | "disabled";
        readonly invitationEndsAt: string | null;
        readonly createdAt: string;
        readonly signedInAt: string | null;
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
  };
  readonly POST: {
    readonly "/api/brands": {
      readonly parts: { readonly [name: string]: never };
      readonly body: {
        readonly name: string;
        readonly timeZone: string;
        readonly currency: string;
        readonly confirm: string;
      };
      readonly answer: {
        readonly key: string;
        readonly name: string;
        readonly timeZone: string;
        readonly currency: string;
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/brands/{key}/serve": {
      readonly parts: {
        readonly key: string;
      };
      readonly body: undefined;
      readonly answer: {
        readonly key: string;
        readonly name: string;
        readonly timeZone: string;
        readonly currency: string;
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/decide": {
      readonly parts: { readonly [name: string]: never };
      readonly body: {
        readonly identity?: {
          readonly [name: string]: string | number | null;
        } | undefined;
        readonly profile?: string | undefined;
        readonly token?: string | undefined;
        readonly placements: readonly string[];
        readonly context?: {
          readonly channel?: "web" | "app" | "store" | "marketplace" | "phone" | "social" | "service" | "email" | undefined;
          readonly store?: string | undefined;
          readonly productId?: string | undefined;
          readonly products?: readonly string[] | undefined;
          readonly contextId?: string | undefined;
          readonly language?: string | undefined;
          readonly numbers?: {
            readonly [name: string]: number;
          } | undefined;
          readonly variants?: {
            readonly [name: string]: string;
          } | undefined;
        } | undefined;
        readonly resume?: boolean | undefined;
        readonly dryRun?: boolean | undefined;
        readonly at?: string | undefined;
      };
      readonly answer: {
        readonly decisionId: string;
        readonly placements: {
          readonly [name: string]: {
            readonly experience: string | null;
            readonly variant?: string;
            readonly kind?: "content" | "deliveryOption" | "appointment" | "supportRoute";
            readonly locale?: string;
            readonly content: Shared1;
            readonly items?: readonly {
              readonly product: string;
              readonly name: string;
              readonly priceMinor?: number;
              readonly currency?: string;
              readonly imageUrl?: string;
              readonly url?: string;
            }[];
            readonly reason: {
              readonly code: "personalised" | "pinned" | "everyone" | "noConsent" | "unknownCustomer" | "heldOut" | "fallback" | "nothingSuits" | "nothingLive" | "unknownPlacement";
              readonly text: string;
            };
            readonly slots?: readonly ({
              readonly experience: string | null;
              readonly variant?: string;
              readonly kind?: "content" | "deliveryOption" | "appointment" | "supportRoute";
              readonly locale?: string;
              readonly content: Shared1;
              readonly items?: readonly {
                readonly product: string;
                readonly name: string;
                readonly priceMinor?: number;
                readonly currency?: string;
                readonly imageUrl?: string;
                readonly url?: string;
              }[];
              readonly reason: {
                readonly code: "personalised" | "pinned" | "everyone" | "noConsent" | "unknownCustomer" | "heldOut" | "fallback" | "nothingSuits" | "nothingLive" | "unknownPlacement";
                readonly text: string;
              };
            })[];
          };
        };
        readonly record?: {
          readonly decisionId: string;
          readonly decidedAt: string;
          readonly profile: string | null;
          readonly input: {
            readonly placements: readonly string[];
            readonly context: {
              readonly channel?: "web" | "app" | "store" | "marketplace" | "phone" | "social" | "service" | "email";
              readonly store?: string;
              readonly productId?: string;
              readonly products?: readonly string[];
              readonly contextId?: string;
              readonly language?: string;
              readonly numbers?: {
                readonly [name: string]: number;
              };
              readonly variants?: {
                readonly [name: string]: string;
              };
            };
            readonly channel?: "web" | "app" | "store" | "marketplace" | "phone" | "social" | "service" | "email";
          };
          readonly versions: {
            readonly profile: string | null;
            readonly definitions: number;
            readonly placements: {
              readonly [name: string]: number;
            };
            readonly shelf: number;
            readonly recommendations: number;
            readonly models?: number;
          };
          readonly explanation: {
            readonly [name: string]: readonly ({
              readonly experience: string;
              readonly version: number;
              readonly stage: "eligibility" | "applicability" | "suitability" | "contactPolicy" | "ranking" | "slots" | "chosen";
              readonly reason: "suppressed" | "unknownCustomer" | "noConsent" | "noPurpose" | "lawForbids" | "knownCustomer" | "heldOut" | "notYet" | "over" | "storeClosed" | "unknownStore" | "noItems" | "conditionNotMet" | "conditionPending" | "openCase" | "capped" | "coolingDown" | "outranked" | "tooAlike" | "chosen" | "pinned";
              readonly numbers?: {
                readonly [name: string]: number;
              };
              readonly because?: string;
            })[];
          };
          readonly exposures?: {
            readonly [name: string]: {
              readonly experience: string;
              readonly variant: string | null;
              readonly way: "dealt" | "kept" | "forced" | "notCovered" | "notInNamespace" | "excluded" | "noConsent" | "unknownCustomer" | "heldOut";
              readonly bucket: number | null;
              readonly propensity: number | null;
              readonly version: number;
              readonly eligible: readonly {
                readonly variant: string;
                readonly propensity: number;
              }[];
            };
          };
          readonly holdOuts?: {
            readonly [name: string]: {
              readonly version: number;
              readonly isIn: boolean;
            };
          };
          readonly lists?: {
            readonly [name: string]: {
              readonly items: readonly ({
                readonly product: string;
                readonly score: number;
                readonly from: readonly ("popular" | "popularInStore" | "popularInSegment" | "rising" | "newest" | "recentlyViewed" | "boughtAgain" | "nextBasket" | "similar" | "boughtTogether" | "viewedTogether" | "nextInSession" | "forYou" | "completeBasket")[];
                readonly rule: number | null;
              })[];
              readonly excluded: readonly {
                readonly product: string;
                readonly rule: number;
              }[];
            };
          };
          readonly answer: {
            readonly [name: string]: {
              readonly experience: string | null;
              readonly variant?: string;
              readonly kind?: "content" | "deliveryOption" | "appointment" | "supportRoute";
              readonly locale?: string;
              readonly content: Shared1;
              readonly items?: readonly {
                readonly product: string;
                readonly name: string;
                readonly priceMinor?: number;
                readonly currency?: string;
                readonly imageUrl?: string;
                readonly url?: string;
              }[];
              readonly reason: {
                readonly code: "personalised" | "pinned" | "everyone" | "noConsent" | "unknownCustomer" | "heldOut" | "fallback" | "nothingSuits" | "nothingLive" | "unknownPlacement";
                readonly text: string;
              };
              readonly slots?: readonly ({
                readonly experience: string | null;
                readonly variant?: string;
                readonly kind?: "content" | "deliveryOption" | "appointment" | "supportRoute";
                readonly locale?: string;
                readonly content: Shared1;
                readonly items?: readonly {
                  readonly product: string;
                  readonly name: string;
                  readonly priceMinor?: number;
                  readonly currency?: string;
                  readonly imageUrl?: string;
                  readonly url?: string;
                }[];
                readonly reason: {
                  readonly code: "personalised" | "pinned" | "everyone" | "noConsent" | "unknownCustomer" | "heldOut" | "fallback" | "nothingSuits" | "nothingLive" | "unknownPlacement";
                  readonly text: string;
                };
              })[];
            };
          };
        };
        readonly resume?: readonly ({
          readonly kind: "cart" | "viewed" | "search" | "list" | "case" | "quiz" | "form" | "appointment" | "advice" | "promise";
          readonly id: string | null;
          readonly channel: "web" | "app" | "store" | "marketplace" | "phone" | "social" | "service" | "email";
          readonly at: string;
          readonly ageSeconds: number;
          readonly expiresAt: string;
          readonly consent: {
            readonly key: string;
            readonly state: "granted" | "denied" | "withdrawn" | "unknown";
          };
          readonly withheld: boolean;
          readonly items?: readonly ({
            readonly product: string;
            readonly name: string | null;
            readonly quantity?: number;
            readonly priceMinor?: number | null;
          })[];
          readonly query?: string;
          readonly facts?: {
            readonly [name: string]: Shared1;
          };
        })[];
      };
    };
    readonly "/api/decide/preview": {
      readonly parts: { readonly [name: string]: never };
      readonly body: {
        readonly identity?: {
          readonly [name: string]: string | number | null;
        } | undefined;
        readonly profile?: string | undefined;
        readonly placements: readonly string[];
        readonly context?: {
          readonly channel?: "web" | "app" | "store" | "marketplace" | "phone" | "social" | "service" | "email" | undefined;
          readonly store?: string | undefined;
          readonly productId?: string | undefined;
          readonly products?: readonly string[] | undefined;
          readonly contextId?: string | undefined;
          readonly language?: string | undefined;
          readonly numbers?: {
            readonly [name: string]: number;
          } | undefined;
          readonly variants?: {
            readonly [name: string]: string;
          } | undefined;
        } | undefined;
        readonly at?: string | undefined;
        readonly drafts: {
          readonly [name: string]: {
            readonly [name: string]: unknown;
          };
        };
      };
      readonly answer: {
        readonly decisionId: string;
        readonly placements: {
          readonly [name: string]: {
            readonly experience: string | null;
            readonly variant?: string;
            readonly kind?: "content" | "deliveryOption" | "appointment" | "supportRoute";
            readonly locale?: string;
            readonly content: Shared1;
            readonly items?: readonly {
              readonly product: string;
              readonly name: string;
              readonly priceMinor?: number;
              readonly currency?: string;
              readonly imageUrl?: string;
              readonly url?: string;
            }[];
            readonly reason: {
              readonly code: "personalised" | "pinned" | "everyone" | "noConsent" | "unknownCustomer" | "heldOut" | "fallback" | "nothingSuits" | "nothingLive" | "unknownPlacement";
              readonly text: string;
            };
            readonly slots?: readonly ({
              readonly experience: string | null;
              readonly variant?: string;
              readonly kind?: "content" | "deliveryOption" | "appointment" | "supportRoute";
              readonly locale?: string;
              readonly content: Shared1;
              readonly items?: readonly {
                readonly product: string;
                readonly name: string;
                readonly priceMinor?: number;
                readonly currency?: string;
                readonly imageUrl?: string;
                readonly url?: string;
              }[];
              readonly reason: {
                readonly code: "personalised" | "pinned" | "everyone" | "noConsent" | "unknownCustomer" | "heldOut" | "fallback" | "nothingSuits" | "nothingLive" | "unknownPlacement";
                readonly text: string;
              };
            })[];
          };
        };
        readonly record?: {
          readonly decisionId: string;
          readonly decidedAt: string;
          readonly profile: string | null;
          readonly input: {
            readonly placements: readonly string[];
            readonly context: {
              readonly channel?: "web" | "app" | "store" | "marketplace" | "phone" | "social" | "service" | "email";
              readonly store?: string;
              readonly productId?: string;
              readonly products?: readonly string[];
              readonly contextId?: string;
              readonly language?: string;
              readonly numbers?: {
                readonly [name: string]: number;
              };
              readonly variants?: {
                readonly [name: string]: string;
              };
            };
            readonly channel?: "web" | "app" | "store" | "marketplace" | "phone" | "social" | "service" | "email";
          };
          readonly versions: {
            readonly profile: string | null;
            readonly definitions: number;
            readonly placements: {
              readonly [name: string]: number;
            };
            readonly shelf: number;
            readonly recommendations: number;
            readonly models?: number;
          };
          readonly explanation: {
            readonly [name: string]: readonly ({
              readonly experience: string;
              readonly version: number;
              readonly stage: "eligibility" | "applicability" | "suitability" | "contactPolicy" | "ranking" | "slots" | "chosen";
              readonly reason: "suppressed" | "unknownCustomer" | "noConsent" | "noPurpose" | "lawForbids" | "knownCustomer" | "heldOut" | "notYet" | "over" | "storeClosed" | "unknownStore" | "noItems" | "conditionNotMet" | "conditionPending" | "openCase" | "capped" | "coolingDown" | "outranked" | "tooAlike" | "chosen" | "pinned";
              readonly numbers?: {
                readonly [name: string]: number;
              };
              readonly because?: string;
            })[];
          };
          readonly exposures?: {
            readonly [name: string]: {
              readonly experience: string;
              readonly variant: string | null;
              readonly way: "dealt" | "kept" | "forced" | "notCovered" | "notInNamespace" | "excluded" | "noConsent" | "unknownCustomer" | "heldOut";
              readonly bucket: number | null;
              readonly propensity: number | null;
              readonly version: number;
              readonly eligible: readonly {
                readonly variant: string;
                readonly propensity: number;
              }[];
            };
          };
          readonly holdOuts?: {
            readonly [name: string]: {
              readonly version: number;
              readonly isIn: boolean;
            };
          };
          readonly lists?: {
            readonly [name: string]: {
              readonly items: readonly ({
                readonly product: string;
                readonly score: number;
                readonly from: readonly ("popular" | "popularInStore" | "popularInSegment" | "rising" | "newest" | "recentlyViewed" | "boughtAgain" | "nextBasket" | "similar" | "boughtTogether" | "viewedTogether" | "nextInSession" | "forYou" | "completeBasket")[];
                readonly rule: number | null;
              })[];
              readonly excluded: readonly {
                readonly product: string;
                readonly rule: number;
              }[];
            };
          };
          readonly answer: {
            readonly [name: string]: {
              readonly experience: string | null;
              readonly variant?: string;
              readonly kind?: "content" | "deliveryOption" | "appointment" | "supportRoute";
              readonly locale?: string;
              readonly content: Shared1;
              readonly items?: readonly {
                readonly product: string;
                readonly name: string;
                readonly priceMinor?: number;
                readonly currency?: string;
                readonly imageUrl?: string;
                readonly url?: string;
              }[];
              readonly reason: {
                readonly code: "personalised" | "pinned" | "everyone" | "noConsent" | "unknownCustomer" | "heldOut" | "fallback" | "nothingSuits" | "nothingLive" | "unknownPlacement";
                readonly text: string;
              };
              readonly slots?: readonly ({
                readonly experience: string | null;
                readonly variant?: string;
                readonly kind?: "content" | "deliveryOption" | "appointment" | "supportRoute";
                readonly locale?: string;
                readonly content: Shared1;
                readonly items?: readonly {
                  readonly product: string;
                  readonly name: string;
                  readonly priceMinor?: number;
                  readonly currency?: string;
                  readonly imageUrl?: string;
                  readonly url?: string;
                }[];
                readonly reason: {
                  readonly code: "personalised" | "pinned" | "everyone" | "noConsent" | "unknownCustomer" | "heldOut" | "fallback" | "nothingSuits" | "nothingLive" | "unknownPlacement";
                  readonly text: string;
                };
              })[];
            };
          };
        };
        readonly resume?: readonly ({
          readonly kind: "cart" | "viewed" | "search" | "list" | "case" | "quiz" | "form" | "appointment" | "advice" | "promise";
          readonly id: string | null;
          readonly channel: "web" | "app" | "store" | "marketplace" | "phone" | "social" | "service" | "email";
          readonly at: string;
          readonly ageSeconds: number;
          readonly expiresAt: string;
          readonly consent: {
            readonly key: string;
            readonly state: "granted" | "denied" | "withdrawn" | "unknown";
          };
          readonly withheld: boolean;
          readonly items?: readonly ({
            readonly product: string;
            readonly name: string | null;
            readonly quantity?: number;
            readonly priceMinor?: number | null;
          })[];
          readonly query?: string;
          readonly facts?: {
            readonly [name: string]: Shared1;
          };
        })[];
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/definitions/apply": {
      readonly parts: {
        readonly dryRun?: "true" | "false" | undefined;
        readonly prune?: "true" | "false" | undefined;
        readonly reason?: string | undefined;
      };
      readonly body: {
        readonly definitions: readonly ({
          readonly kind: string;
          readonly key: string;
          readonly state?: "draft" | "live" | "retired" | undefined;
          readonly body: {
            readonly [name: string]: unknown;
          };
        })[];
      };
      readonly answer: {
        readonly dryRun: boolean;
        readonly steps: readonly ({
          readonly kind: string;
          readonly key: string;
          readonly action: "created" | "changed" | "unchanged" | "retired";
          readonly version: number;
          readonly changes: readonly string[];
        })[];
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/experiences/{key}/simulate": {
      readonly parts: {
        readonly key: string;
      };
      readonly body: {
        readonly definition: {
          readonly [name: string]: unknown;
        };
        readonly days?: number | undefined;
        readonly most?: number | undefined;
      };
      readonly answer: {
        readonly id: string;
        readonly experience: string;
        readonly state: "running" | "done" | "cancelled" | "failed";
        readonly progress: {
          readonly done: number;
          readonly of: number | null;
        };
        readonly days: number;
        readonly comparedWith: number | null;
        readonly startedAt: string;
        readonly endedAt: string | null;
        readonly failure: string | null;
        readonly result: {
          readonly window: {
            readonly from: string;
            readonly until: string;
          };
          readonly decisions: {
            readonly all: number;
            readonly looked: number;
            readonly unreadable: number;
          };
          readonly customers: {
            readonly all: number;
            readonly looked: number;
          };
          readonly sample: {
            readonly share: number;
          } | null;
          readonly otherwise: {
            readonly decisions: {
              readonly counted: number;
              readonly estimate: number;
              readonly low: number;
              readonly high: number;
            };
            readonly customers: {
              readonly counted: number;
              readonly estimate: number;
              readonly low: number;
              readonly high: number;
            };
          };
          readonly shown: {
            readonly before: {
              readonly decisions: {
                readonly counted: number;
                readonly estimate: number;
                readonly low: number;
                readonly high: number;
              };
              readonly customers: {
                readonly counted: number;
                readonly estimate: number;
                readonly low: number;
                readonly high: number;
              };
              readonly ends: { readonly [name in "suppressed" | "unknownCustomer" | "noConsent" | "noPurpose" | "lawForbids" | "knownCustomer" | "heldOut" | "notYet" | "over" | "storeClosed" | "unknownStore" | "noItems" | "conditionNotMet" | "conditionPending" | "openCase" | "capped" | "coolingDown" | "outranked" | "tooAlike" | "chosen" | "pinned"]?: number };
            };
            readonly after: {
              readonly decisions: {
                readonly counted: number;
                readonly estimate: number;
                readonly low: number;
                readonly high: number;
              };
              readonly customers: {
                readonly counted: number;
                readonly estimate: number;
                readonly low: number;
                readonly high: number;
              };
              readonly ends: { readonly [name in "suppressed" | "unknownCustomer" | "noConsent" | "noPurpose" | "lawForbids" | "knownCustomer" | "heldOut" | "notYet" | "over" | "storeClosed" | "unknownStore" | "noItems" | "conditionNotMet" | "conditionPending" | "openCase" | "capped" | "coolingDown" | "outranked" | "tooAlike" | "chosen" | "pinned"]?: number };
            };
          };
          readonly placements: {
            readonly [name: string]: {
              readonly decisions: number;
              readonly otherwise: {
                readonly counted: number;
                readonly estimate: number;
                readonly low: number;
                readonly high: number;
              };
              readonly moves: readonly ({
                readonly kind: "experience" | "variant" | "content";
                readonly before: readonly {
                  readonly experience: string;
                  readonly variant?: string;
                }[];
                readonly after: readonly {
                  readonly experience: string;
                  readonly variant?: string;
                }[];
                readonly decisions: number;
                readonly customers: number;
              })[];
            };
          };
          readonly samples: readonly ({
            readonly profile: string | null;
            readonly decisionId: string;
            readonly decidedAt: string;
            readonly placement: string;
            readonly kind: "experience" | "variant" | "content";
            readonly before: readonly {
              readonly experience: string;
              readonly variant?: string;
            }[];
            readonly after: readonly {
              readonly experience: string;
              readonly variant?: string;
            }[];
            readonly served: readonly {
              readonly experience: string;
              readonly variant?: string;
            }[];
            readonly ends: {
              readonly before: "suppressed" | "unknownCustomer" | "noConsent" | "noPurpose" | "lawForbids" | "knownCustomer" | "heldOut" | "notYet" | "over" | "storeClosed" | "unknownStore" | "noItems" | "conditionNotMet" | "conditionPending" | "openCase" | "capped" | "coolingDown" | "outranked" | "tooAlike" | "chosen" | "pinned" | null;
              readonly after: "suppressed" | "unknownCustomer" | "noConsent" | "noPurpose" | "lawForbids" | "knownCustomer" | "heldOut" | "notYet" | "over" | "storeClosed" | "unknownStore" | "noItems" | "conditionNotMet" | "conditionPending" | "openCase" | "capped" | "coolingDown" | "outranked" | "tooAlike" | "chosen" | "pinned" | null;
            };
            readonly because: string | null;
          })[];
          readonly asServed: {
            readonly compared: number;
            readonly same: number;
          };
          readonly eligible: {
            readonly before: {
              readonly suits: number;
              readonly mayBeShown: number;
            } | null;
            readonly after: {
              readonly suits: number;
              readonly mayBeShown: number;
            };
            readonly enters: number;
            readonly leaves: number;
          };
          readonly notKnown: readonly ({
            readonly code: "customersAsOfNow" | "conditionAsOfNow" | "shelfAsOfNow" | "definitionsAsOfNow" | "datesSetAside" | "repeatsCountOnce" | "reactionsAsTheyWere" | "callersSeeAll" | "listsMadeAnew";
            readonly text: string;
          })[];
        } | null;
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/import/{kind}": {
      readonly parts: {
        readonly kind: "products" | "customers" | "stores" | "orders" | "events" | "stock";
      };
      readonly body: {
        readonly dryRun?: boolean | undefined;
        readonly wait?: boolean | undefined;
        readonly rows: readonly {
          readonly line: number;
          readonly record: unknown;
        }[];
      };
      readonly answer: {
        readonly accepted: number;
        readonly unchanged: number;
        readonly rejected: readonly {
          readonly line: number;
          readonly code: string;
          readonly path: string;
          readonly message: string;
        }[];
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/keys": {
      readonly parts: { readonly [name: string]: never };
      readonly body: {
        readonly kind: "public" | "secret";
        readonly source?: string | undefined;
      };
      readonly answer: {
        readonly id: string;
        readonly kind: "public" | "secret";
        readonly hint: string;
        readonly source: string;
        readonly createdAt: string;
        readonly revokedAt: string | null;
        readonly key: string;
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/keys/{id}/revoke": {
      readonly parts: {
        readonly id: string;
      };
      readonly body: undefined;
      readonly answer: {
        readonly id: string;
        readonly revoked: true;
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/lists/{key}/look-alike": {
      readonly parts: {
        readonly key: string;
      };
      readonly body: {
        readonly into?: string | undefined;
        readonly count?: number | undefined;
      };
      readonly answer: {
        readonly known: number;
        readonly learntFrom: number;
        readonly heldOut: number;
        readonly others: number;
        readonly auc: {
          readonly value: number;
          readonly from: number;
          readonly until: number;
        };
        readonly recall: readonly {
          readonly top: number;
          readonly recall: {
            readonly value: number;
            readonly from: number;
            readonly until: number;
          };
          readonly lift: number;
        }[];
        readonly weights: readonly {
          readonly about: string;
          readonly value: string;
          readonly weight: number;
        }[];
        readonly added: {
          readonly list: string;
          readonly customers: number;
          readonly scored: number;
        } | null;
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/lists/{key}/members": {
      readonly parts: {
        readonly key: string;
      };
      readonly body: {
        readonly add?: {
          readonly identifiers?: readonly {
            readonly namespace: string;
            readonly value: string;
          }[] | undefined;
          readonly csv?: string | undefined;
        } | undefined;
        readonly remove?: {
          readonly identifiers?: readonly {
            readonly namespace: string;
            readonly value: string;
          }[] | undefined;
          readonly csv?: string | undefined;
        } | undefined;
      };
      readonly answer: {
        readonly added: number;
        readonly removed: number;
        readonly faults: readonly ({
          readonly part: "add" | "remove";
          readonly line: number;
          readonly message: string;
        })[];
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/merges/{id}/undo": {
      readonly parts: {
        readonly id: string;
      };
      readonly body: {
        readonly actor?: string | undefined;
      } | null | undefined;
      readonly answer: {
        readonly id: string;
        readonly from: string;
        readonly into: string;
        readonly cause: string;
        readonly actor: string;
        readonly mergedAt: string;
        readonly undoneAt: string | null;
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/overrides/{id}/end": {
      readonly parts: {
        readonly id: string;
      };
      readonly body: {
        readonly actor?: string | undefined;
      } | undefined;
      readonly answer: {
        readonly id: string;
        readonly profile: string;
        readonly experience: string;
        readonly action: "pin" | "suppress";
        readonly reason: string;
        readonly until: string;
        readonly actor: string;
        readonly madeAt: string;
        readonly endedAt: string | null;
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/profiles/{ref}/consents": {
      readonly parts: {
        readonly ref: string;
      };
      readonly body: {
        readonly purpose: "service" | "analytics" | "personalisation" | "marketing" | "adAudiences" | "aiTraining" | "profiling";
        readonly channel?: "any" | "email" | "sms" | "push" | "whatsapp" | "post" | "phone" | "web" | "app" | "store" | undefined;
        readonly topic?: string | undefined;
        readonly state: "granted" | "denied" | "withdrawn";
        readonly source?: string | undefined;
        readonly proof?: string | undefined;
        readonly textVersion?: string | undefined;
        readonly locale?: string | undefined;
        readonly effectiveAt?: string | undefined;
      };
      readonly answer: {
        readonly at: string;
        readonly knownAt: string;
        readonly current: readonly ({
          readonly purpose: "service" | "analytics" | "personalisation" | "marketing" | "adAudiences" | "aiTraining" | "profiling";
          readonly channel: "any" | "email" | "sms" | "push" | "whatsapp" | "post" | "phone" | "web" | "app" | "store";
          readonly topic: string | null;
          readonly state: "granted" | "denied" | "withdrawn" | "unknown";
          readonly effectiveAt: string;
        })[];
        readonly records: readonly ({
          readonly purpose: "service" | "analytics" | "personalisation" | "marketing" | "adAudiences" | "aiTraining" | "profiling";
          readonly channel: "any" | "email" | "sms" | "push" | "whatsapp" | "post" | "phone" | "web" | "app" | "store";
          readonly topic: string | null;
          readonly state: "granted" | "denied" | "withdrawn";
          readonly source: string;
          readonly proof: string;
          readonly textVersion: string | null;
          readonly effectiveAt: string;
          readonly recordedAt: string;
        })[];
        readonly next: string | null;
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/profiles/{ref}/merge": {
      readonly parts: {
        readonly ref: string;
      };
      readonly body: {
        readonly from: string;
        readonly actor?: string | undefined;
      };
      readonly answer: {
        readonly id: string;
        readonly from: string;
        readonly into: string;
        readonly cause: string;
        readonly actor: string;
        readonly mergedAt: string;
        readonly undoneAt: string | null;
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/profiles/{ref}/overrides": {
      readonly parts: {
        readonly ref: string;
      };
      readonly body: {
        readonly experience: string;
        readonly action: "pin" | "suppress";
        readonly reason: string;
        readonly until: string;
        readonly actor?: string | undefined;
      };
      readonly answer: {
        readonly id: string;
        readonly profile: string;
        readonly experience: string;
        readonly action: "pin" | "suppress";
        readonly reason: string;
        readonly until: string;
        readonly actor: string;
        readonly madeAt: string;
        readonly endedAt: string | null;
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/quarantine/release": {
      readonly parts: { readonly [name: string]: never };
      readonly body: {
        readonly code: string;
      };
      readonly answer: {
        readonly released: number;
        readonly stillBad: number;
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/quarantine/{id}/release": {
      readonly parts: {
        readonly id: string;
      };
      readonly body: {
        readonly event?: unknown | undefined;
      } | null | undefined;
      readonly answer: {
        readonly id: string;
        readonly position: number;
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/recognition-tokens": {
      readonly parts: { readonly [name: string]: never };
      readonly body: {
        readonly identity?: {
          readonly [name: string]: string;
        } | undefined;
        readonly profile?: string | undefined;
        readonly expiresInSeconds?: number | undefined;
      };
      readonly answer: {
        readonly token: string;
        readonly expiresAt: string;
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/recognition-tokens/revoke": {
      readonly parts: { readonly [name: string]: never };
      readonly body: {
        readonly token?: string | undefined;
        readonly identity?: {
          readonly [name: string]: string;
        } | undefined;
        readonly profile?: string | undefined;
      };
      readonly answer: {
        readonly revoked: true;
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/rehearsals": {
      readonly parts: { readonly [name: string]: never };
      readonly body: {
        readonly profile: string;
        readonly step: "view" | "addToCart" | "buyInStore" | "openCase" | "solveCase" | "clickMail";
        readonly products?: readonly ({
          readonly key: string;
          readonly name?: string | undefined;
          readonly price?: number | undefined;
          readonly quantity?: number | undefined;
        })[] | undefined;
        readonly currency?: string | undefined;
        readonly store?: string | undefined;
        readonly id?: string | undefined;
      };
      readonly answer: {
        readonly profile: string;
        readonly event: string;
        readonly id: string;
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/rehearsals/customers": {
      readonly parts: { readonly [name: string]: never };
      readonly body: {
        readonly name?: string | undefined;
      } | null | undefined;
      readonly answer: {
        readonly profile: string;
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/reports/comparison": {
      readonly parts: { readonly [name: string]: never };
      readonly body: {
        readonly first: {
          readonly segment: string;
        } | {
          readonly condition: Condition;
        };
        readonly second?: {
          readonly segment: string;
        } | {
          readonly condition: Condition;
        } | undefined;
        readonly about?: readonly ("trait" | "band" | "stage" | "subStage" | "rfmGroup" | "accountType" | "engagedChannel" | "preferredChannel" | "regularStore" | "joinedStore" | "catchment" | "mainCategory" | "boughtCategory" | "boughtBrand" | "boughtChannel" | "boughtStore")[] | undefined;
        readonly limit?: number | undefined;
      };
      readonly answer: {
        readonly first: {
          readonly name: string;
          readonly segment: string | null;
          readonly size: number;
          readonly share: number;
          readonly asked: number;
        };
        readonly second: {
          readonly name: string;
          readonly segment: string | null;
          readonly size: number;
          readonly share: number;
          readonly asked: number;
        };
        readonly both: number;
        readonly exact: boolean;
        readonly compared: number;
        readonly confidence: number;
        readonly differences: readonly ({
          readonly about: "trait" | "band" | "stage" | "subStage" | "rfmGroup" | "accountType" | "engagedChannel" | "preferredChannel" | "regularStore" | "joinedStore" | "catchment" | "mainCategory" | "boughtCategory" | "boughtBrand" | "boughtChannel" | "boughtStore";
          readonly name: string;
          readonly value: string;
          readonly first: {
            readonly customers: number;
            readonly share: number;
          };
          readonly second: {
            readonly customers: number;
            readonly share: number;
          };
          readonly index: number | null;
          readonly indexFrom: number | null;
          readonly indexUntil: number | null;
          readonly difference: number;
          readonly from: number;
          readonly until: number;
          readonly isClear: boolean;
        })[];
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/reports/overlap": {
      readonly parts: { readonly [name: string]: never };
      readonly body: {
        readonly sets: readonly ({
          readonly segment: string;
        } | {
          readonly condition: Condition;
        })[];
      };
      readonly answer: {
        readonly everyone: number;
        readonly sets: readonly ({
          readonly name: string;
          readonly segment: string | null;
          readonly size: number;
          readonly share: number;
        })[];
        readonly regions: readonly {
          readonly sets: readonly number[];
          readonly size: number;
          readonly share: number;
        }[];
        readonly pairs: readonly ({
          readonly first: number;
          readonly second: number;
          readonly size: number;
          readonly jaccard: number | null;
          readonly lift: number | null;
        })[];
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/reports/relevance": {
      readonly parts: { readonly [name: string]: never };
      readonly body: {
        readonly attribute: string;
        readonly within?: {
          readonly segment: string;
        } | {
          readonly condition: Condition;
        } | undefined;
        readonly days?: number | undefined;
      };
      readonly answer: {
        readonly attribute: string;
        readonly days: number;
        readonly customers: number;
        readonly asked: number;
        readonly boughtAgain: number;
        readonly known: number;
        readonly values: readonly {
          readonly value: string;
          readonly customers: number;
          readonly boughtAgain: number;
        }[];
        readonly models: {
          readonly none: {
            readonly logLoss: number;
            readonly auc: number;
          };
          readonly attribute: {
            readonly logLoss: number;
            readonly auc: number;
          };
          readonly behaviour: {
            readonly logLoss: number;
            readonly auc: number;
          };
          readonly both: {
            readonly logLoss: number;
            readonly auc: number;
          };
        };
        readonly gainOverNothing: {
          readonly value: number;
          readonly from: number;
          readonly until: number;
        };
        readonly gainOverBehaviour: {
          readonly value: number;
          readonly from: number;
          readonly until: number;
        };
        readonly gainInsteadOfBehaviour: {
          readonly value: number;
          readonly from: number;
          readonly until: number;
        };
        readonly verdict: "moreThanBehaviour" | "addsToBehaviour" | "addsNothingClear";
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/reports/stages/{stage}/segment": {
      readonly parts: {
        readonly stage: "acquire" | "lapse" | "onboard" | "grow";
      };
      readonly body: {
        readonly key: string;
        readonly name: string;
        readonly description?: string | undefined;
        readonly purpose?: "service" | "analytics" | "personalisation" | "marketing" | "adAudiences" | "aiTraining" | "profiling" | undefined;
        readonly channel?: "any" | "email" | "sms" | "push" | "whatsapp" | "post" | "phone" | "web" | "app" | "store" | undefined;
        readonly alerts?: readonly ({
          readonly when: "empty";
        } | {
          readonly when: "changed";
          readonly percent: number;
          readonly withinHours: number;
        })[] | undefined;
      };
      readonly answer: {
        readonly kind: string;
        readonly key: string;
        readonly version: number;
        readonly state: "draft" | "live" | "retired";
        readonly liveVersion: number | null;
        readonly body: {
          readonly [name: string]: Shared1;
        };
        readonly author: string;
        readonly reason: string;
        readonly changedAt: string;
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/segments/parse": {
      readonly parts: { readonly [name: string]: never };
      readonly body: {
        readonly text?: string | undefined;
        readonly condition?: Condition | undefined;
      };
      readonly answer: {
        readonly condition: Condition;
        readonly text: string;
        readonly explanation: string;
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/segments/preview": {
      readonly parts: { readonly [name: string]: never };
      readonly body: {
        readonly condition: Condition;
      };
      readonly answer: {
        readonly size: number;
        readonly share: number;
        readonly stages: {
          readonly [name: string]: number;
        };
        readonly sample: readonly ({
          readonly profile: string;
          readonly name: string | null;
          readonly identifiers: readonly {
            readonly namespace: string;
            readonly value: string;
          }[];
          readonly simulated: boolean;
        })[];
        readonly explanation: string;
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/session": {
      readonly parts: { readonly [name: string]: never };
      readonly body: {
        readonly login: string;
        readonly password: string;
      } | {
        readonly key: string;
      } | {
        readonly invitation: string;
        readonly password: string;
      };
      readonly answer: {
        readonly kind: "staff" | "key";
        readonly name: string;
        readonly login: string | null;
        readonly role: "owner" | "marketing" | "product" | "retail" | "service" | "finance" | "analyst" | "engineer" | null;
        readonly stores: readonly string[];
        readonly operations: "all" | readonly string[];
        readonly masks: readonly ("name" | "contact" | "details")[];
      };
    };
    readonly "/api/sources": {
      readonly parts: { readonly [name: string]: never };
      readonly body: {
        readonly key: string;
        readonly name: string;
        readonly channel: "web" | "app" | "store" | "marketplace" | "phone" | "social" | "service" | "email";
        readonly simulated?: boolean | undefined;
      };
      readonly answer: {
        readonly key: string;
        readonly name: string;
        readonly channel: "web" | "app" | "store" | "marketplace" | "phone" | "social" | "service" | "email";
        readonly simulated: boolean;
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/staff": {
      readonly parts: { readonly [name: string]: never };
      readonly body: {
        readonly login: string;
        readonly name: string;
        readonly role: "owner" | "marketing" | "product" | "retail" | "service" | "finance" | "analyst" | "engineer";
        readonly stores?: readonly string[] | undefined;
      };
      readonly answer: {
        readonly id: string;
        readonly login: string;
        readonly name: string;
        readonly role: "owner" | "marketing" | "product" | "retail" | "service" | "finance" | "analyst" | "engineer";
        readonly stores: readonly string[];
        readonly state: "active" | "invited" | "none" | "disabled";
        readonly invitationEndsAt: string | null;
        readonly createdAt: string;
        readonly signedInAt: string | null;
        readonly invitation: {
          readonly path: string;
          readonly endsAt: string;
        };
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/staff/{id}/invitation": {
      readonly parts: {
        readonly id: string;
      };
      readonly body: undefined;
      readonly answer: {
        readonly id: string;
        readonly login: string;
        readonly name: string;
        readonly role: "owner" | "marketing" | "product" | "retail" | "service" | "finance" | "analyst" | "engineer";
        readonly stores: readonly string[];
        readonly state: "active" | "invited" | "none" | "disabled";
        readonly invitationEndsAt: string | null;
        readonly createdAt: string;
        readonly signedInAt: string | null;
        readonly invitation: {
          readonly path: string;
          readonly endsAt: string;
        };
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/webhooks/{key}/enable": {
      readonly parts: {
        readonly key: string;
      };
      readonly body: undefined;
      readonly answer: {
        readonly key: string;
        readonly url: string;
        readonly segments: readonly string[];
        readonly state: "active" | "noSecret" | "paused" | "disabled";
        readonly reason: string | null;
        readonly pausedUntil: string | null;
        readonly waiting: number;
        readonly dead: number;
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/webhooks/{key}/replay": {
      readonly parts: {
        readonly key: string;
      };
      readonly body: {
        readonly after?: string | undefined;
        readonly delivery?: string | undefined;
      };
      readonly answer: {
        readonly key: string;
        readonly url: string;
        readonly segments: readonly string[];
        readonly state: "active" | "noSecret" | "paused" | "disabled";
        readonly reason: string | null;
        readonly pausedUntil: string | null;
        readonly waiting: number;
        readonly dead: number;
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/webhooks/{key}/secret": {
      readonly parts: {
        readonly key: string;
      };
      readonly body: {
        readonly overlapHours?: number | undefined;
      };
      readonly answer: {
        readonly secret: string;
        readonly othersUntil: string | null;
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
  };
  readonly PUT: {
    readonly "/api/definitions/{kind}/{key}": {
      readonly parts: {
        readonly kind: string;
        readonly key: string;
        readonly version?: number | undefined;
        readonly reason?: string | undefined;
        readonly state?: "draft" | "live" | undefined;
      };
      readonly body: {
        readonly [name: string]: unknown;
      };
      readonly answer: {
        readonly kind: string;
        readonly key: string;
        readonly version: number;
        readonly state: "draft" | "live" | "retired";
        readonly liveVersion: number | null;
        readonly body: {
          readonly [name: string]: Shared1;
        };
        readonly author: string;
        readonly reason: string;
        readonly changedAt: string;
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/me/password": {
      readonly parts: { readonly [name: string]: never };
      readonly body: {
        readonly current: string;
        readonly password: string;
      };
      readonly answer: {
        readonly changed: true;
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/products/{key}": {
      readonly parts: {
        readonly key: string | number;
      };
      readonly body: {
        readonly name: string | number;
        readonly brand?: string | number | undefined;
        readonly category?: readonly (string | number)[] | undefined;
        readonly tags?: readonly (string | number)[] | undefined;
        readonly price?: number | string | undefined;
        readonly currency?: string | undefined;
        readonly url?: string | undefined;
        readonly imageUrl?: string | undefined;
        readonly attributes?: unknown | undefined;
        readonly simulated?: boolean | "true" | "false" | undefined;
      };
      readonly answer: {
        readonly key: string;
        readonly name: string;
        readonly brand: string | null;
        readonly category: readonly string[];
        readonly tags: readonly string[];
        readonly priceMinor: number | null;
        readonly currency: string | null;
        readonly url: string | null;
        readonly imageUrl: string | null;
        readonly attributes: {
          readonly [name: string]: Shared1;
        };
        readonly stock: readonly ({
          readonly store: string | null;
          readonly quantity: number;
          readonly updatedAt: string;
        })[];
        readonly simulated: boolean;
        readonly withdrawnAt: string | null;
        readonly updatedAt: string;
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/products/{key}/stock": {
      readonly parts: {
        readonly key: string | number;
      };
      readonly body: {
        readonly store?: string | number | undefined;
        readonly quantity: number | string;
      };
      readonly answer: {
        readonly key: string;
        readonly name: string;
        readonly brand: string | null;
        readonly category: readonly string[];
        readonly tags: readonly string[];
        readonly priceMinor: number | null;
        readonly currency: string | null;
        readonly url: string | null;
        readonly imageUrl: string | null;
        readonly attributes: {
          readonly [name: string]: Shared1;
        };
        readonly stock: readonly ({
          readonly store: string | null;
          readonly quantity: number;
          readonly updatedAt: string;
        })[];
        readonly simulated: boolean;
        readonly withdrawnAt: string | null;
        readonly updatedAt: string;
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/products/{key}/withdrawal": {
      readonly parts: {
        readonly key: string | number;
      };
      readonly body: undefined;
      readonly answer: {
        readonly key: string;
        readonly name: string;
        readonly brand: string | null;
        readonly category: readonly string[];
        readonly tags: readonly string[];
        readonly priceMinor: number | null;
        readonly currency: string | null;
        readonly url: string | null;
        readonly imageUrl: string | null;
        readonly attributes: {
          readonly [name: string]: Shared1;
        };
        readonly stock: readonly ({
          readonly store: string | null;
          readonly quantity: number;
          readonly updatedAt: string;
        })[];
        readonly simulated: boolean;
        readonly withdrawnAt: string | null;
        readonly updatedAt: string;
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
    readonly "/api/stores/{key}": {
      readonly parts: {
        readonly key: string | number;
      };
      readonly body: {
        readonly name: string | number;
        readonly address?: {
          readonly [name: string]: string | number;
        } | undefined;
        readonly latitude?: number | string | undefined;
        readonly longitude?: number | string | undefined;
        readonly timeZone?: string | undefined;
        readonly hours?: { readonly [name in "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday"]?: readonly {
          readonly from: string;
          readonly until: string;
        }[] } | undefined;
        readonly areas?: readonly ({
          readonly from: string;
          readonly squareMetres: number | string;
        })[] | undefined;
        readonly catchment?: {
          readonly type: "Polygon";
          readonly coordinates: readonly (readonly (readonly [number, number])[])[];
        } | {
          readonly type: "MultiPolygon";
          readonly coordinates: readonly (readonly (readonly (readonly [number, number])[])[])[];
        } | undefined;
        readonly simulated?: boolean | "true" | "false" | undefined;
      };
      readonly answer: {
        readonly key: string;
        readonly name: string;
        readonly address: {
          readonly [name: string]: string;
        };
        readonly latitude: number | null;
        readonly longitude: number | null;
        readonly timeZone: string | null;
        readonly hours: { readonly [name in "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday"]?: readonly {
          readonly from: string;
          readonly until: string;
        }[] } | null;
        readonly areas: readonly {
          readonly from: string;
          readonly squareMetres: number;
        }[];
        readonly catchment: {
          readonly type: "Polygon";
          readonly coordinates: readonly (readonly (readonly [number, number])[])[];
        } | {
          readonly type: "MultiPolygon";
          readonly coordinates: readonly (readonly (readonly (readonly [number, number])[])[])[];
        } | null;
        readonly simulated: boolean;
        readonly updatedAt: string;
        readonly masked?: readonly string[];
        readonly withheld?: "personalisation";
      };
    };
  };
}

type Condition = unknown;

type Shared1 = string | number | boolean | null | readonly Shared1[] | {
  readonly [name: string]: Shared1;
};
