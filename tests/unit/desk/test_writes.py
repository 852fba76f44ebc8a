"""What a helpdesk is to get besides replies: off by default, refused where it cannot take it, and told."""

from typing import Any

import pytest

from bot.domain.desk_around import Source
from bot.domain.desk_vendors import VENDORS, vendor_problems, writes_told
from bot.helpdesk.upkeep import KEEPINGS

ADDRESS = "https://desk.example.com"


def source(kind: str, *writes: str, **more: Any) -> Source:
    return Source.model_validate({"name": "desk", "kind": kind, "writes": list(writes), **more})


def test_nothing_is_written_unasked() -> None:
    assert Source(name="desk", kind="zammad").writes == ()
    assert writes_told((source("zammad", address=ADDRESS),)) == []


def test_what_a_helpdesk_cannot_take_is_refused() -> None:
    found = source("django_helpdesk", "note", "tags", "assignee", address=ADDRESS)
    problems = list(vendor_problems((found,)))
    assert len(problems) == 2
    assert 'django-helpdesk takes note, status, not "tags"' in problems[0]
    assert list(vendor_problems((source("django_helpdesk", "note", "status", address=ADDRESS),))) == []


@pytest.mark.parametrize("kind", ["generic", "mapped"])
def test_nor_where_nothing_of_it_can_be_written(kind: str) -> None:
    problems = vendor_problems((source(kind, "note"),))
    assert any(f'writes is for the kinds of helpdesks, not for "{kind}"' in problem for problem in problems)


def test_check_says_what_will_be_written() -> None:
    (line,) = writes_told((source("zammad", "tags", "note", address=ADDRESS),))
    assert line == "desk (Zammad) also gets a private note with the summary, tags that begin with deskhand-."


def test_whoever_can_be_written_to_has_an_adapter() -> None:
    assert {kind for kind, vendor in VENDORS.items() if vendor.writes} == set(KEEPINGS)
