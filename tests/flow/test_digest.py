"""A day in figures, worked out by hand."""

import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from bot.domain.digest import DigestFigures, QueueFigures, Tone
from bot.domain.errors import RefusalCode, Refused
from bot.domain.figures import Figure
from bot.domain.outcome import Band
from bot.domain.reply import ReplyState
from bot.domain.shared import Shared
from bot.flow import claim, day_figures, digest, escalate, escalation_answers, reply, resolve, roll_ups, sending
from store import digests, replies, tickets
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests.flow import desk
from tests.flow.clock import MONDAY, Clock
from tests.flow.desk import ANA, BOB, GIL, LENA, OMAR, arrives, suggest
from tests.flow.office import Office
from tests.flow.rolling import rolled

TUESDAY = MONDAY + timedelta(days=1)


async def at(store: Store, clock: Clock, hour: int, minute: int = 0, day: int = 23) -> None:
    """The clock stands at that time, and everybody is known anew."""
    clock.at = datetime(2026, 11, day, hour, minute, tzinfo=UTC)
    await store.write(desk.people)


async def of_day(store: Store, day: date = date(2026, 11, 23)) -> DigestFigures:
    return await store.read(day_figures.of, "day", day, day, "UTC", ("orders",))


def counts(told: DigestFigures, *figures: Figure) -> list[int]:
    return [told.told.count(figure) for figure in figures]


async def small_day(store: Store, clock: Clock) -> list[int]:
    """Five tickets of Monday, from eight to five."""
    await at(store, clock, 8)
    first, second, third, fourth = [await arrives(store, number) for number in (1, 2, 3, 4)]
    drafts_of = {ticket_id: await store.write(suggest, ticket_id) for ticket_id in (first, second, third)}
    await at(store, clock, 9)
    await store.write(claim.claim, first, ANA)
    await at(store, clock, 10)
    sent = await store.write(reply.approve, drafts_of[first], None, ANA)  # ours from eight to ten
    await store.write(arrived, sent.id)
    await store.write(reply.reject, drafts_of[second], "wrong", OMAR, "V1")
    await at(store, clock, 12)
    await store.write(resolve.resolve, second, OMAR)  # ours from eight to twelve
    await store.write(escalate.escalate, third, "angry", "", OMAR, "V2")
    await at(store, clock, 13)
    await store.write(resolve.reopen, second, OMAR)  # nobody's for an hour, ours from one to five
    await at(store, clock, 15)
    await store.write(resolve.resolve, third, LENA)  # ours from eight to three
    await at(store, clock, 16)
    fifth = await arrives(store, 5, body=desk.DELICATE)
    await store.write(reply.send_text, fifth, "We are sorry.", LENA, view_id="V3")  # ours, with Marta
    await at(store, clock, 17)
    return [first, second, third, fourth, fifth]


def arrived(uow: UnitOfWork, reply_id: int) -> None:
    replies.advance(uow, reply_id, ReplyState.UNDO, ReplyState.SENDING)
    found = replies.get(uow, reply_id)
    assert found is not None
    sending.arrived(uow, tickets.lock(uow, found.ticket_id), found, "")


async def test_a_small_day_by_hand(support: Store, clock: Clock) -> None:
    await small_day(support, clock)
    hour, told = 3600, await of_day(support)
    assert told.queues == (
        QueueFigures(
            queue="orders",
            title="Orders",
            received=5,
            resolved=2,
            backlog=4,
            unassigned=2,
            oldest_waiting_seconds=9 * hour,
            waiting_first_answer=2,  # the fifth waits for its approval
            waiting_next_answer=0,
            waiting_approval=1,
        ),
    )
    assert counts(told, Figure.RECEIVED, Figure.RESOLVED, Figure.REOPENED, Figure.ESCALATED) == [5, 2, 1, 1]
    assert told.told.of(Figure.WAITED, "support").wall == (2 + 4 + 4 + 7 + 9 + 1) * hour
    drafts = {key: amount.count for key, amount in told.told.keys(Figure.DRAFT).items()}
    assert drafts == {Band.AS_IS: 1, Band.DISCARDED: 1}
    assert {title: counts.count(Figure.RECEIVED) for title, counts in told.types} == {"Where is my order": 5}
    assert told.headline.tone is Tone.FIRST


async def test_a_day_that_is_over_keeps_its_figures_whatever_happens_later(support: Store, clock: Clock) -> None:
    first, second, third, *_ = await small_day(support, clock)
    await at(support, clock, 0, day=24)
    over = await of_day(support)
    await at(support, clock, 9, day=24)
    await support.write(resolve.reopen, third, LENA)
    await support.write(resolve.resolve, second, LENA)
    await support.write(resolve.resolve, first, LENA)
    assert await of_day(support) == over
    clock.move(timedelta(minutes=1))
    today = await of_day(support, date(2026, 11, 24))
    assert counts(today, Figure.RECEIVED, Figure.RESOLVED, Figure.REOPENED) == [0, 2, 1]


