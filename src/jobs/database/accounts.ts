/** Storage of users, groups, sessions and API tokens. Passwords come hashed; sessions and tokens are kept as SHA-256. */
import { createHash, randomBytes } from "node:crypto";
import type { Database } from "./open-database.ts";

export interface User {
  readonly id: number;
  readonly name: string;
  /** As Bun.password made it. */
  readonly passwordHash: string;
  /** 0..2: `server/accounts/permissions.ts`. */
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
  /** Changes with every change of accounts, groups, sessions and tokens, also with those of other processes. */
  revision(): string;

  /** False when there is no such user. Setting a password ends the user's sessions and tokens. */
  setPassword(name: string, passwordHash: string): boolean;
  /** A change of level or rights ends the user's sessions and tokens; of one who is not active they hold for nothing meanwhile. */
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

interface UserRow {
  readonly id: number;
  readonly name: string;
  readonly password_hash: string;
  readonly level: number;
  readonly is_super_user: number;
  readonly is_active: number;
  readonly created: number;
}

interface TokenRow {
  readonly id: number;
  readonly user_id: number;
  readonly label: string;
  readonly created: number;
  readonly last_used: number | null;
  readonly expires: number | null;
}

const USER_COLUMNS = "u.id, u.name, u.password_hash, u.level, u.is_super_user, u.is_active, u.created";

export function accountStore(db: Database): AccountStore {
  const find = (name: string) => {
    const row = db.query<UserRow, [string]>(`SELECT ${USER_COLUMNS} FROM users u WHERE u.name = ?`).get(name);
    return row === null ? null : toUser(row);
  };
  /** Changes through this connection; SQLite counts those of others only. */
  let written = 0;
  const endAccess = (name: string) => {
    written++;
    for (const table of ["sessions", "tokens"])
      db.query(`DELETE FROM ${table} WHERE user_id = (SELECT id FROM users WHERE name = ?)`).run(name);
  };
  const names = (rows: readonly { readonly name: string }[]) => rows.map((row) => row.name);

  return {
    addUser({ name, passwordHash, level = 1, isSuperUser = false }) {
      if (name.trim() === "") throw new Error("the name of a user cannot be empty");
      if (find(name) !== null) throw new Error(`there is a user ${name} already`);
      db.query(
        "INSERT INTO users (name, password_hash, level, is_super_user, created) VALUES ($name, $passwordHash, $level, $isSuperUser, $now)",
      ).run({ name, passwordHash, level, isSuperUser: isSuperUser ? 1 : 0, now: Date.now() });
      return find(name) as User;
    },

    findUser: find,

    revision() {
      const row = db.query<{ data_version: number }, []>("PRAGMA data_version").get();
      return `${row?.data_version ?? 0}-${written}`;
    },

    users: () => db.query<UserRow, []>(`SELECT ${USER_COLUMNS} FROM users u ORDER BY u.name`).all().map(toUser),

    setPassword(name, passwordHash) {
      return db
        .transaction(() => {
          const { changes } = db.query("UPDATE users SET password_hash = ? WHERE name = ?").run(passwordHash, name);
          endAccess(name);
          return changes > 0;
        })
        .immediate();
    },

    updateUser(name, change) {
      const user = find(name);
      if (user === null) return false;
      const next = { ...user, ...change };
      if (next.level !== user.level || next.isSuperUser !== user.isSuperUser) endAccess(name);
      written++;
      db.query(
        "UPDATE users SET level = $level, is_super_user = $isSuperUser, is_active = $isActive WHERE id = $id",
      ).run({
        id: user.id,
        level: next.level,
        isSuperUser: next.isSuperUser ? 1 : 0,
        isActive: next.isActive ? 1 : 0,
      });
      return true;
    },

    removeUser(name) {
      written++;
      return db.query("DELETE FROM users WHERE name = ?").run(name).changes > 0;
    },

    addToGroup(userName, group) {
      const user = find(userName);
      if (user === null) return false;
      written++;
      db.query("INSERT INTO user_groups (user_id, group_name) VALUES (?, ?) ON CONFLICT DO NOTHING").run(
        user.id,
        group,
      );
      return true;
    },

    removeFromGroup(userName, group) {
      written++;
      return (
        db
          .query("DELETE FROM user_groups WHERE group_name = ? AND user_id = (SELECT id FROM users WHERE name = ?)")
          .run(group, userName).changes > 0
      );
    },

    groupsOf: (userName) =>
      names(
        db
          .query<{ name: string }, [string]>(
            "SELECT g.group_name AS name FROM user_groups g JOIN users u ON u.id = g.user_id WHERE u.name = ? ORDER BY 1",
          )
          .all(userName),
      ),

    groups: () =>
      names(
        db.query<{ name: string }, []>("SELECT DISTINCT group_name AS name FROM user_groups ORDER BY group_name").all(),
      ),

    matesOf: (userName) => [
      userName,
      ...names(
        db
          .query<{ name: string }, [string, string]>(
            `SELECT DISTINCT mate.name FROM users u JOIN user_groups own ON own.user_id = u.id
             JOIN user_groups theirs ON theirs.group_name = own.group_name JOIN users mate ON mate.id = theirs.user_id
             WHERE u.name = ? AND mate.name <> ? ORDER BY mate.name`,
          )
          .all(userName, userName),
      ),
    ],

    startSession(userId, lifetimeMs) {
      const secret = newSecret();
      const now = Date.now();
      db.query("DELETE FROM sessions WHERE expires <= ?").run(now);
      db.query("INSERT INTO sessions (secret_hash, user_id, created, expires) VALUES (?, ?, ?, ?)").run(
        secretHash(secret),
        userId,
        now,
        now + lifetimeMs,
      );
      return secret;
    },

    sessionUser(secret) {
      const row = db
        .query<UserRow, [string, number]>(
          `SELECT ${USER_COLUMNS} FROM sessions s JOIN users u ON u.id = s.user_id
           WHERE s.secret_hash = ? AND s.expires > ? AND u.is_active = 1`,
        )
        .get(secretHash(secret), Date.now());
      return row === null ? null : toUser(row);
    },

    endSession(secret) {
      written++;
      db.query("DELETE FROM sessions WHERE secret_hash = ?").run(secretHash(secret));
    },

    addToken(userId, label, lifetimeMs) {
      const secret = newSecret();
      const now = Date.now();
      const { lastInsertRowid } = db
        .query("INSERT INTO tokens (secret_hash, user_id, label, created, expires) VALUES (?, ?, ?, ?, ?)")
        .run(secretHash(secret), userId, label, now, lifetimeMs === null ? null : now + lifetimeMs);
      const row = db.query<TokenRow, [number]>("SELECT * FROM tokens WHERE id = ?").get(Number(lastInsertRowid));
      return { token: toToken(row as TokenRow), secret };
    },

    tokenUser(secret) {
      const hash = secretHash(secret);
      const now = Date.now();
      const row = db
        .query<UserRow & { last_used: number | null }, [string, number]>(
          `SELECT ${USER_COLUMNS}, t.last_used FROM tokens t JOIN users u ON u.id = t.user_id
           WHERE t.secret_hash = ? AND (t.expires IS NULL OR t.expires > ?) AND u.is_active = 1`,
        )
        .get(hash, now);
      if (row === null) return null;
      if ((row.last_used ?? 0) < now - TOKEN_USE_RESOLUTION_MS)
        db.query("UPDATE tokens SET last_used = ? WHERE secret_hash = ?").run(now, hash);
      return toUser(row);
    },

    tokens: (userId) =>
      db.query<TokenRow, [number]>("SELECT * FROM tokens WHERE user_id = ? ORDER BY id").all(userId).map(toToken),

    revokeToken(userId, tokenId) {
      written++;
      return db.query("DELETE FROM tokens WHERE id = ? AND user_id = ?").run(tokenId, userId).changes > 0;
    },
  };
}

/** `last_used` is written at most this often: a polling client must not write with every request. */
const TOKEN_USE_RESOLUTION_MS = 60_000;

function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** Secrets are 256 random bits, so a plain hash is enough. */
function secretHash(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

function toUser(row: UserRow): User {
  return {
    id: row.id,
    name: row.name,
    passwordHash: row.password_hash,
    level: row.level,
    isSuperUser: row.is_super_user === 1,
    isActive: row.is_active === 1,
    created: row.created,
  };
}

function toToken(row: TokenRow): ApiToken {
  return {
    id: row.id,
    userId: row.user_id,
    label: row.label,
    created: row.created,
    lastUsed: row.last_used,
    expires: row.expires,
  };
}
