import type { DecisionItem } from "@attune/contract";
import { useQuery } from "@tanstack/react-query";
import { get } from "../api/client.ts";
import { useMe } from "../api/session.ts";

/** Some products of the catalogue: where nothing is recommended one still wants to act with something. */
export function useShelf(): readonly DecisionItem[] {
  const { may } = useMe();
  const { data } = useQuery({
    queryKey: ["products", "shelf"],
    queryFn: ({ signal }) => get("/api/products", { limit: 8 }, signal),
    enabled: may("listProducts"),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (data?.items ?? []).map(({ key, name, priceMinor, currency }) => ({
    product: key,
    name,
    ...(priceMinor === null || currency === null ? {} : { priceMinor, currency }),
  }));
}
