"""Exports in other tools: nothing that the base holds is lost or changed on the way.

Every cell of every table and view is compared with the base after a round trip through pandas,
DuckDB and sqlite-utils (CSV), pandas (JSON Lines) and openpyxl (the workbook); datapackage.json is
validated by frictionless, with its keys; Datasette starts with the metadata and answers every
canned query.

Needs: pandas, duckdb, sqlite-utils, frictionless[json], openpyxl, datasette. Without an argument the
example articles and one with what careless tools lose are loaded; else the database named is taken.
"""

import contextlib
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
import warnings
from pathlib import Path

import duckdb
import frictionless
import openpyxl
import pandas
import sqlite_utils

ROOT = Path(__file__).resolve().parents[2]
DANVAN = ROOT / "target/debug/danvan"
TRICKY = {
    "title": '=1+1, "Dân vận khéo" 007',
    "url": "https://a.gov.vn/tin/1",
    "date": "2024-04-12",
    "author": "00123",
    "text": '=1+1, "Dân vận khéo" 007\nNgày 12/4/2024, Huyện ủy Đại Lộc, tỉnh Quảng Nam tổ chức hội nghị sơ kết '
    'phong trào thi đua “Dân vận khéo”.\nNăm 2023, toàn huyện đăng ký 121 mô hình “Dân vận khéo”, "nhiều nhất" '
    "là các mô hình giao thông nông thôn, bảo vệ môi trường.",
}
# Longest text of a cell in a workbook; danvan cuts longer ones, and tells.
LONGEST_CELL = 32_767

failures = 0
cells = 0


def main():
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        if len(sys.argv) > 1:
            base = Path(sys.argv[1]).resolve()
        else:
            base = folder / "base.db"
            (folder / "kho.jsonl").write_text(json.dumps(TRICKY) + "\n", "utf-8")
            danvan(base, "load", ROOT / "examples/articles", folder / "kho.jsonl")
        danvan(base, "export", folder / "csv")
        danvan(base, "export", folder / "jsonl", "--format", "jsonl")
        danvan(base, "export", folder / "base.xlsx")
        danvan(base, "export", "--datasette", folder / "metadata.json")
        package = json.loads((folder / "csv/datapackage.json").read_text("utf-8"))
        with contextlib.closing(sqlite3.connect(f"file:{base}?mode=ro", uri=True)) as db:
            for resource in package["resources"]:
                check_csv(db, folder, resource)
            check_workbook(db, folder / "base.xlsx", package["resources"])
        for kind in ("csv", "jsonl"):
            validate(folder / kind)
        queries = check_datasette(base, folder)
    tables = len(package["resources"])
    print(f"export: {tables} tables, {cells} cells, {queries} canned queries; {failures} failed")
    sys.exit(1 if failures else 0)


def fail(message):
    global failures
    failures += 1
    if failures <= 40:
        print(f"  FAILED {message}"[:400])


def danvan(base, *arguments):
    command = [str(part) for part in (DANVAN, "--db", base, *arguments)]
    run = subprocess.run(command, capture_output=True, encoding="utf-8")
    assert run.returncode == 0, f"{command}: {run.stderr}"


def of_unit(column):
    """What a row has of the unit that it points at."""
    prefix = "locality_"
    if column in {prefix + "code", prefix + "valid_from", prefix + "valid_to"}:
        return f"(SELECT {column.removeprefix(prefix)} FROM localities WHERE id = s.locality_id)"
    return None


def compare(where, columns, expected, got):
    global cells
    if len(expected) != len(got):
        fail(f"{where}: expected {len(expected)} rows, got {len(got)}")
    for number, (should, row) in enumerate(zip(expected, got), 1):
        cells += len(should)
        for column, cell, found in zip(columns, should, row, strict=True):
            # True == 1 == 1.0 in Python, and not in a file.
            if cell != found or type(cell) is not type(found):
                fail(f"{where}: row {number}, {column}: expected {cell!r:.90}, got {found!r:.90}")


