"""After a ticket's text is gone: who is still known, what is said instead, and what stays as it was."""

from dataclasses import replace
from datetime import UTC, date, datetime

from sqlmodel import col, select

from bot.domain.arrival import AgentMessage, CustomerMessage, Merge
from bot.domain.retention import Faded
from bot.domain.ticket import State
from bot.flow import card, claim, day_figures, intake, queue, reply, resolve, triage
from bot.slack import modals
from bot.words import words
from store import people, replies
from store.store import Store
from store.tables import MessageRow, NoticeRow, PersonRow
from store.unit_of_work import UnitOfWork
from tests.flow import desk
from tests.flow.clock import Clock
from tests.flow.desk import ANA, LENA, arrives, writes
from tests.flow.ledger import sound
from tests.flow.retention_days import (
    DAY,
    MONTHS,
    all_due,
    answered,
    closed,
    columns,
    not_a_request,
    ticket,
    time_takes,
)

# Customers


def customers(uow: UnitOfWork) -> list[tuple[str, str, str, int | None]]:
    found = uow.session.exec(select(PersonRow).where(PersonRow.kind == "customer").order_by(col(PersonRow.id)))
    return [(row.name, row.email, row.segment, row.value) for row in found]


async def test_a_customer_of_whom_no_ticket_has_text_is_nobody(either: Store, clock: Clock) -> None:
    await closed(either, clock)
    await time_takes(either, clock, MONTHS - 10)
    assert await either.read(customers) == [("Jo Doe", "jo.doe@mail.example", "", None)]
    await time_takes(either, clock, 10)
    assert await either.read(customers) == [("", "", "", None)]
    assert await either.read(people.find, "generic", "c-7") is None
    later = await arrives(either, 99)
    assert (await either.read(card.facts, later)).customer.name == "Jo Doe", "new, the next time"


async def test_a_customer_with_a_younger_ticket_stays_known(either: Store, clock: Clock) -> None:
    await closed(either, clock)
    clock.move(DAY * 100)
    younger = await closed(either, clock, 99)
    await time_takes(either, clock, MONTHS - 1)
    assert (await either.read(customers))[0][0] == "Jo Doe"
    await time_takes(either, clock, 1)
    assert (await either.read(ticket, younger)).text_gone
    assert (await either.read(customers))[0][0] == ""


async def test_somebody_who_only_wrote_on_anothers_ticket_is_forgotten_with_it(either: Store, clock: Clock) -> None:
    ticket_id = await arrives(either)
    other = replace(desk.JO, id="c-8", name="Kim Poe", email="kim@mail.example")
    line = CustomerMessage(
        source="generic", conversation="88", via="email", event_id="e2", message_id="m2", body="Me too", customer=other
    )
    await either.write(intake.take, line)
    await either.write(not_a_request, ticket_id)
    await time_takes(either, clock, MONTHS)
    assert await either.read(customers) == [("", "", "", None)] * 2


async def test_the_team_stays_known(either: Store, clock: Clock) -> None:
    await either.write(desk.people)
    receipt = await either.write(intake.new_from_slack, subject="A chair", body="Is missing", by=ANA, conversation="V1")
    assert receipt.ticket_id is not None
    await either.write(not_a_request, receipt.ticket_id)
    await time_takes(either, clock, MONTHS)
    assert await either.read(people.staff, ANA) is not None
    ana = await either.read(people.find, "slack", ANA)
    assert ana is not None
    assert await either.read(people.email_of, ana) == "ana@shop.example"


# Afterwards


async def test_whoever_opens_it_is_told_that_its_text_was_removed(either: Store, clock: Clock) -> None:
    ticket_id = await answered(either, clock)
    await time_takes(either, clock, MONTHS + 1)
    await either.write(desk.people)
    facts = await either.write(card.opened, ticket_id, ANA)
    shown = str(modals.about(facts, words("en")))
    assert "The text of this ticket was removed on" in shown
    assert "4417" in shown, "which record it was about is on record"
    for text_of in ("My parcel", "order 4417?", "Jo", "in transit"):
        assert text_of not in shown
    modals.explain(facts, words("en"))
    lines = await either.read(card.history, ticket_id, ANA)
    assert [line.action for line in lines][-3:] == [
        "retention.slack_text", "retention.model_text", "retention.messages",
    ]  # fmt: skip
    assert await either.read(queue.find, "parcel", ANA) == ()


