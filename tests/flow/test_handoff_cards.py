"""A department's card: posted once, edited in place, found again, and without a word of a customer's."""

from datetime import timedelta

from sqlalchemy import text

from bot.domain.desk import DigestSpec
from bot.domain.handoff import Answer, Handoff
from bot.domain.record import LinkedRecord
from bot.flow import claim, digest, handoff_answers, handoff_cards, outbox, resolve
from bot.flow.handoff import add, ask
from store import posts, records, tickets
from store.unit_of_work import UnitOfWork
from tests.flow.desk import ANA, LOGISTICS, TOMAS, arrives
from tests.flow.office import Office
from tests.flow.test_handoff import WHERE

MORNING = DigestSpec(name="morning", kind="handoffs", channel="#ops-logistics", time="08:00")  # type: ignore[arg-type]
FIELDS = {"status": "in transit", "carrier": "GLS", "name": "Jo Doe", "address": "1 Elm Road", "price": "12.00"}


def link(uow: UnitOfWork, ticket_id: int, key: str = "4417", carrier: str = "GLS") -> None:
    tickets.lock(uow, ticket_id)
    fields = {**FIELDS, "carrier": carrier}
    records.link(uow, ticket_id, LinkedRecord(source="orders", key=key, state="own", fields=fields), "test")


async def handed_off(office: Office, *tickets_: int) -> Handoff:
    """Ana has a ticket and asks logistics about it; all that follows is done."""
    ticket_id = tickets_[0] if tickets_ else await arrives(office.store)
    await office.work(2)
    await office.store.write(link, ticket_id)
    await office.store.write(claim.claim, ticket_id, ANA)
    found = await office.store.write(ask, [ticket_id], WHERE, ANA, f"V-{ticket_id}")
    assert found is not None
    await office.work(2)
    return found


async def test_it_is_posted_once_and_edited_with_each_answer(open_office: Office) -> None:
    office = open_office
    found = await handed_off(office)
    (card,) = office.cards(LOGISTICS)
    assert TOMAS in card.text
    assert "please answer by" in str(card.blocks)
    (own,) = office.cards()
    assert "With Logistics" in str(own.blocks)
    assert "asked, answer due" in str(own.blocks)

    await office.store.write(handoff_answers.promise, found.id, Answer.ACCEPT, TOMAS)
    await office.work(2)
    (card,) = office.cards(LOGISTICS)
    assert "promised" in str(card.blocks)
    assert "promised" in str(office.cards()[0].blocks)

    await office.store.write(handoff_answers.result, found.id, Answer.DONE, "It is in Lyon.", TOMAS, "V-done")
    await office.work(2)
    assert len(office.cards(LOGISTICS)) == 1
    (own,) = office.cards()
    assert "Tell the customer." in str(own.blocks)
    assert "It is in Lyon." in str(own.blocks)
    back = [line for line in office.thread(own) if "Logistics has done O-1." in line]
    assert len(back) == 1
    assert ANA in back[0]


async def test_a_department_reads_no_word_of_a_customer_and_no_field_beyond_its_own(open_office: Office) -> None:
    office = open_office
    found = await handed_off(office)
    facts = await office.store.read(handoff_cards.opened, found.id, TOMAS)
    everything = str([message.blocks for message in office.cards(LOGISTICS)]) + handoff_cards.as_csv(facts)
    assert "GLS" in everything
    assert "in transit" in everything
    for private in ("Jo", "Elm Road", "12.00", "My parcel", "Where is my order"):
        assert private not in everything


async def test_a_table_runs_nothing_in_a_spreadsheet(open_office: Office) -> None:
    office = open_office
    ticket_id = await arrives(office.store, 89, body="Where is my order 4418?")
    await office.work(2)
    await office.store.write(link, ticket_id, "4418", "=HYPERLINK(1)\n+2")
    found = await handed_off(office)
    (first,) = found.waiting
    await office.store.write(add, found.id, [ticket_id], "", ANA, "V-add")
    facts = await office.store.read(handoff_cards.opened, found.id, TOMAS)
    assert handoff_cards.as_csv(facts).splitlines() == [
        "ticket,record,status,carrier",
        f"T-{first},4417,in transit,GLS",
        f"T-{ticket_id},4418,in transit,'=HYPERLINK(1) +2",
    ]


async def test_an_answer_that_was_lost_does_not_double_the_card(open_office: Office) -> None:
    office = open_office
    found = await handed_off(office)
    await office.store.write(_forget, found.id)
    await office.work(2)
    assert len(office.cards(LOGISTICS)) == 1


def _forget(uow: UnitOfWork, handoff_id: int) -> None:
    """As if the worker had died between Slack's answer and the database."""
    uow.execute(
        text("UPDATE slack_post SET state = 'posting', ts = NULL, shown = :since WHERE kind = 'handoff'").bindparams(
            since=f"since {(uow.now - timedelta(minutes=1)).isoformat()}"
        )
    )
    outbox.handoff(uow, handoff_id, "#ops-logistics")


async def test_asked_again_it_stands_at_the_bottom_and_the_old_one_says_so(open_office: Office) -> None:
    office = open_office
    found = await handed_off(office)
    (ticket_id,) = found.waiting
    await office.store.write(handoff_answers.promise, found.id, Answer.ACCEPT, TOMAS)
    await office.store.write(handoff_answers.result, found.id, Answer.NEED_MORE, "Which?", TOMAS, "V-more")
    await office.work(2)
    await office.store.write(add, found.id, [ticket_id], "Depot 12.", ANA, "V-again")
    await office.work(2)
    old, new = office.cards(LOGISTICS)
    assert "continues below" in str(old.blocks)
    assert "Depot 12." in str(new.blocks)
    assert "Accept" in str(new.blocks)


async def test_an_ended_ticket_shows_on_the_departments_card(open_office: Office) -> None:
    office = open_office
    found = await handed_off(office)
    await office.store.write(resolve.resolve, found.waiting[0], ANA)
    await office.work(2)
    (card,) = office.cards(LOGISTICS)
    assert "no longer needed" in str(card.blocks)
    assert "Accept" not in str(card.blocks)


async def test_every_morning_a_department_reads_what_it_is_asked_if_anything(
    open_office: Office,
) -> None:
    office = open_office
    file = office.store.desk.file
    digests = {"digests": (*file.digests, MORNING)}
    office.store.desk = office.store.desk.model_copy(update={"file": file.model_copy(update=digests)})
    yesterday = office.clock.at - timedelta(days=1)
    assert await office.store.write(digest.insert_due, MORNING, yesterday) == 1
    await office.work(2)
    assert office.cards(LOGISTICS) == []

    await handed_off(office)
    office.clock.move(timedelta(days=1))
    assert await office.store.write(digest.insert_due, MORNING, office.clock.at - timedelta(days=1)) == 1
    assert await office.store.write(digest.insert_due, MORNING, office.clock.at - timedelta(days=1)) == 0
    await office.work(2)
    _, listed = office.cards(LOGISTICS)
    said = str(listed.blocks)
    for part in ("O-1", "1 ticket", "Where is the parcel?"):
        assert part in said
    assert "Jo Doe" not in said
    (first,) = await office.store.read(posts.of_kind, "morning", "live")
    assert first.ts == listed.ts
