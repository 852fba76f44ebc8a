"""A source that falls silent is noticed once, is blamed for nothing that was ours, and may be heard again."""

import asyncio
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text

from bot.domain.desk import Desk, Source
from bot.flow import day_figures, silence
from bot.flow.silence import Watch
from store import inbox, silences
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests.flow import desk as staffed
from tests.flow.clock import MONDAY, Clock
from tests.flow.desk import NADIA
from tests.flow.ledger import notices
from tests.flow.office import Office
from tests.scenarios.reading import words_of

ELEVEN = MONDAY.replace(hour=11, minute=4)
MINUTE = timedelta(minutes=1)


def listening(quiet_after: timedelta | None = None) -> Desk:
    """A desk that hears Freshdesk as well."""
    sources = (*staffed.FILE.sources, Source(name="freshdesk", quiet_after=quiet_after))
    return staffed.DESK.model_copy(update={"file": staffed.FILE.model_copy(update={"sources": sources})})


def came(uow: UnitOfWork, times: Iterable[datetime], source: str = "freshdesk") -> None:
    for number, moment in enumerate(times):
        uow.now = moment
        inbox.accept(uow, source, f"{moment.isoformat()}-{number}", "message.created")


def busy_weeks(weeks: int = 4) -> list[datetime]:
    """Something every quarter of an hour from eight to six on Mondays, and on this one until it stops."""
    before = [
        MONDAY - timedelta(weeks=week) + timedelta(minutes=15 * quarter)
        for week in range(1, weeks + 1)
        for quarter in range(40)
    ]
    return [
        *sorted(before),
        *(moment for minutes in range(0, 181, 15) if (moment := MONDAY + minutes * MINUTE) < ELEVEN),
        ELEVEN,
    ]


async def looked(store: Store, clock: Clock, watch: Watch, until: datetime, step: timedelta = 4 * MINUTE) -> int:
    """What changes while somebody looks now and then."""
    changed = 0
    while clock.at < until:
        clock.move(step)
        changed += await store.write(silence.look, watch)
    return changed


async def at_eleven(store: Store, clock: Clock, quiet_after: timedelta | None = None, weeks: int = 4) -> Watch:
    """The desk has listened all morning; Freshdesk was last heard at four past eleven."""
    store.desk = listening(quiet_after)
    await store.write(came, busy_weeks(weeks))
    clock.at, watch = ELEVEN, Watch(since=MONDAY, last=ELEVEN - MINUTE)
    assert await store.write(silence.look, watch) == 0
    return watch


async def test_it_is_noticed_when_seven_should_have_come_and_told_once(either: Store, clock: Clock) -> None:
    watch = await at_eleven(either, clock)
    assert await looked(either, clock, watch, ELEVEN + timedelta(minutes=96)) == 0
    assert await looked(either, clock, watch, ELEVEN + timedelta(minutes=120)) == 1
    (found,) = await either.read(silences.open_now)
    assert (found.source, found.last_heard_at, found.usual, found.ended_at) == ("freshdesk", ELEVEN, 7, None)
    assert await either.read(notices) == [("source_silent", "@nadia")]


async def test_two_processes_notice_it_once(either: Store, clock: Clock) -> None:
    await at_eleven(either, clock)
    clock.at = ELEVEN + timedelta(hours=3)
    watches = [Watch(since=ELEVEN, last=clock.at - MINUTE) for _ in range(3)]
    changed = await asyncio.gather(*(either.write(silence.look, watch) for watch in watches))
    assert sorted(changed) == [0, 0, 1]
    assert await either.read(notices) == [("source_silent", "@nadia")]


async def test_heard_again_it_ends_when_it_was_heard_and_may_begin_anew(either: Store, clock: Clock) -> None:
    watch = await at_eleven(either, clock, quiet_after=timedelta(hours=1))
    await looked(either, clock, watch, ELEVEN + timedelta(minutes=90))
    again = clock.at - timedelta(seconds=20)
    await either.write(came, [again, clock.at])
    clock.move(MINUTE)
    assert await either.write(silence.look, watch) == 1
    assert await either.read(silences.open_now) == []
    (over,) = await either.read(silences.between, MONDAY, clock.at)
    assert over.ended_at == again
    await looked(either, clock, watch, clock.at + timedelta(hours=2))
    assert len(await either.read(notices)) == 2, "another silence, another notice"


async def test_a_quiet_after_is_kept_to(support: Store, clock: Clock) -> None:
    watch = await at_eleven(support, clock, quiet_after=timedelta(hours=1))
    await looked(support, clock, watch, ELEVEN + timedelta(minutes=59), step=MINUTE)
    assert await support.read(silences.open_now) == []
    await looked(support, clock, watch, ELEVEN + timedelta(minutes=60), step=MINUTE)
    assert len(await support.read(silences.open_now)) == 1


