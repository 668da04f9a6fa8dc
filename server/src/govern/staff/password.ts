import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { refusals } from "./refusals.ts";

const shortestPassword = 12;
const longestPassword = 256;

interface Settings {
  readonly logN: number;
  readonly r: number;
  readonly p: number;
}

/** 32 MB and about a quarter of a second a try: what OWASP asks of scrypt. */
const shipped: Settings = { logN: 15, r: 8, p: 3 };
const keyBytes = 32;
/** How many are computed at once, and how many may wait: each takes memory, and a flood of tries must not take all of it. */
const atOnce = 2;
const mostWaiting = 32;

/** @throws Refusal 422 for one that is short, or the person's own name */
export function checkPassword(password: string, login: string): void {
  if (password.length < shortestPassword) throw refusals.passwordTooShort(shortestPassword);
  if (password.length > longestPassword) throw refusals.passwordTooLong(longestPassword);
  const plain = password.toLowerCase();
  const isGuessed = plain.includes(login) || new Set(plain).size < 5;
  if (isGuessed) throw refusals.passwordGuessed();
}

export interface Passwords {
  /** `scrypt$15$8$3$salt$hash`: a later setting may be another. */
  hash(password: string): Promise<string>;
  /** False where there is no password, after as much work: whoever tries must not learn which names there are. */
  isRight(password: string, kept: string | undefined): Promise<boolean>;
}

export function createPasswords({ logN, r, p }: Settings = shipped): Passwords {
  const nobody = `scrypt$${logN}$${r}$${p}$${"A".repeat(22)}$${"A".repeat(43)}`;
  return {
    hash: async (password) => {
      const salt = randomBytes(16);
      const key = await derive(password, salt, { logN, r, p });
      return ["scrypt", logN, r, p, salt.toString("base64url"), key.toString("base64url")].join("$");
    },
    isRight: async (password, kept) => {
      const [, keptN, keptR, keptP, salt = "", hash = ""] = (kept ?? nobody).split("$");
      const wanted = Buffer.from(hash, "base64url");
      const settings = { logN: Number(keptN), r: Number(keptR), p: Number(keptP) };
      const key = await derive(password.slice(0, longestPassword), Buffer.from(salt, "base64url"), settings);
      return kept !== undefined && key.length === wanted.length && timingSafeEqual(key, wanted);
    },
  };
}

let running = 0;
const waiting: (() => void)[] = [];

async function derive(password: string, salt: Buffer, { logN, r, p }: Settings): Promise<Buffer> {
  if (running >= atOnce) {
    if (waiting.length >= mostWaiting) throw refusals.tooManyAtOnce();
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else running += 1;
  try {
    return await new Promise<Buffer>((resolve, reject) =>
      scrypt(
        password.normalize("NFC"),
        salt,
        keyBytes,
        { N: 2 ** logN, r, p, maxmem: 256 * 2 ** logN * r },
        (error, key) => (error === null ? resolve(key) : reject(error)),
      ),
    );
  } finally {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  }
}
