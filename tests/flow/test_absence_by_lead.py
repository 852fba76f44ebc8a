"""A lead says that somebody of their queue is away: it counts as their own word, they are told, and may change it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.domain.availability import Presence
from bot.domain.errors import RefusalCode, Refused
from bot.domain.schedule import TimerKind
from bot.flow import absence
from store import availability as rows
from store import timers
from store.store import Store
from tests.flow.clock import Clock
from tests.flow.desk import ANA, BOB, GIL, LENA, MARTA, OMAR, TOMAS
from tests.flow.ledger import notices
from tests.flow.office import Office
from tests.flow.test_absence import NOON, at, person, where
from tests.flow.test_second_approval import delicate

FRIDAY = datetime(2026, 11, 27, tzinfo=UTC)
UNTIL = ("until", "friday")


async def refused(store: Store, use_case: Any, *args: Any) -> RefusalCode:
    with pytest.raises(Refused) as caught:
        await store.write(use_case, *args)
    return caught.value.code


async def test_they_are_away_and_told_once_and_it_says_who_said_so(either: Store, clock: Clock) -> None:
    await at(either, clock)
    for _ in range(2):
        told = await either.write(absence.say_away, "orders", ANA, UNTIL, LENA)
        assert (told.person.name, told.until) == ("Ana", FRIDAY)
    assert await either.read(where, ANA) == (Presence.AWAY, FRIDAY)
    assert await either.read(notices) == [("away_set", ANA)]
    known = await either.read(lambda uow: rows.of(uow, (person(uow, ANA),))[person(uow, ANA)])
    assert [one.said_by for one in known.absences] == [await either.read(person, LENA)]


async def test_the_lead_or_the_person_changes_the_end(support: Store, clock: Clock) -> None:
    await at(support, clock)
    await support.write(absence.say_away, "orders", ANA, UNTIL, LENA)
    await support.write(absence.say_away, "orders", ANA, ("demain", "14h"), LENA)
    assert await support.read(where, ANA) == (Presence.AWAY, datetime(2026, 11, 24, 14, tzinfo=UTC))
    await support.write(absence.away, FRIDAY, ANA, "V1")
    assert await support.read(where, ANA) == (Presence.AWAY, FRIDAY)
    assert await support.write(absence.back, ANA)
    assert await support.read(where, ANA) == (Presence.PRESENT, None)


async def test_the_lead_says_that_they_are_back(support: Store, clock: Clock) -> None:
    await at(support, clock)
    assert await support.write(absence.say_back, "orders", ANA, LENA) is None
    await support.write(absence.say_away, "orders", ANA, UNTIL, LENA)
    await at(support, clock, NOON + timedelta(hours=1))
    assert await support.write(absence.say_back, "orders", ANA, LENA) is not None
    assert await support.read(where, ANA) == (Presence.PRESENT, None)
    assert await support.read(notices) == [("away_set", ANA), ("away_ended", ANA)]


async def test_of_themselves_a_lead_is_told_nothing(support: Store, clock: Clock) -> None:
    await at(support, clock)
    await support.write(absence.say_away, "orders", LENA, UNTIL, LENA)
    assert await support.read(where, LENA) == (Presence.AWAY, FRIDAY)
    assert await support.read(notices) == []


@pytest.mark.parametrize("by", [ANA, BOB, GIL, MARTA, TOMAS])
async def test_only_leads_of_the_queue_may(support: Store, clock: Clock, by: str) -> None:
    await at(support, clock)
    await refused(support, absence.say_away, "orders", OMAR, UNTIL, by)
    await refused(support, absence.say_back, "orders", OMAR, by)
    assert await support.read(where, OMAR) == (Presence.PRESENT, None)


@pytest.mark.parametrize("whom", [BOB, GIL, TOMAS, MARTA, "U0NOBODY"])
async def test_and_only_of_people_of_their_queue(support: Store, clock: Clock, whom: str) -> None:
    await at(support, clock)
    assert await refused(support, absence.say_away, "orders", whom, UNTIL, LENA) is RefusalCode.NOT_OF_QUEUE
    assert await refused(support, absence.say_back, "orders", whom, LENA) is RefusalCode.NOT_OF_QUEUE
    assert await support.read(notices) == []


async def test_it_has_an_end_that_is_understood_and_lies_ahead(support: Store, clock: Clock) -> None:
    await at(support, clock)
    for said, code in (
        ((), RefusalCode.RETURN_NEEDED),
        (("someday",), RefusalCode.RETURN_UNCLEAR),
        (("2020-01-01",), RefusalCode.PAST_TIME),
    ):
        assert await refused(support, absence.say_away, "orders", ANA, said, LENA) is code
    assert await support.read(where, ANA) == (Presence.PRESENT, None)


async def test_what_follows_is_as_if_they_had_said_it(open_office: Office, clock: Clock) -> None:
    store = open_office.store
    file = store.desk.file
    queue = file.queues[0].model_copy(update={"members": (ANA, OMAR, MARTA)})
    store.desk = store.desk.model_copy(update={"file": file.model_copy(update={"queues": (queue, *file.queues[1:])})})
    await at(store, clock)
    await delicate(store)
    before = await store.read(timers.due, 50)
    assert not [one for one in before if one.kind is TimerKind.SECOND_APPROVAL]
    await store.write(absence.say_away, "orders", MARTA, UNTIL, LENA)
    due = await store.read(timers.due, 50)
    assert [one.kind for one in due if one.kind is TimerKind.SECOND_APPROVAL], "the deputy is asked at once"
    await open_office.work(1)
    (message,) = [one for one in open_office.sandbox.dms(MARTA) if "says that you are away" in str(one.blocks)]
    assert "Lena says that you are away until Fri 27 Nov" in str(message.blocks)
