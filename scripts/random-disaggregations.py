"""Runs the job.ini of each folder given in the reference engine; csv exports go to FOLDER/reference, what happened to FOLDER/reference.json.

Started by random-disaggregations.ts with the Python of QUAKEWRIGHT_ORACLE: one process for many jobs, since starting the engine
takes longer than a small job.
"""
import json
import os
import sys
import time

from openquake.calculators.base import run_calc
from openquake.calculators.export import export

for folder in sys.argv[1:]:
    out = os.path.join(folder, "reference")
    os.makedirs(out, exist_ok=True)
    start = time.process_time()
    try:
        calc = run_calc(os.path.join(folder, "job.ini"), export_dir=out)
        calc.datastore["oqparam"].export_dir = out
        for key in ("disagg-rlzs", "disagg-stats"):
            if key in calc.datastore:
                calc.datastore.export_dir = out
                export((key, "csv"), calc.datastore)
        answer = {"ok": True, "cpu": time.process_time() - start}
    except BaseException as error:  # the engine ends some jobs with SystemExit
        answer = {"ok": False, "error": f"{type(error).__name__}: {error}"}
    with open(os.path.join(folder, "reference.json"), "w") as file:
        json.dump(answer, file)