async def test_a_claim_does_not_begin_the_wait_anew(support: Store, clock: Clock) -> None:
    await at(support, clock, 8)
    ticket_id = await arrives(support)
    await at(support, clock, 11)
    await support.write(claim.claim, ticket_id, ANA)
    await at(support, clock, 12)
    assert (await of_day(support)).queues[0].oldest_waiting_seconds == 4 * 3600


async def test_a_suggestion_whose_reply_was_stopped_does_not_count_as_sent(support: Store, clock: Clock) -> None:
    await at(support, clock, 8)
    ticket_id = await arrives(support)
    await support.write(reply.approve, await support.write(suggest, ticket_id), None, ANA)
    await desk.writes(support)
    assert (await of_day(support)).told.of(Figure.DRAFT, Band.AS_IS).count == 0


async def test_of_two_who_have_the_same_time_to_work_one_inserts_its_digest(either: Store, clock: Clock) -> None:
    """Whatever a timer says: the schema has one run for an audience and day."""
    spec, since = desk.FILE.digests[0], clock()
    clock.move(timedelta(days=1))
    begun = await asyncio.gather(*(either.write(digest.insert_due, spec, since) for _ in range(2)))
    assert sorted(begun) == [0, 1]


async def test_a_digest_is_posted_once_and_tells_of_the_day_before(open_office: Office) -> None:
    await arrives(open_office.store)
    open_office.clock.at = TUESDAY + timedelta(hours=1)
    await open_office.store.write(digest.insert_due, desk.FILE.digests[0], TUESDAY)
    open_office.sandbox.fail("chat.postMessage", drop_after=True)
    await open_office.work()
    await open_office.work(5)
    posted = [message for message in open_office.cards() if "T-" not in message.text]
    assert len(posted) == 1
    run_id = await open_office.store.read(lambda uow: uow.execute(text("SELECT id FROM digest_run")).scalar_one())
    told = await open_office.store.read(digest.of_run, run_id)
    assert told is not None
    assert (told[0].first, told[0].last, told[0].queues[0].received) == (MONDAY.date(), MONDAY.date(), 1)


async def test_asked_for_privately_it_tells_of_today_or_yesterday(support: Store, clock: Clock) -> None:
    await arrives(support)
    clock.move(timedelta(minutes=1))
    today = await support.read(digest.asked, "orders", "today", ANA)
    assert (today.last, today.queues[0].received, today.until) == (MONDAY.date(), 1, "08:01")
    assert (await support.read(digest.asked, None, "yesterday", ANA)).last == date(2026, 11, 22)
    friday = await support.read(digest.asked, None, "2026-11-20", ANA)
    assert (friday.first, friday.last, friday.until) == (date(2026, 11, 20), date(2026, 11, 20), "")
    week = await support.read(digest.asked, None, "week", ANA)
    assert (week.first, week.last) == (date(2026, 11, 16), date(2026, 11, 22))
    earlier = await support.read(digest.asked, None, "week 2026-11-15", ANA)
    assert (earlier.first, earlier.last) == (date(2026, 11, 9), date(2026, 11, 15))
    assert earlier.week is not None


async def test_of_a_day_long_past_it_is_not_told_what_waited_for_whom(support: Store, clock: Clock) -> None:
    await arrives(support)
    told = []
    for _ in range(2):
        await at(support, clock, 8, day=clock.at.day + 3)
        await rolled(support)
        (queue,) = (await of_day(support)).queues
        told.append((queue.backlog, queue.unassigned, queue.oldest_waiting_seconds))
    assert told == [(1, 1, 16 * 3600), (1, None, None)]


@pytest.mark.parametrize(
    ("queue", "when", "by", "code"),
    [
        ("nowhere", "today", ANA, RefusalCode.UNKNOWN_WORD),
        ("orders", "someday", ANA, RefusalCode.UNKNOWN_WORD),
        ("orders", "2026-11-24", ANA, RefusalCode.UNKNOWN_WORD),
        ("orders", "week 2026-11-23", ANA, RefusalCode.UNKNOWN_WORD),
        ("orders", "0001-01-01", ANA, RefusalCode.UNKNOWN_WORD),
        ("orders", "week 0001-01-01", ANA, RefusalCode.UNKNOWN_WORD),
        ("orders", "today", BOB, RefusalCode.NOT_A_MEMBER),
        (None, "today", GIL, RefusalCode.NOT_A_MEMBER),
    ],
)
async def test_what_is_asked_wrongly_or_by_strangers_is_refused(
    support: Store, queue: str | None, when: str, by: str, code: RefusalCode
) -> None:
    with pytest.raises(Refused) as refused:
        await support.read(digest.asked, queue, when, by)
    assert refused.value.code is code


