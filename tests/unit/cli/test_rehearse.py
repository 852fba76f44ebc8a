"""The table of a rehearsal."""

from bot.cli.rehearsal import Report
from bot.cli.rehearse import table


def test_reports_stand_side_by_side() -> None:
    freely = Report(
        rows=4, received=4, stored=4, carded=4, lost=0, doubled=0, seconds=12.4,
        verdicts={"suggest": 1, "sealed": 1, "withhold:missing": 2},
    )  # fmt: skip
    paced = Report(
        rows=2, received=2, stored=2, carded=1, lost=1, doubled=0, seconds=3.6,
        verdicts={"ask": 1, "withhold:caution": 1},
    )  # fmt: skip

    lines = table({"free": freely, "paced": paced})

    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    assert cells[0] == ["", "free", "paced"]
    assert {label: figures for label, *figures in cells[2:]} == {
        "texts": ["4", "2"],
        "received": ["4", "2"],
        "stored": ["4", "2"],
        "carded": ["4", "1"],
        "lost": ["0", "1"],
        "doubled": ["0", "0"],
        "drafted": ["1", "0"],
        "asked what it is": ["0", "1"],
        "sensitive, sealed": ["1", "0"],
        "withheld": ["2", "1"],
        "– missing": ["2", "0"],
        "– caution": ["0", "1"],
        "seconds": ["12", "4"],
    }
    assert len({len(line) for line in lines}) == 1
