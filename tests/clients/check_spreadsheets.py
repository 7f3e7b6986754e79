"""Every report as .xlsx and .csv, through LibreOffice and back, is the report cell by cell.

openpyxl says in addition which cells of the .xlsx are numbers, days and texts.
"""

import csv
import datetime
import re
import shutil
import subprocess
from decimal import Decimal

import openpyxl

from common import REPORTS, ROOT, WORK, ask, compare, danvan, fail, finish

FILES = WORK / "spreadsheets"
# Comma, quotation mark, UTF-8, from the first line; then columns as text, cells as they are shown.
READING = "CSV:44,34,76,1," + "/".join(f"{column}/2" for column in range(1, 101))
WRITING = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false"
LONGEST = 32_767
# Spreadsheets keep fifteen digits of a number, and count days from 1900, which was no leap year.
EXACT = 999_999_999_999_999
FIRST_DAY = datetime.date(1900, 3, 1)

# What spreadsheets like to take for something else.
HARD = [
    "- Sáng 12/4: họp", "=1+1", "=HYPERLINK(\"http://a\")", "+84", "-5", "@x", "'", "'=1", "\tab",
    "5/2024", "12/4", "1-2", "00123", "1e5", "1E400", "0x1F", "1,5", "1.234.567", "1 000", "50%",
    "TRUE", "#N/A", "NULL", "12:30", "2024-04-12", "đồng ₫5", "http://a.vn/?a=1&b=2#c,d",
    'nói "thế"', '"', '""', ",", ";", "a,b;c\td", "hai\ndòng", "\nđầu", "cuối\n", "\n",
    " trước", "sau ", "  ", "\u00a0", "a  b", "a\tb", "&amp; <b>", "]]>", "_x0041_", "_x000D_",
    "\\n", "`", "😀 👩‍👩‍👧", "𠀋", "Đường Nguyễn Thị Ngữ", "Đ\u0103\u0323c", "\u200b", "\u202eabc", "", None,
]
NUMBERS = [
    0, -1, 5, 2023, 1_000_000, EXACT, -EXACT, EXACT + 1, 2**53, 2**53 + 1, 2**63 - 1, -(2**63),
    0.5, -0.25, 1 / 3, 12.30, 1e-7, 123456789.125, 1e15, 1e21, None,
]
DAYS = [
    "2024-04-12", "2024-02-29", "1975-04-30", "1930-02-03", "1900-03-01", "1900-02-28", "1900-01-01",
    "1899-12-31", "1010-10-10", "9999-12-31", "2024-02-30", "2024-4-2", "2024", "04/2024", "12/4/2024",
    "2024-04-12\n2024-04-13", "=2024", "", None,
]
# Made inside SQLite: an argument of a command holds less than such texts.
LONG = {
    "replace(hex(zeroblob(20000)), '0', 'ữ')": "ữ" * 40_000,
    "replace(hex(zeroblob(20000)), '0', '😀')": "😀" * 40_000,
    "'=' || replace(hex(zeroblob(20000)), '0', 'a')": "=" + "a" * 40_000,
    "'=' || substr(replace(hex(zeroblob(20000)), '0', 'a'), 1, 32766)": "=" + "a" * 32_766,
    "substr(replace(hex(zeroblob(20000)), '0', 'ữ'), 1, 32767)": "ữ" * 32_767,
    "substr(replace(hex(zeroblob(20000)), '0', '😀'), 1, 16384)": "😀" * 16_384,
}


def main():
    shutil.rmtree(FILES, ignore_errors=True)
    FILES.mkdir()
    tables = {"hard cells": ["sql", hard_sql()]}
    for report in REPORTS:
        tables[report.stem] = ["report", report.stem]
        if "_sources" in report.read_text("utf-8"):
            tables[f"{report.stem} with sources"] = ["report", report.stem, "--with-sources"]
    answers = {name: ask(*arguments) for name, arguments in tables.items()}
    columns, rows = answers["hard cells"]
    compare("hard cells in JSON", columns, hard_rows(), rows)

    warned = {}
    for name, arguments in tables.items():
        for ending in ("xlsx", "csv"):
            _, talk = danvan(*arguments, "-o", FILES / f"{name}.{ending}")
            warning = re.search(r"cells cut because .* characters: (\d+)", talk)
            warned[f"{name}.{ending}"] = int(warning[1]) if warning else 0
    through_libreoffice("xlsx")
    through_libreoffice("csv", f"--infilter={READING}")

    for name, (columns, rows) in answers.items():
        for ending, kept in (("xlsx", in_xlsx), ("csv", in_csv)):
            file = f"{name}.{ending}"
            cut = sum(is_cut(value, ending) for row in rows for value in row)
            if warned[file] != cut:
                fail(f"{file}: expected a warning of {cut} cut cells, got {warned[file]}")
            got = read_csv(FILES / f"through {ending}" / f"{name}.csv")
            if ending == "xlsx":
                for row, shown in zip(rows, got[1:]):
                    shown[: len(row)] = map(as_number, row, shown)
            expected = [columns] + [[kept(value) for value in row] for row in rows]
            compare(f"{file} in LibreOffice", columns, expected, got)
        expected = [[taken_for(*cell) for cell in zip(columns, row)] for row in rows]
        compare(f"{name}.xlsx in openpyxl", columns, expected, in_openpyxl(FILES / f"{name}.xlsx"))
    cells = sum(len(columns) * len(rows) for columns, rows in answers.values())
    finish(f"{len(tables)} tables, {cells} cells, each as .xlsx and as .csv")


