"""What counts as an answer to what a type needs, and what a text has said already."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.desk import Need, RecordSource
from bot.domain.message import Attachment
from bot.domain.needs import Fault, answers, fault, need_of, said
from tests.flow.desks import DESK

SOURCE = RecordSource(name="orders", kind="json", address="orders.json", pattern=r"order #?(\d{4})")
FILE = DESK.file.model_copy(update={"records": (SOURCE,)})
TODAY = date(2026, 11, 24)
SIZE = Need(name="size", kind="choice", choices=("S", "M", "L"))
DAY = Need(name="day", kind="date", earliest="-30d", latest="0d")
TAG = Need(name="tag", pattern=r"\bLT-\d{4}\b")


def wrong(need: Need, value: str) -> Fault | None:
    found = fault(FILE, need, value, TODAY)
    return found.fault if found else None


@pytest.mark.parametrize(
    ("name", "kind", "required"),
    [
        ("order", "record", True),
        ("orders", "record", True),
        ("address", "address", True),
        ("delivery_address", "address", True),
        ("purchase_date", "date", True),
        ("photo", "photo", False),
        ("receipt", "file", False),
        ("size", "text", True),
    ],
)
def test_what_is_known_of_a_need_by_its_name(name: str, kind: str, required: bool) -> None:
    found = need_of(FILE, name)
    assert (found.kind, found.required) == (kind, required)


def test_what_the_desk_file_says_comes_first() -> None:
    file = FILE.model_copy(update={"needs": (Need(name="photo", title="A picture", required=True),)})
    found = need_of(file, "photo")
    assert (found.kind, found.title, found.required) == ("photo", "A picture", True)


@pytest.mark.parametrize(
    ("need", "value", "expected"),
    [
        (need_of(FILE, "order"), "4417", None),
        (need_of(FILE, "order"), "#4417", None),
        (need_of(FILE, "order"), "order 4417", None),
        (need_of(FILE, "order"), "I do not know", Fault.NO_KEY),
        (need_of(FILE, "order"), "  ", Fault.EMPTY),
        (need_of(FILE, "address"), "12 Rue de Lyon, 69003 Lyon", None),
        (need_of(FILE, "address"), "Rue de Lyon, Lyon", Fault.NO_HOUSE_NUMBER),
        (need_of(FILE, "address"), "12 Lyon", Fault.NO_PLACE),
        (need_of(FILE, "address"), "", Fault.EMPTY),
        (need_of(FILE, "photo"), "", None),
        (need_of(FILE, "photo"), "on my phone", Fault.NO_LINK),
        (need_of(FILE, "photo"), "https://files.example/a.jpg", None),
        (SIZE, "M", None),
        (SIZE, "XL", Fault.NO_CHOICE),
        (DAY, "2026-11-24", None),
        (DAY, "2026-10-25", None),
        (DAY, "2026-10-24", Fault.TOO_EARLY),
        (DAY, "2026-11-25", Fault.TOO_LATE),
        (DAY, "yesterday", Fault.NO_DATE),
        (TAG, "LT-0042", None),
        (TAG, "my laptop", Fault.NO_MATCH),
        (Need(name="count", kind="number"), "12", None),
        (Need(name="count", kind="number"), "twelve", Fault.NO_NUMBER),
        (Need(name="text"), "x" * 301, Fault.TOO_LONG),
    ],
)
def test_an_answer(need: Need, value: str, expected: Fault | None) -> None:
    assert wrong(need, value) is expected


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("I live at 12 Rue de Lyon, 69003 Lyon now", True),
        ("to 221B Baker Street, London NW1 6XE please", True),
        ("Neue Adresse: Lindenstraße 12, 10969 Berlin", True),
        ("Calle Mayor 5, 28013 Madrid", True),
        ("We moved to another street last week, 3 days ago", False),
        ("I have waited 10 days at this place, order 4417 please", False),
        ("10 items on the way, order 4417", False),
        ("the parcel came on 12 May at 10 Uhr", False),
    ],
)
def test_an_address_in_a_text(text: str, there: bool) -> None:
    assert said(FILE, need_of(FILE, "address"), text) is there


def test_what_a_text_says_is_not_asked_again() -> None:
    assert said(FILE, TAG, "my laptop LT-0042 is broken")
    assert said(FILE, SIZE, "I would like it in M")
    assert not said(FILE, SIZE, "Much too small")
    assert not said(FILE, Need(name="anything"), "whatever stands here")


def test_what_came_with_a_ticket_counts_and_a_record_only_by_its_owner() -> None:
    kind = FILE.types[0].model_copy(update={"needs": ("order", "photo", "tag")})
    file = FILE.model_copy(update={"needs": (TAG,)})
    picture = Attachment(name="a.jpg", media_type="image/jpeg", size=1)
    assert answers(file, kind, "order 4417, laptop LT-0042", (picture,)) == {"photo", "tag"}


@given(st.sampled_from(["order", "address", "photo", "date", "size"]), st.text(max_size=400))
def test_no_answer_is_too_odd(name: str, value: str) -> None:
    found = fault(FILE, need_of(FILE, name), value, TODAY)
    assert found is None or found.fault in Fault
