import { z } from "zod";
import { formatId, parseId } from "../../../kernel/public-id.ts";
import { ok, type Router } from "../../../platform/http/route.ts";
import { refusals } from "../refusals.ts";
import { roles } from "../role.ts";
import { loginOf } from "../sign-in.ts";
import type { Staff } from "../staff.ts";
import type { StaffMember } from "../staff-store.ts";
import type { FindSession } from "./find-person.ts";

const tag = "Staff";
const instant = z.iso.datetime();
const storeKey = z.string().min(1).max(200);
const memberSchema = z.strictObject({
  id: z.string(),
  login: z.string(),
  name: z.string(),
  role: z.enum(roles),
  stores: z.array(z.string()),
  /** invited: has no password yet, and a link that holds; none: no password, and no link either. */
  state: z.enum(["active", "invited", "none", "disabled"]),
  invitationEndsAt: instant.nullable(),
  createdAt: instant,
  signedInAt: instant.nullable(),
});
const invitedSchema = z.strictObject({
  ...memberSchema.shape,
  invitation: z.strictObject({ path: z.string(), endsAt: instant }),
});
const login = z
  .string()
  .transform(loginOf)
  .refine(
    (text) => /^[^\s\p{C}]{3,200}$/u.test(text),
    "an e-mail address or a user name of 3 to 200 characters",
  );
const name = z.string().trim().min(1).max(200);
const stores = z.array(storeKey).max(500);

interface Ports {
  readonly staff: Staff;
  readonly findSession: FindSession;
}

export function registerStaffRoutes(router: Router, ports: Ports): void {
  registerListing(router, ports.staff);
  registerChanges(router, ports.staff);
  registerInvitations(router, ports.staff);
  registerOwnPassword(router, ports);
}

function registerListing(router: Router, staff: Staff): void {
  router.route({
    method: "GET",
    path: "/api/staff",
    operationId: "listStaff",
    tag,
    summary: "Everybody who may sign in at the console, and who no longer may.",
    access: "secretKey",
    responses: { 200: z.strictObject({ items: z.array(memberSchema) }) },
    handle: async ({ principal }) => ok({ items: (await staff.list(principal.brandId)).map(toMember) }),
  });
}

function registerChanges(router: Router, staff: Staff): void {
  router.route({
    method: "POST",
    path: "/api/staff",
    operationId: "addStaff",
    tag,
    summary:
      "Adds somebody. `invitation.path` leads to the page where they choose their password: it is told only here, works once, for seven days.",
    access: "secretKey",
    body: z.object({ login, name, role: z.enum(roles), stores: stores.default([]) }),
    responses: { 201: invitedSchema },
    handle: async ({ principal, body }) => ({
      status: 201,
      body: toInvited(await staff.add(principal.brandId, body, principal.actor)),
    }),
  });
  router.route({
    method: "PATCH",
    path: "/api/staff/{id}",
    operationId: "changeStaff",
    tag,
    summary:
      "Changes name, role or stores, disables or enables. Counts here at once, in other copies of the program within 5 s.",
    access: "secretKey",
    params: z.object({ id: z.string().max(40) }),
    body: z.object({
      name: name.exactOptional(),
      role: z.enum(roles).exactOptional(),
      stores: stores.exactOptional(),
      disabled: z.boolean().exactOptional(),
    }),
    responses: { 200: memberSchema },
    handle: async ({ principal: { brandId, actor }, params, body }) =>
      ok(toMember(await staff.change(brandId, readId(params.id), body, actor))),
  });
}

function registerInvitations(router: Router, staff: Staff): void {
  router.route({
    method: "POST",
    path: "/api/staff/{id}/invitation",
    operationId: "inviteStaff",
    tag,
    summary:
      "Makes a new link to choose a password by; an older one ends. The old password holds until the link is used.",
    access: "secretKey",
    params: z.object({ id: z.string().max(40) }),
    responses: { 200: invitedSchema },
    handle: async ({ principal: { brandId, actor }, params }) =>
      ok(toInvited(await staff.invite(brandId, readId(params.id), actor))),
  });
  router.route({
    method: "DELETE",
    path: "/api/staff/{id}/sessions",
    operationId: "endStaffSessions",
    tag,
    summary: "Signs somebody out everywhere.",
    access: "secretKey",
    params: z.object({ id: z.string().max(40) }),
    responses: { 200: z.strictObject({ signedOut: z.literal(true) }) },
    handle: async ({ principal, params }) => {
      await staff.endSessions(principal.brandId, readId(params.id));
      return ok({ signedOut: true });
    },
  });
}

function registerOwnPassword(router: Router, { staff, findSession }: Ports): void {
  router.route({
    method: "PUT",
    path: "/api/me/password",
    operationId: "changePassword",
    tag,
    summary:
      "Changes one's own password and ends one's other sessions. Needs a cookie of somebody who has one.",
    access: "secretKey",
    body: z.object({ current: z.string().min(1).max(1_000), password: z.string().min(1).max(1_000) }),
    responses: { 200: z.strictObject({ changed: z.literal(true) }) },
    handle: async ({ principal, request, body }) => {
      const session = principal.person && (await findSession(request));
      if (session?.who.kind !== "staff") throw refusals.sessionMissing();
      const { login: own } = session.who;
      await staff.changePassword(own, body.current, body.password, session.sessionId, principal.actor);
      return ok({ changed: true });
    },
  });
}

function readId(text: string): number {
  const staffId = parseId("stf", text);
  if (staffId === undefined) throw refusals.staffNotFound();
  return staffId;
}

function toMember(member: StaffMember): z.infer<typeof memberSchema> {
  return {
    id: formatId("stf", member.staffId),
    login: member.login,
    name: member.name,
    role: member.role,
    stores: [...member.stores],
    state: stateOf(member),
    invitationEndsAt: iso(member.invitationEndsAt),
    createdAt: new Date(member.createdAt).toISOString(),
    signedInAt: iso(member.signedInAt),
  };
}

function stateOf(member: StaffMember): z.infer<typeof memberSchema>["state"] {
  if (member.disabledAt !== null) return "disabled";
  if (member.hasPassword) return "active";
  return member.invitationEndsAt === null ? "none" : "invited";
}

function toInvited({ member, token }: Awaited<ReturnType<Staff["add"]>>): z.infer<typeof invitedSchema> {
  const endsAt = iso(member.invitationEndsAt);
  if (endsAt === null) throw new Error("An invitation without an end.");
  // The part after # is not sent by browsers, so it stands in no log of a server or a proxy.
  return { ...toMember(member), invitation: { path: `/join#${token}`, endsAt } };
}

function iso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
