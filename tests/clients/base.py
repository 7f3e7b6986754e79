"""Makes the base of the checks: the example articles and the gold ones, so that reports have rows."""

import shutil
import subprocess

from common import BASE, DANVAN, ENVIRONMENT, REPORTS, ROOT, WORK, ask, danvan

COPIED = ROOT / "examples/articles/thang-binh-2024-tong-ket.html"


def main():
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    # A copy with a word left out, so that the report of near copies has rows.
    copy = WORK / "copy.html"
    article = COPIED.read_text("utf-8").replace("Dịp n&agrave;y, ", "")
    copy.write_text(article, "utf-8")
    load("examples/articles", copy)
    danvan("correct", "set", "doc:ket luan|43 kl tw|VN|2019", "issued_on=2019-01-07", "--author", "Lan")
    load("--as", "figures", *sorted((ROOT / "examples/tables").glob("*.csv")))
    # The last load brings something new, for the report of what is new. The gold answers beside the
    # articles are no articles and are refused, which a report shows.
    load("tests/gold")
    empty = [report.stem for report in REPORTS if not ask("report", report.stem)[1]]
    print(f"{len(REPORTS)} reports, without rows: {', '.join(empty) or 'none'}")


def load(*paths):
    run = subprocess.run(
        [DANVAN, "--db", BASE, "load", *paths],
        cwd=ROOT, env=ENVIRONMENT, capture_output=True, encoding="utf-8",
    )
    assert run.returncode in (0, 1), f"load: exit code {run.returncode}: {run.stderr}"


main()
