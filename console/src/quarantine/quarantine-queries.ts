import {
  type InfiniteData,
  keepPreviousData,
  type QueryClient,
  type UseInfiniteQueryResult,
  type UseMutationResult,
  type UseQueryResult,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { get, send, sendText } from "../api/client.ts";
import type { Quarantined, QuarantinePage } from "../api/forms.ts";

export function useQuarantine(code: string): UseInfiniteQueryResult<InfiniteData<QuarantinePage>, Error> {
  return useInfiniteQuery({
    queryKey: ["quarantine", "list", code],
    queryFn: ({ pageParam: cursor, signal }) => get("/api/quarantine", { code, cursor, limit: 50 }, signal),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    refetchInterval: 5_000,
  });
}

export function useQuarantined(id: string): UseQueryResult<Quarantined, Error> {
  return useQuery({
    queryKey: ["quarantine", "one", id],
    queryFn: ({ signal }) => get("/api/quarantine/{id}", { id }, signal),
    // What is being edited must not change under the hand.
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Takes the mended event as text, so that its numbers arrive as they are written; `undefined` releases it as it came. */
export function useRelease(id: string): UseMutationResult<unknown, Error, string | undefined> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (event: string | undefined) =>
      sendText(
        "POST",
        "/api/quarantine/{id}/release",
        { id },
        event === undefined ? "{}" : `{"event":${event}}`,
      ),
    onSuccess: () => forget(client, id),
  });
}

/** Judges all open events of a code again, up to 1,000 at once. */
export function useReleaseAll(): UseMutationResult<
  { readonly released: number; readonly stillBad: number },
  Error,
  string
> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (code: string) =>
      send(
        "POST",
        "/api/quarantine/release",
        {},
        {
          code,
        },
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: ["quarantine", "list"] }),
  });
}

export function useDiscard(id: string): UseMutationResult<unknown, Error, void> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => send("DELETE", "/api/quarantine/{id}", { id }),
    onSuccess: () => forget(client, id),
  });
}

function forget(client: QueryClient, id: string): Promise<void> {
  client.removeQueries({ queryKey: ["quarantine", "one", id], type: "inactive" });
  return client.invalidateQueries({ queryKey: ["quarantine", "list"] });
}
