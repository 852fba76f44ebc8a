"""Only a person sends: what is put up, who has to agree, and what is refused."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.article import Template
from bot.domain.desk import Desk
from bot.domain.draft import DraftState, Evidence, Sentence, Withheld
from bot.domain.errors import RefusalCode, Refused
from bot.domain.reply import ReplyState
from bot.domain.ticket import State
from bot.flow import card, claim, reply, resolve, triage
from store import drafts, replies, tickets
from store.store import Store
from tests.flow import desk
from tests.flow.clock import Clock
from tests.flow.desk import ANA, BOB, LENA, OMAR, TEXT, arrives, last_message, suggest, writes
from tests.flow.ledger import pending, sound


async def refused(store: Store, use_case: Callable[..., Any], *args: Any, **named: Any) -> RefusalCode:
    with pytest.raises(Refused) as caught:
        await store.write(use_case, *args, **named)
    return caught.value.code


async def with_draft(store: Store, **changes: Any) -> tuple[int, int, int | None]:
    """A ticket with a suggestion: its id, the suggestion's, and the last message's."""
    ticket_id = await arrives(store, **changes)
    return ticket_id, await store.write(suggest, ticket_id), await store.read(last_message, ticket_id)


async def state_of(store: Store, draft_id: int) -> DraftState | None:
    draft = await store.read(drafts.get, draft_id)
    return draft.state if draft else None


async def test_approving_claims_the_ticket_and_starts_the_undo_time(support: Store, clock: Clock) -> None:
    ticket_id, draft_id, message_id = await with_draft(support)
    sent = await support.write(reply.approve, draft_id, message_id, ANA)
    assert (sent.state, sent.body, sent.send_after) == (ReplyState.UNDO, TEXT, clock.at + timedelta(seconds=20))
    assert await state_of(support, draft_id) is DraftState.SENT
    assert (await support.read(tickets.get, ticket_id)).state is State.OPEN
    assert await refused(support, claim.claim, ticket_id, OMAR) is RefusalCode.TAKEN
    assert "reply" in await support.read(pending)


async def test_a_doubled_approval_says_that_it_is_on_its_way(support: Store) -> None:
    _, draft_id, message_id = await with_draft(support)
    await support.write(reply.approve, draft_id, message_id, ANA)
    assert await refused(support, reply.approve, draft_id, message_id, ANA) is RefusalCode.ALREADY_WAITING
    assert await refused(support, reply.approve, draft_id, message_id, OMAR) is RefusalCode.ALREADY_WAITING


async def test_an_old_button_sends_nothing(support: Store) -> None:
    ticket_id, draft_id, message_id = await with_draft(support)
    newer = await support.write(suggest, ticket_id)
    assert await refused(support, reply.approve, draft_id, message_id, ANA) is RefusalCode.STALE_DRAFT
    assert await refused(support, reply.approve, 999, message_id, ANA) is RefusalCode.STALE_DRAFT
    await writes(support)
    again = await support.write(suggest, ticket_id)
    assert await refused(support, reply.approve, newer, message_id, ANA) is RefusalCode.STALE_DRAFT
    assert await refused(support, reply.approve, again, message_id, ANA) is RefusalCode.NEW_MESSAGE
    await support.write(resolve.resolve, ticket_id, ANA)
    assert await refused(support, reply.approve, again, None, ANA) is RefusalCode.STALE_DRAFT
    assert await support.read(replies.newest, ticket_id) is None


async def test_a_suggestion_for_an_earlier_message_is_not_approved_even_without_a_message_id(support: Store) -> None:
    ticket_id, draft_id, _ = await with_draft(support)

    def unseen(uow: Any) -> None:
        tickets.last_message(uow, ticket_id, 999)

    await support.write(unseen)
    assert await refused(support, reply.approve, draft_id, None, ANA) is RefusalCode.NEW_MESSAGE


async def test_somebody_elses_ticket_is_theirs(support: Store) -> None:
    ticket_id, draft_id, message_id = await with_draft(support)
    await support.write(claim.claim, ticket_id, OMAR)
    assert await refused(support, reply.approve, draft_id, message_id, ANA) is RefusalCode.TAKEN
    assert await refused(support, reply.reject, draft_id, "wrong", ANA, "V1") is RefusalCode.TAKEN
    typed = {"view_id": "V2", "draft_id": draft_id, "message_id": message_id}
    assert await refused(support, reply.send_text, ticket_id, "Hello", ANA, **typed) is RefusalCode.TAKEN
    assert await state_of(support, draft_id) is DraftState.PROPOSED


@pytest.mark.parametrize("by", [BOB, desk.GIL])
async def test_only_who_works_in_the_queue_sends(support: Store, by: str) -> None:
    ticket_id, draft_id, message_id = await with_draft(support)
    assert await refused(support, reply.approve, draft_id, message_id, by) is RefusalCode.NOT_A_MEMBER
    assert await refused(support, reply.send_text, ticket_id, "Hi", by, view_id="V") is RefusalCode.NOT_A_MEMBER
    assert await refused(support, reply.reject, draft_id, "wrong", by, "V") is RefusalCode.NOT_A_MEMBER
    assert await refused(support, card.opened, ticket_id, by, draft=True) is RefusalCode.NOT_A_MEMBER


@pytest.mark.parametrize(
    ("articles", "code"),
    [
        ((), RefusalCode.SOURCE_CHANGED),
        ((desk.ARTICLE.model_copy(update={"version": 3}),), RefusalCode.SOURCE_CHANGED),
        ((desk.ARTICLE.model_copy(update={"valid_until": desk.ARTICLE.checked}),), RefusalCode.SOURCE_EXPIRED),
    ],
    ids=["gone", "new version", "expired"],
)
async def test_a_source_that_is_not_as_it_was_blocks_approval(
    support: Store, articles: tuple[Any, ...], code: RefusalCode
) -> None:
    _, draft_id, message_id = await with_draft(support)
    support.desk = Desk(file=desk.FILE, articles=articles, hash="later", toml="")
    assert await refused(support, reply.approve, draft_id, message_id, ANA) is code


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, None),
        ({"version": 4}, RefusalCode.SOURCE_CHANGED),
        ({"valid_until": desk.ARTICLE.checked}, RefusalCode.SOURCE_EXPIRED),
    ],
    ids=["as it was", "new version", "expired"],
)
async def test_a_template_that_is_not_as_it_was_blocks_approval_too(
    support: Store, changes: dict[str, Any], code: RefusalCode | None
) -> None:
    dates: dict[str, Any] = {"checked": desk.ARTICLE.checked, "valid_until": desk.ARTICLE.valid_until}
    template = Template(id="status", version=3, title="Status", owner="@marta", body=TEXT, **dates)
    line = Evidence(kind="template", id="status", version=3, title="Status", owner="@marta", quote=TEXT)
    greeting = Evidence(kind="template", id="tone", quote="Hello {name},")
    sentences = (
        Sentence(text="Hello Jo,", evidence=(greeting,)),
        Sentence(text=TEXT, evidence=(line, desk.QUOTE)),
    )
    ticket_id = await arrives(support)
    draft_id = await support.write(suggest, ticket_id, replace(desk.SUGGESTION, sentences=sentences))
    message_id = await support.read(last_message, ticket_id)
    changed = template.model_copy(update=changes)
    support.desk = Desk(file=desk.FILE, articles=(desk.ARTICLE,), templates=(changed,), hash="later", toml="")

    if code is None:
        assert (await support.write(reply.approve, draft_id, message_id, ANA)).state is ReplyState.UNDO
    else:
        assert await refused(support, reply.approve, draft_id, message_id, ANA) is code


async def test_an_edit_is_a_text_of_its_own_and_a_double_submit_changes_nothing(support: Store) -> None:
    ticket_id, draft_id, message_id = await with_draft(support)
    typed: dict[str, Any] = {"view_id": "V1", "draft_id": draft_id, "message_id": message_id}
    sent = await support.write(reply.send_text, ticket_id, "Hello Jo, soon.", ANA, **typed)
    assert sent is not None
    assert (sent.body, sent.state) == ("Hello Jo, soon.", ReplyState.UNDO)
    assert await state_of(support, draft_id) is DraftState.EDITED
    assert await support.write(reply.send_text, ticket_id, "Hello Jo, soon.", ANA, **typed) is None
    assert await refused(support, reply.send_text, ticket_id, "Other", ANA, view_id="V2") is RefusalCode.ALREADY_WAITING


async def test_an_edit_that_changes_nothing_counts_as_sent_as_is(support: Store) -> None:
    ticket_id, draft_id, message_id = await with_draft(support)
    typed: dict[str, Any] = {"view_id": "V1", "draft_id": draft_id, "message_id": message_id}
    await support.write(reply.send_text, ticket_id, f" {TEXT}\n", ANA, **typed)
    assert await state_of(support, draft_id) is DraftState.SENT


async def test_a_refused_submit_may_be_tried_again_from_the_same_modal(support: Store) -> None:
    ticket_id, draft_id, message_id = await with_draft(support)
    typed: dict[str, Any] = {"view_id": "V1", "draft_id": draft_id, "message_id": message_id}
    assert await refused(support, reply.send_text, ticket_id, "  \n", ANA, **typed) is RefusalCode.EMPTY_TEXT
    assert await refused(support, reply.send_text, ticket_id, "x" * 3001, ANA, **typed) is RefusalCode.TEXT_TOO_LONG
    assert await support.write(reply.send_text, ticket_id, "Hello", ANA, **typed) is not None


async def test_a_suggestion_of_another_ticket_is_not_sent_here(support: Store) -> None:
    _, draft_id, _ = await with_draft(support)
    other = await arrives(support, 89)
    typed = {"view_id": "V1", "draft_id": draft_id}
    assert await refused(support, reply.send_text, other, "Hello", ANA, **typed) is RefusalCode.STALE_DRAFT


async def test_a_text_that_began_as_a_suggestion_keeps_the_line_about_the_assistant(support: Store) -> None:
    told = desk.FILE.disclosure.model_copy(update={"enabled": True, "text": {"en": "{agent} checked it."}})
    file = desk.FILE.model_copy(update={"disclosure": told})
    support.desk = Desk(file=file, articles=(desk.ARTICLE,), hash="told", toml="")
    ticket_id, draft_id, _ = await with_draft(support)
    await writes(support)
    sent = await support.write(reply.send_text, ticket_id, "Soon.", ANA, view_id="V1", origin=draft_id)
    assert sent is not None
    assert (sent.body, sent.disclosed, sent.draft_id) == ("Soon.\n\nAna checked it.", True, None)
    assert (await support.read(card.facts, ticket_id)).unsent == ""
    await support.write(reply.take_back, sent.id, ANA)
    assert (await support.read(card.facts, ticket_id)).unsent == "Soon."


async def test_a_text_by_hand_answers_what_its_writer_saw(support: Store) -> None:
    ticket_id, draft_id, message_id = await with_draft(support)
    await writes(support)
    typed = {"view_id": "V1", "message_id": message_id}
    assert await refused(support, reply.send_text, ticket_id, "Hello", ANA, **typed) is RefusalCode.NEW_MESSAGE
    await support.write(reply.send_text, ticket_id, "Hello", ANA, view_id="V1")
    assert await state_of(support, draft_id) is DraftState.SUPERSEDED


async def test_taken_back_within_its_time_the_suggestion_stands_again(support: Store) -> None:
    ticket_id, draft_id, message_id = await with_draft(support)
    sent = await support.write(reply.approve, draft_id, message_id, ANA)
    back = await support.write(reply.take_back, sent.id, ANA)
    assert back.state is ReplyState.TAKEN_BACK
    assert await state_of(support, draft_id) is DraftState.PROPOSED
    assert "reply" not in await support.read(pending)
    assert (await support.write(reply.take_back, sent.id, OMAR)).state is ReplyState.TAKEN_BACK, "twice is as once"
    await support.write(reply.approve, draft_id, message_id, ANA)
    await sound(support, ticket_id)


async def test_what_a_new_message_has_stopped_needs_no_taking_back(support: Store) -> None:
    _, draft_id, message_id = await with_draft(support)
    sent = await support.write(reply.approve, draft_id, message_id, ANA)
    await writes(support)
    assert (await support.write(reply.take_back, sent.id, ANA)).state is ReplyState.STOPPED


async def test_what_is_being_sent_is_not_taken_back(support: Store) -> None:
    _, draft_id, message_id = await with_draft(support)
    sent = await support.write(reply.approve, draft_id, message_id, ANA)
    await support.write(lambda uow: replies.advance(uow, sent.id, ReplyState.UNDO, ReplyState.SENDING))
    assert await refused(support, reply.take_back, sent.id, ANA) is RefusalCode.TOO_LATE


async def test_taken_back_after_it_became_delicate_no_suggestion_stands(support: Store) -> None:
    ticket_id, draft_id, message_id = await with_draft(support)
    sent = await support.write(reply.approve, draft_id, message_id, ANA)
    await support.write(triage.mark_sensitive, ticket_id, "harm", ANA, "V1")
    await support.write(reply.take_back, sent.id, ANA)
    assert await state_of(support, draft_id) is DraftState.SUPERSEDED
    assert await support.read(drafts.current, ticket_id) is None


async def test_a_text_by_hand_that_is_taken_back_leaves_room_for_a_suggestion(support: Store) -> None:
    ticket_id = await arrives(support)
    sent = await support.write(reply.send_text, ticket_id, "Hello", ANA, view_id="V1")
    assert sent is not None
    await support.write(reply.take_back, sent.id, ANA)
    assert "prepare" in await support.read(pending)


async def test_a_rejected_suggestion_is_gone_with_its_reason_and_the_ticket_is_worked_on(support: Store) -> None:
    ticket_id, draft_id, message_id = await with_draft(support)
    assert await support.write(reply.reject, draft_id, "wrong", ANA, "V1") is not None
    assert await support.write(reply.reject, draft_id, "wrong", ANA, "V1") is None
    assert await refused(support, reply.reject, draft_id, "wrong", ANA, "V2") is RefusalCode.STALE_DRAFT
    assert await state_of(support, draft_id) is DraftState.REJECTED
    assert await refused(support, reply.approve, draft_id, message_id, ANA) is RefusalCode.STALE_DRAFT
    assert (await support.read(tickets.get, ticket_id)).state is State.OPEN


async def test_a_sealed_ticket_has_no_suggestion_to_approve(support: Store) -> None:
    ticket_id, draft_id, message_id = await with_draft(support)
    await support.write(triage.mark_sensitive, ticket_id, "harm", ANA, "V1")
    assert await state_of(support, draft_id) is DraftState.SUPERSEDED
    assert await refused(support, reply.approve, draft_id, message_id, LENA) is RefusalCode.STALE_DRAFT
    withheld = replace(desk.SUGGESTION, withheld=Withheld.SENSITIVE, sentences=())
    assert await support.write(suggest, ticket_id, withheld)
    assert await refused(support, resolve.resolve, ticket_id, OMAR) is RefusalCode.NOT_YOUR_ROLE


async def test_a_suggestion_with_its_line_is_no_longer_than_a_reply_may_be(support: Store) -> None:
    told = desk.FILE.disclosure.model_copy(update={"enabled": True, "text": {"en": "x" * 10}})
    file = desk.FILE.model_copy(update={"disclosure": told})
    support.desk = Desk(file=file, articles=(desk.ARTICLE,), hash="told", toml="")
    room = reply.LONGEST - len("\n\n") - 10
    for number, length in enumerate((room, room + 1), start=90):
        ticket_id = await arrives(support, number)
        long = replace(desk.SUGGESTION, sentences=(replace(desk.SUGGESTION.sentences[0], text="a" * length),))
        draft_id = await support.write(suggest, ticket_id, long)
        typed: dict[str, Any] = {"view_id": f"V{number}", "draft_id": draft_id}
        if length > room:
            assert await refused(support, reply.approve, draft_id, None, ANA) is RefusalCode.TEXT_TOO_LONG
            with pytest.raises(Refused) as caught:
                await support.write(reply.send_text, ticket_id, "b" * length, ANA, **typed)
            assert caught.value.facts == {"limit": f"{room:,}"}
        else:
            assert len((await support.write(reply.approve, draft_id, None, ANA)).body) == reply.LONGEST


@pytest.mark.parametrize("chosen", ["wait", "resolve"])
async def test_what_follows_a_suggestion_that_was_read_is_the_readers_choice(support: Store, chosen: str) -> None:
    ticket_id = await arrives(support)
    draft_id = await support.write(suggest, ticket_id)
    sent = await support.write(reply.approve, draft_id, await support.read(last_message, ticket_id), ANA, chosen)
    assert sent.after_send == chosen
