"""Validates an API document, calls every GET and compares what is sent with what is declared, then once more with a
client that openapi-python-client generates. Arguments: a JSON file with url, token, document, calls, folder. Prints one JSON
object a problem; nothing when all is well."""
import importlib
import inspect
import json
import pathlib
import re
import subprocess
import sys

import httpx
from openapi_schema_validator import OAS30ReadValidator
from openapi_spec_validator import OpenAPIV30SpecValidator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT4

task = json.loads(pathlib.Path(sys.argv[1]).read_text())
document, calls, token = task["document"], task["calls"], task["token"]
problems = []


def tell(where, what):
    problems.append({"where": where, "what": str(what)[:600]})


for error in OpenAPIV30SpecValidator(document).iter_errors():
    tell("document", error.message)

registry = Registry().with_resource("urn:api", Resource(contents=document, specification=DRAFT4))


def absolute(schema):
    """References as the registry resolves them."""
    if isinstance(schema, dict):
        return {k: "urn:api" + v if k == "$ref" else absolute(v) for k, v in schema.items()}
    return [absolute(item) for item in schema] if isinstance(schema, list) else schema


def compare(call, response):
    where = f"{call['operation']}: {response.request.url}"
    if response.status_code != call["status"]:
        return tell(where, f"status {response.status_code} instead of {call['status']}: {response.text[:200]}")
    declared = document["paths"][call["path"]]["get"]["responses"].get(str(response.status_code))
    if declared is None:
        return tell(where, f"status {response.status_code} is not declared")
    content = declared.get("content", {})
    media = response.headers.get("content-type", "").split(";")[0]
    if not content:
        return tell(where, "a body is not declared") if response.content else None
    if media not in content:
        return tell(where, f"{media} is not declared, only {list(content)}") if response.content else None
    if media == "application/json":
        validator = OAS30ReadValidator(absolute(content[media]["schema"]), registry=registry)
        for error in list(validator.iter_errors(response.json()))[:3]:
            tell(where, f"{error.json_path}: {error.message}")


headers = {"authorization": f"Bearer {token}"}
with httpx.Client(base_url=task["url"], headers=headers, timeout=60) as http:
    for call in calls:
        path = re.sub(r"\{(\w+)\}", lambda match: str(call["pathParameters"][match[1]]), call["path"])
        compare(call, http.get(path, params=call["query"]))

# A generated client
folder = pathlib.Path(task["folder"])
(folder / "openapi.json").write_text(json.dumps(document))
binary = ["application/x-zip", "application/x-hdf", "application/vnd.apache.parquet", "image/png", "image/svg+xml"]
(folder / "config.json").write_text(json.dumps({
    "project_name_override": "generated", "package_name_override": "generated_client", "post_hooks": [],
    "content_type_overrides": {media: "application/octet-stream" for media in binary},
}))
done = subprocess.run(
    [str(pathlib.Path(sys.executable).parent / "openapi-python-client"), "generate", "--path", "openapi.json",
     "--config", "config.json", "--meta", "none", "--output-path", "generated_client", "--overwrite"],
    cwd=folder, capture_output=True, text=True)
if done.returncode != 0 or "WARNING" in done.stdout + done.stderr or "Unable" in done.stdout + done.stderr:
    tell("openapi-python-client", done.stdout + done.stderr)
sys.path.insert(0, str(folder))
package = importlib.import_module("generated_client")
client = package.AuthenticatedClient(
    base_url=task["url"], token=token, raise_on_unexpected_status=True, timeout=httpx.Timeout(60))


def snake(name):
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


modules = {path.stem: path for path in (folder / "generated_client" / "api").glob("*/*.py")}
for call in calls:
    name = snake(call["operation"])
    where = f"generated {name}"
    if name not in modules:
        tell(where, "was not generated")
        continue
    module = importlib.import_module(f"generated_client.api.{modules[name].parent.name}.{name}")
    arguments = {snake(key): value for key, value in {**call["pathParameters"], **call["query"]}.items()}
    known = inspect.signature(module.sync_detailed).parameters  # names of builtins get an underscore
    arguments = {key if key in known else key + "_": value for key, value in arguments.items()}
    try:
        answer = module.sync_detailed(client=client, **arguments)
    except Exception as error:  # whatever a generated client raises is a problem of the document
        tell(where, repr(error))
        continue
    declared = document["paths"][call["path"]]["get"]["responses"][str(call["status"])]
    if answer.status_code != call["status"]:
        tell(where, answer.status_code)
    elif declared.get("content") and answer.parsed is None and answer.content not in (b"null", b""):
        tell(where, "the body was not understood")

for problem in problems:
    print(json.dumps(problem))
print(json.dumps({"calls": len(calls)}))
