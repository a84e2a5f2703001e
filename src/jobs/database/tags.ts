/** Tags: any number a job, at most one preferred job a tag. Texts as clients know them. */
import type { ActionAnswer } from "../job.ts";
import type { Database } from "./open-database.ts";

export interface TagStore {
  /** Sorted. */
  list(): readonly string[];
  create(tag: string): ActionAnswer;
  delete(tag: string): ActionAnswer;
  /** Makes the tag when it is new. */
  add(jobId: number, tag: string): ActionAnswer;
  remove(jobId: number, tag: string): ActionAnswer;
  setPreferred(jobId: number, tag: string): ActionAnswer;
  unsetPreferred(tag: string): ActionAnswer;
  preferred(tag: string): number | null;
}

/** @param changed called after every change. */
export function tagStore(db: Database, changed: () => void): TagStore {
  const idOf = (tag: string) =>
    db.query<{ id: number }, [string]>("SELECT id FROM tags WHERE name = ?").get(tag)?.id ?? null;
  const isJob = (jobId: number) => db.query("SELECT 1 FROM jobs WHERE id = ?").get(jobId) !== null;
  const make = (tag: string) => {
    db.query("INSERT INTO tags (name) VALUES (?) ON CONFLICT DO NOTHING").run(tag);
    return idOf(tag) as number;
  };
  const write = (action: () => ActionAnswer): ActionAnswer => {
    const answer = db.transaction(action).immediate();
    changed();
    return answer;
  };

  return {
    list: () =>
      db
        .query<{ name: string }, []>("SELECT name FROM tags ORDER BY name")
        .all()
        .map((row) => row.name),

    create: (tag) =>
      write(() => {
        if (tag === "") return { error: "The name of a tag cannot be empty" };
        if (idOf(tag) !== null) return { success: `Tag ${tag} already exists` };
        make(tag);
        return { success: `Tag ${tag} was created` };
      }),

    delete: (tag) =>
      write(() => {
        const { changes } = db.query("DELETE FROM tags WHERE name = ?").run(tag);
        return { success: changes > 0 ? `Tag ${tag} was deleted` : `Tag ${tag} does not exist` };
      }),

    add: (jobId, tag) =>
      write(() => {
        if (tag === "") return { error: "The name of a tag cannot be empty" };
        if (!isJob(jobId)) return { error: `Unknown job ${jobId}` };
        const { changes } = db
          .query("INSERT INTO job_tags (job_id, tag_id) VALUES (?, ?) ON CONFLICT DO NOTHING")
          .run(jobId, make(tag));
        return changes > 0
          ? { success: `The tag ${tag} was added to job ${jobId}` }
          : { error: `The tag ${tag} was already on job ${jobId}` };
      }),

    remove: (jobId, tag) =>
      write(() => {
        const tagId = idOf(tag);
        if (tagId === null) return { success: `Tag ${tag} was not associated with job ${jobId}` };
        db.query("DELETE FROM job_tags WHERE job_id = ? AND tag_id = ?").run(jobId, tagId);
        return { success: `Tag ${tag} was removed from job ${jobId}` };
      }),

    setPreferred: (jobId, tag) =>
      write(() => {
        if (tag === "") return { error: "The name of a tag cannot be empty" };
        if (!isJob(jobId)) return { error: `Unknown job ${jobId}` };
        const tagId = make(tag);
        db.query("UPDATE job_tags SET is_preferred = 0 WHERE tag_id = ? AND is_preferred = 1").run(tagId);
        db.query(
          "INSERT INTO job_tags (job_id, tag_id, is_preferred) VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET is_preferred = 1",
        ).run(jobId, tagId);
        return { success: `Job ${jobId} was set as preferred for tag ${tag}` };
      }),

    unsetPreferred: (tag) =>
      write(() => {
        db.query("UPDATE job_tags SET is_preferred = 0 WHERE tag_id = (SELECT id FROM tags WHERE name = ?)").run(tag);
        return { success: `Tag ${tag} has no preferred job now` };
      }),

    preferred: (tag) =>
      db
        .query<{ job_id: number }, [string]>(
          "SELECT jt.job_id FROM job_tags jt JOIN tags t ON t.id = jt.tag_id WHERE t.name = ? AND jt.is_preferred = 1",
        )
        .get(tag)?.job_id ?? null,
  };
}
