"""Runs the job files of each folder given in the reference engine; csv exports of the last go to FOLDER/reference, what happened to
FOLDER/reference.json.

Started by random-risks.ts with the Python of QUAKEWRIGHT_ORACLE: one process for many jobs, since starting the engine takes longer
than a small job. FOLDER/inis.json lists the job files; each continues the one before.
"""
import json
import os
import sys
import time
import traceback

from openquake.calculators import base
from openquake.calculators.export import export
from openquake.commonlib import logs


def run(path, **more):
    with logs.init(path) as log:
        log.params.update(more)
        calc = base.calculators(log.get_oqparam(), log.calc_id)
        calc.run()
    return calc


for folder in sys.argv[1:]:
    out = os.path.join(folder, "reference")
    os.makedirs(out, exist_ok=True)
    start = time.process_time()
    try:
        with open(os.path.join(folder, "inis.json")) as file:
            inis = json.load(file)
        parent = {}
        failed = {}
        for i, ini in enumerate(inis):
            calc = run(os.path.join(folder, ini), **parent)
            parent = {"hazard_calculation_id": str(calc.datastore.calc_id)}
            if i == len(inis) - 1:
                calc.datastore.export_dir = out
                calc.datastore["oqparam"].export_dir = out
                base.expose_outputs(calc.datastore)
                for output in logs.dbcmd("get_outputs", calc.datastore.calc_id):
                    if (output.ds_key, "csv") in export:
                        try:
                            export((output.ds_key, "csv"), calc.datastore)
                        except Exception as error:  # some outputs it lists and cannot export
                            failed[output.ds_key] = f"{type(error).__name__}: {error}"
            calc.datastore.close()
        answer = {"ok": True, "cpu": time.process_time() - start, "not_exported": failed}
    except BaseException as error:  # the engine ends some jobs with SystemExit
        answer = {"ok": False, "error": f"{type(error).__name__}: {error}", "where": traceback.format_exc()}
    with open(os.path.join(folder, "reference.json"), "w") as file:
        json.dump(answer, file)
