"""`diagnose` from outside: a folder with an export becomes a report and a desk file that `check` accepts."""

import asyncio
import csv
import json
import os
import shutil
import sys
from pathlib import Path

import pytest

# Processes are started, on a machine that may be busy.
pytestmark = pytest.mark.timeout(240)

ROOT = Path(__file__).parents[2]


async def bot(folder: Path, *given: str) -> tuple[int | None, str, str]:
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *given, cwd=folder, stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE, env=environment | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    out, err = await process.communicate()
    return process.returncode, out.decode(), err.decode()


async def test_an_export_becomes_a_report_and_a_desk(tmp_path: Path) -> None:
    shutil.copy(ROOT / "tests" / "unit" / "cli" / "past_tickets.csv", tmp_path / "tickets.csv")

    code, out, err = await bot(tmp_path, "diagnose", "tickets.csv", "--owner", "@marta", "--channel", "#help")

    assert code == 0, err
    assert "260 requests in " in out
    assert "Grouping: 260 of 260" in err
    assert sorted(path.name for path in (tmp_path / "diagnosis").iterdir()) == ["desk.toml", "report.html", "report.md"]
    code, out, err = await bot(tmp_path, "check", "diagnosis/desk.toml")
    assert code == 0, err
    assert "Queue support: #help" in out


async def test_the_shops_day_is_diagnosed(tmp_path: Path) -> None:
    lines = (ROOT / "examples" / "shop" / "requests.jsonl").read_text("utf-8").splitlines()
    with (tmp_path / "shop.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["subject", "body", "via", "type"])
        for one in map(json.loads, lines):
            rows.writerow([one.get("subject", ""), one["body"], one.get("via", ""), one.get("type") or ""])

    code, out, err = await bot(tmp_path, "diagnose", "shop.csv")

    assert code == 0, err
    assert "type as tags" in out
    report = (tmp_path / "diagnosis" / "report.md").read_text("utf-8")
    assert "Called until now: order\\_status" in report
    assert "Whitlock" not in report
    assert (await bot(tmp_path, "check", "diagnosis/desk.toml"))[0] == 0
