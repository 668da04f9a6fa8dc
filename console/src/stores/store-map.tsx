import type { GeoArea, StoreView } from "@attune/contract";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { words } from "../words/words.ts";
import type { LandRing } from "./land-of.ts";
import { type Frame, frameOf, ringsOf, type Spot } from "./store-map-places.ts";
import "./stores.css";
import { useLand } from "./use-land.ts";

interface Placed extends Spot {
  readonly name: string;
}

/** Stores by longitude and latitude, with their catchments. No tiles: nothing is fetched from elsewhere. */
export function StoreMap(props: { readonly stores: readonly StoreView[] }): ReactElement | null {
  const land = useLand();
  const spots = props.stores.flatMap(placedOf);
  const areas = props.stores.flatMap(({ catchment }) => (catchment === null ? [] : [catchment]));
  if (spots.length === 0) return null;
  const frame = frameOf(spots, areas);
  return (
    <figure className="store-map">
      <div className="store-map-plane" style={{ aspectRatio: `1 / ${frame.height}` }}>
        <svg viewBox={`0 0 1000 ${1000 * frame.height}`} aria-hidden="true">
          <path className="store-map-land" d={landPath(land ?? [], frame)} />
          {areas.map((area, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: areas have no name and are only drawn
            <path key={at} className="store-map-area" d={pathOf(area, frame)} />
          ))}
        </svg>
        <ul aria-label={words.stores.map}>
          {spots.map(({ key, name, longitude, latitude }) => (
            <li
              key={key}
              className="store-map-spot"
              // Near the right edge there is no room for a name on that side.
              data-side={frame.x(longitude) > 0.65 ? "before" : "after"}
              style={{
                insetInlineStart: `${frame.x(longitude) * 100}%`,
                insetBlockStart: `${(frame.y(latitude) / frame.height) * 100}%`,
              }}
            >
              <Link to="/stores/$key" params={{ key }}>
                <bdi>{name}</bdi>
              </Link>
            </li>
          ))}
        </ul>
      </div>
      <figcaption className="quiet">{words.stores.mapHint}</figcaption>
    </figure>
  );
}

function placedOf({ key, name, longitude, latitude }: StoreView): readonly Placed[] {
  return longitude === null || latitude === null ? [] : [{ key, name, longitude, latitude }];
}

function pathOf(area: GeoArea, frame: Frame): string {
  return ringsOf(area)
    .map((ring) => ringPath(ring, frame))
    .join("");
}

/** Only what reaches into the map: most of the world does not. */
function landPath(rings: readonly LandRing[], frame: Frame): string {
  return rings
    .filter((ring) => {
      const xs = ring.map(([longitude]) => frame.x(longitude));
      const ys = ring.map(([, latitude]) => frame.y(latitude));
      return (
        Math.min(...xs) < 1 && Math.max(...xs) > 0 && Math.min(...ys) < frame.height && Math.max(...ys) > 0
      );
    })
    .map((ring) => ringPath(ring, frame))
    .join("");
}

function ringPath(ring: LandRing, frame: Frame): string {
  const points = ring.map(
    ([longitude, latitude]) =>
      `${(frame.x(longitude) * 1000).toFixed(1)} ${(frame.y(latitude) * 1000).toFixed(1)}`,
  );
  return `M${points.join("L")}Z`;
}
