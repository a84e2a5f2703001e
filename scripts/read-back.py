"""Opens every csv, Parquet and npz file of a folder with the readers that are installed, and says what disagrees.

    quakewright run job.ini --exports csv,parquet,npz --export-dir out && python scripts/read-back.py out
"""
import glob
import importlib
import os
import sys

folder, problems, counts = sys.argv[1], [], {}
readers = {}
for name in ["numpy", "pandas", "polars", "duckdb", "pyarrow.parquet", "geopandas"]:
    try:
        readers[name] = importlib.import_module(name)
    except ImportError:
        print(f"{name} is not installed: nothing is read with it")


def check(path, reader, read):
    """One reader's rows and columns, or what it complains of."""
    try:
        rows, columns = read()
    except Exception as error:
        problems.append(f"{path}: {reader}: {type(error).__name__}: {error}")
        return
    if len(set(columns)) != len(columns):
        problems.append(f"{path}: {reader}: two columns of one name")
    counts.setdefault(path, {})[reader] = (rows, len(columns))


def first_is_comment(path):
    with open(path, encoding="utf-8") as file:
        return file.readline().startswith("#,")


def of(frame):
    return len(frame), list(frame.columns)


for path in sorted(glob.glob(os.path.join(glob.escape(folder), "*.csv"))):
    skip = 1 if first_is_comment(path) else 0
    if "pandas" in readers:
        check(path, "pandas", lambda: of(readers["pandas"].read_csv(path, skiprows=skip)))
    if "polars" in readers:
        check(path, "polars", lambda: of(readers["polars"].read_csv(path, skip_rows=skip, infer_schema_length=None)))
    if "duckdb" in readers:
        # The name is a parameter: measures hold brackets, which a pattern would take for its own.
        query = "select * from read_csv(?, skip=?, header=true)"
        check(path, "duckdb", lambda: of(readers["duckdb"].execute(query, [path, skip]).df()))

for path in sorted(glob.glob(os.path.join(glob.escape(folder), "*.parquet"))):
    if "pandas" in readers:
        check(path, "pandas", lambda: of(readers["pandas"].read_parquet(path)))
    if "polars" in readers:
        check(path, "polars", lambda: of(readers["polars"].read_parquet(path)))
    if "duckdb" in readers:
        query = "select * from read_parquet(?)"
        check(path, "duckdb", lambda: of(readers["duckdb"].execute(query, [path]).df()))
    if "geopandas" in readers and b'"primary_column"' in open(path, "rb").read():
        check(path, "geopandas", lambda: of(readers["geopandas"].read_parquet(path)))
    if "pyarrow.parquet" in readers:
        table = readers["pyarrow.parquet"].read_table(path)
        for name in table.column_names:
            column = table.column(name)
            if str(column.type) in ("float", "double") and any(v is not None and v != v for v in column.to_pylist()):
                problems.append(f"{path}: {name} holds NaN where it should hold null")

for path in sorted(glob.glob(os.path.join(glob.escape(folder), "*.npz"))):
    if "numpy" in readers:
        with readers["numpy"].load(path, allow_pickle=False) as archive:
            names = archive.files
            if len(set(names)) != len(names):
                problems.append(f"{path}: two members of one name")
            for name in names:
                archive[name]

for path, found in counts.items():
    if len(set(found.values())) > 1:
        problems.append(f"{path}: rows and columns differ: {found}")

print(f"{len(counts)} tables read, {len(problems)} problems")
print("\n".join(problems))
sys.exit(1 if problems else 0)
