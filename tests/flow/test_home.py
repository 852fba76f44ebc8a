"""What App Home shows to whom, and what people may set."""

import contextlib
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import update

from bot.domain.availability import HERE, Presence
from bot.domain.desk import Hours, Stretch
from bot.domain.draft import QUESTIONS
from bot.domain.errors import RefusalCode, Refused
from bot.domain.home import APPROVALS, TICKETS, Home, quiet, week
from bot.flow import absence, claim, home, load, personal, snooze, triage
from bot.flow import reply as replying
from bot.flow.personal import Chosen
from bot.slack import home_view, limits
from bot.slack.modals import personal as modals
from bot.words import words
from store import tickets
from store.store import Store
from store.tables import DraftRow
from tests.flow import desk
from tests.flow.clock import Clock
from tests.flow.desk import ANA, BOB, DELICATE, GIL, LENA, MARTA, NADIA, OMAR, PRIYA, TOMAS, arrives
from tests.flow.test_second_approval import delicate

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


async def shown(store: Store, who: str) -> Home:
    found = await store.read(home.opened, who)
    for language in ("en", "fr"):
        limits.check(home_view.home(found, words(language))["blocks"], "home")
    return found


def text(found: Home) -> str:
    return str(home_view.home(found, words("en")))


async def test_my_tickets_stand_by_what_is_due(either: Store, clock: Clock) -> None:
    first = await arrives(either, 1)
    clock.move(timedelta(minutes=5))
    second = await arrives(either, 2)
    third = await arrives(either, 3, subject="My other parcel")
    for ticket in (third, second, first):
        await either.write(claim.claim, ticket, ANA)
    await either.write(snooze.snooze, second, clock.at + timedelta(days=1), ANA, "V1")
    found = await shown(either, ANA)
    assert [one.ticket_id for one in found.tickets] == [first, third, second]
    assert found.tickets_total == 3
    assert found.tickets[1].subject == "My other parcel"
    assert (await shown(either, OMAR)).tickets == ()


async def test_a_sealed_ticket_is_its_number_and_level(support: Store) -> None:
    ticket_id = await arrives(support, body=DELICATE)
    await support.write(claim.claim, ticket_id, LENA)
    found = await shown(support, LENA)
    assert [(one.ticket_id, one.subject, one.type_title, one.level) for one in found.tickets] == [
        (ticket_id, "", "", "sensitive")
    ]
    assert "parcel" not in text(found)
    assert "Where is" not in text(found)


async def test_more_than_there_is_room_for(support: Store) -> None:
    for number in range(TICKETS + 3):
        await support.write(claim.claim, await arrives(support, number + 100), ANA)
    found = await shown(support, ANA)
    assert (len(found.tickets), found.tickets_total) == (TICKETS, TICKETS + 3)
    assert "And 3 more: `/queue mine`" in text(found)


async def test_what_is_overdue_is_counted_beyond_what_is_shown(support: Store, clock: Clock) -> None:
    for number in range(TICKETS + 3):
        await support.write(claim.claim, await arrives(support, number + 100), ANA)
    clock.move(timedelta(hours=4))
    await support.write(desk.people)
    found = await shown(support, ANA)
    assert found.overdue == TICKETS + 3
    assert f"{TICKETS + 3} open tickets · {TICKETS + 3} overdue" in text(found)


async def test_a_question_to_the_customer_is_no_suggestion_of_ones_record(support: Store) -> None:
    ticket_id = await arrives(support)
    draft_id = await support.write(desk.suggest, ticket_id)
    await support.write(lambda uow: uow.execute(update(DraftRow).values(engine=QUESTIONS)))
    await support.write(replying.reject, draft_id, "wrong", ANA, "V1")
    assert (await shown(support, ANA)).fates == {}


async def test_a_lead_reads_the_same_of_each_in_home_and_below_the_queue(support: Store, clock: Clock) -> None:
    awake, asleep = await arrives(support, 1), await arrives(support, 2)
    for ticket_id in (awake, asleep):
        await support.write(claim.claim, ticket_id, ANA)
    await support.write(snooze.snooze, asleep, clock.at + timedelta(days=1), ANA, "V1")
    due = (await support.read(tickets.get, awake)).due[0].at
    clock.at = due
    await support.write(desk.people)
    below = (await support.read(load.of_queue, "orders")).loads
    home_of = (await shown(support, LENA)).team
    assert [(one.person.name, one.open, one.overdue) for one in below] == [("Ana", 2, 2)]
    assert [(mate.name, mate.open, mate.overdue) for mate in home_of if mate.open] == [("Ana", 2, 2)]
    assert (await shown(support, ANA)).overdue == 2


