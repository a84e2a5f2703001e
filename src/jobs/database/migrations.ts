/** The schema as a list of steps: step N brings the database from version N to N + 1. Written steps are never changed. */

/** Orders of the job list that have an index of their own; `id` is the primary key. */
const SORT_INDEXES = ["start_time", "user_name", "calculation_mode", "status", "description", "size_mb"];

const FIRST: readonly string[] = [
  `CREATE TABLE jobs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    description TEXT NOT NULL,
    user_name TEXT NOT NULL,
    calculation_mode TEXT NOT NULL,
    hazard_calculation_id INTEGER REFERENCES jobs(id),
    status TEXT NOT NULL CHECK (status IN ('created', 'submitted', 'executing', 'complete', 'failed', 'aborted', 'shared')),
    is_running INTEGER NOT NULL,
    start_time INTEGER NOT NULL,
    stop_time INTEGER,
    relevant INTEGER NOT NULL DEFAULT 1,
    size_mb REAL,
    disk_bytes INTEGER NOT NULL DEFAULT 0,
    host TEXT NOT NULL,
    pid INTEGER NOT NULL DEFAULT 0,
    process_start TEXT,
    engine TEXT NOT NULL,
    progress REAL NOT NULL DEFAULT 0,
    stage TEXT NOT NULL DEFAULT '',
    ini TEXT,
    queued_at INTEGER,
    requeued INTEGER NOT NULL DEFAULT 0,
    stop_requested INTEGER NOT NULL DEFAULT 0,
    notify_to TEXT,
    migration_callback TEXT,
    error TEXT,
    traceback TEXT
  ) STRICT`,
  ...SORT_INDEXES.map((column) => `CREATE INDEX jobs_by_${column} ON jobs(${column}, id)`),
  "CREATE INDEX jobs_running ON jobs(id) WHERE is_running = 1",
  "CREATE INDEX jobs_left_processes ON jobs(id) WHERE pid <> 0 AND is_running = 0",
  "CREATE INDEX jobs_by_parent ON jobs(hazard_calculation_id) WHERE hazard_calculation_id IS NOT NULL",
  "CREATE INDEX jobs_by_stop_time ON jobs(stop_time) WHERE stop_time IS NOT NULL",
  `CREATE TABLE outputs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    job_id INTEGER NOT NULL REFERENCES jobs(id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    types TEXT NOT NULL,
    size_mb REAL
  ) STRICT`,
  "CREATE INDEX outputs_by_job ON outputs(job_id)",
  "CREATE TABLE tags (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE) STRICT",
  `CREATE TABLE job_tags (
    job_id INTEGER NOT NULL REFERENCES jobs(id) ON DELETE CASCADE,
    tag_id INTEGER NOT NULL REFERENCES tags(id) ON DELETE CASCADE,
    is_preferred INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (job_id, tag_id)
  ) STRICT, WITHOUT ROWID`,
  "CREATE INDEX job_tags_by_tag ON job_tags(tag_id, job_id)",
  "CREATE UNIQUE INDEX one_preferred_job_a_tag ON job_tags(tag_id) WHERE is_preferred = 1",
  `CREATE TABLE users (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    password_hash TEXT NOT NULL,
    level INTEGER NOT NULL,
    is_super_user INTEGER NOT NULL,
    is_active INTEGER NOT NULL DEFAULT 1,
    created INTEGER NOT NULL
  ) STRICT`,
  `CREATE TABLE user_groups (
    user_id INTEGER NOT NULL REFERENCES users(id) ON DELETE CASCADE,
    group_name TEXT NOT NULL,
    PRIMARY KEY (user_id, group_name)
  ) STRICT, WITHOUT ROWID`,
  "CREATE INDEX user_groups_by_name ON user_groups(group_name)",
  `CREATE TABLE sessions (
    secret_hash TEXT PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES users(id) ON DELETE CASCADE,
    created INTEGER NOT NULL,
    expires INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
  "CREATE INDEX sessions_by_user ON sessions(user_id)",
  `CREATE TABLE tokens (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    secret_hash TEXT NOT NULL UNIQUE,
    user_id INTEGER NOT NULL REFERENCES users(id) ON DELETE CASCADE,
    label TEXT NOT NULL,
    created INTEGER NOT NULL,
    last_used INTEGER,
    expires INTEGER
  ) STRICT`,
  "CREATE INDEX tokens_by_user ON tokens(user_id)",
  `CREATE TABLE notifications (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    job_id INTEGER NOT NULL,
    url TEXT NOT NULL,
    content_type TEXT NOT NULL,
    body TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    next_attempt INTEGER NOT NULL
  ) STRICT`,
];

export const MIGRATIONS: readonly (readonly string[])[] = [FIRST];

export const DATABASE_VERSION = MIGRATIONS.length;
