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
