"""**Report a wrong answer…**: who is told, who may look, who settles it."""

import pytest

from bot.domain.draft import DraftState
from bot.domain.errors import RefusalCode
from bot.domain.reply import ReplyState
from bot.domain.report import Wrong
from bot.flow import card, claim, reply, report, triage
from bot.flow.card import facts
from bot.words import words
from store import conversations, drafts, journal, replies
from store.store import Store
from tests.flow.clock import Clock
from tests.flow.desk import ANA, BOB, LENA, MARTA, NADIA, OMAR, PRIYA, arrives, last_message, suggest
from tests.flow.ledger import notices, sound
from tests.flow.sends import sent_off
from tests.flow.test_reply import refused

SAID = "The parcel comes on Friday."


async def reported(store: Store, wrong: str, by: str = ANA) -> tuple[int, int]:
    ticket_id = await arrives(store)
    draft_id = await store.write(suggest, ticket_id)
    await store.write(report.report, ticket_id, wrong, SAID, by, "V1", draft_id=draft_id)
    return ticket_id, draft_id


def of(told: list[tuple[str, str]], kind: str = "reported") -> list[str]:
    return [to for found, to in told if found == kind]


async def test_the_owner_is_told_and_settles_it(support: Store) -> None:
    ticket_id, draft_id = await reported(support, "fact")
    assert of(await support.read(notices)) == ["@marta"]
    assert (await support.read(facts, ticket_id)).reports == (("fact", "Ana"),)
    draft = await support.read(drafts.get, draft_id)
    assert draft is not None
    assert draft.state is DraftState.PROPOSED, "what is only wrong can still be edited"
    assert (await support.read(conversations.messages, ticket_id))[-1].body == SAID
    for by in (ANA, LENA, PRIYA):
        assert await refused(support, report.settle, ticket_id, by) is RefusalCode.NOT_YOUR_ROLE
    assert await support.write(report.settle, ticket_id, MARTA) == (Wrong.FACT,)
    assert await support.write(report.settle, ticket_id, MARTA) == ()
    assert of(await support.read(notices), "report_settled") == [ANA]
    assert (await support.read(facts, ticket_id)).reports == ()
    entries = await support.read(journal.entries, ticket_id)
    assert [entry.action for entry in entries if entry.action.startswith("report.")] == [
        "report.made",
        "report.settled",
    ]
    assert SAID not in str(entries)
    await sound(support, ticket_id)


@pytest.mark.parametrize("wrong", ["privacy", "wrong_customer"])
async def test_what_is_about_data_also_goes_to_who_answers_for_data_who_may_look(support: Store, wrong: str) -> None:
    """Nadia answers for data. She works in no queue and owns another type."""
    ticket_id = await arrives(support)
    assert await refused(support, card.opened, ticket_id, NADIA) is RefusalCode.NOT_A_MEMBER
    draft_id = await support.write(suggest, ticket_id)
    await support.write(report.report, ticket_id, wrong, SAID, ANA, "V1", draft_id=draft_id)
    assert of(await support.read(notices)) == ["@marta", "@nadia"]
    draft = await support.read(drafts.get, draft_id)
    assert draft is not None
    assert draft.state is DraftState.REJECTED, "nobody can approve it any more"
    seen = await support.write(card.opened, ticket_id, NADIA)
    assert seen.may is not None
    assert {"settle_report", "history", "explain"} <= seen.may
    assert not {"approve", "claim", "edit"} & seen.may
    assert await refused(support, claim.claim, ticket_id, NADIA) is not None
    assert await refused(support, report.settle, ticket_id, MARTA) is RefusalCode.NOT_YOUR_ROLE
    assert await support.write(report.settle, ticket_id, NADIA) == (Wrong(wrong),)
    assert await refused(support, card.opened, ticket_id, NADIA) is RefusalCode.NOT_A_MEMBER, "it is over"


@pytest.mark.parametrize(("wrong", "stops"), [("privacy", True), ("wrong_customer", True), ("fact", False)])
async def test_a_reply_that_has_not_left_is_stopped_where_it_is_about_data(
    either: Store, wrong: str, stops: bool
) -> None:
    ticket_id = await arrives(either)
    draft_id = await either.write(suggest, ticket_id)
    put_up = await either.write(reply.approve, draft_id, await either.read(last_message, ticket_id), ANA)
    await either.write(report.report, ticket_id, wrong, "", LENA, "V1", draft_id=draft_id, reply_id=put_up.id)
    found = await either.read(replies.get, put_up.id)
    assert found is not None
    assert (found.state, found.stop_reason) == ((ReplyState.STOPPED, wrong) if stops else (ReplyState.UNDO, ""))
    assert ("reply_stopped" in [kind for kind, _ in await either.read(notices)]) is stops
    if stops:
        said = words("en").why_stopped(wrong, (await either.read(facts, ticket_id)).stop_facts)
        assert said.startswith("Lena reported that it ")
    await sound(either, ticket_id)


async def test_a_sealed_ticket_opens_for_it_too_and_that_is_on_record(support: Store) -> None:
    ticket_id, draft_id = await reported(support, "privacy")
    await support.write(triage.mark_sensitive, ticket_id, "legal", LENA, "V2")
    await support.write(card.opened, ticket_id, NADIA)
    entries = await support.read(journal.entries, ticket_id)
    assert entries[-1].action == "ticket.opened"
    assert draft_id


async def test_other_reports_open_nothing_for_them(support: Store) -> None:
    ticket_id, _ = await reported(support, "tone")
    assert await refused(support, card.opened, ticket_id, NADIA) is RefusalCode.NOT_A_MEMBER


async def test_a_reply_that_was_sent_can_be_reported(support: Store, clock: Clock) -> None:
    ticket_id, sent, _ = await sent_off(support, clock)
    await support.write(report.report, ticket_id, "policy", "", OMAR, "V1", draft_id=sent.draft_id, reply_id=sent.id)
    assert of(await support.read(notices)) == ["@marta"]
    await sound(support, ticket_id)


async def test_an_owner_who_reports_is_not_told(support: Store) -> None:
    await reported(support, "fact", MARTA)
    assert of(await support.read(notices)) == []


async def test_what_belongs_to_another_ticket_or_to_none_is_not_taken(support: Store) -> None:
    ticket_id, draft_id = await reported(support, "fact")
    other = await arrives(support, 89)

    async def code(about: int, wrong: str, view: str, by: str = ANA, **ids: int | None) -> RefusalCode:
        return await refused(support, report.report, about, wrong, "", by, view, **ids)

    assert await code(other, "fact", "V2", draft_id=draft_id) is RefusalCode.STALE_DRAFT
    assert await code(ticket_id, "fact", "V3") is RefusalCode.STALE_DRAFT
    assert await code(ticket_id, "fact", "V4", draft_id=draft_id, reply_id=999) is RefusalCode.STALE_DRAFT
    assert await code(ticket_id, "nonsense", "V5", draft_id=draft_id) is RefusalCode.UNKNOWN_WORD
    assert await code(ticket_id, "fact", "V6", BOB, draft_id=draft_id) is RefusalCode.NOT_A_MEMBER