def check_csv(db, folder, resource):
    name, schema = resource["name"], resource["schema"]
    fields = {field["name"]: field["type"] for field in schema["fields"]}
    expressions = [
        of_unit(column) or (f'lower(hex("{column}"))' if column == "fingerprint" else f'"{column}"')
        for column in fields
    ]
    order = schema.get("primaryKey") or range(1, len(fields) + 1)
    select = f'SELECT {", ".join(expressions)} FROM "{name}" AS s ORDER BY {", ".join(map(str, order))}'
    expected = [list(row) for row in db.execute(select)]
    # Programs take an empty text for none, unless they are told otherwise.
    loose = [[None if cell == "" else cell for cell in row] for row in expected]
    path = folder / "csv" / resource["path"]

    frame = pandas.read_csv(
        path, dtype={c: "Int64" if t == "integer" else "str" for c, t in fields.items()},
        keep_default_na=False, na_values=[""],
    )
    compare(f"pandas: {name}", fields, loose, of_frame(frame))
    days = [column for column, kind in fields.items() if kind in ("date", "datetime")]
    for column in days:
        read = pandas.to_datetime(frame[column], format="ISO8601").notna().sum()
        if read != frame[column].notna().sum():
            fail(f"pandas: {name}: {column}: only {read} days are days")

    with warnings.catch_warnings():
        # Old and new pandas disagree on what keeps texts that look like days as they are.
        warnings.simplefilter("ignore")
        lines = pandas.read_json(folder / "jsonl" / f"{name}.jsonl", lines=True, dtype=False,
                                 convert_dates=False)
    if len(lines):
        read = [[None if cell is None or cell != cell else cell for cell in row]
                for row in lines.astype(object).values.tolist()]
        # A column with nulls is one of fractions for pandas.
        read = [[int(cell) if isinstance(cell, float) and kind == "integer" else cell
                 for cell, kind in zip(row, fields.values())] for row in read]
        compare(f"pandas: {name}.jsonl", fields, expected, read)

    types = {"integer": "BIGINT", "number": "DOUBLE", "date": "DATE", "datetime": "TIMESTAMP"}
    columns = {column: types.get(kind, "VARCHAR") for column, kind in fields.items()}
    read = duckdb.read_csv(str(path), columns=columns, header=True, delimiter=",", quotechar='"',
                           escapechar='"', auto_detect=False, max_line_size=16_000_000)
    moment = {"datetime": lambda day: day.strftime("%Y-%m-%dT%H:%M:%SZ"), "date": str}
    read = [[moment.get(kind, lambda cell: cell)(cell) if cell not in (None, "") else None
             for cell, kind in zip(row, fields.values())] for row in read.fetchall()]
    compare(f"duckdb: {name}", fields, loose, read)

    utils = sqlite_utils.Database(memory=True)
    with path.open("rb") as file:
        rows, _ = sqlite_utils.utils.rows_from_file(file, format=sqlite_utils.utils.Format.CSV)
        rows = ({c: None if v == "" else v for c, v in row.items()} for row in rows)
        kinds = {column: int if kind == "integer" else str for column, kind in fields.items()}
        utils[name].create(kinds)
        utils[name].insert_all(rows)
    read = [list(row) for row in utils.execute(f'SELECT * FROM "{name}" ORDER BY rowid')]
    compare(f"sqlite-utils: {name}", fields, loose, read)


def of_frame(frame):
    """Rows of a frame as Python's own values."""
    columns = []
    for column in frame:
        values = frame[column].astype(object)
        columns.append([None if pandas.isna(value) else value for value in values])
    rows = [list(row) for row in zip(*columns)]
    return [[int(c) if hasattr(c, "__index__") else c for c in row] for row in rows]


def check_workbook(db, path, resources):
    book = openpyxl.load_workbook(path, read_only=True)
    for resource in resources:
        name = resource["name"]
        fields = {field["name"]: field["type"] for field in resource["schema"]["fields"]}
        rows = list(book[name].iter_rows(values_only=True))
        if list(rows[0]) != list(fields):
            fail(f"workbook: {name}: columns {rows[0]}")
        count = db.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
        if len(rows) != count + 1:
            fail(f"workbook: {name}: {len(rows) - 1} rows of {count}")
        for row in rows[1:]:
            for (column, kind), cell in zip(fields.items(), row):
                wrong = kind == "string" and cell is not None and not isinstance(cell, str)
                wrong |= kind == "date" and cell is not None and not hasattr(cell, "year")
                wrong |= isinstance(cell, str) and len(cell) > LONGEST_CELL
                if wrong:
                    fail(f"workbook: {name}: {column}: {cell!r:.90}")