async def test_an_escalation_counts_on_the_day_that_it_happened_whatever_follows(support: Store, clock: Clock) -> None:
    await at(support, clock, 9)
    ticket_id = await arrives(support, 1)
    await support.write(escalate.escalate, ticket_id, "angry", "", OMAR, "V1")
    await support.write(escalation_answers.settle, ticket_id, "", LENA, "V2")
    await at(support, clock, 10)
    await support.write(escalate.escalate, ticket_id, "other", "", OMAR, "V3")
    await support.write(escalation_answers.settle, ticket_id, "", LENA, "V4")
    await at(support, clock, 9, day=24)
    await support.write(escalate.escalate, ticket_id, "angry", "", OMAR, "V5")
    await at(support, clock, 17, day=24)
    told = [(await of_day(support, date(2026, 11, day))).told for day in (22, 23, 24)]
    assert [one.count(Figure.ESCALATED) for one in told] == [0, 1, 1]


async def test_mondays_digest_tells_of_friday_to_sunday(support: Store, clock: Clock) -> None:
    spec = desk.FILE.digests[0].model_copy(update={"days": ("mon", "tue", "wed", "thu", "fri")})
    support.desk = support.desk.model_copy(update={"file": desk.FILE.model_copy(update={"digests": (spec,)})})
    for number, day in enumerate((19, 20, 21, 22), start=1):
        await at(support, clock, 12, day=day)
        await arrives(support, number)
    await at(support, clock, 9)
    run_id = await support.write(digests.begin, spec.name, spec.channel, date(2026, 11, 23))
    assert run_id is not None
    found = await support.read(digest.of_run, run_id)
    assert found is not None
    told, _ = found
    assert (told.first, told.last) == (date(2026, 11, 20), date(2026, 11, 22))
    assert counts(told, Figure.RECEIVED) == [3]
    assert told.told.count(Figure.BACKLOG) == 4, "what stands at the end of Sunday, once"


async def test_a_slack_without_tables_gets_lines(open_office: Office) -> None:
    await arrives(open_office.store)
    await open_office.work()
    open_office.clock.at = TUESDAY + timedelta(hours=1)
    await open_office.store.write(digest.insert_due, desk.FILE.digests[0], TUESDAY)
    open_office.sandbox.fail("chat.postMessage", error="invalid_blocks")
    await open_office.work()
    (posted,) = [message for message in open_office.cards() if "T-" not in message.text]
    assert [block["type"] for block in posted.blocks] == ["header", "rich_text", "rich_text"]


@pytest.mark.parametrize("when", ["yesterday", "week", "week 2026-11-15", "2026-11-20", "standup"])
async def test_shared_it_stands_in_the_channel_once_with_who_did(open_office: Office, when: str) -> None:
    office = open_office
    await arrives(office.store)
    await office.work(10)
    for _ in range(2):
        await office.store.write(digest.share, "orders", when, "C0ORDERS", ANA)
    await office.work(10)
    await office.work(10)
    (posted,) = [message for message in office.cards() if "T-" not in message.text]
    assert "Shared by Ana" in str(posted.blocks)
    assert "share_digest" not in str(posted.blocks)


@pytest.mark.parametrize(
    ("channel", "by", "code"),
    [("C0ELSEWHERE", ANA, RefusalCode.NOT_SHARED_HERE), ("C0ORDERS", BOB, RefusalCode.NOT_A_MEMBER)],
)
async def test_it_is_shared_by_who_may_read_it_where_the_desk_is(
    support: Store, channel: str, by: str, code: RefusalCode
) -> None:
    with pytest.raises(Refused) as refused:
        await support.write(digest.share, "orders", "yesterday", channel, by)
    assert refused.value.code is code


@given(st.sampled_from(["", "orders"]), st.none() | st.tuples(st.dates(), st.dates()), st.integers(1, 10**6))
def test_the_name_of_a_shared_one_says_what_of(queue: str, days: tuple[date, date] | None, by: int) -> None:
    shared = Shared(queue=queue, days=days, by=by)
    assert Shared.of(shared.name) == shared
    assert Shared.of("daily") is None


async def test_what_came_and_what_stands_are_told_of_the_same_moment(support: Store, clock: Clock) -> None:
    await arrives(support, 1)
    clock.move(timedelta(minutes=1))
    await support.write(roll_ups.keep, await support.read(roll_ups.count, "UTC", MONDAY.date()))
    clock.move(timedelta(minutes=5))
    await arrives(support, 2)
    told = await support.read(digest.asked, "orders", "today", ANA)
    assert (told.until, told.told.count(Figure.BACKLOG), told.queues[0].backlog) == ("08:01", 1, 1)
