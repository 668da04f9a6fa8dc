import {
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { get, send } from "../api/client.ts";
import type { Role } from "../api/forms.ts";
import type { AnswerOf } from "../api/route-types.ts";

/** `invited`: has no password yet, and a link that holds; `none`: neither. */
export type StaffMember = AnswerOf<"GET", "/api/staff">["items"][number];

/** `invitation.path` holds at this server, for one use; it is told only once. */
export type Invited = AnswerOf<"POST", "/api/staff">;

export interface StaffDraft {
  readonly login: string;
  readonly name: string;
  readonly role: Role;
  readonly stores: readonly string[];
}

export interface StoreName {
  readonly key: string;
  readonly name: string;
}

export function useStaff(): UseQueryResult<readonly StaffMember[], Error> {
  return useQuery({
    queryKey: ["staff"],
    queryFn: async ({ signal }) => (await get("/api/staff", {}, signal)).items,
  });
}

export function useStoreNames(): UseQueryResult<readonly StoreName[], Error> {
  return useQuery({
    queryKey: ["staff", "stores"],
    queryFn: async ({ signal }) => (await get("/api/stores", { limit: 200 }, signal)).items,
    staleTime: 60_000,
  });
}

export function useAddStaff(): UseMutationResult<Invited, Error, StaffDraft> {
  return useStaffChange((draft: StaffDraft) => send("POST", "/api/staff", {}, draft));
}

export function useInvite(): UseMutationResult<Invited, Error, string> {
  return useStaffChange((id: string) => send("POST", "/api/staff/{id}/invitation", { id }));
}

export interface StaffChange {
  readonly id: string;
  readonly change: Partial<Pick<StaffDraft, "name" | "role" | "stores">> & { readonly disabled?: boolean };
}

export function useChangeStaff(): UseMutationResult<StaffMember, Error, StaffChange> {
  return useStaffChange(({ id, change }: StaffChange) => send("PATCH", "/api/staff/{id}", { id }, change));
}

function useStaffChange<Answer, Asked>(
  mutationFn: (asked: Asked) => Promise<Answer>,
): UseMutationResult<Answer, Error, Asked> {
  const client = useQueryClient();
  return useMutation({ mutationFn, onSuccess: () => client.invalidateQueries({ queryKey: ["staff"] }) });
}
