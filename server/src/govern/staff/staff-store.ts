import type { Role } from "./role.ts";

/** Somebody who may sign in at the console. */
export interface StaffMember {
  readonly staffId: number;
  readonly brandId: number;
  readonly login: string;
  readonly name: string;
  readonly role: Role;
  readonly stores: readonly string[];
  readonly hasPassword: boolean;
  readonly invitationEndsAt: number | null;
  readonly disabledAt: number | null;
  readonly createdAt: number;
  readonly signedInAt: number | null;
}

export interface NewStaff {
  readonly login: string;
  readonly name: string;
  readonly role: Role;
  readonly stores: readonly string[];
}

/** By which a password is chosen, once. */
export interface Invitation {
  readonly digest: string;
  readonly endsAt: number;
}

export interface StaffChange {
  readonly name?: string;
  readonly role?: Role;
  readonly stores?: readonly string[];
  readonly disabled?: boolean;
}

/** Who did it, and when, for the audit. */
export interface Act {
  readonly actor: string;
  readonly at: number;
}

/** What is known before a password is judged. */
export interface KnownPassword {
  readonly member: StaffMember;
  readonly password: string;
  readonly failures: number;
  readonly failedAt: number | null;
}

export interface StaffStore {
  list(brandId: number): Promise<readonly StaffMember[]>;
  find(brandId: number, staffId: number): Promise<StaffMember | undefined>;
  /** @returns undefined when the login is taken */
  add(brandId: number, staff: NewStaff, invitation: Invitation, act: Act): Promise<StaffMember | undefined>;
  /** Only when the brand has no staff at all. */
  addFirst(brandId: number, staff: NewStaff, invitation: Invitation, act: Act): Promise<boolean>;
  /** `lastOwner`: nobody could administer staff any more. */
  change(
    brandId: number,
    staffId: number,
    change: StaffChange,
    act: Act,
  ): Promise<StaffMember | "unknown" | "lastOwner">;
  invite(brandId: number, staffId: number, invitation: Invitation, act: Act): Promise<boolean>;
  /** Whom a link that is not over was made for. */
  findInvited(digest: string, at: number): Promise<StaffMember | undefined>;
  /** Ends the invitation and the wait after wrong passwords. @returns false when another used the invitation first */
  setPassword(staffId: number, password: string, act: Act, invitation?: string): Promise<boolean>;
  /** Not of somebody disabled, or who has no password yet. */
  findPassword(login: string): Promise<KnownPassword | undefined>;
  /** Counts a try before it is judged, so that many at once do not get more. @returns false when another try was counted meanwhile */
  countTry(staffId: number, failuresBefore: number, at: number): Promise<boolean>;
  noteSignedIn(member: StaffMember, at: number): Promise<void>;
  noteRefused(member: StaffMember, at: number): Promise<void>;
}