async def test_approvals_are_the_owners_and_the_deputies_and_never_the_writers(support: Store) -> None:
    ticket_id, sent = await delicate(support)
    for who in (MARTA, PRIYA):
        found = await shown(support, who)
        assert [(one.ticket_id, one.who) for one in found.approvals] == [(ticket_id, "Lena")]
        assert "sorry" not in text(found)
    for who in (LENA, NADIA, ANA, BOB):
        assert (await shown(support, who)).approvals == ()
    await support.write(replying.second_approve, sent.id, MARTA)
    assert (await shown(support, PRIYA)).approvals == ()


async def test_what_the_owner_wrote_waits_for_the_deputy(support: Store) -> None:
    await delicate(support, MARTA)
    assert (await shown(support, MARTA)).approvals == ()
    assert len((await shown(support, PRIYA)).approvals) == 1


async def test_many_approvals_are_counted(support: Store) -> None:
    for number in range(APPROVALS + 2):
        ticket_id = await arrives(support, number + 200)
        await support.write(triage.mark_sensitive, ticket_id, "harm", LENA, f"M{number}")
        await support.write(replying.send_text, ticket_id, "We are sorry.", LENA, view_id=f"S{number}")
    found = await shown(support, MARTA)
    assert (len(found.approvals), found.approvals_total) == (APPROVALS, APPROVALS + 2)


async def test_the_track_record_is_ones_own(support: Store) -> None:
    for number, by in enumerate((ANA, ANA, OMAR)):
        ticket_id = await arrives(support, number + 300)
        draft = await support.write(desk.suggest, ticket_id)
        await support.write(replying.reject, draft, "wrong", by, f"V{number}")
    assert (await shown(support, ANA)).fates == {"rejected": 2}
    assert "2 suggestions in the last 30 days: 2 rejected." in text(await shown(support, ANA))
    assert (await shown(support, LENA)).fates == {}


async def test_a_lead_sees_the_team_with_what_it_has(support: Store, clock: Clock) -> None:
    await support.write(claim.claim, await arrives(support, 1), ANA)
    clock.move(timedelta(hours=4))
    await support.write(desk.people)
    await support.write(absence.away, None, OMAR, "V1")
    found = await shown(support, LENA)
    assert [(mate.name, mate.open, mate.overdue, mate.where.here) for mate in found.team] == [
        ("Ana", 1, 1, True), ("Lena", 0, 0, True), ("Omar", 0, 0, False),
    ]  # fmt: skip
    assert "Gil" not in text(found)
    assert (await shown(support, ANA)).team == ()
    assert (await shown(support, MARTA)).team == ()


async def test_each_of_a_leads_people_goes_by_the_hours_of_their_own_queue(support: Store, clock: Clock) -> None:
    orders, billing = support.desk.file.queues[:2]
    queues = (orders, billing.model_copy(update={"leads": ("@lena",), "hours": Hours()}))
    file = support.desk.file.model_copy(update={"queues": (*queues, *support.desk.file.queues[2:])})
    support.desk = support.desk.model_copy(update={"file": file})
    clock.at = datetime(2026, 11, 23, 23, 0, tzinfo=UTC)
    await support.write(desk.people)
    where = {mate.name: mate.where.here for mate in (await shown(support, LENA)).team}
    assert (where["Ana"], where["Bob"]) == (False, True)


async def test_an_owner_sees_what_is_to_be_checked(support: Store, clock: Clock) -> None:
    assert (await shown(support, MARTA)).to_check == ()
    clock.at = datetime(2027, 1, 29, 12, 0, tzinfo=UTC)
    await support.write(desk.people)
    found = await shown(support, MARTA)
    assert [(one.title, one.ref.name) for one in found.to_check] == [("Delivery delays", "delays")]
    assert (await shown(support, NADIA)).to_check == ()


async def test_a_department_sees_how_much_it_is_asked(support: Store) -> None:
    found = await shown(support, TOMAS)
    assert found.departments == (("logistics", "Logistics", 0), ("depot", "Depot", 0))
    assert (await shown(support, ANA)).departments == ()


