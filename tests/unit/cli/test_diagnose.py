"""`diagnose` on a small export of our own, on texts alone, and on texts that mean harm."""

import re
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest

from bot.cli.diagnosis_charts import Bar, bars, weeks
from bot.cli.diagnosis_page import page
from bot.cli.diagnosis_report import markdown, safe
from bot.cli.dispatch import main
from bot.desk import load
from bot.domain.diagnosis import Facts, Judged, Verdict
from bot.domain.diagnosis_result import Diagnosis, Kind

# Libraries are loaded and word lists read, on a machine that may be busy.
pytestmark = pytest.mark.timeout(300)

EXPORT = Path(__file__).parent / "past_tickets.csv"
HOSTILE = '</style><script>alert(1)</script> | **bold** [link](http://evil.example) <img src=x onerror="x">'


@pytest.fixture
def found(folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """What `diagnose` prints about the export."""
    assert main(["diagnose", str(EXPORT)]) == 0
    return capsys.readouterr().out


def test_columns_groups_and_first_steps_are_printed(found: str) -> None:
    assert "Columns: body as text, subject as subject, created_at as created, closed_at as resolved" in found
    assert re.search(r"^260 requests in \d+ groups: Automate \d+ %, Integrate \d+ %, Write it down \d+ %", found, re.M)
    assert re.search(r"^1\. .+: Automate, \d+ requests$", found, re.M)


def test_the_report_names_types_and_shows_nobody(found: str, folder: Path) -> None:
    report = (folder / "diagnosis" / "report.md").read_text("utf-8")
    page_text = (folder / "diagnosis" / "report.html").read_text("utf-8")
    desk = (folder / "diagnosis" / "desk.toml").read_text("utf-8")

    for text in (report, page_text, desk):
        assert "Kowalski" not in text
        assert not re.search(r"\b\d{5}\b", text)
        assert not re.search(r"\b(?:ana|ben|cho)\b", text)
    by_title = dict(re.findall(r"^### (.+)\n\n\*\*(.+?)\*\*", report, re.M))
    assert {verdict for title, verdict in by_title.items() if title.startswith("Delicate")} == {"Not yet"}
    assert {verdict for title, verdict in by_title.items() if "nvoice" in title} == {"Integrate"}
    assert {verdict for title, verdict in by_title.items() if "assword" in title} == {"Write it down"}
    assert "Not known, for want of data: back-and-forth (messages)." in report


def test_the_draft_desk_is_accepted(found: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "diagnosis/desk.toml"]) == 0

    desk = load(folder / "diagnosis" / "desk.toml", datetime.now(UTC))
    assert {kind.drafts for kind in desk.file.types} == {"off"}
    assert any(len(kind.examples.get("en", ())) >= 3 for kind in desk.file.types)


def test_the_same_file_gives_the_same_report(found: str, folder: Path) -> None:
    before = (folder / "diagnosis" / "report.md").read_bytes()
    assert main(["diagnose", str(EXPORT), "--replace"]) == 0
    assert (folder / "diagnosis" / "report.md").read_bytes() == before


