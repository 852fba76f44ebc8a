"""`/desk changed carrier …`: what depends on it is not used until its owner has checked it."""

import json
from datetime import date

import pytest
from sqlalchemy import text

import prompts
from bot.domain.draft import DraftState, Withheld
from bot.domain.errors import RefusalCode, Refused
from bot.domain.overlay import Ref
from bot.flow import changed, prepare, reply, sending, sources
from bot.flow.changed import Held
from store import drafts, replies, tickets
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests.flow.clock import Clock
from tests.flow.desk import ANA, ARTICLE, LENA, MARTA, OMAR, SUGGESTION, arrives, last_message, suggest
from tests.flow.ledger import notices, pending, sound
from tests.flow.sends import ORDER, approved, get, job_of

WHY = "DHL → GLS from 1 Dec"


async def hold(store: Store, view: str = "V1") -> int | None:
    return await store.write(changed.hold, "Carrier", WHY, LENA, view)


async def held(store: Store) -> tuple[Held, ...]:
    return await store.read(changed.standing, LENA)


async def test_it_is_shown_before_it_is_done(support: Store) -> None:
    await support.write(suggest, await arrives(support))
    shown = await support.write(changed.preview, "carrier", LENA)
    assert ([one.id for one in shown.entries], shown.suggestions) == (["delays"], 1)
    assert await held(support) == ()


async def test_suggestions_that_rest_on_it_are_withdrawn(either: Store) -> None:
    ticket_id = await arrives(either)
    draft_id = await either.write(suggest, ticket_id)
    seen = await either.read(last_message, ticket_id)
    assert await hold(either) == 1
    draft = await either.read(drafts.get, draft_id)
    assert draft is not None
    assert draft.state is DraftState.SUPERSEDED
    assert {"card", "prepare", "notice"} <= await either.read(pending)
    with pytest.raises(Refused) as refused:
        await either.write(reply.approve, draft_id, seen, ANA)
    assert refused.value.code == RefusalCode.STALE_DRAFT
    await sound(either, ticket_id)


async def test_what_comes_afterwards_is_withheld_with_the_reason(either: Store) -> None:
    await hold(either)
    ticket_id = await arrives(either)
    ticket = await either.read(tickets.get, ticket_id)
    await either.write(prepare.store, ticket, ticket.last_message_id, SUGGESTION, 1)
    draft = await either.read(drafts.current, ticket_id)
    assert draft is not None
    assert (draft.reason, draft.facts["why"]) == (Withheld.QUARANTINED, WHY)


async def test_a_reply_in_its_undo_time_does_not_leave(either: Store, clock: Clock) -> None:
    _, sent = await approved(either)
    await hold(either)
    job = await job_of(either, clock)
    assert await either.write(sending.begin, job, sent.id, (ORDER,)) is None
    stopped = await get(either, sent.id)
    assert stopped.stop_reason == "source_quarantined"
    assert (await either.read(replies.conversation_note, sent.id))["why"] == WHY


async def test_each_owner_is_told_once_with_what_is_theirs(support: Store) -> None:
    await hold(support)
    assert await support.read(notices) == [("held_back", "@marta")]
    (told,) = await support.read(lambda uow: uow.execute(text("SELECT facts FROM notice")).scalars().all())
    facts = json.loads(told) if isinstance(told, str) else told
    assert (facts["reason"], facts["who"]) == (WHY, "Lena")
    assert json.loads(facts["entries"]) == [["article", "delays", "en", 2, "Delivery delays"]]


async def test_said_again_it_changes_nothing(support: Store) -> None:
    assert await hold(support) == 1
    assert await hold(support) is None, "the same modal"
    assert await hold(support, "V2") == 0
    assert len(await support.read(notices)) == 1


async def test_its_owner_ends_it_by_checking(either: Store) -> None:
    await hold(either)
    await either.write(sources.check, Ref("article", "delays", "en", 2), date(2027, 3, 1), MARTA, "V9")
    assert await held(either) == ()
    assert await either.read(out) is False


def out(uow: UnitOfWork) -> bool:
    article = uow.desk.article("delays")
    assert article is not None
    return article.expired(uow.at.date())


async def test_a_mistake_is_lifted_unchecked(support: Store) -> None:
    await hold(support)
    (one,) = await held(support)
    assert ([entry.id for entry in one.waiting], one.who) == (["delays"], "Lena")
    assert await support.write(changed.lift, one.quarantine.id, MARTA) == 1
    assert await support.read(out) is False
    with pytest.raises(Refused):
        await support.write(changed.lift, one.quarantine.id, MARTA)


async def test_what_nothing_depends_on_names_what_there_is(support: Store) -> None:
    with pytest.raises(Refused) as refused:
        await support.read(changed.preview, "carier", LENA)
    assert (refused.value.code, refused.value.facts["known"]) == (RefusalCode.NOTHING_DEPENDS, "carrier")


@pytest.mark.parametrize("by", [ANA, OMAR])
async def test_only_leads_and_owners(support: Store, by: str) -> None:
    with pytest.raises(Refused):
        await support.write(changed.hold, "carrier", WHY, by, "V1")
    assert await held(support) == ()


async def test_a_reason_is_needed(support: Store) -> None:
    with pytest.raises(Refused) as refused:
        await support.write(changed.hold, "carrier", "  ", LENA, "V1")
    assert refused.value.code == RefusalCode.REASON_NEEDED


async def test_a_prompt_that_is_held_back_is_not_used(support: Store) -> None:
    reply_prompt = next(one for one in prompts.load_all() if one.id == "reply")
    prompt = reply_prompt.model_copy(update={"depends_on": ("tone",), "checked": ARTICLE.checked})
    support.desk = support.desk.model_copy(update={"prompts": (prompt,)})

    def used(uow: UnitOfWork) -> bool:
        return uow.desk.prompt("reply", prompt.checked) is not None

    assert await support.read(used)
    await support.write(changed.hold, "tone", "a new tone", LENA, "V1")
    assert not await support.read(used)


async def test_suggestions_made_with_a_prompt_are_withdrawn_with_it(support: Store) -> None:
    prompt = next(one for one in prompts.load_all() if one.id == "reply").model_copy(update={"depends_on": ("tone",)})
    support.desk = support.desk.model_copy(update={"prompts": (prompt,)})
    ticket_id = await arrives(support)
    draft_id = await support.write(suggest, ticket_id)
    done = text("UPDATE draft SET prompt_id = 'reply', prompt_version = 1 WHERE id = :id").bindparams(id=draft_id)
    await support.write(lambda uow: uow.execute(done))
    assert await support.write(changed.hold, "tone", "a new tone", LENA, "V1") == 1
    draft = await support.read(drafts.get, draft_id)
    assert draft is not None
    assert draft.state is DraftState.SUPERSEDED


@pytest.mark.parametrize(
    ("said", "what", "reason"),
    [
        ("carrier DHL", "carrier", "DHL"),
        ("return policy 14 days", "return policy", "14 days"),
        ("Return", "Return", ""),
    ],
)
async def test_a_name_may_have_several_words(support: Store, said: str, what: str, reason: str) -> None:
    wide = ARTICLE.model_copy(update={"depends_on": ("carrier", "return", "return policy")})
    support.desk = support.desk.model_copy(update={"articles": (wide,)})
    shown, told = await support.read(changed.understood, said, LENA)
    assert (shown.what.casefold(), told) == (what.casefold(), reason)
