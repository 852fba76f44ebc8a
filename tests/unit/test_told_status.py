"""A status is weighed by when it was set there."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.told_status import Told, out_of_date
from bot.domain.upkeep import ECHO

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def at(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


@dataclass
class Entry:
    action: str
    seconds: float = 0
    actor: str = "person:1"
    detail: dict[str, str] = field(default_factory=dict)

    @property
    def at(self) -> datetime:
        return at(self.seconds)


def told(status: str, set_at: float | None = None, seconds: float = 0, **more: str) -> Entry:
    known = {} if set_at is None else {"set_at": at(set_at).isoformat()}
    return Entry("ticket.updated_outside", seconds, "service:desk", {"status": status, **known, **more})


def begun(status: str, seconds: float = 0) -> Entry:
    return Entry("upkeep.begun", seconds, "system", {"what": "status", "status": status})


def done(status: str, seconds: float = 0, **more: str) -> Entry:
    return Entry("upkeep.done", seconds, "system", {"what": "status", "status": status, **more})


WRITTEN = {"written": at(0).isoformat()}


@pytest.mark.parametrize(
    ("entries", "set_at", "late"),
    [
        ([], -60, False),
        ([Entry("ticket.resolved")], -60, True),
        ([Entry("ticket.resolved")], -1, True),
        ([Entry("ticket.resolved")], -0.5, False),  # it may have been told in whole seconds
        ([Entry("ticket.resolved")], 60, False),
        ([Entry("ticket.resolved", actor="service:desk")], -60, False),  # told from there: its own time counts
        ([Entry("ticket.claimed")], -60, False),
        ([Entry("ticket.reopened")], -60, True),
        ([Entry("reply.sending", actor="system")], -60, True),
        ([Entry("reply.sending", -10, "system"), Entry("ticket.sent_wait")], -5, False),  # by a rule of theirs
        ([Entry("ticket.customer_wrote", 60, "customer:7", WRITTEN)], -1, True),
        ([Entry("ticket.customer_wrote", 60, "customer:7", WRITTEN)], 1, False),  # however late we heard of it
        ([told("solved", 0)], -0.1, True),
        ([told("solved", 0)], 0, False),
        ([told("solved", 0, seconds=60)], 30, False),
        ([told("solved", 0, late="True")], -1, False),
        ([told("solved")], -60, False),
        ([told("solved", 0, own="True")], -0.1, True),  # ours come back is by their clock too
    ],
)
def test_what_happened_later_counts(entries: list[Entry], set_at: float, late: bool) -> None:
    given = Told(status="open", at=at(set_at))
    assert out_of_date(given, entries, at(100), follows=False) is late


@pytest.mark.parametrize(
    ("entries", "set_at", "late"),
    [
        ([begun("solved", 1)], 30, False),  # it has not been accepted: theirs came after
        ([begun("solved", 1), done("solved", 3)], 2, True),
        ([begun("solved", 1), done("solved", 3)], 30, False),
        ([done("solved", 3, agreed="True")], 2, False),  # nothing was written
        ([begun("solved", 1)], None, True),
        ([begun("solved", 1), told("solved", own="True")], None, False),
        ([begun("solved", -1 - ECHO.total_seconds())], None, False),
        ([], None, False),
    ],
)
def test_where_ours_are_written_there_they_count_from_when_they_stand(
    entries: list[Entry], set_at: float | None, late: bool
) -> None:
    given = Told(status="open", at=None if set_at is None else at(set_at))
    assert out_of_date(given, entries, at(0), follows=True) is late


@pytest.mark.parametrize(
    ("entries", "status", "late"),
    [
        ([], "open", True),
        ([], "closed", False),
        ([told("closed", 0)], "closed", True),
        ([told("closed", 0)], "open", False),
        ([told("closed", 0), told("open", 1)], "open", True),
        ([Entry("ticket.resolved", 1)], "open", True),  # it stands there as before
    ],
)
def test_what_only_says_how_it_stands_is_news_where_it_says_something_new(
    entries: list[Entry], status: str, late: bool
) -> None:
    given = Told(status=status, at=at(60), stands=True)
    assert out_of_date(given, entries, at(60), follows=False) is late


def test_without_a_time_nothing_is_out_of_date_where_nothing_of_ours_is_awaited() -> None:
    assert not out_of_date(Told(status="open"), [Entry("ticket.resolved")], at(60), follows=False)
