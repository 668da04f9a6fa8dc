import { connect, type Socket } from "node:net";

export interface LeanAnswer {
  readonly status: number;
  readonly bodyBytes: number;
}

interface Asked {
  readonly bytes: Buffer;
  readonly resolve: (answer: LeanAnswer) => void;
  readonly reject: (error: Error) => void;
}

const endOfHead = Buffer.from("\r\n\r\n");

/**
 * HTTP/1.1 over kept-alive connections, one request at a time on each, the longest waiting first. Of an answer it reads the status and the
 * length only: a fifth of the processor that a complete client takes, which on a shared machine would be taken from the server under test.
 */
export class LeanConnections {
  readonly #host: string;
  readonly #port: number;
  readonly #free: Connection[] = [];
  readonly #all: Connection[] = [];
  readonly #waiting: Asked[] = [];
  readonly #most: number;

  constructor(url: string, most: number) {
    const { hostname, port } = new URL(url);
    this.#host = hostname;
    this.#port = Number(port);
    this.#most = most;
  }

  /** `bytes`: a whole request. Rejects when the connection broke before the answer was complete. */
  send(bytes: Buffer): Promise<LeanAnswer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ bytes, resolve, reject });
      this.#next();
    });
  }

  close(): void {
    for (const connection of this.#all) connection.close();
  }

  #next(): void {
    const connection = this.#free.pop() ?? this.#open();
    if (connection === undefined) return;
    const asked = this.#waiting.shift();
    if (asked === undefined) this.#free.push(connection);
    else connection.ask(asked);
  }

  #open(): Connection | undefined {
    if (this.#waiting.length === 0 || this.#all.length >= this.#most) return undefined;
    const connection = new Connection(connect({ host: this.#host, port: this.#port, noDelay: true }), {
      onFree: () => {
        this.#free.push(connection);
        this.#next();
      },
      onEnd: () => {
        this.#all.splice(this.#all.indexOf(connection), 1);
        const at = this.#free.indexOf(connection);
        if (at >= 0) this.#free.splice(at, 1);
        this.#next();
      },
    });
    this.#all.push(connection);
    return connection;
  }
}

class Connection {
  readonly #socket: Socket;
  readonly #onFree: () => void;
  #asked: Asked | undefined;
  #head: Buffer = Buffer.alloc(0);
  #status = 0;
  #length = 0;
  /** Of the body still to come; -1: the head is not complete. */
  #left = -1;

  constructor(socket: Socket, on: { readonly onFree: () => void; readonly onEnd: () => void }) {
    this.#socket = socket;
    this.#onFree = on.onFree;
    socket.on("data", (part) => this.#read(part));
    socket.on("error", () => undefined); // its end follows
    socket.once("close", () => {
      const asked = this.#asked;
      this.#asked = undefined;
      on.onEnd();
      asked?.reject(new Error("The connection broke before the answer was complete."));
    });
  }

  ask(asked: Asked): void {
    this.#asked = asked;
    this.#socket.write(asked.bytes);
  }

  close(): void {
    this.#socket.destroy();
  }

  #read(part: Buffer): void {
    if (this.#left >= 0) this.#left -= part.length;
    else this.#readHead(part);
    if (this.#left !== 0) return;
    const asked = this.#asked;
    this.#asked = undefined;
    this.#left = -1;
    asked?.resolve({ status: this.#status, bodyBytes: this.#length });
    this.#onFree();
  }

  #readHead(part: Buffer): void {
    const head = this.#head.length === 0 ? part : Buffer.concat([this.#head, part]);
    const end = head.indexOf(endOfHead);
    this.#head = end < 0 ? head : Buffer.alloc(0);
    if (end < 0) return;
    const text = head.toString("latin1", 0, end);
    const length = /\r\ncontent-length: *(\d+)/i.exec(text)?.[1];
    if (length === undefined) throw new Error(`An answer does not tell its length: ${text}`);
    this.#status = Number(text.slice(9, 12));
    this.#length = Number(length);
    this.#left = this.#length - (head.length - end - endOfHead.length);
  }
}
