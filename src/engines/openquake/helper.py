"""Answers requests about finished calculations of the OpenQuake Engine, one JSON object a line, as long as its input is open.

Requests: {"id", "action": "export", "path", "key", "type", "out"} and {"id", "action": "extract", "path", "what", "out"};
"export-files" is "export" into a folder `out`, and answers the names of the files, one a line.
Answers: {"id", "name"} when the file `out` is written, else {"id", "kind": "not-found" | "failed", "error"}.
"""
import json
import os
import shutil
import sys
import tempfile
import zipfile

# What the engine prints must not stand between the answers.
answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
os.dup2(2, 1)


class NotThere(Exception):
    """What was asked for does not exist."""


def exported_files(request, folder):
    from openquake.calculators.export import export
    from openquake.commonlib import datastore

    key, kind = request["key"], request["type"]
    if (key, kind) not in export:
        raise NotThere("Could not export %s in %s" % (key, kind))
    store = datastore.read(request["path"])
    try:
        store.export_dir = folder
        files = export((key, kind), store)
    finally:
        store.close()
    if not files:
        raise NotThere("Nothing to export for export_type=%s, %s" % (kind, key))
    return files


def export_files(request):
    files = exported_files(request, request["out"])
    return "\n".join(os.path.relpath(file, request["out"]) for file in files)


def export_output(request):
    target = request["out"]
    folder = tempfile.mkdtemp(dir=os.path.dirname(target))
    try:
        files = exported_files(request, folder)
        if len(files) == 1:
            os.replace(files[0], target)
            return os.path.basename(files[0])
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in files:
                archive.write(file, os.path.relpath(file, folder))
        return "%s-%s.zip" % (request["key"], request["type"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def extract_arrays(request):
    from openquake.baselib import hdf5
    from openquake.calculators.extract import extract
    from openquake.commonlib import datastore

    with datastore.read(request["path"]) as store:
        hdf5.save_npz(extract(store, request["what"]), request["out"] + ".npz")
    os.replace(request["out"] + ".npz", request["out"])
    return request["what"].split("?")[0].replace("/", "-") + ".npz"


ACTIONS = {"export": export_output, "export-files": export_files, "extract": extract_arrays}


def answer(request):
    try:
        return {"name": ACTIONS[request["action"]](request)}
    except (NotThere, KeyError) as error:
        return {"kind": "not-found", "error": "%s: %s" % (type(error).__name__, error)}
    except Exception as error:
        return {"kind": "failed", "error": "%s: %s" % (type(error).__name__, error)}


def serve():
    # All that takes long to load is loaded before the first question.
    import openquake.calculators.export  # noqa: F401
    import openquake.calculators.extract  # noqa: F401

    answers.write('{"ready": true}\n')
    answers.flush()
    for line in sys.stdin:
        request = json.loads(line)
        answers.write(json.dumps({"id": request["id"], **answer(request)}) + "\n")
        answers.flush()


serve()
