import { Random } from "./random.ts";

/** Degrees, WGS 84. */
export interface Place {
  readonly latitude: number;
  readonly longitude: number;
}

export interface Town extends Place {
  readonly name: string;
  readonly postcode: string;
  /** Relative number of people. */
  readonly size: number;
}

/** A store. `areas`: floor area in square metres from a date on. */
export interface Store extends Place {
  readonly key: string;
  readonly name: string;
  readonly town: Town;
  readonly timeZone: string;
  readonly areas: readonly { readonly from: string; readonly squareMetres: number }[];
}

const towns: readonly Town[] = [
  { name: "London", postcode: "SW1A", latitude: 51.507, longitude: -0.128, size: 30 },
  { name: "Birmingham", postcode: "B1", latitude: 52.48, longitude: -1.903, size: 11 },
  { name: "Manchester", postcode: "M1", latitude: 53.48, longitude: -2.243, size: 11 },
  { name: "Leeds", postcode: "LS1", latitude: 53.799, longitude: -1.549, size: 8 },
  { name: "Edinburgh", postcode: "EH1", latitude: 55.953, longitude: -3.189, size: 6 },
  { name: "Bristol", postcode: "BS1", latitude: 51.455, longitude: -2.588, size: 6 },
  { name: "Norwich", postcode: "NR1", latitude: 52.63, longitude: 1.297, size: 3 },
  { name: "Cardiff", postcode: "CF10", latitude: 51.482, longitude: -3.179, size: 4 },
  { name: "Newcastle", postcode: "NE1", latitude: 54.978, longitude: -1.617, size: 4 },
  { name: "Plymouth", postcode: "PL1", latitude: 50.376, longitude: -4.143, size: 3 },
];

/** Stores in the largest towns first; every third has been made larger once. */
export function makeStores(seed: number, count: number): readonly Store[] {
  const random = new Random(seed, 0x5706);
  return Array.from({ length: count }, (_, at) => {
    const town = towns[at % towns.length] ?? random.pick(towns);
    const squareMetres = 80 + random.below(320);
    const areas = [{ from: "2015-01-01", squareMetres }];
    if (at % 3 === 2) areas.push({ from: "2020-03-01", squareMetres: Math.round(squareMetres * 1.4) });
    const round = Math.floor(at / towns.length);
    return {
      key: `store-${town.name.toLowerCase()}${round === 0 ? "" : `-${round + 1}`}`,
      name: round === 0 ? town.name : `${town.name} ${round + 1}`,
      town,
      latitude: rounded(town.latitude + 0.02 * (random.unit() - 0.5)),
      longitude: rounded(town.longitude + 0.02 * (random.unit() - 0.5)),
      timeZone: "Europe/London",
      areas,
    };
  });
}

const sizes = towns.reduce((sum, town) => sum + town.size, 0);

/** Where somebody lives: a town by its size, then about 12 km around its middle. */
export function homeOf(random: Random): Place & { readonly town: Town } {
  const town = random.weighted(towns, ({ size }) => size, sizes);
  return {
    town,
    latitude: rounded(town.latitude + 0.11 * random.normal()),
    longitude: rounded(town.longitude + 0.17 * random.normal()),
  };
}

function rounded(degrees: number): number {
  return Math.round(degrees * 10_000) / 10_000;
}

const earthKm = 6371;

/** Great-circle distance in kilometres. */
export function distanceKm(from: Place, to: Place): number {
  const radians = Math.PI / 180;
  const north = Math.sin(((to.latitude - from.latitude) * radians) / 2);
  const east = Math.sin(((to.longitude - from.longitude) * radians) / 2);
  const chord =
    north * north + Math.cos(from.latitude * radians) * Math.cos(to.latitude * radians) * east * east;
  return 2 * earthKm * Math.asin(Math.min(1, Math.sqrt(chord)));
}

/** A person's stores with the share of store visits that go there: area over squared distance (Huff). */
export function catchmentOf(
  home: Place,
  stores: readonly Store[],
): readonly { readonly store: Store; readonly km: number; readonly share: number }[] {
  const pulls = stores.map((store) => {
    const km = distanceKm(home, store);
    const area = store.areas.at(-1)?.squareMetres ?? 100;
    return { store, km, pull: area / (1 + km) ** 2 };
  });
  const total = pulls.reduce((sum, { pull }) => sum + pull, 0);
  return pulls
    .map(({ store, km, pull }) => ({ store, km, share: pull / total }))
    .sort((a, b) => b.share - a.share);
}
