"""The site of the examples in a headless Chromium, from the disk and over http.

Every page: valid HTML (the Nu validator), no finding of axe-core that is serious or critical in light
and dark, nothing on the console, nothing loaded but what is beside it, no sideways scrolling at the
width of a telephone. The search finds and is used by the keyboard; a quote leads to its marked words.
"""

import functools
import http.server
import json
import shutil
import subprocess
import tempfile
import threading
from urllib.parse import urlparse

from playwright.sync_api import sync_playwright

from common import DANVAN, ENVIRONMENT, ROOT, WORK, fail, finish, fresh

SITES = WORK / "sites"
PACKAGES = ROOT / "target/clients-npm/node_modules"
AXE = (PACKAGES / "axe-core/axe.min.js").read_text("utf-8")
NU = PACKAGES / "vnu-jar/build/dist/vnu.jar"
OPTIONS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 400, "height": 800}
OVERHANG = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
# The scheme changes nothing but the colours.
RULES = {"light": {}, "dark": {"runOnly": ["color-contrast"]}}
FINDINGS = """rules => axe.run(document, {...rules, preload: false, resultTypes: ['violations']}).then(({violations}) => violations
    .filter(({impact}) => impact === 'serious' || impact === 'critical')
    .map(({id, nodes}) => `${id}: ${nodes[0].html} (${nodes.length}): ${nodes[0].failureSummary}`))"""
# What is typed, and the name that comes first.
SEARCHES = [
    ("dai loc", "huyện Đại Lộc"),
    ("Đại Lộc", "huyện Đại Lộc"),
    ("ĐẠI  lộc, quảng nam", "huyện Đại Lộc"),
    ("hua van tin", "Hứa Văn Tín"),
    ("25-NQ/TW", "nghị quyết 25-NQ/TW"),
    ("25 nq tw", "nghị quyết 25-NQ/TW"),
    ("khéo dân", "Dân vận khéo"),
    ("không có gì như thế", None),
]


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments):
        pass


def main():
    shutil.rmtree(SITES, ignore_errors=True)
    SITES.mkdir()
    base = fresh(WORK / "site.db")
    pages = []
    run("--db", base, "load", ROOT / "examples/articles")
    for language in ("en", "vi"):
        run("--db", base, "site", SITES / language, "--lang", language)
        pages += sorted((SITES / language).rglob("*.html"))
    handler = functools.partial(Quiet, directory=SITES)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    served = f"http://127.0.0.1:{server.server_port}"
    validate()
    with tempfile.TemporaryDirectory() as profile, sync_playwright() as playwright:
        browser = playwright.chromium.launch_persistent_context(
            profile, executable_path=shutil.which("chromium"), headless=True, args=OPTIONS, viewport=WIDE,
        )
        page = Watched(browser)
        for file in pages:
            check_page(page, file, file.as_uri())
            page.open(f"{served}/{file.relative_to(SITES)}", file)
        for language in ("en", "vi"):
            for root in (SITES.as_uri(), served):
                check_search(page, f"{root}/{language}")
                check_quote(page, f"{root}/{language}")
        browser.close()
    server.shutdown()
    finish(f"{len(pages)} pages")


def run(*arguments):
    done = subprocess.run([DANVAN, *arguments], capture_output=True, encoding="utf-8", env=ENVIRONMENT)
    assert done.returncode == 0, f"danvan {arguments}: exit code {done.returncode}: {done.stderr}"


def validate():
    """What the Nu validator says of the pages. It takes no address of this machine, and knows no
    'self' on a disk: whether the style sheet may be loaded is seen in the browser.
    """
    done = subprocess.run(
        ["java", "-jar", NU, "--format", "json", "--skip-non-html", SITES],
        capture_output=True, encoding="utf-8",
    )
    for message in json.loads(done.stderr)["messages"]:
        if "violates Content Security Policy" in message["message"]:
            continue
        if message["type"] != "info" or message.get("subType") == "warning":
            where = urlparse(message.get("url", "")).path.removeprefix(str(SITES))
            fail(f"{where}:{message.get('lastLine')}: {message['message']}: {message.get('extract', '')!r}")


