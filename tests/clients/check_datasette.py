"""The base in Datasette: every report as a canned query, every table, a facet, full-text search.

sqlite-utils, which shares no code with the server, must find the full-text search too.
"""

import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import sqlite_utils

from common import BASE, REPORTS, WORK, ask, compare, fail, finish, hint

METADATA = WORK / "metadata.json"
LOG = WORK / "datasette.log"
NAME = BASE.stem


def main():
    # A query named as a table is would hide it.
    queries = {
        f"report-{report.stem}": {"title": hint(report, "title"), "sql": report.read_text("utf-8")}
        for report in REPORTS
    }
    METADATA.write_text(json.dumps({"databases": {NAME: {"queries": queries}}}), "utf-8")
    with datasette() as get:
        for report in REPORTS:
            check_report(get, report)
        database = get_json(get, f"/{NAME}.json")
        tables = [table["name"] for table in database["tables"] if not table["hidden"]]
        views = [view["name"] for view in database["views"]]
        for table in tables + views:
            check_table(get, table)
        assert "articles" in tables and "yearly_figures" in tables, f"/{NAME}: tables {tables}"
        check_facet(get)
        check_search(get)
    finish(f"{len(REPORTS)} canned queries, {len(tables)} tables, {len(views)} views, a facet, a search")


@contextlib.contextmanager
def datasette():
    """A server on loopback, ended by its own process id; gives a function that gets a path."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        Path(sys.executable).with_name("datasette"), "serve", BASE, "--metadata", METADATA,
        "--host", "127.0.0.1", "--port", port,
        # All rows are compared, on machines that have other work too.
        "--setting", "max_returned_rows", 1_000_000, "--setting", "sql_time_limit_ms", 60_000,
    ]
    with LOG.open("w") as log:
        server = subprocess.Popen([str(part) for part in command], stdout=log, stderr=log)
    try:
        def get(path):
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=120) as answer:
                return answer.read().decode()

        for _ in range(300):
            assert server.poll() is None, f"datasette ended: {LOG.read_text()}"
            with contextlib.suppress(urllib.error.URLError):
                get("/-/versions.json")
                break
            time.sleep(0.1)
        yield get
    finally:
        os.kill(server.pid, signal.SIGTERM)
        server.wait(timeout=30)


def get_json(get, path):
    try:
        return json.loads(get(path))
    except urllib.error.HTTPError as error:
        fail(f"{path}: expected 200, got {error.code}: {error.read().decode()[:300]}")


def check_report(get, report):
    """The page as a visitor opens it, with a field for each parameter, and the same rows as danvan."""
    columns, rows = ask("report", report.stem)
    path = f"/{NAME}/report-{report.stem}"
    answer = get_json(get, f"{path}.json?_shape=objects")
    if not answer:
        return
    if answer["truncated"]:
        fail(f"{path}: rows are left out")
    shown = [column for column in answer["columns"] if not column.startswith("_")]
    if shown != columns:
        fail(f"{path}: expected columns {columns}, got {shown}")
    compare(path, columns, rows, [[row[column] for column in shown] for row in answer["rows"]])
    asked = re.findall(r"^-- param (\w+):", report.read_text("utf-8"), re.MULTILINE)
    if sorted(answer["query"]["params"]) != sorted(asked):
        fail(f"{path}: expected fields {asked}, got {answer['query']['params']}")
    parameters = "&".join(f"{parameter}=" for parameter in asked)
    empty = get_json(get, f"{path}.json?_shape=objects&{parameters}")
    if empty:
        compare(f"{path}?{parameters}", answer["columns"], *(
            [list(row.values()) for row in page["rows"]] for page in (answer, empty)
        ))
    get(path)


def check_table(get, table):
    """The page answers and counts all rows."""
    path = f"/{NAME}/{urllib.parse.quote(table)}"
    answer = get_json(get, f"{path}.json?_size=0")
    expected = ask("sql", f'SELECT count(*) FROM "{table}"')[1][0][0]
    if answer and answer["filtered_table_rows_count"] != expected:
        fail(f"{path}: expected {expected} rows, got {answer['filtered_table_rows_count']}")
    get(path)


def check_facet(get):
    """A facet counts what SQL counts."""
    path = f"/{NAME}/model_counts.json?_facet=status&_shape=objects"
    found = {value["value"]: value["count"] for value in get_json(get, path)["facet_results"]["status"]["results"]}
    sql = "SELECT status, count(*) FROM model_counts GROUP BY status"
    expected = dict(ask("sql", sql)[1])
    assert len(expected) > 1, f"{sql}: too little in the base: {expected}"
    if found != expected:
        fail(f"{path}: expected {expected}, got {found}")


def check_search(get):
    """Words without tone marks find the articles whose text has them, in both programs."""
    sql = "SELECT count(*) FROM articles WHERE lower(title || ' ' || text) LIKE '%hòa giải%'"
    expected = ask("sql", sql)[1][0][0]
    assert expected > 0, f"{sql}: too little in the base"
    path = f"/{NAME}/articles.json?" + urllib.parse.urlencode({"_search": '"hoa giai"', "_searchmode": "raw"})
    found = get_json(get, path)["filtered_table_rows_count"]
    if found != expected:
        fail(f"{path}: expected {expected} articles, got {found}")
    table = sqlite_utils.Database(BASE)["articles"]
    found = len(list(table.search('"hoa giai"'))) if table.detect_fts() else None
    if found != expected:
        fail(f"sqlite-utils: search: expected {expected} articles, got {found}")


main()