def validate(folder):
    """With foreign keys, types, closed lists; all rows."""
    path = folder / "datapackage.json"
    if folder.name == "jsonl":
        # Of a file without a line, as of a table without a row, frictionless says it is broken.
        package = json.loads(path.read_text("utf-8"))
        package["resources"] = [
            resource for resource in package["resources"] if (folder / resource["path"]).stat().st_size
        ]
        kept = {resource["name"] for resource in package["resources"]} | {""}
        for resource in package["resources"]:
            keys = resource["schema"].get("foreignKeys", [])
            keys = [key for key in keys if key["reference"]["resource"] in kept]
            resource["schema"]["foreignKeys"] = keys
        path.write_text(json.dumps(package), "utf-8")
    report = frictionless.validate(str(path), limit_errors=20)
    for error in report.flatten(["rowNumber", "fieldName", "type", "message"])[:20]:
        fail(f"frictionless: {folder.name}: {error}")
    if not report.valid and not report.flatten(["type"]):
        fail(f"frictionless: {folder.name}: {report.errors}")


def check_datasette(base, folder):
    metadata = json.loads((folder / "metadata.json").read_text("utf-8"))
    ((name, described),) = metadata["databases"].items()
    with datasette(base, folder) as get:
        home = get(f"/{name}.json")
        shown = {table["name"] for table in home["tables"] if not table["hidden"]}
        hidden = sorted(table for table in shown if table.startswith("_"))
        if hidden:
            fail(f"datasette: internals are shown: {hidden}")
        for query, content in described["queries"].items():
            params = urllib.parse.urlencode({param: "" for param in content["params"]})
            try:
                get(f"/{name}/{query}.json?{params}&_shape=objects")
            except urllib.error.HTTPError as error:
                fail(f"datasette: {query}: {error}: {error.read()[:300]}")
        for query in ("report-officials", "report-models-per-locality-per-year"):
            if not get(f"/{name}/{query}.json?_shape=objects")["rows"]:
                fail(f"datasette: {query}: no rows")
        for table in shown | {view["name"] for view in home["views"]}:
            page = get(f"/{name}/{table}.json?_size=1&_labels=on&_shape=objects")
            facets = described["tables"].get(table, {}).get("facets", [])
            missing = set(facets) - set(page["facet_results"]) - set(page.get("facets_timed_out", []))
            if missing and page["filtered_table_rows_count"] not in (0, None):
                fail(f"datasette: {table}: no facets {missing}")
        row = get(f"/{name}/articles.json?_size=1&_labels=on&locality_id__notnull=1&_shape=objects")["rows"][0]
        if not row["locality_id"].get("label"):
            fail(f"datasette: articles: no label: {row['locality_id']}")
    return len(described["queries"])


@contextlib.contextmanager
def datasette(base, folder):
    """A server on loopback, ended by its own process id; gives a function that gets JSON."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        Path(sys.executable).with_name("datasette"), "serve", base,
        "--metadata", folder / "metadata.json", "--host", "127.0.0.1", "--port", port,
        # On machines that have other work too.
        "--setting", "sql_time_limit_ms", 60_000,
    ]
    with (folder / "datasette.log").open("w") as log:
        server = subprocess.Popen([str(part) for part in command], stdout=log, stderr=log)

    def get(path):
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=120) as answer:
            return json.load(answer)

    try:
        for _ in range(300):
            try:
                get("/-/versions.json")
                break
            except urllib.error.URLError:
                assert server.poll() is None, (folder / "datasette.log").read_text()
                time.sleep(0.1)
        yield get
    finally:
        os.kill(server.pid, signal.SIGTERM)
        server.wait()


if __name__ == "__main__":
    main()
