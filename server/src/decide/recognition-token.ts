import type { Signer } from "../kernel/signer.ts";

/** What a recognition token says: numbers only, nothing of the customer. Times are epoch milliseconds. */
export interface RecognitionToken {
  readonly brandId: number;
  readonly leafId: number;
  readonly issuedAt: number;
  readonly expiresAt: number;
  /** 64 random bits, in hexadecimal. */
  readonly serial: string;
}

const prefix = "att_";
const version = 1;
const bodyBytes = 29;
const tokenBytes = bodyBytes + 16;

/** 64 characters that stand in an address and in a QR code as they are. */
export function writeToken(signer: Signer, token: RecognitionToken): string {
  const body = Buffer.alloc(bodyBytes);
  body.writeUInt8(version, 0);
  body.writeUInt16BE(token.brandId, 1);
  body.writeUIntBE(token.leafId, 3, 6);
  body.writeUIntBE(token.issuedAt, 9, 6);
  body.writeUIntBE(token.expiresAt, 15, 6);
  body.write(token.serial, 21, "hex");
  return prefix + Buffer.concat([body, signer.sign(body)]).toString("base64url");
}

/** Undefined: it was not made here, or somebody changed it. */
export function readToken(signer: Signer, text: string): RecognitionToken | undefined {
  if (!/^att_[A-Za-z0-9_-]{60}$/.test(text)) return undefined;
  const bytes = Buffer.from(text.slice(prefix.length), "base64url");
  const body = bytes.subarray(0, bodyBytes);
  if (bytes.length !== tokenBytes || !signer.isSigned(body, bytes.subarray(bodyBytes))) return undefined;
  if (body.readUInt8(0) !== version) return undefined;
  return {
    brandId: body.readUInt16BE(1),
    leafId: body.readUIntBE(3, 6),
    issuedAt: body.readUIntBE(9, 6),
    expiresAt: body.readUIntBE(15, 6),
    serial: body.toString("hex", 21, 29),
  };
}
