"""Every report as a page, in a headless Chromium: its table, its chart, and nothing else.

A page loads nothing, runs nothing and says nothing on the console; a wide table scrolls inside its
box, also on a telephone; no words of a chart lie over others.
"""

import re
import shutil
import tempfile

from playwright.sync_api import sync_playwright

from common import REPORTS, WORK, ask, compare, danvan, fail, finish, hint

FILES = WORK / "pages"
OPTIONS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]
WIDTHS = (1280, 400)

# What is looked at in the page.
SEEN = """() => ({
    title: document.title,
    heading: document.querySelector('h1')?.innerText,
    policy: document.querySelector('meta[http-equiv=Content-Security-Policy]')?.content,
    columns: [...document.querySelectorAll('thead th')].map(cell => cell.textContent),
    rows: [...document.querySelectorAll('tbody tr')].map(
        row => [...row.cells].map(cell => cell.textContent)),
    loading: document.querySelectorAll(
        'script, link, img, iframe, object, embed, video, audio, source, base, form').length,
    figure: document.querySelector('figure svg') && {
        shapes: document.querySelectorAll('figure svg :is(rect, path, polyline, circle)').length,
        words: [...document.querySelectorAll('figure svg text')]
            .map(text => [text.textContent, text.getBoundingClientRect()])
            .map(([text, {left, top, right, bottom}]) => ({text, left, top, right, bottom})),
        box: (({left, top, right, bottom}) => ({left, top, right, bottom}))(
            document.querySelector('figure svg').getBoundingClientRect()),
    },
})"""
OVERHANG = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def main():
    shutil.rmtree(FILES, ignore_errors=True)
    FILES.mkdir()
    charts = 0
    with tempfile.TemporaryDirectory() as profile, sync_playwright() as playwright:
        browser = playwright.chromium.launch_persistent_context(
            profile, executable_path=shutil.which("chromium"), headless=True, args=OPTIONS,
            viewport={"width": WIDTHS[0], "height": 900},
        )
        for report in REPORTS:
            charts += check_page(browser, report, [])
            check_page(browser, report, ["--lang", "vi"])
            if "_sources" in report.read_text("utf-8"):
                check_page(browser, report, ["--with-sources"])
        browser.close()
    if not charts:
        fail("no page has a chart")
    finish(f"{len(REPORTS)} reports, {charts} with a chart")


def check_page(browser, report, options):
    """Opens the page of a report; true where it has a chart."""
    where = " ".join([report.stem, *options])
    columns, rows = ask("report", report.stem, *[option for option in options if option == "--with-sources"])
    file = FILES / f"{where.replace(' ', '')}.html"
    danvan("report", report.stem, *options, "-o", file)
    page = browser.new_page()
    page.on("console", lambda message: fail(f"{where}: console: {message.text}"))
    page.on("pageerror", lambda error: fail(f"{where}: error: {error}"))
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    seen = page.evaluate(SEEN)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        over = page.evaluate(OVERHANG)
        if over > 0:
            fail(f"{where}: {width} pixels wide, the page is {over} pixels wider than its window")
    page.close()

    if asked != [file.as_uri()]:
        fail(f"{where}: loads {asked[1:]}")
    if seen["policy"] != "default-src 'none'; style-src 'unsafe-inline'":
        fail(f"{where}: Content-Security-Policy is {seen['policy']}")
    if seen["loading"]:
        fail(f"{where}: {seen['loading']} elements that could load something")
    title = hint(report, "title vi" if "vi" in options else "title")
    if seen["heading"] != title or not seen["title"].startswith(title):
        fail(f"{where}: expected the headline {title!r}, got {seen['heading']!r} ({seen['title']!r})")
    if len(seen["rows"]) != len(rows):
        fail(f"{where}: expected {len(rows)} rows, got {len(seen['rows'])}")
    if "vi" not in options:
        compare(where, columns, [columns, *map(texts, rows)], [seen["columns"], *seen["rows"]])
    chart = hint(report, "chart")
    drawn = chart and any(row[columns.index(chart.split()[2])] is not None for row in rows)
    if bool(drawn) != bool(seen["figure"]):
        fail(f"{where}: chart: expected {bool(drawn)}, got {bool(seen['figure'])}")
    if drawn and seen["figure"]:
        check_chart(where, seen["figure"], chart.split(), columns, rows)
    return bool(drawn)


def check_chart(where, figure, chart, columns, rows):
    """Each bar's value stands in the chart, no words lie over others, none leave the picture."""
    bars = chart[0] == "bar"
    label, value = columns.index(chart[1]), columns.index(chart[2])
    marks = [row for row in rows if row[value] is not None]
    words = figure["words"]
    shown = [word["text"].replace(",", "") for word in words]
    for row in marks:
        for text in [str(row[label])] + [str(row[value]).removesuffix(".0")] * bars:
            if not any(text in word for word in shown):
                fail(f"{where}: chart: {text} of {row[label]} is missing")
    if figure["shapes"] < (len(marks) if bars else 1):
        fail(f"{where}: chart: {len(marks)} marks, {figure['shapes']} shapes")
    box = figure["box"]
    for word in words:
        if word["left"] < box["left"] - 1 or word["right"] > box["right"] + 1 or word["bottom"] > box["bottom"] + 1:
            fail(f"{where}: chart: {word['text']!r} leaves the picture")
    # Values of lines that cross lie near each other.
    for index, one in enumerate(words if bars else []):
        for other in words[index + 1:]:
            across = min(one["right"], other["right"]) - max(one["left"], other["left"])
            down = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
            # Boxes of lines that follow each other touch.
            if across > 1 and down > 4:
                fail(f"{where}: chart: {one['text']!r} lies over {other['text']!r}")


def texts(row):
    """The cells as the page has them, which shows a control character as �."""
    plain = ["" if value is None else str(value).removesuffix(".0") if isinstance(value, float) else str(value) for value in row]
    return [re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", "\ufffd", text) for text in plain]


main()