@pytest.mark.parametrize("who", [GIL, "U0STRANGER"])
async def test_outsiders_are_refused(support: Store, who: str) -> None:
    for query in (home.opened, personal.asked):
        with pytest.raises(Refused) as caught:
            await support.read(query, who)
        assert caught.value.code is RefusalCode.NOT_A_MEMBER
    with pytest.raises(Refused):
        await support.write(personal.choose, Chosen(), who, "V1")


async def test_settings_are_chosen_and_chosen_again(either: Store) -> None:
    chosen = Chosen(
        language="en", days=("tue", "mon"), begins="09:00", ends="12:30", quiet_from="19:00", quiet_until="7:30"
    )
    assert await either.write(personal.choose, chosen, ANA, "V1")
    mine = await either.read(personal.asked, ANA)
    assert list(mine.settings.week) == ["mon", "tue"]
    assert mine.settings.week["mon"] == (Stretch(start=time(9), end=time(12, 30)),)
    assert mine.settings.quiet == (time(19), time(7, 30))
    limits.check_view(modals.settings(mine, words("fr")))
    assert not await either.write(personal.choose, Chosen(), ANA, "V1"), "a second submit changes nothing"
    assert await either.write(personal.choose, Chosen(language="slack"), ANA, "V2")
    mine = await either.read(personal.asked, ANA)
    assert (mine.settings.week, mine.settings.quiet, mine.settings.language) == ({}, None, "")
    limits.check_view(modals.settings(mine, words("en")))
    limits.check_view(modals.away(words("fr")))


async def test_a_form_that_is_refused_may_be_sent_again(support: Store) -> None:
    with pytest.raises(Refused) as caught:
        await support.write(personal.choose, Chosen(days=("mon",)), ANA, "V1")
    assert caught.value.code is RefusalCode.HOURS_UNCLEAR
    assert await support.write(personal.choose, Chosen(days=("mon",), begins="09:00", ends="10:00"), ANA, "V1")


async def test_a_break_makes_two_stretches_of_each_day(either: Store, clock: Clock) -> None:
    clock.at = NOON
    await either.write(desk.people)
    chosen = Chosen(days=("mon", "fri"), begins="09:00", ends="18:00", break_from="12:30", break_until="13:30")
    assert await either.write(personal.choose, chosen, ANA, "V1")
    mine = await either.read(personal.asked, ANA)
    both = (Stretch(start=time(9), end=time(12, 30)), Stretch(start=time(13, 30), end=time(18)))
    assert mine.settings.week == {"mon": both, "fri": both}
    assert mine.where == HERE
    clock.at = NOON + timedelta(minutes=45)
    await either.write(desk.people)
    where = (await either.read(personal.asked, ANA)).where
    assert (where.presence, where.until) == (Presence.OFF, NOON + timedelta(minutes=90))
    form = str(modals.settings(mine, words("en"))["blocks"])
    assert all(each in form for each in ("'09:00'", "'12:30'", "'13:30'", "'18:00'"))
    assert "Monday and Friday 09:00–12:30, 13:30–18:00" in text(await shown(either, ANA))


@pytest.mark.parametrize(
    ("begins", "ends", "break_from", "break_until", "code"),
    [
        ("09:00", "18:00", "12:30", "", RefusalCode.BREAK_UNCLEAR),
        ("09:00", "18:00", "", "13:30", RefusalCode.BREAK_UNCLEAR),
        ("09:00", "18:00", "13:30", "12:30", RefusalCode.BREAK_UNCLEAR),
        ("09:00", "18:00", "09:00", "12:30", RefusalCode.BREAK_UNCLEAR),
        ("09:00", "18:00", "12:30", "18:00", RefusalCode.BREAK_UNCLEAR),
        ("", "", "12:30", "13:30", RefusalCode.HOURS_UNCLEAR),
    ],
)
def test_a_break_is_part_of_the_day(
    begins: str, ends: str, break_from: str, break_until: str, code: RefusalCode
) -> None:
    with pytest.raises(Refused) as caught:
        week(["mon"] if begins else [], begins, ends, break_from, break_until)
    assert caught.value.code is code


@given(st.lists(st.sampled_from(["mon", "sat", "x"])), st.text(max_size=5), st.text(max_size=5))
def test_whatever_is_entered_is_hours_or_refused(days: list[str], begins: str, ends: str) -> None:
    with contextlib.suppress(Refused):
        assert bool(week(days, begins, ends)) == bool(days or begins or ends)
    with contextlib.suppress(Refused):
        assert (quiet(begins, ends) is None) == (not (begins or ends))
