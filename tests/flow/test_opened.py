"""Whoever reads behind a seal is on record, by whichever way they came; nobody sees what no one has looked at yet."""

from dataclasses import replace

import pytest

from bot.domain.desk import Desk
from bot.domain.draft import DraftState, Withheld
from bot.domain.errors import RefusalCode, Refused
from bot.domain.roles import Action
from bot.flow import card, claim, not_a_request, queue, reply, resolve, triage
from store import drafts, findings, journal, tickets
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests.flow import desk
from tests.flow.desk import ANA, BOB, LENA, MARTA, OMAR, SUGGESTION, arrives, look_at, suggest
from tests.flow.ledger import sound, traces


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


async def refused(store: Store, ticket_id: int, by: str, to: Action) -> RefusalCode:
    with pytest.raises(Refused) as caught:
        await store.write(card.opened, ticket_id, by, to=to)
    return caught.value.code


ANSWERS = (Action.APPROVE, Action.EDIT, Action.WRITE_REPLY, Action.REJECT)


@pytest.mark.parametrize("to", ANSWERS)
async def test_nobody_begins_an_answer_that_would_be_refused(support: Store, to: Action) -> None:
    ticket_id = await arrives(support)
    await support.write(suggest, ticket_id)
    await support.write(card.opened, ticket_id, ANA, to=to)
    await support.write(claim.claim, ticket_id, OMAR)
    assert await refused(support, ticket_id, ANA, to) is RefusalCode.TAKEN
    sent = await support.write(reply.send_text, ticket_id, "Hello", OMAR, view_id="V1")
    assert sent is not None
    assert await refused(support, ticket_id, OMAR, to) is RefusalCode.ALREADY_WAITING
    assert await refused(support, ticket_id, OMAR, Action.RESOLVE) is RefusalCode.ALREADY_WAITING
    await support.write(reply.take_back, sent.id, OMAR)
    await support.write(resolve.resolve, ticket_id, OMAR)
    assert await refused(support, ticket_id, OMAR, to) is RefusalCode.WRONG_STATE


async def test_what_still_works_on_a_resolved_ticket_opens(support: Store) -> None:
    ticket_id = await arrives(support)
    await support.write(resolve.resolve, ticket_id, ANA)
    for to in (Action.READ, Action.CHANGE_TYPE, Action.MARK_SENSITIVE):
        await support.write(card.opened, ticket_id, ANA, to=to)
    for to in (Action.RESOLVE, Action.ASSIGN, Action.ESCALATE):
        assert await refused(support, ticket_id, ANA, to) is RefusalCode.WRONG_STATE


async def test_a_ticket_tells_its_reader_what_they_may_do(support: Store) -> None:
    ticket_id = await arrives(support)
    await support.write(triage.mark_sensitive, ticket_id, "harm", LENA, "V0")
    lead, owner = [(await support.write(card.opened, ticket_id, by)).may or frozenset() for by in (LENA, desk.MARTA)]
    assert Action.UNMARK_SENSITIVE in lead
    assert Action.SECOND_APPROVAL in owner - lead
    await support.write(reply.send_text, ticket_id, "We are sorry.", desk.MARTA, view_id="V1")
    assert Action.SECOND_APPROVAL not in ((await support.write(card.opened, ticket_id, desk.MARTA)).may or frozenset())
    assert Action.SECOND_APPROVAL in ((await support.write(card.opened, ticket_id, desk.PRIYA)).may or frozenset())


@pytest.mark.parametrize(("writer", "names"), [(LENA, ("Marta",)), (desk.MARTA, ("Priya",))])
async def test_the_missing_approval_is_asked_of_the_owner_or_of_the_deputies(
    support: Store, writer: str, names: tuple[str, ...]
) -> None:
    ticket_id = await arrives(support)
    await support.write(triage.mark_sensitive, ticket_id, "harm", LENA, "V0")
    await support.write(reply.send_text, ticket_id, "We are sorry.", writer, view_id="V1")
    assert (await support.read(card.facts, ticket_id)).second_approvers == names


