"""Exports as helpdesks and spreadsheets write them, and as they should never be."""

import contextlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cli.ticket_columns import MEANINGS, day_first, guessed, moment
from bot.cli.ticket_csv import Export, read
from bot.domain.errors import DeskhandError

#: Writes a file and reads it.
Write = Callable[..., Export]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def to(content: str | bytes, columns: str = "", limit: int | None = None) -> Export:
        path = tmp_path / "tickets.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read(path, columns, limit=limit)

    return to


def test_columns_are_told_by_their_names(write: Write) -> None:
    export = write(
        "Ticket ID,Created At,Description,Assignee,First Reply,Ticket Channel\n1,2026-03-02,Hi,Ana,Hello,chat\n"
    )

    assert export.columns == {"text": "Description", "created": "Created At", "answer": "First Reply",
                              "agent": "Assignee", "channel": "Ticket Channel"}  # fmt: skip
    (one,) = export.requests
    assert (one.text, one.agent, one.answer, one.channel) == ("Hi", "Ana", "Hello", "chat")
    assert one.created == datetime(2026, 3, 2, tzinfo=UTC)
    assert one.departments is None


def test_columns_may_be_given(write: Write) -> None:
    export = write("a,b,date\nfirst,second,yesterday\n", "text=b,created=")

    assert export.columns == {"text": "b"}
    assert export.requests[0].text == "second"


def test_subject_and_text_are_read_together_and_once(write: Write) -> None:
    export = write("subject,body\nHi,Where is it?\nSame,Same\nOnly this,\n")

    assert [one.text for one in export.requests] == ["Hi\nWhere is it?", "Same", "Only this"]


def test_a_file_with_nothing_but_texts_is_enough(write: Write) -> None:
    export = write("words\nWhere is my parcel?\nI forgot my password.\n")

    assert export.columns == {"text": "words"}
    assert len(export.requests) == 2


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_separators_and_encodings(write: Write, separator: str, encoding: str) -> None:
    rows = ["text", "channel"], ['"Où est mon colis, déjà ?\nMerci"', "chat"]
    export = write("\r\n".join(separator.join(row) for row in rows).encode(encoding))

    assert [(one.text, one.channel) for one in export.requests] == [("Où est mon colis, déjà ?\nMerci", "chat")]


def test_what_is_left_out_is_counted_with_its_reason(write: Write) -> None:
    huge = "x" * 1_000_001
    export = write(f"text,created\ngood,2026-03-02\n,2026-03-02\n{huge},\nlate,someday\nmore,2026-03-02,beyond\n\n")

    assert [one.text for one in export.requests] == ["good", "late", "more"]
    assert dict(export.left_out) == {
        "rows left out: no text": 1,
        "rows left out: a field of more than 1,000,000 characters": 1,
        'dates not understood in "created"; their rows count without': 1,
        "rows with more fields than the first line: what is beyond was not read": 1,
    }


def test_an_open_quotation_mark_costs_its_field_only(write: Write) -> None:
    export = write('text,channel\nfirst,chat\n"never closed, ' + "line\n" * 300_000)

    assert [one.text for one in export.requests] == ["first"]
    assert sum(count for _, count in export.left_out) == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"\n\n", "is empty"),
        (b"text\n", "no row with a text"),
        (b"text\n\n  \n", "no row with a text"),
        (b"date\n2026-03-02\n", "no column with texts"),
    ],
)
def test_a_file_without_texts_is_one_sentence(write: Write, content: bytes, said: str) -> None:
    with pytest.raises(DeskhandError, match=said):
        write(content)


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ("text", "is not understood"),
        ("colour=a", "is not understood"),
        ("text=c", 'no column "c"'),
        ("text=", "must name"),
    ],
)
def test_columns_that_there_are_not(write: Write, columns: str, said: str) -> None:
    with pytest.raises(DeskhandError, match=said):
        write("a,b\n1,2\n", columns)


def test_history_and_signature_are_not_the_request(write: Write) -> None:
    export = write('text\n"Where is it?\n-- \nJo Doe\n+33 1 23 45 67 89"\n')
    assert export.requests[0].text == "Where is it?"


def test_only_so_many_rows(write: Write) -> None:
    assert len(write("text\n" + "hello there\n" * 700, limit=450).requests) == 450


@given(content=st.binary(max_size=400))
def test_no_file_breaks_the_reader(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(content)
    with contextlib.suppress(DeskhandError):  # one sentence is what people should see
        assert read(path).requests


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-03-02T08:15:00Z", datetime(2026, 3, 2, 8, 15, tzinfo=UTC)),
        ("2026-03-02 08:15:00+02:00", datetime(2026, 3, 2, 8, 15, tzinfo=timezone(timedelta(hours=2)))),
        ("2026-03-02 08:15:00 UTC", datetime(2026, 3, 2, 8, 15, tzinfo=UTC)),
        ("02/03/2026 08:15", datetime(2026, 3, 2, 8, 15, tzinfo=UTC)),
        ("2/3/26", datetime(2026, 3, 2, tzinfo=UTC)),
        ("02.03.2026", datetime(2026, 3, 2, tzinfo=UTC)),
        ("2 Mar 2026", datetime(2026, 3, 2, tzinfo=UTC)),
        ("1772438400", datetime(2026, 3, 2, 8, tzinfo=UTC)),
        ("1772438400000", datetime(2026, 3, 2, 8, tzinfo=UTC)),
        ("31/02/2026", None),
        ("0001-01-01", None),
        ("9999-12-31T23:59:59-23:59", None),
        ("soon", None),
        ("", None),
    ],
)
def test_dates(written: str, meant: datetime | None) -> None:
    assert moment(written, day_first=True) == meant


def test_american_dates_are_told_by_their_column() -> None:
    assert not day_first(["03/02/2026", "03/25/2026"])
    assert day_first(["25/03/2026", "03/02/2026"])
    assert moment("03/02/2026 1:05 PM", day_first=False) == datetime(2026, 3, 2, 13, 5, tzinfo=UTC)


@given(st.text(max_size=40), st.booleans())
def test_no_date_breaks_the_reader(written: str, first: bool) -> None:
    found = moment(written, day_first=first)
    assert found is None or found.utcoffset() == timedelta()


@given(st.lists(st.sampled_from([name for names in MEANINGS.values() for name in names]), max_size=12))
def test_no_column_has_two_meanings(header: list[str]) -> None:
    found = guessed(header, {})

    assert len(set(found.values())) == len(found)
    assert set(found.values()) <= set(header)
