import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { get } from "../api/client.ts";
import type { Brand } from "../api/forms.ts";

export function useBrand(): UseQueryResult<Brand, Error> {
  return useQuery({
    queryKey: ["brand"],
    queryFn: ({ signal }) => get("/api/brand", {}, signal),
    staleTime: 60_000,
    refetchInterval: (query) => (query.state.data?.sampleState === "loading" ? 2_000 : false),
  });
}
