/**
 * Where the server answers otherwise than recorded, on purpose. Each exception says what is answered instead, which is
 * checked, and why.
 */
export interface Exception {
  readonly names: RegExp;
  /** Status answered instead. */
  readonly status: number;
  /** What the body holds instead. */
  readonly body?: RegExp;
  readonly reason: string;
}

export const EXCEPTIONS: readonly Exception[] = [
  // --- paths and methods (section 0) ---
  {
    names: /^(calc_list_slash_404|engine_version_slash)$/,
    status: 200,
    reason: "a final slash is accepted everywhere",
  },
  {
    names: /^valid_no_slash_post$/,
    status: 200,
    body: /"valid":false/,
    reason: "a final slash is not needed: the reference fails with a debug page",
  },
  {
    names: /^valid_no_slash_get$/,
    status: 405,
    body: /^$/,
    reason: "no redirects: the path without slash answers as the one with it",
  },
  { names: /^(engine_version_head|head_list|datastore_head)$/, status: 200, body: /^$/, reason: "HEAD wherever GET" },
  { names: /^options_list$/, status: 200, body: /^$/, reason: "OPTIONS everywhere" },
  {
    names: /(_post_405|^wrong_method_post_.*)$/,
    status: 405,
    body: /^$/,
    reason: "405 with Allow instead of the page of the cross-site check",
  },
  { names: /^root_redirect$/, status: 200, body: /^<!doctype html>/i, reason: "the page answers at / itself" },
  { names: /^favicon$/, status: 200, reason: "there is an icon" },

  // --- disaggregation ---
  {
    names: /^disaggregation_extract_disagg_kind_TRT_/,
    status: 200,
    body: /^PK/,
    reason: "kinds with tectonic regions are given",
  },
  {
    names: /^disaggregation_extract_disagg_kind_Mag_imt_PGA_poe_id_0_spec_rlzs$/,
    status: 400,
    body: /^give one site_id=/,
    reason: "a site must be named: 400 says so",
  },

  // --- errors (section 7.5) ---
  {
    names:
      /^(unknown_path_404|negative_id|non_numeric_id|log_no_colon|log_slash|hmap_png_old_route|extract_bad_chars|extract_empty|event_based_extract_ruptures_within_0_1_1_0|tag_create_empty|tag_path_slash|ajax_log(in|out)_public_404|lockdown_aelo_run_404)$/,
    status: 404,
    body: /^\{"error":/,
    reason: "one short JSON error instead of a debug page that shows settings",
  },
  {
    names: /^(list_limit_abc|list_is_running_maybe|on_same_fs_missing_param|run_ini_missing_param)$/,
    status: 400,
    body: /"parameter"/,
    reason: "a wrong parameter is 400 with its name, no debug page",
  },
  {
    names: /^lockdown_login_missing_param$/,
    status: 400,
    body: /"parameter":"password"/,
    reason: "a missing field is 400 with its name, no debug page",
  },
  {
    names: /^unknown_id_post_(share|unshare)$/,
    status: 404,
    body: /"error"/,
    reason: "an unknown calculation is 404, no debug page",
  },
  {
    names: /^(unknown_id_post_remove|remove_again)$/,
    status: 404,
    body: /"error":"Cannot delete calculation \d+: ID does not exist"/,
    reason: "an unknown calculation is 404 with the text clients know",
  },
  {
    names: /^failed_early_outputs_page$/,
    status: 200,
    body: /^<!doctype html>/i,
    reason: "the page of a calculation without results is no debug page",
  },
  {
    names: /^result_bad_export_type$/,
    status: 404,
    body: /^DataStoreExportError: Could not export hcurves in foo/,
    reason: "an unsupported export type is 404, as both documents say",
  },
  {
    names: /^result_no_export_type$/,
    status: 200,
    reason: "without export_type the first type is sent: the reference's default does not exist",
  },
  {
    names:
      /^(?!disaggregation_extract_disagg).*_extract_(nonexisting|asset_risk|disagg_layer|effect|info|mean_rates_by_src|rups_by_mag_dist)$/,
    status: 404,
    body: /^[^\n]+$/,
    reason: "a wrong extract is 404 with one line",
  },
  {
    names:
      /^(area_source_classical_extract_(events|num_events)|(nested_folder|event_based)_extract_ebruptures|nested_folder_extract_relevant_gmfs|event_based_risk_extract_damages_rlzs|scenario_risk_extract_(agg_losses_XXX|agg_risk|aggexp_tags|aggrisk_tags|mmi_tags))$/,
    status: 404,
    body: /^[^\n]+$/,
    reason: "what the calculation does not have is 404 with one line, no stack trace",
  },
  {
    names: /^scenario_risk_extract_aggregate_avg_losses_kind_mean_loss_type_structural_tag_taxonomy$/,
    status: 404,
    body: /^the calculation stored no avg_losses-stats[^\n]*$/,
    reason: "what the calculation does not have is 404 with one line, no stack trace",
  },
  {
    names: /_extract_(assetcol|avg_losses_by_taxonomy|risk_stats_aggrisk)$/,
    status: 200,
    body: /^PK/,
    reason: "texts instead of pickled objects, which clients cannot read",
  },
  {
    names: /^scenario_risk_extract_assets(_taxonomy_Wood)?$/,
    status: 200,
    body: /^PK/,
    reason: "the tags are columns in the order of the exposure, which changes from run to run in the reference",
  },
  {
    names: /^scenario_risk_extract_risk_by_event$/,
    status: 200,
    body: /^PK/,
    reason: "a stored table is its rows, not only the names of its columns",
  },
  {
    names: /^event_based_risk_extract_agg_curves_kind_stats_/,
    status: 200,
    body: /^PK/,
    reason: "statistics of curves are made when they are asked for; the reference fails where it stored none",
  },
  {
    names: /^nested_folder_extract_gmf_scenario_imt_PGA$/,
    status: 400,
    body: /^kind is missing: [^\n]+$/,
    reason: "a parameter that is missing is 400 with its name, no stack trace",
  },
  {
    names: /_extract_hcurves_(imt|kind)_XXX$/,
    status: 400,
    body: /^[^\n]*kind[^\n]*$/,
    reason: "a wrong query of an extract is 400 with one line, never empty arrays",
  },
  {
    names: /_extract_(source_data)$/,
    status: 404,
    body: /^[^\n]+$/,
    reason: "how the reference spread its tasks has no counterpart",
  },
  {
    names: /_extract_full_lt$/,
    status: 200,
    body: /^PK/,
    reason: "the logic tree can be extracted, which the reference fails to do",
  },
  {
    names: /_extract_task_info(_kind_classical)?$/,
    status: 200,
    body: /^PK/,
    reason: "our own tasks, in columns of our own",
  },
  {
    names: /^(datastore|extract_oqparam)_running$/,
    status: 404,
    body: /^[^\n]*$/,
    reason: "held before anything was stored; the reference makes an empty file first",
  },
  {
    names: /^failed_(datastore|extract)$/,
    status: 404,
    body: /^[^\n]*$/,
    reason: "a scenario that reaches no site is refused before anything is stored",
  },
  {
    names: /^jobs_from_inis_bad$/,
    status: 500,
    body: /^\{"success":\[\],"error":"File not found: [^"]+"\}$/,
    reason: "a sentence instead of a stack trace",
  },
  {
    names: /^legacy_calc_(hazard|risk)$/,
    status: 200,
    body: /^\[/,
    reason: "the lists of the older document are served",
  },
  {
    names: /^lockdown_datastore_other$/,
    status: 403,
    body: /^$/,
    reason: "recorded without a file; with one the owner is asked for",
  },
  {
    names: /^traceback_after_abort$/,
    status: 200,
    body: /^\[\]$/,
    reason: "aborting is no failure: there is no traceback",
  },
  {
    names: /^failed_early_extract$/,
    status: 404,
    body: /^[^\n]+$/,
    reason: "no results: 404 with one line, no server paths",
  },
  {
    names: /^(download_png_hmap_0_0|png_hmap)$/,
    status: 200,
    body: /PNG/,
    reason: "pictures are drawn when they are asked for, whatever the number of sites",
  },
  {
    names: /^png_missing$/,
    status: 404,
    body: /^[^\n]+$/,
    reason: "a picture there is not: 404 with one line",
  },

  // --- defects done right (section 7) ---
  {
    names: /^(log_size|failed_log_size|unknown_id_get_log_size)$/,
    status: 200,
    body: /^\d+$/,
    reason: "log/size is the number of rows",
  },
  { names: /_extract_(oqparam|sitecol)_attrs$/, status: 200, reason: "NAME.attrs gives the attributes" },
  {
    names: /_extract_(gsims_by_trt|source_info)$/,
    status: 200,
    reason: "texts instead of pickled objects, which clients cannot read",
  },
  { names: /^job_zip$/, status: 200, body: /^PK/, reason: "job_zip works for every calculation" },
  {
    names: /^job_zip_(event_based|scenario_risk)$/,
    status: 200,
    body: /^PK/,
    reason: "job_zip is what was sent, under its own names, with or without an exposure",
  },
  {
    names: /^event_based_extract_eids_by_gsim$/,
    status: 200,
    body: /^PK/,
    reason: "eids_by_gsim lists all events of a model, the reference only a part of them",
  },
  { names: /^failed_early_job_zip$/, status: 200, body: /^PK/, reason: "the inputs of a refused job can be had, too" },
  {
    names: /^failed_early_status$/,
    status: 200,
    body: /"description":"Refused: /,
    reason: "a refused job is listed with what was sent",
  },
  { names: /^failed_early_traceback$/, status: 200, body: /^\["/, reason: "refused jobs have a traceback, too" },
  {
    names: /^(status|calc)_after_abort_6s$/,
    status: 200,
    body: /"status":"aborted"/,
    reason: "an aborted calculation stays aborted",
  },
  { names: /^abort_created$/, status: 200, body: /"success"/, reason: "a calculation can be aborted in every state" },
  {
    names: /^tag_set_preferred_unknown_job$/,
    status: 403,
    body: /"error"/,
    reason: "does not lock the database; the text is ours",
  },
  {
    names: /^tag_set_preferred_after_failure$/,
    status: 200,
    body: /"success"/,
    reason: "a call for an unknown calculation locks nothing",
  },
  {
    names: /^(tag_add_again|tag_add_unknown_job)$/,
    status: 403,
    body: /"error"/,
    reason: "a sentence instead of raw SQL",
  },
  {
    names: /^orphan_(status|abort)$/,
    status: 200,
    reason: "a calculation whose process died is settled by itself: none stays created",
  },

  // --- submission (section 6) ---
  {
    names: /^run_seed_field_names$/,
    status: 303,
    reason: "job_config and input_model_N are read, as both documents say",
  },
  { names: /^run_ses_rupture$/, status: 404, body: /^\{"error":/, reason: "out of scope: specific to one project" },

  // --- accounts (section 0) ---
  {
    names: /^lockdown_(log|traceback)_other$/,
    status: 403,
    body: /^$/,
    reason: "ownership holds for log and traceback",
  },
  { names: /^lockdown_tag_level2_other_job$/, status: 403, body: /^$/, reason: "ownership holds for tags" },
  {
    names: /^lockdown_run(_level0|_ini_job_owner)$/,
    status: 403,
    body: /^$/,
    reason: "a user of level 0 submits by no route",
  },
  {
    names: /^(remove_not_owner|lockdown_remove_admin)$/,
    status: 200,
    body: /"success"/,
    reason: "administrators may remove, in an open server everybody",
  },
  {
    names: /^lockdown_remove_group_mate$/,
    status: 404,
    body: /ID does not exist/,
    reason: "the administrator has removed it just before",
  },
  {
    names: /^lockdown_(share_level2_other|unshare_level2)$/,
    status: 403,
    body: /^$/,
    reason: "only owner, group mates and administrators share",
  },
  { names: /^lockdown_login_noslash$/, status: 403, body: /^Invalid login$/, reason: "a final slash is not needed" },

  // --- validation ---
  {
    names: /^validate_zip_(nested_folder|scenario_hazard|two_ini_nested|unknown_ini_param)$/,
    status: 200,
    body: /"valid":true/,
    reason: "good archives are valid: the reference's own route fails on every one of them",
  },
  {
    names: /^validate_zip_wrong_extension$/,
    status: 200,
    body: /"valid":/,
    reason: "an archive is known by its content",
  },
  {
    names: /^validate_ini_(file|form)$/,
    status: 200,
    body: /"valid":false/,
    reason: "reads the job file, which the reference never does",
  },
];

/** What the reference answers and the server does not yet. One that agrees, or was not recorded, fails the test. */
export interface Missing {
  readonly names: readonly string[];
  readonly reason: string;
}

export const NOT_YET: readonly Missing[] = [];
