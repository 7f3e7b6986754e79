"""What the checks share: the program, the base, the reports, and how cells are compared."""

import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DANVAN = ROOT / "target/debug/danvan"
WORK = ROOT / "target/clients"
BASE = WORK / "base.db"
REPORTS = sorted((ROOT / "queries").glob("*.sql"))

# Messages and headings are English whatever the system speaks.
ENVIRONMENT = {**os.environ, "LC_ALL": "C.UTF-8"}


def danvan(*arguments):
    """Standard output and standard error of a run that must do what it is asked."""
    run = subprocess.run(
        [DANVAN, "--db", BASE, *map(str, arguments)],
        capture_output=True, encoding="utf-8", env=ENVIRONMENT,
    )
    assert run.returncode == 0, f"danvan {shown(arguments)}: exit code {run.returncode}: {run.stderr}"
    return run.stdout, run.stderr


def ask(*arguments):
    """Columns and rows, each row a list of values as JSON types them."""
    # JSON of no rows has no columns, so the names come from CSV.
    columns = next(csv.reader(io.StringIO(danvan(*arguments, "--format", "csv")[0], newline="")))
    rows = json.loads(danvan(*arguments, "--format", "json")[0])
    assert all(list(row) == columns for row in rows), f"{arguments}: CSV and JSON differ in columns"
    return columns, [list(row.values()) for row in rows]


def fresh(path):
    """The path, where nothing is any more."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    return path


def hint(report, key):
    """A header line of a report file, such as its chart; none where it has none."""
    line = re.search(rf"^-- {key}: *(.*)$", report.read_text("utf-8"), re.MULTILINE)
    return line and line[1]


FAILURES = []


def fail(message):
    FAILURES.append(message)
    if len(FAILURES) <= 40:
        print(f"  FAILED {message}")


def compare(where, columns, expected, got):
    """Tells of each cell that is not as expected, by report, row and column."""
    if len(expected) != len(got):
        fail(f"{where}: expected {len(expected)} rows, got {len(got)}")
    for number, (should, row) in enumerate(zip(expected, got), 1):
        if len(row) != len(columns):
            fail(f"{where}: row {number}: expected {len(columns)} cells, got {len(row)}")
        for column, cell, found in zip(columns, should, row):
            # True == 1 == 1.0 in Python, and not in a file.
            if cell != found or type(cell) is not type(found):
                at = f"{where}: row {number}, column {column}"
                fail(f"{at}: expected {shown(cell)}, got {shown(found)}")


def shown(value):
    text = repr(value)
    return text if len(text) <= 200 else f"{text[:90]}…{text[-90:]} ({len(text)} characters)"


def finish(summary):
    """Ends the check; the summary says how much was looked at."""
    print(f"{summary}; {len(FAILURES)} failed")
    sys.exit(1 if FAILURES else 0)
