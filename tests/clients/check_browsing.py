"""Tables and views in DB Browser for SQLite, on a screen nobody sees: the foot of its grid tells how
many rows there are (`1 - 17 of 812`), and the file stays as it is.

DB Browser has no other way of telling what it shows than its window, which is read as a picture.
"""

import hashlib
import os
import re
import sqlite3
import subprocess
import tempfile
import time

from common import BASE, ENVIRONMENT, WORK, fail, finish

BROWSED = (
    "articles", "officials", "localities", "model_counts", "yearly_figures", "figures_by_name",
    "meetings_by_name", "awards_by_name",
)
PICTURES = WORK / "browsing"
PATIENCE = 30


def main():
    PICTURES.mkdir(exist_ok=True)
    before = hashlib.sha256(BASE.read_bytes()).hexdigest()
    db = sqlite3.connect(f"file:{BASE}?mode=ro", uri=True)
    with tempfile.TemporaryDirectory() as home:
        screen, display = start_screen()
        try:
            environment = {**ENVIRONMENT, "DISPLAY": display, "HOME": home, "XDG_RUNTIME_DIR": home}
            for name in BROWSED:
                rows = db.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
                check_table(name, rows, environment)
        finally:
            screen.terminate()
            screen.wait()
    if hashlib.sha256(BASE.read_bytes()).hexdigest() != before:
        fail("the file was changed by looking at it")
    finish(f"{len(BROWSED)} tables and views in DB Browser")


def start_screen():
    """A screen of its own and its name."""
    read, write = os.pipe()
    screen = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1400x900x24"],
        pass_fds=[write], stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as told:
        return screen, ":" + told.readline().strip()


def check_table(name, rows, environment):
    browser = subprocess.Popen(
        ["sqlitebrowser", "-R", "-t", name, str(BASE)],
        env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )
    try:
        picture, words = PICTURES / f"{name}.png", ""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and browser.poll() is None:
            words = read_screen(picture, environment)
            if re.search(rf"\bof {rows}\b", words):
                break
            time.sleep(0.5)
        else:
            told = ", ".join(re.findall(r"\bof \d+", words)) or "nothing of rows"
            fail(f"{name}: {rows} rows, its window says {told}: {picture}")
    finally:
        browser.terminate()
        browser.wait()


def read_screen(picture, environment):
    dump = subprocess.run(["xwd", "-root", "-silent"], env=environment, capture_output=True, check=True)
    # The foot of the grid, the letters of which are too small for the reader.
    enlarge = ["convert", "xwd:-", "-crop", "700x300+0+500", "-resize", "300%", str(picture)]
    subprocess.run(enlarge, input=dump.stdout, check=True)
    read = ["tesseract", str(picture), "-", "--psm", "11"]
    return subprocess.run(read, capture_output=True, encoding="utf-8", check=True).stdout


main()
