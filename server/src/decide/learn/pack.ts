type Numbers = Int32Array | Float32Array | Float64Array;

const kinds = { int32: Int32Array, float32: Float32Array, float64: Float64Array } as const;
type Kind = keyof typeof kinds;

interface Header {
  readonly arrays: readonly (readonly [name: string, kind: Kind, length: number])[];
  readonly rest: unknown;
}

/** Arrays by name and whatever else JSON can say, as bytes: read again they are the same, without a copy. */
export function pack(arrays: Readonly<Record<string, Numbers>>, rest: unknown): Uint8Array<ArrayBuffer> {
  const named = Object.entries(arrays);
  const header: Header = {
    arrays: named.map(([name, numbers]) => [name, kindOf(numbers), numbers.length]),
    rest,
  };
  const told = new TextEncoder().encode(JSON.stringify(header));
  const begin = evened(8 + told.length);
  const size = named.reduce((sum, [, { byteLength }]) => sum + evened(byteLength), begin);
  const bytes = new Uint8Array(size);
  new DataView(bytes.buffer).setUint32(0, told.length, true);
  bytes.set(told, 8);
  let at = begin;
  for (const [, numbers] of named) {
    bytes.set(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength), at);
    at += evened(numbers.byteLength);
  }
  return bytes;
}

export interface Unpacked {
  readonly rest: unknown;
  whole(name: string): Int32Array;
  small(name: string): Float32Array;
  number(name: string): Float64Array;
}

export function unpack(bytes: Uint8Array<ArrayBuffer>): Unpacked {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  // What `pack` wrote.
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length))) as Header;
  const places = new Map<string, readonly [kind: Kind, from: number, length: number]>();
  let at = evened(8 + length);
  for (const [name, kind, count] of header.arrays) {
    places.set(name, [kind, bytes.byteOffset + at, count]);
    at += evened(count * kinds[kind].BYTES_PER_ELEMENT);
  }
  const placeOf = (name: string, kind: Kind): readonly [from: number, length: number] => {
    const place = places.get(name);
    if (place === undefined || place[0] !== kind) throw new Error(`The pack holds no ${name} of ${kind}.`);
    return [place[1], place[2]];
  };
  return {
    rest: header.rest,
    whole: (name) => new Int32Array(bytes.buffer, ...placeOf(name, "int32")),
    small: (name) => new Float32Array(bytes.buffer, ...placeOf(name, "float32")),
    number: (name) => new Float64Array(bytes.buffer, ...placeOf(name, "float64")),
  };
}

function kindOf(numbers: Numbers): Kind {
  if (numbers instanceof Int32Array) return "int32";
  return numbers instanceof Float32Array ? "float32" : "float64";
}

/** Arrays begin at a multiple of eight. */
function evened(bytes: number): number {
  return (bytes + 7) & ~7;
}
