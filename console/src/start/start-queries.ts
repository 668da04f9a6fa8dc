import type { Json, SegmentPreview } from "@attune/contract";
import { type UseQueryResult, useQueries, useQuery } from "@tanstack/react-query";
import { get, send } from "../api/client.ts";
import type { CustomerRow, LiveEvents, Page } from "../api/forms.ts";

type Items = { readonly items: readonly unknown[] };

/** Whether a list has anything in it. */
function useAny(address: string, query: Readonly<Record<string, string>>): UseQueryResult<boolean, Error> {
  return useQuery({
    queryKey: ["any", address, query],
    queryFn: async ({ signal }) =>
      (await get<Items>(address, { ...query, limit: 1 }, signal)).items.length > 0,
    refetchInterval: 10_000,
  });
}

export function useAnyProduct(): UseQueryResult<boolean, Error> {
  return useAny("/api/products", {});
}

export function useAnyStore(): UseQueryResult<boolean, Error> {
  return useAny("/api/stores", {});
}

/** The first customer who is more than a device. */
export function useFirstCustomer(): UseQueryResult<CustomerRow | null, Error> {
  return useQuery({
    queryKey: ["first-customer"],
    queryFn: async ({ signal }) =>
      (await get<Page<CustomerRow>>("/api/profiles", { known: "true", limit: 1 }, signal)).items[0] ?? null,
    refetchInterval: 10_000,
  });
}

/** When something last came in; null: never. */
export function useLastEvent(): UseQueryResult<string | null, Error> {
  return useQuery({
    queryKey: ["last-event"],
    queryFn: async ({ signal }) =>
      (await get<LiveEvents>("/api/events", { limit: 1 }, signal)).items[0]?.receivedAt ?? null,
    refetchInterval: 10_000,
  });
}

/** What can be known of customers, as a condition that holds where it is. */
export const dataKinds = [
  "email",
  "phone",
  "birthday",
  "orders",
  "storeOrders",
  "views",
  "returns",
  "marketing",
] as const;
export type DataKind = (typeof dataKinds)[number];

const conditions: Readonly<Record<DataKind, Json>> = {
  email: { trait: "email", exists: true },
  phone: { trait: "phone", exists: true },
  birthday: { trait: "birthday", exists: true },
  orders: { did: "Order Completed", count: { gte: 1 } },
  storeOrders: { did: "Store Purchase Completed", count: { gte: 1 } },
  views: { did: "Product Viewed", count: { gte: 1 } },
  returns: { did: "Product Returned", count: { gte: 1 } },
  marketing: { consent: "email.marketing", is: "granted" },
};

/** How many customers have each, counted when the page is opened: everybody is asked. */
export function useDataMap(): readonly {
  readonly kind: DataKind;
  readonly answer: UseQueryResult<SegmentPreview, Error>;
}[] {
  const answers = useQueries({
    queries: dataKinds.map((kind) => ({
      queryKey: ["data-map", kind],
      queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
        send<SegmentPreview>("POST", "/api/segments/preview", { condition: conditions[kind] }, signal),
      staleTime: 60_000,
    })),
  });
  return dataKinds.flatMap((kind, at) => {
    const answer = answers[at];
    return answer === undefined ? [] : [{ kind, answer }];
  });
}
