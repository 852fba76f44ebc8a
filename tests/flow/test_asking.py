"""**Ask for it**: exactly what is missing, by whoever may, and never what the ticket says already."""

from typing import Any

import pytest

from bot.domain.desk import Need
from bot.domain.draft import QUESTIONS, Draft, Withheld
from bot.domain.errors import RefusalCode, Refused
from bot.flow import asking, card, claim, outbox, outcomes, reply
from store import drafts, findings, journal, replies, tickets
from store.unit_of_work import UnitOfWork
from tests.flow.desk import ANA, BOB, GIL, OMAR, TOMAS, arrives, last_message, writes
from tests.flow.office import Office

BACK = "I would like to send it back."


@pytest.fixture
def needs(open_office: Office) -> Any:
    """Lets returns need these, described so where a test describes one."""
    before = open_office.store.desk.file

    def let(*names: str, described: Need | None = None) -> None:
        types = tuple(
            kind.model_copy(update={"needs": names}) if kind.name == "return_item" else kind for kind in before.types
        )
        file = before.model_copy(update={"types": types, "needs": (described,) if described else ()})
        open_office.store.desk = open_office.store.desk.model_copy(update={"file": file})

    return let


async def lacking(office: Office, body: str = BACK, **more: Any) -> int:
    ticket_id = await arrives(office.store, body=body, **more)
    await office.work(1)
    return ticket_id


async def standing(office: Office, ticket_id: int) -> Draft:
    found = await office.store.read(drafts.current, ticket_id)
    assert found is not None
    return found


async def press(office: Office, ticket_id: int, by: str = ANA, seen: Draft | None = None) -> None:
    seen = seen or await standing(office, ticket_id)
    message_id = await office.store.read(last_message, ticket_id)
    await office.store.write(asking.ask_for_it, ticket_id, seen.id, message_id, by)


async def refusal(office: Office, ticket_id: int, by: str = ANA, seen: Draft | None = None) -> RefusalCode:
    with pytest.raises(Refused) as refused:
        await press(office, ticket_id, by, seen)
    return refused.value.code


async def test_the_question_stands_as_a_suggestion_and_leaves_like_one(open_office: Office) -> None:
    ticket_id = await lacking(open_office)
    assert (await standing(open_office, ticket_id)).reason is Withheld.MISSING
    assert "Ask for it" in str(open_office.cards()[0].blocks)
    await press(open_office, ticket_id)
    made = await standing(open_office, ticket_id)
    assert made.engine == QUESTIONS
    assert "Hello Jo," in made.body
    assert "a photo of it, attached to your reply" in made.body
    await open_office.work(2)
    assert "a photo of it" in str(open_office.cards()[0].blocks)
    await open_office.store.write(reply.approve, made.id, await open_office.store.read(last_message, ticket_id), ANA)
    await open_office.work(60)
    assert [sent.body for sent in open_office.helpdesk.taken] == [made.body]
    ticket = await open_office.store.read(tickets.get, ticket_id)
    assert ticket.state == "waiting_customer", "whoever asks waits for the answer, though this type resolves"
    entries = [entry.action for entry in await open_office.store.read(journal.entries, ticket_id)]
    assert entries.count("draft.asked") == 1
    counted = await open_office.store.read(outcomes.counted, "type")
    assert "return_item" not in str(counted), "nothing that an assistant could get right"


async def test_pressed_twice_it_stands_once(open_office: Office) -> None:
    ticket_id = await lacking(open_office)
    seen = await standing(open_office, ticket_id)
    await press(open_office, ticket_id, seen=seen)
    made = await standing(open_office, ticket_id)
    await press(open_office, ticket_id, OMAR, seen=seen)
    assert (await standing(open_office, ticket_id)).id == made.id


async def test_being_prepared_again_does_not_take_it_away(open_office: Office) -> None:
    ticket_id = await lacking(open_office)
    await press(open_office, ticket_id)
    made = await standing(open_office, ticket_id)
    await open_office.store.write(outbox.prepare, ticket_id)
    await open_office.work(1)
    assert (await standing(open_office, ticket_id)).id == made.id


async def test_what_the_customer_sends_meanwhile_is_not_asked_for(open_office: Office, needs: Any) -> None:
    needs("photo", "address")
    ticket_id = await lacking(open_office)
    seen = await standing(open_office, ticket_id)
    await writes(open_office.store, "I live at 12 Rue de Lyon, 69003 Lyon.")
    assert await refusal(open_office, ticket_id, seen=seen) in (RefusalCode.STALE_DRAFT, RefusalCode.NEW_MESSAGE)
    await open_office.work(1)
    await press(open_office, ticket_id)
    body = (await standing(open_office, ticket_id)).body
    assert "photo" in body
    assert "address" not in body
    assert (await open_office.store.read(card.facts, ticket_id)).missing == ("photo",)


