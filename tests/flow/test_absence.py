"""Who is away or off: what customers write is heard by others, and the next one is asked for a second approval."""

from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import text

from bot.domain.availability import HERE, Presence
from bot.domain.desk import Stretch
from bot.domain.errors import RefusalCode, Refused
from bot.domain.reply import ReplyState
from bot.domain.schedule import TimerKind
from bot.flow import absence, availability, claim, outbox, reading, reply, retention, roster, timers
from bot.flow.card import facts
from bot.flow.roster import Account
from bot.slack.phase import phase
from bot.slack.state_lines import state_line
from bot.words import words
from store import availability as rows
from store import people, tickets
from store import timers as timer_rows
from store.store import Store
from store.timers import Timer
from store.unit_of_work import UnitOfWork
from tests.flow import desk
from tests.flow.clock import Clock
from tests.flow.desk import ANA, DELICATE, GIL, MARTA, OMAR, PLACES, PRIYA, arrives, writes
from tests.flow.ledger import notices
from tests.flow.office import Office
from tests.flow.test_second_approval import delicate, newest

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def person(uow: UnitOfWork, slack_id: str) -> int:
    found = people.find(uow, "slack", slack_id)
    assert found is not None
    return found


def where(uow: UnitOfWork, slack_id: str, queue: str = "") -> tuple[Presence, datetime | None]:
    found = availability.of(uow, person(uow, slack_id), queue)
    return found.presence, found.until


def own_hours(uow: UnitOfWork, slack_id: str, start: int, end: int) -> None:
    week = {"mon": (Stretch(start=time(start), end=time(end)),)}
    rows.choose(uow, person(uow, slack_id), language="", week=week, quiet=None)  # type: ignore[arg-type]


async def at(store: Store, clock: Clock, moment: datetime = NOON) -> None:
    """It is that moment, and who stands where was asked just now."""
    clock.at = moment
    await store.write(desk.people)


async def tick(store: Store) -> None:
    for timer in await store.read(timers.due, 50):
        if timer.kind in (TimerKind.SECOND_APPROVAL, TimerKind.NOTICE):
            await store.write(timers.run, timer.id)


async def test_away_until_and_back_before(either: Store, clock: Clock) -> None:
    await at(either, clock)
    until = NOON + timedelta(days=3)
    assert await either.write(absence.away, until, ANA, "V1")
    assert not await either.write(absence.away, None, ANA, "V1"), "a second submit"
    assert await either.read(where, ANA) == (Presence.AWAY, until)
    await at(either, clock, NOON + timedelta(hours=1))
    assert await either.write(absence.away, None, ANA, "V2")
    assert await either.read(where, ANA) == (Presence.AWAY, None)
    assert await either.write(absence.back, ANA)
    assert not await either.write(absence.back, ANA), "a second click"
    assert await either.read(where, ANA) == (Presence.PRESENT, None)


async def test_back_in_the_moment_of_going_leaves_nothing(support: Store, clock: Clock) -> None:
    await at(support, clock)
    await support.write(absence.away, None, ANA, "V1")
    await support.write(absence.back, ANA)
    assert await support.write(absence.away, None, ANA, "V2")
    assert await support.read(where, ANA) == (Presence.AWAY, None)


@pytest.mark.parametrize("by", [GIL, "U0STRANGER"])
async def test_a_guest_has_no_settings(support: Store, by: str) -> None:
    with pytest.raises(Refused) as caught:
        await support.write(absence.away, None, by, "V1")
    assert caught.value.code is RefusalCode.NOT_A_MEMBER


async def test_nobody_was_away_until_yesterday(support: Store, clock: Clock) -> None:
    with pytest.raises(Refused) as caught:
        await support.write(absence.away, clock.at, ANA, "V1")
    assert caught.value.code is RefusalCode.PAST_TIME


async def test_several_people_are_one_statement(support: Store, clock: Clock) -> None:
    await at(support, clock)
    await support.write(absence.away, None, ANA, "V1")

    def all_of_them(uow: UnitOfWork) -> dict[int, Presence]:
        ids = [person(uow, one) for one in (ANA, OMAR)]
        return {who: found.presence for who, found in availability.of_all(uow, [*ids, 999]).items()}

    assert sorted((await support.read(all_of_them)).values()) == [Presence.AWAY, Presence.PRESENT]
    assert await support.read(availability.of, None) == HERE


