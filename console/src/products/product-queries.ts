import type { DecisionItem, Experience, ProductView } from "@attune/contract";
import {
  type InfiniteData,
  keepPreviousData,
  type UseInfiniteQueryResult,
  type UseMutationResult,
  type UseQueryResult,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { get, send } from "../api/client.ts";
import type { Page } from "../api/forms.ts";
import { useDefinitions } from "../definitions/definition-queries.ts";

export function useProducts(query: string): UseInfiniteQueryResult<InfiniteData<Page<ProductView>>, Error> {
  return useInfiniteQuery({
    queryKey: ["products", query],
    queryFn: ({ pageParam: cursor, signal }) => get("/api/products", { query, cursor, limit: 50 }, signal),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
}

export function useProduct(key: string): UseQueryResult<ProductView, Error> {
  return useQuery({
    queryKey: ["product", key],
    queryFn: ({ signal }) => get("/api/products/{key}", { key }, signal),
    refetchInterval: 10_000,
  });
}

/** Whether it is sold: true puts it back, false takes it out. */
export function useWithdrawal(key: string): UseMutationResult<ProductView, Error, boolean> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (isSold: boolean) =>
      send(isSold ? "DELETE" : "PUT", "/api/products/{key}/withdrawal", { key }),
    onSuccess: (product) => {
      client.setQueryData(["product", key], product);
      void client.invalidateQueries({ queryKey: ["products"] });
      void client.invalidateQueries({ queryKey: ["preview-decision"] });
    },
  });
}

/**
 * What is bought with a product, as a live placement that shows that would show it: the recommendations have no door of their own.
 * Undefined while nothing is known; `placement` is null where no live experience shows what is bought together.
 */
export function useBoughtWith(product: string): {
  readonly placement: string | null | undefined;
  readonly items: readonly DecisionItem[] | undefined;
} {
  const experiences = useDefinitions<Experience>("experience");
  const shown = experiences.data?.items.find(
    ({ body, liveVersion }) => liveVersion !== null && body.items?.strategy === "boughtTogether",
  );
  const placement = shown?.body.placement;
  const decided = useQuery({
    queryKey: ["preview-decision", "bought-with", placement, product],
    queryFn: ({ signal }) =>
      send(
        "POST",
        "/api/decide",
        {},
        {
          placements: placement === undefined ? [] : [placement],
          dryRun: true,
          context: { productId: product },
        },
        signal,
      ),
    enabled: placement !== undefined,
  });
  return {
    placement: experiences.data === undefined ? undefined : (placement ?? null),
    items: placement === undefined ? undefined : decided.data?.placements[placement]?.items,
  };
}
