"""A helpdesk that is asked: what is told, when it is told again, and how far the mark moves."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.delivered import Told
from bot.domain.inlet import Drawn, SourceAway
from bot.helpdesk.answering import Unread
from bot.helpdesk.listing import Changed, Listed, Listing

NOW = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)


class Desk(Listed):
    """Tickets with the moment of their last change, and how many messages each has."""

    def __init__(self) -> None:
        self.tickets: dict[str, tuple[datetime, int]] = {}
        self.away: Unread | None = None

    async def changed(self, since: datetime, page: int) -> Sequence[Changed]:
        if self.away:
            raise self.away
        found = sorted((at, name) for name, (at, _) in self.tickets.items() if at >= since)
        return [Changed(name, at) for at, name in found[(page - 1) * 5 : page * 5]]

    async def told(self, name: str) -> tuple[Told, ...]:
        data = {"ticket_id": name, "author": "customer", "body": "x"}
        return tuple(
            Told(f"message:{name}-{number}", {"type": "message.created", "data": {**data, "id": f"{name}-{number}"}})
            for number in range(self.tickets[name][1])
        )


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def listing(desk: Desk) -> Listing:
    return Listing("desk", desk, now=lambda: NOW)


def names(drawn: Drawn) -> list[str]:
    return [told.event_id for told in drawn.told]


async def test_it_begins_now(desk: Desk, listing: Listing) -> None:
    desk.tickets["1"] = (NOW - timedelta(hours=1), 1)
    drawn = await listing.since("")
    assert (names(drawn), drawn.mark) == ([], NOW.isoformat())
    assert names(await listing.since(drawn.mark)) == []
    desk.tickets["1"] = (NOW + timedelta(seconds=5), 1)
    assert names(await listing.since(drawn.mark)) == ["message:1-0"]


async def test_what_was_stored_is_not_told_again_and_what_was_not_is(desk: Desk, listing: Listing) -> None:
    mark = (await listing.since("")).mark
    desk.tickets["1"] = (NOW, 1)
    drawn = await listing.since(mark)
    assert names(drawn) == names(await listing.since(mark)) == ["message:1-0"], "nothing says that it was stored"
    drawn = await listing.since(mark)
    assert (await listing.since(drawn.mark)) == Drawn(mark=drawn.mark)
    desk.tickets["1"] = (NOW + timedelta(seconds=1), 2)
    assert names(await listing.since(drawn.mark)) == ["message:1-1"]


async def test_after_a_restart_the_last_minutes_are_told_once_more(desk: Desk, listing: Listing) -> None:
    desk.tickets["1"] = (NOW, 1)
    drawn = await listing.since(NOW.isoformat())
    assert names(await Listing("desk", desk, now=lambda: NOW).since(drawn.mark)) == ["message:1-0"]


async def test_however_many_have_changed_at_once_all_are_told(desk: Desk, listing: Listing) -> None:
    desk.tickets = {str(number): (NOW, 1) for number in range(53)}
    mark, told, more = NOW.isoformat(), [], True
    while more:
        drawn = await listing.since(mark)
        told += names(drawn)
        mark, more = drawn.mark, drawn.more
    assert len(told) == len(set(told)) == 53
    assert names(await listing.since(mark)) == []


async def test_two_messages_of_one_second_are_two(desk: Desk) -> None:
    """The second one came when the first had been read, and changes no time that could be seen."""
    now = [NOW]
    listing = Listing("desk", desk, now=lambda: now[0])
    mark = (await listing.since("")).mark
    desk.tickets["1"] = (NOW, 1)
    drawn = await listing.since(mark)
    assert names(drawn) == ["message:1-0"]
    desk.tickets["1"] = (NOW, 2)
    now[0] += timedelta(seconds=30)
    drawn = await listing.since(drawn.mark)
    assert names(drawn) == ["message:1-1"]
    now[0] += timedelta(seconds=30)
    assert await listing.since(drawn.mark) == Drawn(mark=drawn.mark), "it was read twice, and is not read for ever"


async def test_a_helpdesk_that_is_away_says_when_to_come_back(desk: Desk, listing: Listing) -> None:
    desk.away = Unread(429, "Freshdesk answered 429", 40.0)
    with pytest.raises(SourceAway) as away:
        await listing.since(NOW.isoformat())
    assert away.value.retry_after == 40.0