async def test_a_night_is_no_silence(support: Store, clock: Clock) -> None:
    watch = await at_eleven(support, clock, quiet_after=timedelta(hours=1))
    await support.write(came, [ELEVEN + minutes * MINUTE for minutes in range(15, 405, 15)])
    clock.at = MONDAY.replace(hour=18)
    watch.last = clock.at - MINUTE
    assert await looked(support, clock, watch, MONDAY + timedelta(hours=23)) == 0


async def test_what_deskhand_was_not_there_to_hear_is_nobodys_silence(support: Store, clock: Clock) -> None:
    watch = await at_eleven(support, clock, quiet_after=timedelta(hours=1))
    clock.at = ELEVEN + timedelta(hours=3)  # the machine slept
    assert await support.write(silence.look, watch) == 0
    clock.move(timedelta(minutes=2))
    assert await support.write(silence.look, Watch()) == 0, "nor is what a start has missed"
    assert await looked(support, clock, watch, clock.at + timedelta(minutes=56)) == 0
    assert await looked(support, clock, watch, clock.at + timedelta(minutes=5)) == 1
    (found,) = await support.read(silences.open_now)
    assert found.last_heard_at == ELEVEN, "it is told since when nothing came all the same"


async def test_before_two_weeks_opening_hours_stand_for_usual_ones(support: Store, clock: Clock) -> None:
    support.desk = listening(timedelta(hours=2))
    queues = tuple(queue for queue in support.desk.file.queues if queue.name == "orders")  # nine to five
    file = support.desk.file.model_copy(update={"queues": queues})
    support.desk = support.desk.model_copy(update={"file": file})
    clock.at, watch = MONDAY - timedelta(hours=2), Watch()
    assert await looked(support, clock, watch, MONDAY.replace(hour=10, minute=50)) == 0
    assert await looked(support, clock, watch, MONDAY.replace(hour=11)) == 1
    (found,) = await support.read(silences.open_now)
    assert (found.last_heard_at, found.usual) == (None, 0)


async def test_a_source_that_the_desk_file_no_longer_names_is_waited_for_no_more(support: Store, clock: Clock) -> None:
    watch = await at_eleven(support, clock, quiet_after=timedelta(hours=1))
    await looked(support, clock, watch, ELEVEN + timedelta(minutes=61))
    support.desk = staffed.DESK
    assert await looked(support, clock, watch, clock.at + MINUTE) == 1
    assert await support.read(silences.open_now) == []


def test_what_people_and_programs_ask_when_they_like_has_no_usual_hours() -> None:
    assert silence.listened_to(listening()) == ("freshdesk", "generic")


async def test_looking_too_often_costs_nothing(support: Store, clock: Clock) -> None:
    watch = await at_eleven(support, clock, quiet_after=timedelta(hours=1))
    await looked(support, clock, watch, ELEVEN + timedelta(minutes=59), step=MINUTE)
    clock.move(timedelta(seconds=49))
    await support.write(lambda uow: uow.execute(text("DELETE FROM inbox")).close())
    assert await support.write(silence.look, watch) == 0


@pytest.mark.parametrize(
    ("since", "until", "told"),
    [
        (ELEVEN, ELEVEN.replace(hour=13, minute=10), ("freshdesk", "11:04", "13:10")),
        (ELEVEN - timedelta(days=1), ELEVEN, ("freshdesk", "", "11:04")),
        (ELEVEN, None, ("freshdesk", "11:04", "")),
        (ELEVEN - timedelta(days=1), None, ("freshdesk", "", "")),
    ],
)
async def test_the_digest_says_when_nothing_came(
    support: Store, clock: Clock, since: datetime, until: datetime | None, told: tuple[str, str, str]
) -> None:
    def was_silent(uow: UnitOfWork) -> None:
        silences.begin(uow, "freshdesk", since, 9)
        (found,) = silences.open_now(uow)
        if until:
            silences.end(uow, found.id, until)

    await support.write(was_silent)
    clock.at = datetime(2026, 11, 26, 8, tzinfo=UTC)
    assert (await support.read(day_figures.of, "day", date(2026, 11, 23), date(2026, 11, 23), "UTC", ())).silences == (
        told,
    )
    sunday = (await support.read(day_figures.of, "day", date(2026, 11, 21), date(2026, 11, 21), "UTC", ())).silences
    assert sunday == ()


async def test_the_notice_is_a_direct_message_that_says_what_to_do(open_office: Office) -> None:
    watch = await at_eleven(open_office.store, open_office.clock)
    await looked(open_office.store, open_office.clock, watch, ELEVEN + timedelta(minutes=120))
    await open_office.work()
    (said,) = open_office.sandbox.dms(NADIA)
    assert words_of(said) == "Nothing from Freshdesk since 2026-11-23 11:04 UTC (usual by now: 7). Check its webhook."
