import { useQuery } from "@tanstack/react-query";
// A file beside the scripts, not one of them: fetched when a map is looked at.
import address from "world-atlas/land-110m.json?url";
import { type LandRing, type LandTopology, landOf } from "./land-of.ts";

/** The outline of the land, from Natural Earth (public domain); undefined until it is there. A map does without. */
export function useLand(): readonly LandRing[] | undefined {
  const { data } = useQuery({
    queryKey: ["land"],
    queryFn: async ({ signal }) => landOf((await (await fetch(address, { signal })).json()) as LandTopology), // our own file
    staleTime: Number.POSITIVE_INFINITY,
  });
  return data;
}
