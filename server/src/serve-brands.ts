import type { Program } from "./compose.ts";
import { refusals } from "./govern/brand/refusals.ts";
import type { ProgramPorts } from "./parts.ts";
import type { Door } from "./platform/http/door.ts";
import type { Queryable } from "./platform/postgres/database.ts";
import { readBrand } from "./platform/postgres/first-brand.ts";

type TurnBrand = ProgramPorts["turnBrand"];

/** How soon a copy of the program follows when another has turned to another brand. */
const lookMs = 2_000;

/**
 * One program at a time, wired for the brand that is served. When another brand is turned to, here or by another copy, requests are held
 * while the program is wired anew: what was answered before belongs to the one brand, what is answered afterwards to the other.
 */
export class ServedBrands {
  readonly #door: Door;
  readonly #database: Queryable;
  readonly #wire: (turnBrand: TurnBrand) => Promise<Program>;
  #program: Program | undefined;
  #isTurning = false;
  #looking: NodeJS.Timeout | undefined;

  constructor(door: Door, database: Queryable, wire: (turnBrand: TurnBrand) => Promise<Program>) {
    this.#door = door;
    this.#database = database;
    this.#wire = wire;
  }

  get program(): Program {
    if (this.#program === undefined) throw new Error("No program is wired yet.");
    return this.#program;
  }

  /** Nothing runs before `start`. */
  async wire(): Promise<Program> {
    this.#program = await this.#wire((change) => this.#turn(change));
    return this.#program;
  }

  /** Starts the program and opens the door. */
  async start(): Promise<void> {
    await this.program.start();
    this.#door.gate.open();
    const look = (): void => void this.#look().catch(() => undefined); // the store is away: looked again
    this.#looking = setInterval(look, lookMs);
    this.#looking.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#looking);
    await this.program.stop();
  }

  async #turn<T>(change: () => Promise<T>): Promise<T> {
    if (this.#isTurning) throw refusals.turning();
    this.#isTurning = true;
    await this.#door.drain(1); // all but who asks for it
    try {
      const changed = await change();
      // Once it is answered. Should it fail the program ends, and its next start serves the brand that was turned to.
      setImmediate(() => void this.#rewire());
      return changed;
    } catch (error) {
      this.#isTurning = false;
      this.#door.gate.open();
      throw error;
    }
  }

  async #look(): Promise<void> {
    if (this.#isTurning || !this.#door.gate.isOpen) return;
    const { brandId } = await readBrand(this.#database);
    if (this.#isTurning || brandId === this.program.brand.brandId) return;
    this.#isTurning = true;
    void this.#rewire();
  }

  async #rewire(): Promise<void> {
    await this.#door.drain();
    await this.program.stop();
    const program = await this.wire();
    await program.start();
    this.#isTurning = false;
    this.#door.gate.open();
  }
}
