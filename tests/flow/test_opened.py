"""Whoever reads behind a seal is on record, by whichever way they came; nobody sees what no one has looked at yet."""

from dataclasses import replace

import pytest

from bot.domain.desk import Desk
from bot.domain.draft import DraftState, Withheld
from bot.domain.errors import RefusalCode, Refused
from bot.flow import card, claim, queue, triage
from store import drafts, journal, tickets
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests.flow import desk
from tests.flow.desk import ANA, BOB, LENA, SUGGESTION, arrives, look_at, suggest


async def openings(store: Store, ticket_id: int) -> list[str]:
    entries = await store.read(journal.entries, ticket_id)
    return [entry.action for entry in entries if entry.action == "ticket.opened"]


async def test_a_sealed_ticket_is_read_by_few_and_on_record_each_time(support: Store) -> None:
    ticket_id = await arrives(support, body=desk.DELICATE)
    for draft in (False, True):
        found = await support.write(card.opened, ticket_id, LENA, draft=draft)
        assert found.messages[0].body == desk.DELICATE
    assert len(await openings(support, ticket_id)) == 2
    with pytest.raises(Refused):
        await support.write(card.opened, ticket_id, ANA)
    assert len(await openings(support, ticket_id)) == 2


async def test_an_open_ticket_is_read_by_its_queue_and_leaves_no_trace(support: Store) -> None:
    ticket_id = await arrives(support)
    await support.write(card.opened, ticket_id, ANA)
    assert await openings(support, ticket_id) == []
    with pytest.raises(Refused):
        await support.write(card.opened, ticket_id, BOB)


async def test_a_suggestion_that_is_read_in_full_is_kept(support: Store) -> None:
    ticket_id = await arrives(support)
    draft_id = await support.write(suggest, ticket_id)
    await support.write(card.opened, ticket_id, ANA)
    first = await support.read(drafts.get, draft_id)
    await support.write(card.opened, ticket_id, ANA, draft=True)
    then = await support.read(drafts.get, draft_id)
    assert first is not None
    assert then is not None
    assert (first.opened, then.opened) == (False, True)


async def test_a_subject_is_shown_and_found_once_somebody_has_looked(support: Store) -> None:
    ticket_id = await arrives(support)
    for shown in ("", "My parcel"):
        (line,) = (await support.read(queue.status, "orders", "", 0, ANA)).lines
        assert line.subject == shown
        assert len(await support.read(queue.find, "parcel", ANA)) == bool(shown)
        await support.write(look_at, ticket_id)


def guessed(uow: UnitOfWork, ticket_id: int, kind: str) -> int:
    """The card asks whether the request is of this type; the question's id."""
    tickets.row(uow, ticket_id).guess = kind
    asking = replace(SUGGESTION, withheld=Withheld.UNSURE_TYPE, sentences=())
    return suggest(uow, ticket_id, asking)


async def test_yes_it_is_confirms_what_was_asked(support: Store) -> None:
    ticket_id = await arrives(support, body="Hello?")
    asked = await support.write(guessed, ticket_id, "return_item")
    ticket = await support.write(triage.confirm_type, ticket_id, asked, ANA)
    assert (ticket.type, ticket.type_source) == ("return_item", "person")


async def test_yes_to_an_earlier_question_confirms_nothing(support: Store) -> None:
    ticket_id = await arrives(support, body="Hello?")
    seen = await support.write(guessed, ticket_id, "return_item")
    now = await support.write(guessed, ticket_id, "refund")
    for stale in (seen, 0):
        with pytest.raises(Refused) as refused:
            await support.write(triage.confirm_type, ticket_id, stale, ANA)
        assert refused.value.code is RefusalCode.STALE_DRAFT
    standing = await support.read(drafts.get, now)
    assert standing is not None
    assert standing.state is DraftState.ASKED
    assert (await support.read(tickets.get, ticket_id)).type is None


async def test_only_a_class_that_exists_makes_a_ticket_sensitive(support: Store) -> None:
    ticket_id = await arrives(support)
    with pytest.raises(Refused) as refused:
        await support.write(triage.mark_sensitive, ticket_id, "Jo owes us money", ANA, "V1")
    assert refused.value.code is RefusalCode.UNKNOWN_WORD
    assert (await support.read(tickets.get, ticket_id)).classes == ()
    await support.write(triage.mark_sensitive, ticket_id, "harm", ANA, "V1")
    assert (await support.read(tickets.get, ticket_id)).classes == ("harm",)


async def test_the_line_about_the_assistant_waits_for_a_name(support: Store) -> None:
    told = desk.FILE.disclosure.model_copy(update={"enabled": True, "text": {"en": "{agent} checked it."}})
    file = desk.FILE.model_copy(update={"disclosure": told})
    support.desk = Desk(file=file, articles=(desk.ARTICLE,), hash="told", toml="")
    ticket_id = await arrives(support)
    await support.write(suggest, ticket_id)
    assert (await support.read(card.facts, ticket_id)).disclosure == "[your name] checked it."
    await support.write(claim.claim, ticket_id, ANA)
    assert (await support.read(card.facts, ticket_id)).disclosure == "Ana checked it."
