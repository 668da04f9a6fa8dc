import { type Given, invalid, problem } from "./mock-answers.ts";
import { ago, dayMs, hourMs } from "./mock-people.ts";

/** Signed in with a secret key: may do everything. */
export const keyHolder = {
  kind: "key",
  name: "Secret key …sts",
  login: null,
  role: null,
  stores: [],
  operations: "all",
  masks: [],
} as const;

/** Somebody of a role, who may call these routes. */
export function staffMember(role: string, operations: readonly string[]): object {
  return {
    kind: "staff",
    name: "Grace Hopperton",
    login: "grace@example.com",
    role,
    stores: role === "retail" ? ["bath"] : [],
    operations,
    masks: [],
  };
}

export interface MockStaff {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly role: string;
  readonly stores: readonly string[];
  readonly state: string;
  readonly invitationEndsAt: string | null;
  readonly createdAt: string;
  readonly signedInAt: string | null;
}

export function firstStaff(): Map<string, MockStaff> {
  const people: readonly (readonly [login: string, name: string, role: string, stores: readonly string[]])[] =
    [
      ["owner", "Owner", "owner", []],
      ["grace@example.com", "Grace Hopperton", "marketing", []],
      ["till-bath", "Bath, shop floor and till of the ground floor", "retail", ["bath", "bristol"]],
      ["yusuf@example.com", "يوسف", "analyst", []],
    ];
  return new Map(
    people.map(([login, name, role, stores], index) => [
      `stf_${index + 1}`,
      {
        id: `stf_${index + 1}`,
        login,
        name,
        role,
        stores,
        state: index === 3 ? "invited" : "active",
        invitationEndsAt: index === 3 ? ago(-6 * dayMs) : null,
        createdAt: ago(30 * dayMs),
        signedInAt: index === 3 ? null : ago((index + 1) * hourMs),
      },
    ]),
  );
}

function auditEntries(): readonly object[] {
  return Array.from({ length: 60 }, (_, index) => {
    const isView = index % 3 !== 0;
    return {
      id: `aud_${(1_000 - index).toString(36)}`,
      at: ago(index * hourMs),
      kind: isView ? "view" : "change",
      actor: index % 5 === 0 ? "key_1" : "stf_2",
      name: index % 5 === 0 ? null : "Grace Hopperton",
      action: isView ? "view" : "console.stateConsent",
      subject: isView ? "getProfile" : "/api/profiles/prf_1/consents",
      body: {},
      profiles: isView ? ["prf_1", "prf_2", "prf_3", "prf_4"].slice(0, (index % 4) + 1) : null,
    };
  });
}

const ownSessions = [
  {
    id: "ses_1",
    device: "Chrome on Linux",
    current: true,
    createdAt: ago(2 * hourMs),
    seenAt: ago(0),
    endsAt: ago(-2 * hourMs),
  },
  {
    id: "ses_2",
    device: "Safari on iPhone",
    current: false,
    createdAt: ago(5 * hourMs),
    seenAt: ago(hourMs),
    endsAt: ago(-hourMs),
  },
];

interface AskedOfStaff {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

/** Staff, own sessions and the audit; undefined for any other route. */
export function answerStaff(staff: Map<string, MockStaff>, asked: AskedOfStaff): Given | undefined {
  const { method, path, query } = asked;
  if (path === "/api/staff")
    return method === "POST" ? addStaff(staff, asked.body) : listOf([...staff.values()]);
  const [, id, more] = /^\/api\/staff\/(\w+)(\/\w+)?$/.exec(path) ?? [];
  const member = id === undefined ? undefined : staff.get(id);
  if (member !== undefined) return changeStaff(staff, member, more, asked.body);
  if (path === "/api/sessions") return listOf(method === "GET" ? ownSessions : []);
  if (path === "/api/audit/check")
    return { status: 200, body: { intact: true, entries: 60, faults: [], unsealed: 0, head: "60.ab" } };
  if (path !== "/api/audit" && !/^\/api\/profiles\/[^/]+\/views$/.test(path)) return undefined;
  const kind = query.get("kind");
  return listOf(auditEntries().filter((entry) => kind === null || (entry as { kind: string }).kind === kind));
}

function listOf(items: readonly unknown[]): Given {
  return { status: 200, body: { items, next: null } };
}

function addStaff(staff: Map<string, MockStaff>, body: unknown): Given {
  const draft = body as Pick<MockStaff, "login" | "name" | "role" | "stores">;
  if (draft.login.length < 3) {
    const errors = [
      { pointer: "/login", message: "an e-mail address or a user name of 3 to 200 characters" },
    ];
    return invalid("The request does not have the form that this route takes.", errors);
  }
  const member: MockStaff = {
    ...draft,
    id: `stf_${staff.size + 1}`,
    state: "invited",
    invitationEndsAt: ago(-7 * dayMs),
    createdAt: ago(0),
    signedInAt: null,
  };
  staff.set(member.id, member);
  return { status: 201, body: invited(member) };
}

function changeStaff(
  staff: Map<string, MockStaff>,
  member: MockStaff,
  more: string | undefined,
  body: unknown,
): Given {
  if (more === "/invitation") return { status: 200, body: invited(member) };
  const { disabled, ...change } = (body ?? {}) as Partial<MockStaff> & { readonly disabled?: boolean };
  if (member.role === "owner" && disabled === true)
    return problem(
      409,
      "staff.last_owner",
      "This is the last owner; make another before you change this one.",
    );
  const state = disabled === undefined ? member.state : disabled ? "disabled" : "active";
  const changed = { ...member, ...change, state };
  staff.set(member.id, changed);
  return { status: 200, body: changed };
}

function invited(member: MockStaff): object {
  return { ...member, invitation: { path: "/join#made-up-token", endsAt: ago(-7 * dayMs) } };
}
