"""What people write for the team while acting is kept once, where it may be read."""

from collections.abc import Awaitable, Callable

import pytest
from sqlmodel import col, select

from bot.domain.draft import DraftState
from bot.domain.message import Message
from bot.flow import claim, escalate, reply, resolve, triage
from bot.flow.card import facts
from bot.flow.notice import told
from bot.jobs.notice import render
from bot.words import words
from store import conversations, drafts, tickets
from store.store import Store
from store.tables import NoticeRow
from store.unit_of_work import UnitOfWork
from tests.flow.desk import ANA, LENA, arrives, suggest
from tests.flow.office import Office

SAID = "  She called twice today.\n"


async def notes(store: Store, ticket_id: int) -> list[Message]:
    return [line for line in await store.read(conversations.messages, ticket_id) if line.author == "note"]


async def resolving(store: Store, ticket_id: int) -> None:
    await store.write(resolve.resolve, ticket_id, ANA, SAID, "V1")


async def rejecting(store: Store, ticket_id: int) -> None:
    draft = await store.read(drafts.newest, ticket_id)
    draft_id = await store.write(suggest, ticket_id) if draft is None else draft.id
    await store.write(reply.reject, draft_id, "tone", ANA, "V1", SAID)


async def escalating(store: Store, ticket_id: int) -> None:
    await store.write(escalate.escalate, ticket_id, "angry", SAID, ANA, "V1")


async def marking(store: Store, ticket_id: int) -> None:
    await store.write(triage.mark_sensitive, ticket_id, "harm", ANA, "V1", SAID)


async def unmarking(store: Store, ticket_id: int) -> None:
    await store.write(triage.mark_sensitive, ticket_id, "harm", LENA, "V0")
    await store.write(triage.unmark_sensitive, ticket_id, SAID, LENA, "V1")


@pytest.mark.parametrize("act", [resolving, rejecting, escalating, marking, unmarking])
async def test_a_note_is_kept_once_and_is_no_line_of_the_conversation(
    support: Store, act: Callable[[Store, int], Awaitable[None]]
) -> None:
    ticket_id = await arrives(support)
    before = (await support.read(tickets.get, ticket_id)).last_message_id
    await act(support, ticket_id)
    await act(support, ticket_id)
    (kept,) = await notes(support, ticket_id)
    assert (kept.body, kept.public, kept.author_name) == (
        "She called twice today.",
        False,
        "Lena" if act is unmarking else "Ana",
    )
    assert (await support.read(tickets.get, ticket_id)).last_message_id == before


async def test_nothing_typed_leaves_no_note(support: Store) -> None:
    ticket_id = await arrives(support)
    await support.write(resolve.resolve, ticket_id, ANA, "  ", "V1")
    assert await notes(support, ticket_id) == []


async def test_a_note_is_no_reason_for_a_new_suggestion_to_wait(support: Store) -> None:
    ticket_id = await arrives(support)
    draft_id = await support.write(suggest, ticket_id)
    await support.write(escalate.escalate, ticket_id, "angry", SAID, ANA, "V1")
    message_id = (await support.read(tickets.get, ticket_id)).last_message_id
    await support.write(reply.approve, draft_id, message_id, ANA)
    sent = await support.read(drafts.get, draft_id)
    assert sent is not None
    assert sent.state is DraftState.SENT


async def test_a_note_stands_in_the_thread_but_not_of_a_sealed_ticket(open_office: Office) -> None:
    ticket_id = await arrives(open_office.store)
    await open_office.work()
    await open_office.store.write(claim.claim, ticket_id, ANA)
    await open_office.work(1)
    await open_office.store.write(escalate.escalate, ticket_id, "angry", SAID, ANA, "V1")
    await open_office.work(1)
    posted = [str(message.blocks) for message in open_office.sandbox.posted]
    assert any("She called twice" in blocks for blocks in posted)

    sealed = await arrives(open_office.store, 89, body="Where is my order 4417? My lawyer will sue you.")
    await open_office.store.write(claim.claim, sealed, LENA)
    await open_office.store.write(resolve.resolve, sealed, LENA, "A matter for the lawyers.", "V2")
    await open_office.work(1)
    assert all("for the lawyers" not in str(message.blocks) for message in open_office.sandbox.posted)
    assert [line.body for line in (await open_office.store.read(facts, sealed)).messages][-1] == (
        "A matter for the lawyers."
    )


@pytest.mark.parametrize(("body", "is_told"), [("Where is my order 4417?", True), ("My lawyer will sue you.", False)])
async def test_who_answers_for_it_reads_the_note_at_once_unless_it_is_sealed(
    support: Store, body: str, is_told: bool
) -> None:
    ticket_id = await arrives(support, body=body)
    await support.write(escalate.escalate, ticket_id, "angry", SAID, LENA, "V1")
    notice = await support.read(told, await support.read(_newest_notice))
    assert notice is not None
    post = render(notice, words("en"), "notice-1")
    assert "Lena escalated T-" in post.text
    assert ("She called twice today." in str(post.blocks)) is is_told


def _newest_notice(uow: UnitOfWork) -> int:
    return max(found or 0 for found in uow.session.exec(select(col(NoticeRow.id))))