def test_nothing_is_overwritten_unasked(found: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diagnose", str(EXPORT)]) == 1
    assert "add --replace" in capsys.readouterr().err


def test_texts_alone_are_enough(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = [f"Where is my parcel, carrier {n}?" for n in range(40)] + [f"I forgot my password {n}" for n in range(40)]
    (folder / "texts.csv").write_text("\n".join(["text", *(f'"{text}"' for text in asked)]), "utf-8")

    assert main(["diagnose", "texts.csv", "--out", "here"]) == 0

    report = (folder / "here" / "report.md").read_text("utf-8")
    assert "**Write it down**: What was answered is not known" in report
    for missing in ("stability over time", "waiting", "back-and-forth", "what one article would answer"):
        assert f"Not known, for want of data: {missing}" in report
    assert main(["check", "here/desk.toml"]) == 0


@pytest.mark.parametrize("rows", [1, 5])
def test_a_handful_of_requests_is_no_fault(folder: Path, rows: int) -> None:
    (folder / "few.csv").write_text("text\n" + "Where is it?\n" * rows, "utf-8")

    assert main(["diagnose", "few.csv"]) == 0
    assert main(["check", "diagnosis/desk.toml"]) == 0


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([], "Name a CSV file"),
        (["a.csv", "--store"], "Name a CSV file"),
        (["a.csv", "--since", "30d"], "--since goes with --store"),
        (["missing.csv"], "missing.csv: No such file"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    folder: Path, given: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["diagnose", *given]) == 1

    told = capsys.readouterr().err
    assert said in told
    assert len(told.splitlines()) == 1


class Tags(HTMLParser):
    """The tags and attributes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def hostile() -> Diagnosis:
    kind = Kind(
        title=HOSTILE, facts=Facts(requests=30, share=1.0, channels=((HOSTILE, 1.0),), asked=(HOSTILE,)),
        judged=Judged(Verdict.NOT_YET, (HOSTILE,)), example=HOSTILE, labels=((HOSTILE, 1.0),),
    )  # fmt: skip
    return Diagnosis(
        requests=30, kinds=(kind,), source=HOSTILE, read=(("text", HOSTILE),), left_out=((HOSTILE, 1),),
        untold=(HOSTILE,), weeks=((date(2026, 3, 2), 3), (date(2026, 3, 9), 0)),
    )  # fmt: skip


def test_the_page_loads_nothing_and_runs_nothing() -> None:
    parsed = Tags()
    parsed.feed(page(hostile()))
    names = {name for name, _ in parsed.tags}

    assert not names & {"script", "img", "link", "iframe", "a", "object", "use", "image", "foreignobject"}
    assert not any(key.startswith("on") or key in ("src", "href") for _, given in parsed.tags for key in given)
    assert "url(" not in page(hostile())
    assert [given["content"] for name, given in parsed.tags if given.get("http-equiv")] == [
        "default-src 'none'; style-src 'unsafe-inline'"
    ]


def test_markdown_of_a_customer_stays_text() -> None:
    report = markdown(hostile())

    assert not re.search(r"(?<![\\])(?:<script|<img|\]\(|\*\*bold)", report)
    assert safe("a\n# b | `c`") == r"a \# b \| \`c\`"


def test_charts_say_their_figures_without_colour() -> None:
    drawn = bars(
        "volume", "Requests", [Bar("Parcels", 3, "3 (75 %)", Verdict.AUTOMATE), Bar("Law", 1, "1", Verdict.NOT_YET)]
    )

    assert 'role="img" aria-labelledby="volume-title volume-figures"' in drawn
    assert '<desc id="volume-figures">Parcels: 3 (75 %), Automate; Law: 1, Not yet</desc>' in drawn
    assert "Parcels ●" in drawn
    assert "Law ○" in drawn
    assert bars("x", "none", []) == ""


def test_one_week_is_no_curve_and_many_are_summed_up() -> None:
    monday = date(2020, 1, 6)
    assert weeks("w", "Weeks", [(monday, 3)]) == ""
    many = weeks("w", "Weeks", [(monday.replace(year=2020 + n // 50, month=1 + n % 12), n) for n in range(70)])
    assert "70 weeks from" in many
    assert ": 69</desc>" in many


def contrast(one: str, other: str) -> float:
    """WCAG's contrast of two colours as #rrggbb."""

    def light(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)


def test_the_page_can_be_read_in_light_and_dark() -> None:
    text = page(hostile())
    themes = re.findall(r":root \{([^}]+)\}", text)

    assert len(themes) == 2
    for theme in themes:
        colours = {
            name: value * 2 if len(value) == 4 else value for name, value in re.findall(r"--([\w-]+): (#\w+);", theme)
        }
        colours = {name: f"#{value[1:4] * 2}" if len(value) == 8 else value for name, value in colours.items()}
        for name in ("ink", "dim", "automate", "integrate", "write", "not-yet"):
            assert contrast(colours[name], colours["paper"]) >= 4.5, (name, colours)
