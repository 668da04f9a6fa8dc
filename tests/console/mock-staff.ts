/** Signed in with a secret key: may do everything. */
export const keyHolder = {
  kind: "key",
  name: "Secret key …sts",
  login: null,
  role: null,
  stores: [],
  operations: "all",
  masks: [],
} as const;