class Watched:
    """A window that tells of everything a page says or asks for."""

    def __init__(self, browser):
        self.page = browser.new_page()
        self.where, self.root = None, None
        self.page.on("console", lambda message: fail(f"{self.where}: console: {message.text}"))
        self.page.on("pageerror", lambda error: fail(f"{self.where}: error: {error}"))
        self.page.on("request", self.asked)

    def asked(self, request):
        if not request.url.startswith((self.root, "data:")):
            fail(f"{self.where}: loads {request.url}")

    def open(self, url, where):
        self.where = str(where).removeprefix(str(SITES))
        parts = urlparse(url)
        self.root = f"{parts.scheme}://{parts.netloc}"
        # A way inside the page alone would load nothing.
        self.page.goto("about:blank") if "#" in url else None
        self.page.goto(url)


def check_page(window, file, url):
    window.open(url, file)
    page = window.page
    for width in (WIDE, NARROW):
        page.set_viewport_size(width)
        over = page.evaluate(OVERHANG)
        if over > 0:
            fail(f"{window.where}: {width['width']} pixels wide, the page is {over} pixels wider")
    page.evaluate(AXE)
    for scheme, rules in RULES.items():
        page.emulate_media(color_scheme=scheme)
        for finding in page.evaluate(FINDINGS, rules):
            fail(f"{window.where}: {scheme}: {finding}")
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(WIDE)


def check_search(window, root):
    page = window.page
    window.open(f"{root}/index.html", f"{root}/index.html")
    # From the field of any page, by the keyboard alone.
    page.fill("#search", "dai loc")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=dai*")
    for typed, first in SEARCHES:
        page.fill("#search", typed)
        page.keyboard.press("Enter")
        found = page.locator("#found a")
        told = page.inner_text("#status")
        if first is None:
            if found.count() or not told:
                fail(f"{root}: {typed}: expected nothing, and to be told so; got {found.count()}, {told!r}")
            continue
        shown = found.first.inner_text() if found.count() else None
        if not (shown or "").startswith(first):
            fail(f"{root}: {typed}: expected {first} first, got {shown}")
        if not told.startswith(str(found.count())):
            fail(f"{root}: {typed}: {found.count()} found, told {told!r}")
    page.fill("#search", "hua van tin")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/officials/hua-van-tin-*.html")
    if page.inner_text("h1") != "Hứa Văn Tín":
        fail(f"{root}: the search leads to {page.inner_text('h1')}")


def check_quote(window, root):
    """From a quote of a person's page to the words, which are marked and seen."""
    page = window.page
    page.locator("blockquote a").first.click()
    page.wait_for_url("**/articles/*#w*")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        mark = page.locator("mark:has(> span:target)")
        if mark.count() != 1:
            fail(f"{root}: {page.url}: {mark.count()} marks are lit")
            return
        # A mark of the same family, to which nothing led.
        same = mark.evaluate("""mark => {
            const other = mark.cloneNode(false);
            mark.after(other);
            const [lit, usual] = [mark, other].map(mark => getComputedStyle(mark).backgroundColor);
            other.remove();
            return lit === usual;
        }""")
        if same:
            fail(f"{root}: {scheme}: the words are not marked otherwise than others")
        if not mark.evaluate("""mark => { const {top, bottom} = mark.getBoundingClientRect();
                return top >= 0 && bottom <= innerHeight; }"""):
            fail(f"{root}: {scheme}: the words are not in the window")
        if "Hứa Văn Tín" not in mark.inner_text():
            fail(f"{root}: marked is {mark.inner_text()!r}")
    page.emulate_media(color_scheme="light")


main()
