import type { Json, SegmentPreview } from "@attune/contract";
import {
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQueries,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { get, send } from "../api/client.ts";
import type { Brand, CustomerRow } from "../api/forms.ts";
import type { AnswerOf } from "../api/route-types.ts";
import { useMe } from "../api/session.ts";
import { useDefinitions } from "../definitions/definition-queries.ts";
import { useTouchpoints } from "../touchpoints/touchpoint-queries.ts";
import { type Assessment, assess, type DataKind, dataKinds } from "./assessment.ts";

/** Whether a list has anything in it. */
function useAny(path: "/api/products" | "/api/stores"): UseQueryResult<boolean, Error> {
  return useQuery({
    queryKey: ["any", path],
    queryFn: async ({ signal }) => (await get(path, { limit: 1 }, signal)).items.length > 0,
    refetchInterval: 10_000,
  });
}

export function useAnyProduct(): UseQueryResult<boolean, Error> {
  return useAny("/api/products");
}

export function useAnyStore(): UseQueryResult<boolean, Error> {
  return useAny("/api/stores");
}

/** The first customer who is more than a device. */
export function useFirstCustomer(): UseQueryResult<CustomerRow | null, Error> {
  return useQuery({
    queryKey: ["first-customer"],
    queryFn: async ({ signal }) =>
      (await get("/api/profiles", { known: "true", limit: 1 }, signal)).items[0] ?? null,
    refetchInterval: 10_000,
  });
}

/** When something last came in; null: never. */
export function useLastEvent(): UseQueryResult<string | null, Error> {
  const { may } = useMe();
  return useQuery({
    queryKey: ["last-event"],
    enabled: may("listLiveEvents"),
    queryFn: async ({ signal }) =>
      (await get("/api/events", { limit: 1 }, signal)).items[0]?.receivedAt ?? null,
    refetchInterval: 10_000,
  });
}

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
  const { may } = useMe();
  const answers = useQueries({
    queries: dataKinds.map((kind) => ({
      queryKey: ["data-map", kind],
      queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
        send("POST", "/api/segments/preview", {}, { condition: conditions[kind] }, signal),
      enabled: may("previewSegment"),
      staleTime: 60_000,
    })),
  });
  return dataKinds.flatMap((kind, at) => {
    const answer = answers[at];
    return answer === undefined ? [] : [{ kind, answer }];
  });
}

/** How ready the brand is, scored by what the server says; what a role may not see is left out. */
export function useAssessment(): Assessment {
  const event = useLastEvent();
  const customer = useFirstCustomer();
  const products = useAnyProduct();
  const quarantined = useQuarantined();
  const map = useDataMap();
  const touchpoints = useTouchpoints();
  const shareOf = (kind: DataKind): number | undefined =>
    map.find((one) => one.kind === kind)?.answer.data?.share;
  const lastAt = event.data;
  return assess({
    lastEventAgeMs: lastAt === undefined || lastAt === null ? lastAt : Date.now() - Date.parse(lastAt),
    hasCustomer: customer.data === undefined ? undefined : customer.data !== null,
    hasProduct: products.data,
    quarantined: quarantined.data,
    shares: Object.fromEntries(dataKinds.map((kind) => [kind, shareOf(kind)])) as Record<
      DataKind,
      number | undefined
    >, // one for each kind
    decidedTouchpoints: touchpoints.data?.items.filter(({ isDecided }) => isDecided).length,
    liveExperiences: useLive("experience"),
    liveHoldOuts: useLive("hold-out"),
  });
}

/** Open events in quarantine. */
function useQuarantined(): UseQueryResult<number, Error> {
  const { may } = useMe();
  return useQuery({
    queryKey: ["quarantine", "open"],
    queryFn: async ({ signal }) =>
      (await get("/api/quarantine", { limit: 1 }, signal)).counts.reduce((sum, { count }) => sum + count, 0),
    enabled: may("listQuarantine"),
    refetchInterval: 10_000,
  });
}

/** How many definitions of a kind are live. */
function useLive(kind: string): number | undefined {
  return useDefinitions(kind).data?.items.filter(({ liveVersion }) => liveVersion !== null).length;
}

export type BrandContents = AnswerOf<"GET", "/api/brand/contents">;

/** What there is of the brand, and which others lie beside it. */
export function useBrandContents(isWanted: boolean): UseQueryResult<BrandContents, Error> {
  return useQuery({
    queryKey: ["brand", "contents"],
    queryFn: ({ signal }) => get("/api/brand/contents", {}, signal),
    enabled: isWanted,
  });
}

export interface BrandToBegin {
  readonly name: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly confirm: string;
}

export type NamedBrand = Pick<Brand, "key" | "name">;

export function useBeginBrand(): UseMutationResult<NamedBrand, Error, BrandToBegin> {
  return useTurn((brand: BrandToBegin) => send("POST", "/api/brands", {}, brand));
}

export function useServeBrand(): UseMutationResult<NamedBrand, Error, string> {
  return useTurn((key: string) => send("POST", "/api/brands/{key}/serve", { key }));
}

/** Afterwards nothing that was asked for before is true: the server holds what is asked until the other brand answers. */
function useTurn<Wanted>(
  turn: (wanted: Wanted) => Promise<NamedBrand>,
): UseMutationResult<NamedBrand, Error, Wanted> {
  const client = useQueryClient();
  return useMutation({ mutationFn: turn, onSuccess: () => client.resetQueries() });
}
