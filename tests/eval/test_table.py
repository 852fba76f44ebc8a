"""`make eval`: one table from its parts, whatever is there and whatever is not."""

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from rich.console import Console

from tests.eval import table
from tests.eval.__main__ import main, measure
from tests.eval.parts import PARTS, Part, Ready, Skipped, licences, ready
from tests.eval.row import Row
from tests.eval.table import Measured

SHORT = Row(part="types", what="all examples", measured=91.234, baseline=92.5, source="ASSIST C1")
QUICK = Row(part="cost", what="a ticket", measured=12.0, unit="ms", baseline=50, better="lower", note="one core")
NOTHING = Row(part="cost", what="memory", measured=None, unit="MB", note="not on this system")


@pytest.fixture(autouse=True)
def logs() -> Iterator[None]:
    """`make eval` decides how its process logs; the tests after these decide for themselves."""
    before = structlog.get_config()
    yield
    structlog.configure(**before)


def found() -> Measured:
    model = Row(part="types", what="all examples", measured=97.0)
    return Measured(
        "here",
        rows=[SHORT, QUICK, NOTHING],
        model={("types", "all examples"): model},
        skipped=[Skipped("gate", "not written yet")],
        sets={"clinc150": "CC-BY-3.0"},
    )


def test_plain_lines_say_what_was_measured_and_what_had_to_be_met() -> None:
    assert table.plain(found()).splitlines() == [
        "types: all examples · 91.2 % · model 97.0 % · ≥ 92.5 % (ASSIST C1) · not met",
        "cost: a ticket · 12 ms · ≤ 50 ms · met · one core",
        "cost: memory · – · not on this system",
        "1 of 2 met.",
        "Skipped: gate: not written yet.",
        "Data: clinc150: CC-BY-3.0",
        "here",
    ]


def test_a_terminal_gets_a_table_with_the_same_figures() -> None:
    console = Console(file=io.StringIO(), width=140, force_terminal=True)
    table.draw(found(), console)
    assert isinstance(console.file, io.StringIO)
    drawn = console.file.getvalue()
    assert all(text in drawn for text in ("embedded", "model", "91.2 %", "97.0 %", "not met", "Skipped: gate"))


def test_json_holds_every_row_with_its_verdict() -> None:
    told = json.loads(table.as_json(found()))
    assert [(row["what"], row["met"], row["model"]) for row in told["rows"]] == [
        ("all examples", False, 97.0),
        ("a ticket", True, None),
        ("memory", None, None),
    ]


def test_a_part_is_skipped_for_what_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    assert ready(Part("types", ("clinc150",)), None) == Skipped("types", "needs DATA")
    assert ready(Part("types", ("here", "gone")), tmp_path) == Skipped("types", "gone not in DATA")
    assert ready(Part("nobody_wrote_this"), tmp_path) == Skipped("nobody_wrote_this", "not written yet")


def test_a_set_is_named_with_its_licence(tmp_path: Path) -> None:
    for name, told in (("clinc150", "repo: there\nlicence: CC-BY-3.0\ncopied whole\n"), ("bitext_cs", "")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "SOURCE").write_text(told, "utf-8")
    parts = (Part("types", ("clinc150", "bitext_cs", "gone")),)
    assert licences(tmp_path, parts) == {"bitext_cs": "", "clinc150": "CC-BY-3.0, there"}


def test_a_part_that_breaks_costs_no_other_its_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(data: Path) -> Iterator[Row]:
        raise ValueError("no")

    def whole(data: Path) -> Iterator[Row]:
        yield QUICK

    parts = {"one": broken, "two": whole}
    monkeypatch.setattr("tests.eval.__main__.ready", lambda part, folder: Ready(part.name, parts[part.name]))
    run = Measured("here")
    assert measure(run, [Part("one"), Part("two")], None) is True
    assert run.rows == [QUICK]
    assert run.skipped == [Skipped("one", "broke, ValueError")]


@pytest.mark.parametrize(("key", "expected"), [("", {}), ("sk-made-up", {("cost", "a ticket"): QUICK})])
def test_the_model_is_measured_only_where_one_is_configured(
    monkeypatch: pytest.MonkeyPatch, key: str, expected: dict[tuple[str, str], Row]
) -> None:
    def rows(data: Path) -> Iterator[Row]:
        yield QUICK

    monkeypatch.setenv("OPENAI_API_KEY", key)
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)
    monkeypatch.setattr("tests.eval.__main__.ready", lambda part, folder: Ready(part.name, rows, rows))
    run = Measured("here")
    measure(run, [Part("cost")], None)
    assert run.model == expected


def test_without_data_it_says_so_and_skips_what_needs_it(capsys: pytest.CaptureFixture[str]) -> None:
    needing = [part.name for part in PARTS if part.sets]
    assert main(["--only", ",".join(needing)]) == 0
    printed = capsys.readouterr()
    assert "Without DATA only the golden tickets are measured" in printed.err
    assert printed.out.count("needs DATA") == len(needing)


def test_what_is_logged_meanwhile_is_not_in_the_report(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def rows(data: Path) -> Iterator[Row]:
        structlog.get_logger().warning("draft_withheld")
        structlog.get_logger().error("broken")
        yield QUICK

    monkeypatch.setattr("tests.eval.__main__.ready", lambda part, folder: Ready(part.name, rows))
    assert main(["--only", "cost", "--json"]) == 0
    printed = capsys.readouterr()
    assert [row["what"] for row in json.loads(printed.out)["rows"]] == ["a ticket"]
    assert ("draft_withheld" in printed.err, "broken" in printed.err) == (False, True)


def test_what_cannot_be_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(tmp_path / "gone")]) == 2
    with pytest.raises(SystemExit):
        main(["--only", "types,tpyes"])
    assert "no part tpyes" in capsys.readouterr().err