async def test_the_customer_of_an_absent_holder_is_heard_by_the_channel(open_office: Office) -> None:
    store, clock = open_office.store, open_office.clock
    await at(store, clock)
    ticket_id = await arrives(store)
    await open_office.work(1)
    await store.write(claim.claim, ticket_id, ANA)
    await writes(store, number=1)
    await open_office.work(10)
    assert len(open_office.cards()) == 1
    await store.write(absence.away, None, ANA, "V1")
    await writes(store, number=2)
    await open_office.work(10)
    old, new = open_office.cards()
    assert "continues below" in str(old.blocks)
    assert "Any news?" in str(new.blocks) or "Claim" in str(new.blocks) or "Take over" in str(new.blocks)
    assert (await store.read(tickets.get, ticket_id)).assignee_id is not None, "it is still Ana's"


async def test_own_hours_that_end_before_the_queues_count_as_well(open_office: Office) -> None:
    store, clock = open_office.store, open_office.clock
    await at(store, clock)
    await store.write(own_hours, ANA, 9, 12)
    ticket_id = await arrives(store)
    await open_office.work(1)
    await store.write(claim.claim, ticket_id, ANA)
    await writes(store, number=1)
    await open_office.work(10)
    assert len(open_office.cards()) == 1, "she has just stopped"
    clock.move(timedelta(hours=1))
    await writes(store, number=2)
    await open_office.work(10)
    assert len(open_office.cards()) == 2


async def test_an_owner_who_is_away_is_passed_over_and_told_when_back(support: Store, clock: Clock) -> None:
    await at(support, clock)
    back = NOON + timedelta(days=4)
    await support.write(absence.away, back, MARTA, "V0A")
    ticket_id, sent = await delicate(support)
    asked = [to for kind, to in await support.read(notices) if kind == "second_approval"]
    assert asked == ["@marta", "@priya"]
    due = {timer.due_at for timer in await support.read(_notice_timers)}
    assert due == {back}, "Marta's waits for her"
    assert (await support.read(facts, ticket_id)).second_approvers == ("Priya",)
    assert (await newest(support, ticket_id)).asked == 2
    assert (await support.write(reply.second_approve, sent.id, MARTA)).state is ReplyState.UNDO, "she may all the same"


def _notice_timers(uow: UnitOfWork) -> list[Timer]:
    return timer_rows.of(uow, TimerKind.NOTICE)


async def test_the_card_says_who_is_away_and_who_stands_in(support: Store, clock: Clock) -> None:
    await at(support, clock)
    await support.write(absence.away, NOON + timedelta(days=4), MARTA, "V0A")
    ticket_id, _sent = await delicate(support)
    found = await support.read(facts, ticket_id)
    assert found.absent == (("Marta", NOON + timedelta(days=4)),)
    line = state_line(found, phase(found), words("en"))
    assert line.startswith("Needs Priya’s approval too")
    assert "Marta is away until" in line
    assert line.endswith("; Priya stands in.")


async def test_a_sealed_card_tags_the_deputy_of_an_absent_owner(support: Store, clock: Clock) -> None:
    await at(support, clock)
    ticket_id = await arrives(support, body=DELICATE)
    assert (await support.read(facts, ticket_id)).owner_slack_ids == (MARTA, PRIYA)
    await support.write(absence.away, None, MARTA, "V0A")
    assert (await support.read(facts, ticket_id)).owner_slack_ids == (PRIYA, MARTA)


async def test_what_can_wait_comes_after_quiet_hours_and_the_rest_at_once(support: Store, clock: Clock) -> None:
    evening = NOON + timedelta(hours=9)
    await at(support, clock, evening)

    def quiet(uow: UnitOfWork) -> None:
        rows.choose(uow, person(uow, ANA), language="", week={}, quiet=(time(19), time(7, 30)))

    await support.write(quiet)

    def tell(uow: UnitOfWork) -> None:
        for kind, to in (("assigned", ANA), ("escalated", ANA), ("a_new_kind", ANA), ("assigned", OMAR)):
            outbox.notice(uow, kind, to)

    await support.write(tell)
    assert await support.read(sends) == [ANA, ANA, OMAR]
    assert [timer.due_at for timer in await support.read(_notice_timers)] == [NOON + timedelta(hours=19.5)]
    clock.at = NOON + timedelta(hours=19.5)
    await tick(support)
    assert await support.read(sends) == [ANA, ANA, OMAR, ANA]