def hard_rows():
    """A row for each value, its number first; the others of the row are null."""
    columns = ([*HARD, *LONG.values()], NUMBERS, DAYS)
    values = [(at, value) for at, column in enumerate(columns, 1) for value in column]
    rows = [[number, None, None, None] for number in range(1, len(values) + 1)]
    for row, (at, value) in zip(rows, values):
        row[at] = value
    return rows


def hard_sql():
    made = {text: sql for sql, text in LONG.items()}

    def literal(value):
        if value is None:
            return "NULL"
        if isinstance(value, str):
            return made.get(value) or "'" + value.replace("'", "''") + "'"
        return repr(value)

    rows = ", ".join(f"({', '.join(map(literal, row))})" for row in hard_rows())
    return f"WITH hard (row, words, figure, held_on) AS (VALUES {rows}) SELECT * FROM hard"


def through_libreoffice(ending, *options):
    """Opens all files of an ending and saves them as CSV, in one run of LibreOffice."""
    own = f"-env:UserInstallation={(WORK / 'libreoffice').as_uri()}"
    folder = FILES / f"through {ending}"
    files = sorted(FILES.glob(f"*.{ending}"))
    run = subprocess.run(
        ["soffice", own, "--headless", *options, "--convert-to", WRITING, "--outdir", folder, *files],
        capture_output=True, encoding="utf-8", timeout=900,
    )
    assert run.returncode == 0, f"soffice: exit code {run.returncode}: {run.stderr}"
    missing = [file.name for file in files if not (folder / f"{file.stem}.csv").exists()]
    assert not missing, f"soffice: did not open {missing}: {run.stderr}"


def read_csv(file):
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines))


def in_csv(value):
    """A cell of a .csv file: a text that begins like a formula has an apostrophe before it."""
    if value is None:
        return ""
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return f"{Decimal(repr(value)):f}".removesuffix(".0")
    return cut("'" + value if value.startswith(("=", "+", "-", "@", "\t", "\r")) else value)


def in_xlsx(value):
    """A cell of an .xlsx file as LibreOffice shows it."""
    if value is None:
        return ""
    if isinstance(value, str):
        return cut(value)
    return str(value) if too_many_digits(value) else f"{value:.15g}"


def as_number(value, shown):
    """What LibreOffice shows for a number, which may have another form there: 1E-7 is 0.0000001."""
    number = isinstance(value, (int, float)) and not too_many_digits(value)
    if number and re.fullmatch(r"-?[\d.]+(E[+-]\d+)?", shown):
        return f"{float(shown):.15g}"
    return shown


def taken_for(column, value):
    """A number, a day, a text or nothing, which a spreadsheet takes a cell for."""
    if value in (None, ""):
        return None
    if isinstance(value, str):
        # A second column of a name has a number: published_on_2.
        of_days = re.sub(r"_[0-9]+$", "", column) in DATES
        return day(value) if of_days and day(value) else "text"
    return "text" if too_many_digits(value) else float(value)


def in_openpyxl(file):
    sheet = openpyxl.load_workbook(file).worksheets[0]
    return [[kind(cell) for cell in row] for row in sheet.iter_rows(min_row=2)]


def kind(cell):
    if cell.value in (None, ""):
        return None
    match cell.data_type:
        case "n":
            return float(cell.value)
        case "d":
            return cell.value.date()
        case "s":
            return "text"
        case other:
            return f"type {other}: {cell.value}"


def cut(text):
    """A text as a cell holds it, which counts UTF-16 units."""
    units = text.encode("utf-16-le")
    if len(units) <= 2 * LONGEST:
        return text
    return units[: 2 * (LONGEST - len(" […]"))].decode("utf-16-le", "ignore") + " […]"


def is_cut(value, ending):
    if not isinstance(value, str):
        return False
    return (in_csv if ending == "csv" else in_xlsx)(value).endswith(" […]")


def too_many_digits(number):
    return isinstance(number, int) and abs(number) > EXACT


def day(text):
    try:
        found = datetime.date.fromisoformat(text)
    except ValueError:
        return None
    return found if len(text) == 10 and found >= FIRST_DAY else None


def dates():
    """The columns that hold days."""
    lines = (ROOT / "reference/columns.tsv").read_text("utf-8").splitlines()
    terms = [line.split("\t") for line in lines if not line.startswith("#")]
    return {name for name, kind, *_ in terms if kind == "date"}


DATES = dates()
main()
