"""One attempt to tell a subscriber, against a real server on loopback."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from aiohttp import ClientSession
from aiohttp.test_utils import unused_port

from bot.domain.desk import Subscriber
from bot.domain.events import OutgoingEvent, Taken
from bot.subscribers import EventUrl, build
from bot.subscribers.event_url import LONGEST_PAUSE
from tests.fakes.receiver import SECRET, Receiver

AT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
EVENT = OutgoingEvent(
    id="evt_1", name="ticket.claimed", at=AT, noted_at=AT,
    data={"ticket": "T-1042", "sequence": 2, "queue": "bestellte Möbel"},
)  # fmt: skip


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with Receiver().listening() as listening:
        yield listening


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    async with ClientSession() as opened:
        yield opened


def to(receiver: Receiver, session: ClientSession, seconds: float = 5.0) -> EventUrl:
    return EventUrl("jira", receiver.url, SECRET, session, seconds=seconds)


async def test_it_is_signed_and_says_what_happened(receiver: Receiver, session: ClientSession) -> None:
    assert await to(receiver, session).send(EVENT) == Taken("taken")

    assert receiver.taken == {
        "evt_1": {
            "type": "ticket.claimed",
            "timestamp": "2026-11-23T08:00:00+00:00",
            "data": {"ticket": "T-1042", "sequence": 2, "queue": "bestellte Möbel"},
        }
    }
    assert receiver.forged == 0


async def test_told_twice_it_has_the_same_id(receiver: Receiver, session: ClientSession) -> None:
    receiver.be(["drop"])
    subscriber = to(receiver, session)

    assert (await subscriber.send(EVENT)).outcome == "later"
    assert (await subscriber.send(EVENT)).outcome == "taken"

    assert receiver.repeats == ["evt_1"]
    assert len(receiver.taken) == 1


@pytest.mark.parametrize("status", ["400", "409", "413", "415", "422"])
async def test_what_is_said_of_the_event_is_not_asked_again(
    receiver: Receiver, session: ClientSession, status: str
) -> None:
    receiver.be([status])
    assert await to(receiver, session).send(EVENT) == Taken("refused", f"it answered {status}")


@pytest.mark.parametrize("mood", ["401", "403", "404", "410", "429", "500", "503", "vanish", "drop", "stall", "moved"])
async def test_anything_else_passes(receiver: Receiver, session: ClientSession, mood: str) -> None:
    receiver.be([mood])
    taken = await to(receiver, session, seconds=0.3).send(EVENT)

    assert taken.outcome == "later"
    assert taken.pause == 1.0
    assert receiver.elsewhere == 0  # no redirect is followed


async def test_pauses_grow_until_it_is_told_again(receiver: Receiver, session: ClientSession) -> None:
    receiver.be(["500"] * 12 + ["take", "500"])
    subscriber = to(receiver, session)

    pauses = [(await subscriber.send(EVENT)).pause for _ in range(14)]

    assert pauses == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300, 0, 1]


async def test_nobody_listens(session: ClientSession) -> None:
    url = f"http://127.0.0.1:{unused_port()}/events"
    assert (await EventUrl("jira", url, SECRET, session).send(EVENT)).outcome == "later"


class Addresses:
    def __init__(self, url: str | None, secret: str | None) -> None:
        self._url, self._secret = url, secret

    def events_url(self, _subscriber: str) -> str | None:
        return self._url

    def events_secret(self, _subscriber: str) -> str | None:
        return self._secret


@pytest.mark.parametrize(
    ("url", "secret", "missing"),
    [(None, SECRET, "EVENTS_URL_MY_TOOL is not set"), ("https://x.example/", None, "EVENTS_SECRET_MY_TOOL is not set")],
)
async def test_what_is_not_set_is_said_and_nothing_is_sent(
    session: ClientSession, url: str | None, secret: str | None, missing: str
) -> None:
    subscriber = Subscriber(name="my-tool", events=("ticket.created",))
    assert await build(subscriber, Addresses(url, secret), session).send(EVENT) == Taken("later", missing, 1.0)


async def test_an_address_of_the_environment_goes_first(receiver: Receiver, session: ClientSession) -> None:
    subscriber = Subscriber(name="jira", address="https://nowhere.example/", events=("ticket.created",))
    assert (await build(subscriber, Addresses(receiver.url, SECRET), session).send(EVENT)).outcome == "taken"


async def test_one_that_was_away_for_very_long_is_asked_every_five_minutes(session: ClientSession) -> None:
    away = EventUrl("jira", f"http://127.0.0.1:{unused_port()}/events", SECRET, session)
    pauses = {(await away.send(EVENT)).pause for _ in range(1100)}
    assert max(pauses) == LONGEST_PAUSE