async def test_a_ticket_is_resolved_by_whoever_did_it(support: Store) -> None:
    ticket_id = await arrives(support)
    await support.write(claim.claim, ticket_id, OMAR)
    assert (await support.read(card.facts, ticket_id)).resolver == ""
    await support.write(resolve.resolve, ticket_id, ANA)
    assert (await support.read(card.facts, ticket_id)).resolver == "Ana"
    await support.write(resolve.reopen, ticket_id, ANA)
    await support.write(resolve.resolve, ticket_id, LENA)
    assert (await support.read(card.facts, ticket_id)).resolver == "Lena"


async def test_what_a_type_does_after_a_send_is_shown_before(support: Store) -> None:
    ticket_id = await arrives(support)
    assert (await support.read(card.facts, ticket_id)).after_send == "wait"
    await support.write(triage.change_type, ticket_id, "return_item", ANA)
    assert (await support.read(card.facts, ticket_id)).after_send == "resolve"


async def test_only_what_somebody_typed_is_kept_for_them(support: Store) -> None:
    ticket_id = await arrives(support)
    draft_id = await support.write(suggest, ticket_id)
    sent = await support.write(reply.approve, draft_id, None, ANA)
    await support.write(reply.take_back, sent.id, ANA)
    assert (await support.read(card.facts, ticket_id)).unsent == ""
    edited = await support.write(reply.send_text, ticket_id, "Soon.", ANA, view_id="V1", draft_id=draft_id)
    assert edited is not None
    await support.write(reply.take_back, edited.id, ANA)
    found = await support.read(card.facts, ticket_id)
    assert (found.unsent, found.draft and found.draft.body) == ("Soon.", desk.TEXT)


async def test_a_reason_for_no_suggestion_is_not_kept_from_being_replaced(support: Store) -> None:
    ticket_id = await arrives(support)
    withheld = replace(SUGGESTION, withheld=Withheld.NO_SOURCE, sentences=())
    draft_id = await support.write(suggest, ticket_id, withheld)
    await support.write(card.opened, ticket_id, ANA, draft=True)
    found = await support.read(drafts.get, draft_id)
    assert found is not None
    assert not found.opened


def guessed(uow: UnitOfWork, ticket_id: int, kind: str) -> int:
    """The card asks whether the request is of this type; the question's id."""
    findings.keep(uow, ticket_id, guess=kind)
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


async def test_yes_to_an_earlier_question_says_who_may_before_what_has_changed(support: Store) -> None:
    ticket_id = await arrives(support, body="Hello?")
    seen = await support.write(guessed, ticket_id, "return_item")
    await support.write(guessed, ticket_id, "refund")
    with pytest.raises(Refused) as refused:
        await support.write(triage.confirm_type, ticket_id, seen, BOB)
    assert refused.value.code is RefusalCode.NOT_A_MEMBER


async def test_what_has_ended_keeps_its_type(support: Store) -> None:
    ticket_id = await arrives(support)
    await support.write(not_a_request.end, ticket_id, ANA)
    for to_change in (
        support.write(triage.change_type, ticket_id, "return_item", ANA),
        support.write(card.opened, ticket_id, ANA, to=Action.CHANGE_TYPE),
    ):
        with pytest.raises(Refused) as refused:
            await to_change
        assert refused.value.code is RefusalCode.WRONG_STATE
    assert (await support.read(tickets.get, ticket_id)).type == "order_status"
    await sound(support, ticket_id)


async def test_what_is_not_sensitive_any_more_is_not_unmarked_again(support: Store) -> None:
    ticket_id = await arrives(support)
    await support.write(triage.mark_sensitive, ticket_id, "legal", ANA, "V1")
    await support.write(triage.unmark_sensitive, ticket_id, "a mistake", MARTA, "V2")
    before = await support.read(traces)
    await support.write(triage.unmark_sensitive, ticket_id, "he only asks", LENA, "V3")
    assert await support.read(traces) == before


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
