/** The states of the server in which the exchanges were recorded, one after the other. */
import { isPending, type JobService } from "../../src/jobs/index.ts";
import { inputArchive } from "./replay-exchange.ts";
import type { Session } from "./replay-session.ts";

export interface Stage {
  readonly session: Session;
  readonly jobs: JobService;
  /** Calculations wait before they compute, or go on. */
  hold(on: boolean): void;
}

async function until(what: string, done: () => boolean): Promise<void> {
  for (const end = Date.now() + 120_000; Date.now() < end; await Bun.sleep(20)) if (done()) return;
  throw new Error(`waited too long: ${what}`);
}

const idle = ({ jobs }: Stage) => until("calculations to end", () => jobs.count({ isRunning: true }) === 0);

async function reached(stage: Stage, recorded: number, status: string): Promise<void> {
  const id = stage.session.ids.get(recorded) ?? 0;
  await until(`calculation ${recorded} to be ${status}`, () => {
    const now = stage.jobs.get(id)?.status;
    if (now === "failed" && status !== "failed")
      throw new Error(`${recorded} failed: ${stage.jobs.traceback(id).join("\n")}`);
    return now === status;
  });
}

/** Executing, and so far that it waits to be let go. */
async function held(stage: Stage, recorded: number): Promise<void> {
  await reached(stage, recorded, "executing");
  const id = stage.session.ids.get(recorded) ?? 0;
  for (const end = Date.now() + 30_000; Date.now() < end; await Bun.sleep(20)) {
    if ((await stage.jobs.log(id)).some(([, , , message]) => message === "Waiting to be let go")) return;
  }
  throw new Error(`calculation ${recorded} is not held`);
}

/** Submits an archive as a recorded calculation that has no exchange of its own, or whose mode is not computed yet. */
async function standIn(
  { session }: Stage,
  recorded: number,
  archive: string,
  fields: Readonly<Record<string, string>> = {},
): Promise<void> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append("archive", new File([inputArchive(archive)], archive));
  const response = await fetch(`${session.url}/v1/calc/run`, { method: "POST", body: form });
  if (response.status !== 200) throw new Error(`${archive}: ${await response.text()}`);
  session.ids.set(recorded, ((await response.json()) as { job_id: number }).job_id);
  session.waiting.delete(recorded);
  session.standIns.add(recorded);
}

/** Replays exchanges for which a calculation of any mode will do, on a classical one while the recorded mode waits. */
async function replayWithStandIn(
  stage: Stage,
  recorded: number,
  fields: Readonly<Record<string, string>>,
  replay: () => Promise<void>,
  archive = "classical_small.zip",
): Promise<void> {
  const { session } = stage;
  const mode = session.waiting.get(recorded);
  const id = session.ids.get(recorded);
  if (mode !== undefined) await standIn(stage, recorded, archive, fields);
  await replay();
  if (mode === undefined) return;
  session.waiting.set(recorded, mode);
  session.standIns.delete(recorded);
  if (id !== undefined) session.ids.set(recorded, id);
}

export async function openScenes(stage: Stage): Promise<void> {
  const { session, jobs, hold } = stage;
  await session.replay("list_empty", "tags_list_empty", "jobs_from_inis_none", "jobs_from_inis_bad");
  // Before anything with the same inputs was computed.
  await session.replay("jobs_from_inis_unseen");
  await session.replay("run_nothing", "run_form_without_files", "run_ini_not_found");

  hold(true);
  await session.replay("run_area_source_classical", "status_running", "calc_running");
  await held(stage, 4);
  await session.replay("run_nested_folder");
  await replayWithStandIn(stage, 5, {}, () => session.replay("list_two_jobs", "list_is_running", "status_queued"));
  await session.replay(
    "status_executing",
    "calc_executing",
    "log_while_executing",
    "results_while_executing",
    "share_running",
  );
  hold(false);
  await idle(stage);

  await session.replayAll(/^(area_source_classical|nested_folder)_/);
  await replayWithStandIn(stage, 5, {}, async () => {
    await idle(stage);
    await session.replay("abort_finished");
  });
  await session.replay(
    "share_complete",
    "share_again",
    "status_shared",
    "abort_shared",
    "unshare_shared",
    "unshare_again",
  );

  await tagScene(stage);

  await session.replay(
    "run_two_ini_nested",
    "run_two_ini_choose",
    "run_two_ini_choose_nested",
    "run_two_ini_choose_missing",
    "run_job_owner",
  );
  await replayWithStandIn(stage, 10, { job_owner: "somebody" }, async () => {
    await idle(stage);
    await session.replay("abort_other_owner_finished", "list_user_name_like_some", "remove_not_owner");
  });

  await session.replayAll(
    /^run_(bad_ini|missing_file|no_ini|empty_archive|not_a_zip|zero_bytes|bad_gsim|bad_xml|unknown_ini_param|bad_rupture)/,
  );
  await session.replay("share_failed", "unshare_failed");
  await session.replayAll(/^failed_early_/);
  await session.replay("remove_failed", "remove_again", "removed_calc", "removed_log");
  await session.replay("run_fails_while_running");
  await idle(stage);
  await session.replayAll(/^failed_/);

  await abortScene(stage);
  await modeScenes(stage);

  const created = jobs.create({ userName: jobs.get(1)?.userName ?? "" });
  session.ids.set(27, created.id);
  await session.replay("remove_created");
  const orphan = jobs.create({ userName: created.userName });
  jobs.refuse(orphan.id, "its process died");
  session.ids.set(27, orphan.id);
  await session.replay("orphan_status", "orphan_abort");
  await standIn(stage, 45, "classical_small.zip");
  await idle(stage);
  await session.replay("remove_complete");
  await session.replay(
    "run_ini_ok",
    "run_separate_files",
    "run_seed_field_names",
    "run_tiny_upload",
    "run_ses_rupture",
  );
  await idle(stage);
}

