import type { JsonObject, Simulation } from "@attune/contract";
import {
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { get, send } from "../api/client.ts";

const runningMs = 700;

export interface ToSimulate {
  readonly key: string;
  readonly definition: JsonObject;
  readonly days: number;
}

export function useSimulate(): UseMutationResult<Simulation, Error, ToSimulate> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ key, ...body }: ToSimulate) =>
      send("POST", "/api/experiences/{key}/simulate", { key }, body),
    onSuccess: (simulation) => client.setQueryData(["simulation", simulation.id], simulation),
  });
}

/** Asked again while it runs. Asks nothing without an id. */
export function useSimulation(id: string | undefined): UseQueryResult<Simulation, Error> {
  return useQuery({
    queryKey: ["simulation", id],
    queryFn: ({ signal }) => get("/api/simulations/{id}", { id: id ?? "" }, signal),
    enabled: id !== undefined,
    refetchInterval: (query) => (query.state.data?.state === "running" ? runningMs : false),
  });
}

export function useCancelSimulation(): UseMutationResult<Simulation, Error, string> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => send("DELETE", "/api/simulations/{id}", { id }),
    onSuccess: (simulation) => client.setQueryData(["simulation", simulation.id], simulation),
  });
}