async def test_the_classifier_learns_nothing_from_an_empty_text(either: Store, clock: Clock) -> None:
    await either.write(desk.people)
    ticket_id = await arrives(either)
    await either.write(triage.change_type, ticket_id, "refund", ANA)
    await either.write(not_a_request, ticket_id)
    assert len(await either.read(triage.confirmed)) == 1
    await time_takes(either, clock, MONTHS)
    assert await either.read(triage.confirmed) == []


async def test_a_customer_who_writes_on_a_ticket_without_text_gets_a_new_one(either: Store, clock: Clock) -> None:
    ticket_id = await arrives(either)
    await either.write(not_a_request, ticket_id)
    await time_takes(either, clock, MONTHS)
    await writes(either, "Is anybody there?")
    new = await either.read(ticket, ticket_id + 1)
    assert (new.state, new.continues, new.subject) == (State.NEW, ticket_id, "Is anybody there?")
    assert (await either.read(ticket, ticket_id)).text_gone


async def test_a_request_merged_into_one_without_text_goes_on_in_a_new_one(either: Store, clock: Clock) -> None:
    old = await arrives(either)
    await either.write(not_a_request, old)
    await time_takes(either, clock, MONTHS)
    merged = await arrives(either, 99)
    await either.write(intake.take, Merge(source="generic", event_id="e9", conversation="99", into="88"))
    assert (await either.read(ticket, merged)).state is State.MERGED
    goes_on = await either.read(ticket, merged + 1)
    assert (goes_on.state, goes_on.continues, goes_on.subject) == (State.NEW, old, "My parcel")


async def test_one_that_begins_again_has_lost_nothing_by_its_rest(either: Store, clock: Clock) -> None:
    ticket_id = await arrives(either)
    await either.write(not_a_request, ticket_id)
    await time_takes(either, clock, 31)
    await writes(either)
    again = await either.read(ticket, ticket_id)
    assert (again.state, again.faded) == (State.NEW, Faded.NOTHING)


async def test_a_line_that_comes_late_has_its_own_time(either: Store, clock: Clock) -> None:
    ticket_id = await closed(either, clock)
    await time_takes(either, clock, MONTHS)
    late = AgentMessage(
        source="generic", event_id="e5", conversation="88", message_id="m5", body="By the way", author_name="Uwe",
    )  # fmt: skip
    await either.write(intake.take, late)
    assert not (await either.read(ticket, ticket_id)).text_gone
    await time_takes(either, clock, MONTHS - 1)
    assert ("By the way", "Uwe") in await either.read(columns, MessageRow, "body", "author_name")
    await time_takes(either, clock, 1)
    assert set(await either.read(columns, MessageRow, "body", "author_name")) == {("", "")}
    await sound(either, ticket_id)


WAITING = ("waiting_first_answer", "waiting_next_answer", "waiting_approval")


async def test_figures_of_an_old_day_stay_what_they_were(either: Store, clock: Clock) -> None:
    from tests.flow.test_digest import small_day

    made = await small_day(either, clock)
    clock.at = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
    monday = date(2026, 11, 23)
    before = await either.read(day_figures.of, "day", monday, monday, "UTC", ())
    await either.write(desk.people)
    for ticket_id in made:
        if (found := await either.read(replies.under_way, ticket_id)) is not None:
            await either.write(reply.take_back, found.id, LENA)
        if (await either.read(ticket, ticket_id)).state is not State.RESOLVED:
            await either.write(resolve.resolve, ticket_id, LENA)
    clock.move(DAY * 8)
    await either.write(resolve.close_due)
    await time_takes(either, clock, MONTHS + 31)
    assert all([(await either.read(ticket, ticket_id)).text_gone for ticket_id in made])
    after = await either.read(day_figures.of, "day", monday, monday, "UTC", ())
    # How much was with nobody, and what waited, is told of days that ended within the last four.
    of_days = {"unassigned": None, "oldest_waiting_seconds": None} | dict.fromkeys(WAITING, 0)
    assert after.queues == tuple(replace(one, **of_days) for one in before.queues)  # type: ignore[arg-type]
    assert after.stopped_replies == before.stopped_replies


async def test_a_direct_message_goes_a_while_after_it_was_sent(either: Store, clock: Clock) -> None:
    from tests.flow.test_retention_pruning import work_is

    await either.write(desk.people)
    ticket_id = await arrives(either)
    await either.write(claim.claim, ticket_id, ANA)
    await either.write(claim.take_over, ticket_id, LENA)
    assert len(await either.read(columns, NoticeRow, "kind")) == 1
    await time_takes(either, clock, 31)
    assert len(await either.read(columns, NoticeRow, "kind")) == 1, "it was not sent yet"
    await either.write(work_is, "done")
    await all_due(either)
    assert await either.read(columns, NoticeRow, "kind") == []