async function tagScene({ session }: Stage): Promise<void> {
  await session.replay("list_preferred_only_1", "list_filter_by_tag_notag");
  await session.replay(
    "tag_create",
    "tag_create_again",
    "tag_create_empty",
    "tag_create_post",
    "tag_create_space",
    "tag_path_slash",
  );
  await session.replay("tag_add", "tag_add_again", "tag_add_new", "tag_add_unknown_job", "tag_set_preferred");
  await session.replay(
    "list_preferred",
    "list_tagged",
    "tags_list",
    "tag_get_preferred",
    "tag_get_preferred_none",
    "status_with_query",
  );
  await session.replay("tag_set_preferred_unknown_job", "tag_set_preferred_after_failure");
  await session.replay(
    "tag_unset_preferred",
    "tag_unset_preferred_unknown",
    "tag_remove",
    "tag_remove_again",
    "tag_remove_unknown_tag",
  );
  await session.replay("tag_delete", "tag_delete_again");
}

async function abortScene(stage: Stage): Promise<void> {
  const { session, jobs, hold } = stage;
  const inCreated = jobs.create({ userName: jobs.get(1)?.userName ?? "" });
  session.ids.set(24, inCreated.id);
  await session.replay("abort_created");
  hold(true);
  await standIn(stage, 24, "slow_for_abort.zip");
  await held(stage, 24);
  await standIn(stage, 25, "classical_small.zip");
  await reached(stage, 25, "submitted");
  await session.replay("traceback_running", "datastore_running", "extract_oqparam_running");
  await session.replay(
    "calc_submitted",
    "status_submitted",
    "abort_submitted",
    "status_after_abort_submitted",
    "calc_after_abort_submitted_6s",
  );
  await session.replay(
    "abort_running",
    "status_after_abort",
    "calc_after_abort",
    "log_after_abort",
    "results_after_abort",
  );
  await session.replay("traceback_after_abort", "abort_aborted");
  await until(
    "the aborted processes to go",
    () => ![24, 25].some((id) => isPending(jobs.get(session.ids.get(id) ?? 0)?.status ?? "failed")),
  );
  await session.replay("status_after_abort_6s", "calc_after_abort_6s");
  hold(false);
}

async function modeScenes(stage: Stage): Promise<void> {
  const { session } = stage;
  await session.replay("run_event_based", "run_disaggregation", "run_classical_small", "run_classical_png");
  await session.replay("run_classical_hazard_for_risk", "run_scenario_risk", "run_event_based_risk");
  await session.replay("run_risk_missing_parent", "run_risk_parent_not_number");
  await idle(stage);
  const hazard = session.ids.get(33);
  if (hazard !== undefined) await session.replay("run_classical_risk_continue");
  await idle(stage);
  await session.replayAll(
    /^(event_based|disaggregation|classical_small|classical_risk_continue|scenario_risk|event_based_risk|png|job_zip)/,
  );
  // The hazard once more, on top of itself: it says everything its parent says.
  await replayWithStandIn(
    stage,
    34,
    { hazard_job_id: String(hazard), job_ini: "job_hazard.ini" },
    () => session.replay("remove_parent_with_child"),
    "classical_risk.zip",
  );
}

/** Accounts: users of all levels, calculations of theirs, one of them running. */
export async function lockedScenes(stage: Stage): Promise<void> {
  const { session, hold } = stage;
  await session.replayAll(/^lockdown_anon_/);
  await session.replayAll(/^lockdown_login_(?!ok)/);
  await session.replayAll(/^lockdown_login_ok/);
  const submit = async (recorded: number, user: string) => {
    const form = new FormData();
    form.append("archive", new File([inputArchive("classical_small.zip")], "job.zip"));
    const response = await fetch(`${session.url}/v1/calc/run`, {
      method: "POST",
      body: form,
      headers: { cookie: session.cookies.get(user) ?? "" },
    });
    if (response.status !== 200)
      throw new Error(`${user}: ${response.status} ${JSON.stringify([...session.verdicts])}`);
    session.ids.set(recorded, ((await response.json()) as { job_id: number }).job_id);
  };
  for (const [recorded, user] of [
    [1, "level2"],
    [2, "level1"],
    [3, "admin"],
    [4, "admin"],
  ] as const)
    await submit(recorded, user);
  await idle(stage);
  await fetch(`${session.url}/v1/calc/${session.ids.get(4)}/share`, {
    method: "POST",
    headers: { cookie: session.cookies.get("admin") ?? "" },
  });
  hold(true);
  await submit(5, "level2");
  await held(stage, 5);
  await session.replayAll(
    /^lockdown_(list_(?!after|tags)|calc_|status_|results_|extract_|datastore_|png_|log_|traceback_|job_zip|engine)/,
  );
  await session.replayAll(/^lockdown_(abort|remove)_/);
  await session.replay(
    "lockdown_tag_level1",
    "lockdown_tag_level2",
    "lockdown_tag_level2_other_job",
    "lockdown_list_tags_level0",
  );
  await session.replay("lockdown_share_level1_own", "lockdown_share_level2_other", "lockdown_unshare_level2");
  await session.replayAll(/^lockdown_(run|aelo)/);
  hold(false);
  await session.replay("lockdown_logout", "lockdown_list_after_logout");
}
