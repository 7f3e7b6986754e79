"""The file in the sqlite3 of the command line and in Python's: it is whole, every table and view opens
in both with as many rows as danvan counts, and every report says there what danvan says.
"""

import collections
import contextlib
import json
import re
import sqlite3
import subprocess

from common import BASE, REPORTS, ask, compare, fail, finish


def main():
    version = shell(["--version"]).split()[0]
    for pragma, sound in (("integrity_check", "ok\n"), ("foreign_key_check", "")):
        # A file opened for reading only is not asked whether its rows keep their CHECKs.
        if (told := shell([BASE, f"PRAGMA {pragma}"], options=())) != sound:
            fail(f"{pragma}: {told!r}")
    names = ask("sql", "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY name")[1]
    with contextlib.closing(sqlite3.connect(f"file:{BASE}?mode=ro", uri=True)) as db:
        for (name,) in names:
            check_table(db, name)
        rows = sum(check_report(db, report) for report in REPORTS)
    finish(
        f"{len(names)} tables and views, {len(REPORTS)} reports with {rows} rows"
        f" in sqlite3 {version} and Python's {sqlite3.sqlite_version}"
    )


def shell(arguments, given=None, options=("-readonly",)):
    run = subprocess.run(
        ["sqlite3", "-bail", *options, *map(str, arguments)],
        # It writes bytes of a blob as they are.
        input=given, capture_output=True, encoding="utf-8", errors="replace",
    )
    if run.returncode != 0 or run.stderr:
        fail(f"sqlite3 {arguments[1:]}: exit code {run.returncode}: {run.stderr.strip()}")
    return run.stdout


def rows_of(told):
    """Rows of its JSON, which is nothing where there are none."""
    return json.loads(told or "[]", strict=False)


def check_table(db, name):
    expected = ask("sql", f'SELECT count(*) AS n FROM "{name}"')[1][0][0]
    # All columns of all rows are computed, not only counted.
    in_python = sum(1 for _ in db.execute(f'SELECT * FROM "{name}"'))
    in_shell = len(rows_of(shell(["-json", BASE, f'SELECT * FROM "{name}"'])))
    if (in_python, in_shell) != (expected, expected):
        fail(f"{name}: {expected} rows, Python's sqlite3 has {in_python}, sqlite3 {in_shell}")


def check_report(db, report):
    columns, expected = ask("report", report.stem)
    sql = report.read_text("utf-8")
    names = set(re.findall(r":([a-z_]+)", sql))
    cursor = db.execute(sql, collections.defaultdict(lambda: None, dict.fromkeys(names)))
    shown = [at for at, (name, *_) in enumerate(cursor.description) if not name.startswith("_")]
    compare(f"{report.stem}, Python", columns, expected, [[row[at] for at in shown] for row in cursor])
    told = rows_of(shell(["-json", BASE], sql))
    # JSON of the command line has a column once and a whole fraction as 20.0.
    rows = [[row[name] for name in columns] for row in told]
    compare(f"{report.stem}, sqlite3", columns, expected, rows)
    return len(expected)


main()
