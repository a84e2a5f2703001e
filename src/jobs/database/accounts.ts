/** Storage of users, groups, sessions and API tokens. Passwords come hashed; sessions and tokens are kept as SHA-256. */

export interface User {
  readonly id: number;
  readonly name: string;
  /** As Bun.password made it. */
  readonly passwordHash: string;
  /** 0..2, see http-api.md section 0. */
  readonly level: number;
  readonly isSuperUser: boolean;
  readonly isActive: boolean;
  /** Milliseconds since 1970. */
  readonly created: number;
}

export interface NewUser {
  readonly name: string;
  readonly passwordHash: string;
  readonly level?: number;
  readonly isSuperUser?: boolean;
}

export interface ApiToken {
  readonly id: number;
  readonly userId: number;
  /** What the user calls it. */
  readonly label: string;
  readonly created: number;
  readonly lastUsed: number | null;
  readonly expires: number | null;
}

export interface AccountStore {
  /** @throws Error when the name is taken. */
  addUser(user: NewUser): User;
  findUser(name: string): User | null;
  users(): readonly User[];
  /** False when there is no such user. Setting a password ends the user's sessions. */
  setPassword(name: string, passwordHash: string): boolean;
  updateUser(name: string, change: { level?: number; isSuperUser?: boolean; isActive?: boolean }): boolean;
  /** Also ends sessions and tokens; jobs stay. */
  removeUser(name: string): boolean;

  /** Makes the group when it is new. */
  addToGroup(userName: string, group: string): boolean;
  removeFromGroup(userName: string, group: string): boolean;
  groupsOf(userName: string): readonly string[];
  groups(): readonly string[];
  /** The user and everybody who shares a group with the user: whose jobs the user sees. */
  matesOf(userName: string): readonly string[];

  /** Returns the secret for the cookie; only its hash is stored. */
  startSession(userId: number, lifetimeMs: number): string;
  /** The active user of a session that has not expired. */
  sessionUser(secret: string): User | null;
  endSession(secret: string): void;

  /** Returns the secret, shown once. */
  addToken(userId: number, label: string, lifetimeMs: number | null): { token: ApiToken; secret: string };
  tokenUser(secret: string): User | null;
  tokens(userId: number): readonly ApiToken[];
  revokeToken(userId: number, tokenId: number): boolean;
}
