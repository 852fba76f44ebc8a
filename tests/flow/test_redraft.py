"""**Redraft…** and the thumbs: what somebody wishes of the next suggestion, and what they think of this one."""

from dataclasses import replace

from sqlalchemy import text

from bot.domain.draft import DraftState, Sentence
from bot.domain.errors import RefusalCode
from bot.flow import card, claim, read_again, redraft, reply
from bot.flow.card import facts
from store import drafts, fading, journal
from store.unit_of_work import UnitOfWork
from tests.flow import desk
from tests.flow.desk import ANA, BOB, OMAR, QUOTE, TEXT, arrives, writes
from tests.flow.ledger import sound
from tests.flow.office import Office
from tests.flow.test_reply import refused

SHORT = replace(desk.SUGGESTION, sentences=(Sentence(text="Two days longer.", evidence=(QUOTE,)),))


async def suggested(office: Office) -> tuple[int, int]:
    """A ticket and the suggestion on its card."""
    ticket_id = await arrives(office.store)
    await office.work(1)
    found = await office.store.read(drafts.current, ticket_id)
    assert found is not None
    return ticket_id, found.id


async def test_a_wish_reaches_the_assistant_and_its_answer_takes_the_old_ones_place(open_office: Office) -> None:
    ticket_id, first = await suggested(open_office)
    assert open_office.assistant.cases[-1].wish == ""
    open_office.assistant.suggestion = SHORT
    await open_office.store.write(redraft.redraft, first, "  much \n shorter ", ANA, "V1")
    assert (await open_office.store.read(facts, ticket_id)).draft is None, "the old one stands no more"
    await open_office.work(1)
    assert open_office.assistant.cases[-1].wish == "much shorter"
    now = await open_office.store.read(facts, ticket_id)
    assert now.draft is not None
    assert (now.draft.body, now.wishes) == ("Two days longer.", ("much shorter",))
    old = await open_office.store.read(drafts.get, first)
    assert old is not None
    assert old.state is DraftState.SUPERSEDED
    entries = await open_office.store.read(journal.entries, ticket_id)
    assert "draft.redraft_wanted" in [entry.action for entry in entries]
    assert "shorter" not in str(entries)
    assert "Redrafted: “much shorter”" in str(open_office.cards()[0].blocks)
    await sound(open_office.store, ticket_id)


async def test_wishes_add_up_until_the_customer_writes_again(open_office: Office) -> None:
    ticket_id, first = await suggested(open_office)
    await open_office.store.write(redraft.redraft, first, "shorter", ANA, "V1")
    await open_office.work(1)
    second = await open_office.store.read(drafts.current, ticket_id)
    assert second is not None
    await open_office.store.write(redraft.redraft, second.id, "offer the voucher", OMAR, "V2")
    await open_office.work(1)
    assert open_office.assistant.cases[-1].wish == "shorter\noffer the voucher"
    await writes(open_office.store, "And where is my order now?")
    await open_office.work(1)
    assert open_office.assistant.cases[-1].wish == ""


async def test_what_somebody_else_reads_is_only_marked_until_somebody_takes_the_newer_one(open_office: Office) -> None:
    ticket_id, first = await suggested(open_office)
    await open_office.store.write(card.opened, ticket_id, OMAR, draft=True)
    open_office.assistant.suggestion = SHORT
    await open_office.store.write(redraft.redraft, first, "shorter", ANA, "V1")
    await open_office.work(1)
    now = await open_office.store.read(facts, ticket_id)
    assert now.draft is not None
    assert (now.draft.id, now.draft.body, now.newer_draft, now.wishes) == (first, TEXT, True, ())
    await open_office.store.write(read_again.read_again, ticket_id, first, ANA)
    now = await open_office.store.read(facts, ticket_id)
    assert now.draft is not None
    assert (now.draft.state, now.draft.body, now.newer_draft) == (DraftState.PROPOSED, SHORT.body, False)
    assert now.wishes == ("shorter",)
    asked = len(open_office.assistant.cases)
    await open_office.work(1)
    assert len(open_office.assistant.cases) == asked, "it was there already"
    await open_office.store.write(reply.approve, now.draft.id, now.ticket.last_message_id, ANA)
    await sound(open_office.store, ticket_id)


async def test_ones_own_reading_keeps_nothing_in_place(open_office: Office) -> None:
    ticket_id, first = await suggested(open_office)
    for _ in range(2):
        await open_office.store.write(card.opened, ticket_id, ANA, draft=True)
    entries = await open_office.store.read(journal.entries, ticket_id)
    assert [entry.action for entry in entries].count("draft.opened") == 1
    await open_office.store.write(redraft.redraft, first, "shorter", ANA, "V1")
    assert (await open_office.store.read(facts, ticket_id)).draft is None


async def test_whose_ticket_it_is_not_asks_for_nothing(open_office: Office) -> None:
    ticket_id, first = await suggested(open_office)
    assert await refused(open_office.store, redraft.redraft, first, " ", ANA, "V1") is RefusalCode.EMPTY_WISH
    assert await refused(open_office.store, redraft.redraft, first, "shorter", BOB, "V1") is RefusalCode.NOT_A_MEMBER
    await open_office.store.write(claim.claim, ticket_id, OMAR)
    assert await refused(open_office.store, redraft.redraft, first, "shorter", ANA, "V2") is RefusalCode.TAKEN
    found = await open_office.store.read(facts, ticket_id)
    await open_office.store.write(reply.approve, first, found.ticket.last_message_id, OMAR)
    assert (
        await refused(open_office.store, redraft.redraft, first, "shorter", OMAR, "V3") is RefusalCode.ALREADY_WAITING
    )


async def test_a_text_that_is_no_longer_kept_takes_the_wish_with_it(open_office: Office) -> None:
    ticket_id, first = await suggested(open_office)
    await open_office.store.write(redraft.redraft, first, "shorter for Mrs Doe", ANA, "V1")

    def faded(uow: UnitOfWork) -> list[str]:
        fading.take_suggestions(uow, [ticket_id])
        return [row.wish for row in uow.execute(text("SELECT wish FROM redraft"))]

    assert await open_office.store.write(faded) == [""]


def thumbs(uow: UnitOfWork) -> list[tuple[int, bool]]:
    return [(row.draft_id, bool(row.good)) for row in uow.execute(text("SELECT draft_id, good FROM rating"))]


async def test_one_thumb_for_each_person_and_the_last_one_counts(open_office: Office) -> None:
    ticket_id, first = await suggested(open_office)
    for good in (True, True, False):
        await open_office.store.write(redraft.rate, first, good, ANA)
    await open_office.store.write(redraft.rate, first, True, OMAR)
    assert await open_office.store.read(thumbs) == [(first, False), (first, True)]
    entries = await open_office.store.read(journal.entries, ticket_id)
    rated = [entry.detail["good"] for entry in entries if entry.action == "draft.rated"]
    assert rated == ["True", "False", "True"]
    assert await refused(open_office.store, redraft.rate, first, True, BOB) is RefusalCode.NOT_A_MEMBER
    await sound(open_office.store, ticket_id)