def sends(uow: UnitOfWork) -> list[str]:
    joined = 'SELECT n."to" FROM outbox o JOIN notice n ON o.subject = CAST(n.id AS TEXT)'
    query = joined + " WHERE o.kind = 'notice' ORDER BY o.id"
    return [row[0] for row in uow.execute(text(query))]


async def test_where_the_deputy_is_away_too_nobody_is_passed_over(support: Store, clock: Clock) -> None:
    await at(support, clock)
    for slack_id in (MARTA, PRIYA):
        await support.write(absence.away, None, slack_id, f"V{slack_id}")
    ticket_id, _sent = await delicate(support)
    assert [to for kind, to in await support.read(notices) if kind == "second_approval"] == ["@marta"]
    assert (await support.read(facts, ticket_id)).second_approvers == ("Marta",)


async def test_who_goes_leaves_what_waits_for_them_to_the_deputy(support: Store, clock: Clock) -> None:
    await at(support, clock)
    ticket_id, _sent = await delicate(support)
    await support.write(absence.away, None, OMAR, "V0A")
    await tick(support)
    assert (await newest(support, ticket_id)).asked == 1
    await support.write(absence.away, NOON + timedelta(days=1), MARTA, "V0B")
    await tick(support)
    assert (await newest(support, ticket_id)).asked == 2
    assert (await support.read(sends)).count("@priya") == 1


async def test_who_is_back_early_is_told_at_once(support: Store, clock: Clock) -> None:
    await at(support, clock)
    await support.write(absence.away, NOON + timedelta(days=4), MARTA, "V0A")
    await delicate(support)
    assert "@marta" not in await support.read(sends)
    await at(support, clock, NOON + timedelta(hours=1))
    await support.write(absence.back, MARTA)
    await tick(support)
    assert "@marta" in await support.read(sends)


async def test_what_was_approved_meanwhile_is_not_told(open_office: Office) -> None:
    store, clock = open_office.store, open_office.clock
    await at(store, clock)
    await store.write(absence.away, NOON + timedelta(hours=2), MARTA, "V0A")
    _ticket_id, sent = await delicate(store)
    await open_office.work(1)
    await store.write(reply.second_approve, sent.id, PRIYA)
    clock.move(timedelta(hours=3))
    await tick(store)
    await open_office.work(1)
    opened = list(open_office.sandbox.calls("conversations.open"))
    assert MARTA not in str(opened)
    assert PRIYA in str(opened)


async def test_language_is_chosen_or_slacks_or_the_desks(support: Store) -> None:
    assert await support.read(reading.language, ANA) == "en"
    accounts = (Account(slack_id=ANA, name="Ana", email="", usable=True, locale="en-GB", time_zone="Europe/Paris"),)
    for _ in range(2):
        await support.write(roster.store, accounts, PLACES)
    assert await support.read(reading.language, ANA) == "en-GB"

    def choose(uow: UnitOfWork) -> None:
        rows.choose(uow, person(uow, ANA), language="en", week={}, quiet=(time(19), time(7, 30)))

    await support.write(choose)
    assert await support.read(reading.language, ANA) == "en"
    assert await support.read(reading.language, "U0STRANGER") == "en"

    def settings(uow: UnitOfWork) -> tuple[str, object]:
        known = rows.of(uow, [person(uow, ANA)])[person(uow, ANA)].settings
        return known.time_zone, known.quiet

    assert await support.read(settings) == ("Europe/Paris", (time(19), time(7, 30)))


async def test_old_absences_and_the_settings_of_who_has_left_go(support: Store, clock: Clock) -> None:
    await at(support, clock)
    await support.write(absence.away, NOON + timedelta(days=1), ANA, "V1")
    await support.write(own_hours, OMAR, 9, 12)
    clock.move(timedelta(days=20))
    await support.write(retention.fade_due)
    assert await support.read(_counts) == (1, 1)
    clock.move(timedelta(days=20))
    gone = (Account(slack_id=OMAR, name="Omar", email="", usable=False, locale="en-US"),)
    await support.write(roster.store, gone, PLACES)
    await support.write(retention.fade_due)
    assert await support.read(_counts) == (0, 0)


def _counts(uow: UnitOfWork) -> tuple[int, ...]:
    count = "SELECT (SELECT count(*) FROM absence), (SELECT count(*) FROM person_setting)"
    return tuple(uow.execute(text(count)).one())
