import {
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { get, path, send } from "../api/client.ts";
import type { Page, Role } from "../api/forms.ts";

export interface StaffMember {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly role: Role;
  readonly stores: readonly string[];
  /** invited: has no password yet, and a link that holds; none: neither. */
  readonly state: "active" | "invited" | "none" | "disabled";
  readonly invitationEndsAt: string | null;
  readonly createdAt: string;
  readonly signedInAt: string | null;
}

export interface Invited extends StaffMember {
  /** `path` holds at this server, for one use; it is told only once. */
  readonly invitation: { readonly path: string; readonly endsAt: string };
}

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
    queryFn: async ({ signal }) =>
      (await get<Pick<Page<StaffMember>, "items">>("/api/staff", {}, signal)).items,
  });
}

export function useStoreNames(): UseQueryResult<readonly StoreName[], Error> {
  return useQuery({
    queryKey: ["staff", "stores"],
    queryFn: async ({ signal }) => (await get<Page<StoreName>>("/api/stores", { limit: 200 }, signal)).items,
    staleTime: 60_000,
  });
}

export function useAddStaff(): UseMutationResult<Invited, Error, StaffDraft> {
  return useStaffChange((draft: StaffDraft) => send<Invited>("POST", "/api/staff", draft));
}

export function useInvite(): UseMutationResult<Invited, Error, string> {
  return useStaffChange((id: string) => send<Invited>("POST", path`/api/staff/${id}/invitation`));
}

export interface StaffChange {
  readonly id: string;
  readonly change: Partial<Pick<StaffDraft, "name" | "role" | "stores">> & { readonly disabled?: boolean };
}

export function useChangeStaff(): UseMutationResult<StaffMember, Error, StaffChange> {
  return useStaffChange(({ id, change }: StaffChange) =>
    send<StaffMember>("PATCH", path`/api/staff/${id}`, change),
  );
}

function useStaffChange<Answer, Asked>(
  mutationFn: (asked: Asked) => Promise<Answer>,
): UseMutationResult<Answer, Error, Asked> {
  const client = useQueryClient();
  return useMutation({ mutationFn, onSuccess: () => client.invalidateQueries({ queryKey: ["staff"] }) });
}
