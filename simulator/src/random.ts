/**
 * The simulator's only source of chance: sfc32 (C. Doty-Humphrey's small fast counter, 128 bits of state), seeded
 * from a few whole numbers. The same numbers give the same stream on every machine, so nothing has to be stored to
 * come back to a customer's or a visit's own stream.
 */
export class Random {
  #a = 0;
  #b = 0;
  #c = 0;
  #counter = 1;

  constructor(...seeds: readonly number[]) {
    this.reseed(...seeds);
  }

  reseed(...seeds: readonly number[]): this {
    let hash = 0x9e3779b9;
    for (const seed of seeds) hash = mix(hash ^ mix(seed >>> 0) ^ (Math.floor(seed / 2 ** 32) >>> 0));
    this.#a = hash;
    this.#b = mix(hash + 0x6d2b79f5);
    this.#c = mix(hash + 0xdb4ef36e);
    this.#counter = 1;
    for (let round = 0; round < 8; round++) this.bits();
    return this;
  }

  /** 32 random bits, as an unsigned number. */
  bits(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum;
    this.#c |= 0;
    return sum >>> 0;
  }

  /** In (0, 1): never 0, so that its logarithm is finite. */
  unit(): number {
    return (this.bits() + 0.5) / 2 ** 32;
  }

  chance(probability: number): boolean {
    return this.unit() < probability;
  }

  /** A whole number in [0, below). */
  below(below: number): number {
    return Math.floor(this.unit() * below);
  }

  between(from: number, until: number): number {
    return from + this.unit() * (until - from);
  }

  pick<T>(of: readonly T[]): T {
    const picked = of[this.below(of.length)];
    if (picked === undefined) throw new Error("Cannot pick from an empty list.");
    return picked;
  }

  /** One of the list, each as likely as its weight; `total` is the sum of the weights. */
  weighted<T>(of: readonly T[], weightOf: (one: T) => number, total: number): T {
    let rest = this.unit() * total;
    for (const one of of) {
      rest -= weightOf(one);
      if (rest < 0) return one;
    }
    return this.pick(of);
  }

  exponential(rate: number): number {
    return -Math.log(this.unit()) / rate;
  }

  /** 0, 1, 2 … with this mean. */
  geometric(mean: number): number {
    return mean <= 0 ? 0 : Math.floor(Math.log(this.unit()) / Math.log(mean / (1 + mean)));
  }

  normal(): number {
    return Math.sqrt(-2 * Math.log(this.unit())) * Math.cos(2 * Math.PI * this.unit());
  }

  /** Gamma(shape, rate), by Marsaglia and Tsang; below shape 1 by the usual power of a uniform. */
  gamma(shape: number, rate: number): number {
    if (shape < 1) return this.gamma(shape + 1, rate) * this.unit() ** (1 / shape);
    const third = shape - 1 / 3;
    const spread = 1 / Math.sqrt(9 * third);
    for (;;) {
      const normal = this.normal();
      const cube = (1 + spread * normal) ** 3;
      if (cube <= 0) continue;
      if (Math.log(this.unit()) < 0.5 * normal * normal + third - third * cube + third * Math.log(cube)) {
        return (third * cube) / rate;
      }
    }
  }

  /** The form of a version-4 UUID. */
  uuid(): string {
    const [a, b, c, d] = [this.bits(), this.bits(), this.bits(), this.bits()];
    return `${hex8(a)}-${hex4(b >>> 16)}-4${hex4(b).slice(1)}-a${hex4(c >>> 16).slice(1)}-${hex4(c)}${hex8(d)}`;
  }
}

function mix(value: number): number {
  let mixed = value | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}

const hexPairs: readonly string[] = Array.from({ length: 65_536 }, (_, n) => n.toString(16).padStart(4, "0"));

function hex4(bits: number): string {
  return hexPairs[bits & 0xffff] ?? "0000";
}

function hex8(bits: number): string {
  return hex4(bits >>> 16) + hex4(bits);
}