async def test_where_nothing_is_missing_any_more_nothing_is_asked(open_office: Office, needs: Any) -> None:
    ticket_id = await lacking(open_office)
    needs()
    assert await refusal(open_office, ticket_id) is RefusalCode.NOTHING_MISSING


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("en", "To help you we need one more thing: the full address"),
        ("fr", "il nous manque une seule chose : l’adresse complète"),
        ("de", "brauchen wir noch eines: die vollständige Adresse"),
        ("es", "nos falta una sola cosa: la dirección completa"),
        ("it", "To help you we need one more thing"),
    ],
)
async def test_it_is_asked_in_the_customers_language(open_office: Office, needs: Any, language: str, says: str) -> None:
    needs("address")
    ticket_id = await lacking(open_office, language=language)
    await press(open_office, ticket_id)
    assert says in (await standing(open_office, ticket_id)).body


async def test_the_teams_own_question_comes_before_ours(open_office: Office, needs: Any) -> None:
    needs("serial", "photo", described=Need(name="serial", ask={"en": "Which number stands under the pot?"}))
    ticket_id = await lacking(open_office)
    await press(open_office, ticket_id)
    body = (await standing(open_office, ticket_id)).body
    assert "– a photo of it, attached to your reply\n– Which number stands under the pot?" in body


async def test_a_need_without_words_is_asked_by_its_title(open_office: Office, needs: Any) -> None:
    needs("size", described=Need(name="size", title="Pot size", kind="choice", choices=("S", "M")))
    ticket_id = await lacking(open_office)
    await press(open_office, ticket_id)
    assert "the size" in (await standing(open_office, ticket_id)).body
    needs("pot", described=Need(name="pot", title="Which pot", kind="choice", choices=("S", "M")))
    other = await lacking(open_office, number=89)
    await press(open_office, other)
    assert "which pot (S, M)" in (await standing(open_office, other)).body
    assert "Which pot" in str(open_office.cards()[-1].blocks)


async def test_no_assistant_has_helped_with_the_teams_own_question(open_office: Office) -> None:
    disclosing(open_office)
    ticket_id = await lacking(open_office)
    await press(open_office, ticket_id)
    assert (await open_office.store.read(card.facts, ticket_id)).disclosure == ""
    made = await standing(open_office, ticket_id)
    put_up = await open_office.store.write(
        reply.approve, made.id, await open_office.store.read(last_message, ticket_id), ANA
    )
    assert (put_up.body, put_up.disclosed) == (made.body, False)


def disclosing(office: Office) -> None:
    file = office.store.desk.file
    spoken = file.disclosure.model_copy(update={"enabled": True})
    office.store.desk = office.store.desk.model_copy(update={"file": file.model_copy(update={"disclosure": spoken})})


@pytest.mark.parametrize(
    ("by", "code"),
    [
        (GIL, RefusalCode.NOT_A_MEMBER),
        (BOB, RefusalCode.NOT_A_MEMBER),
        (TOMAS, RefusalCode.NOT_A_MEMBER),
    ],
)
async def test_who_does_not_work_the_queue_may_not(open_office: Office, by: str, code: RefusalCode) -> None:
    ticket_id = await lacking(open_office)
    assert await refusal(open_office, ticket_id, by) is code
    assert (await standing(open_office, ticket_id)).reason is Withheld.MISSING


async def test_somebody_elses_ticket_is_theirs(open_office: Office) -> None:
    ticket_id = await lacking(open_office)
    await open_office.store.write(claim.claim, ticket_id, OMAR)
    assert await refusal(open_office, ticket_id) is RefusalCode.TAKEN


async def test_nobody_asks_by_machine_about_what_is_delicate(open_office: Office) -> None:
    ticket_id = await lacking(open_office)
    seen = await standing(open_office, ticket_id)

    def turned(uow: UnitOfWork) -> None:
        tickets.change(uow, ticket_id, "system", "ticket.triaged", {"level": "caution"})

    await open_office.store.write(turned)
    assert await refusal(open_office, ticket_id, seen=seen) is RefusalCode.WRONG_STATE


async def test_no_reply_is_put_up_by_asking(open_office: Office) -> None:
    ticket_id = await lacking(open_office)
    await press(open_office, ticket_id)
    await open_office.work(60)
    assert open_office.helpdesk.taken == []
    assert await open_office.store.read(replies.newest, ticket_id) is None
    assert (await open_office.store.read(findings.of, ticket_id)).missing == ("photo",)
