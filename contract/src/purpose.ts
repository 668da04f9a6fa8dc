/** What personal data may be used for. */
export const purposes = [
  "service",
  "analytics",
  "personalisation",
  "marketing",
  "adAudiences",
  "aiTraining",
  "profiling",
] as const;
export type Purpose = (typeof purposes)[number];

export const consentStates = ["granted", "denied", "withdrawn", "unknown"] as const;
/** Unknown is not denied: nobody has asked yet. */
export type ConsentState = (typeof consentStates)[number];

/** Channels a consent may be limited to; `any` stands for all. */
export const consentChannels = [
  "any",
  "email",
  "sms",
  "push",
  "whatsapp",
  "post",
  "phone",
  "web",
  "app",
  "store",
] as const;
export type ConsentChannel = (typeof consentChannels)[number];

/** What a use of data needs: that the customer agreed, or that nobody objected. */
export const purposeNeeds: Readonly<
  Record<Purpose, { readonly consent: "granted" | "notObjected"; readonly channel: boolean }>
> = {
  service: { consent: "notObjected", channel: false },
  analytics: { consent: "notObjected", channel: false },
  personalisation: { consent: "notObjected", channel: false },
  marketing: { consent: "granted", channel: true },
  adAudiences: { consent: "granted", channel: false },
  aiTraining: { consent: "granted", channel: false },
  profiling: { consent: "notObjected", channel: false },
};

/** What the members of a segment are used for. */
export interface Use {
  readonly purpose: Purpose;
  /** By which channel they are reached; `any` where the purpose needs none. */
  readonly channel: ConsentChannel;
}
