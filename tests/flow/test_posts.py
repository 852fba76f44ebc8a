"""What Deskhand has in Slack is on record, said once, and tidied away when it was posted into a changed ticket."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import text

from bot.domain.arrival import Deletion
from bot.domain.reply import Delivery
from bot.flow import claim, escalate, intake, notice, outbox, posting, reply, triage
from bot.flow.card import facts
from bot.slack.gateway import Slack
from sandbox import Message
from store import digests, journal
from store.unit_of_work import UnitOfWork
from tests.flow.desk import ANA, ESCALATIONS, LENA, NADIA, ORDERS, arrives, suggest
from tests.flow.office import Office
from tests.flow.sends import WITH_ORDER


def recorded(uow: UnitOfWork, kind: str) -> list[tuple[str, str | None, str]]:
    """(channel, ts, state) of the posts of a kind."""
    rows = uow.execute(
        text("SELECT channel, ts, state FROM slack_post WHERE kind = :kind ORDER BY id").bindparams(kind=kind)
    )
    return [(row.channel, row.ts, row.state) for row in rows.all()]


async def direct(office: Office) -> list[tuple[str, str]]:
    """(channel, ts) of every direct message that stands in Slack."""
    return [
        (message.channel, message.ts)
        for channel in office.sandbox.workspace.channels
        if channel.startswith("D")
        for message in office.sandbox.messages(channel)
    ]


async def claimed(office: Office) -> int:
    """A ticket with its card, just claimed: its thread is due."""
    ticket_id = await arrives(office.store)
    await office.work()
    await office.store.write(claim.claim, ticket_id, ANA)
    return ticket_id


def meanwhile(office: Office, monkeypatch: pytest.MonkeyPatch, happens: Any) -> None:
    """Let something happen after the first thread line left for Slack and before its answer was written down."""
    post, waiting = Slack.post, [happens]

    async def posting_slowly(self: Slack, channel: str, message: Any, thread_ts: str | None = None) -> str:
        ts = await post(self, channel, message, thread_ts)
        if thread_ts and waiting:
            await waiting.pop()()
        return ts

    monkeypatch.setattr(Slack, "post", posting_slowly)


async def test_a_line_that_lands_below_a_card_sealed_meanwhile_is_removed(
    open_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket_id = await claimed(open_office)
    (card,) = open_office.cards()

    async def sealed() -> None:
        await open_office.store.write(triage.mark_sensitive, ticket_id, "harm", ANA, "V1")
        plan = await open_office.store.write(posting.plan_card, ticket_id)  # the card's job comes first
        assert plan is not None
        for lost in plan.lost:
            await open_office.store.write(posting.looked_for, lost.id, None)

    meanwhile(open_office, monkeypatch, sealed)
    await open_office.work(1)
    await open_office.work(1)
    assert open_office.thread(card) == []
    assert all(state == "gone" for _, _, state in await open_office.store.read(recorded, "thread"))


async def test_a_line_whose_answer_was_lost_before_the_ticket_was_sealed_is_removed(open_office: Office) -> None:
    ticket_id = await claimed(open_office)
    (card,) = open_office.cards()
    open_office.sandbox.fail("chat.postMessage", drop_after=True)
    await open_office.work(1)
    assert len(open_office.thread(card)) == 1, "it stands there, and nobody knows its ts"
    await open_office.store.write(triage.mark_sensitive, ticket_id, "harm", ANA, "V1")
    await open_office.work(10)
    await open_office.work(10)
    assert open_office.thread(card) == []


async def test_a_card_whose_answer_was_lost_before_the_ticket_was_sealed_shrinks(open_office: Office) -> None:
    ticket_id = await arrives(open_office.store)
    open_office.sandbox.fail("chat.postMessage", drop_after=True)
    await open_office.work()
    assert "4417" in str(open_office.cards()[0].blocks)
    await open_office.store.write(triage.mark_sensitive, ticket_id, "harm", LENA, "V1")
    await open_office.work(10)
    await open_office.work(10)
    (old,) = open_office.cards()
    assert "4417" not in str(old.blocks) + old.text
    assert len(open_office.cards(ESCALATIONS)) == 1


async def test_a_line_that_lands_in_the_place_that_the_ticket_left_is_removed_and_said_anew(
    open_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket_id = await claimed(open_office)
    (card,) = open_office.cards()

    async def escalated() -> None:
        await open_office.store.write(escalate.escalate, ticket_id, "angry", "", ANA, "V1")

    meanwhile(open_office, monkeypatch, escalated)
    await open_office.work(1)
    await open_office.work(1)
    (moved,) = open_office.cards(ESCALATIONS)
    assert open_office.thread(card) == []
    assert len(open_office.thread(moved)) == 2


async def test_sealed_where_it_stands_already_its_thread_goes(open_office: Office) -> None:
    ticket_id = await claimed(open_office)
    await open_office.store.write(escalate.escalate, ticket_id, "angry", "", ANA, "V1")
    await open_office.work(1)
    (card,) = open_office.cards(ESCALATIONS)
    assert len(open_office.thread(card)) == 2
    await open_office.store.write(triage.mark_sensitive, ticket_id, "harm", ANA, "V2")
    await open_office.work(1)
    assert open_office.thread(card) == []


async def test_a_direct_message_is_on_record_and_said_once_though_its_answer_was_lost(open_office: Office) -> None:
    ticket_id = await arrives(open_office.store)
    await open_office.work()

    def tell(uow: UnitOfWork) -> None:
        outbox.notice(uow, "assigned", ANA, ticket_id, who="Lena")

    await open_office.store.write(tell)
    open_office.sandbox.fail("chat.postMessage", drop_after=True)
    await open_office.work()
    await open_office.work(10)
    said = await direct(open_office)
    assert len(said) == 1
    assert await open_office.store.read(recorded, "notice") == [(*said[0], "live")]


async def test_who_answers_for_personal_data_is_told_whom_it_is_about(open_office: Office) -> None:
    wish = Deletion(source="generic", event_id="e1", conversation="", what="customer.erased", subject="c-7")
    assert not (await open_office.store.write(intake.take, wish)).done
    await open_office.work()
    ((channel, _),) = await direct(open_office)
    (said,) = open_office.sandbox.messages(channel)
    assert "c-7" in said.text
    assert NADIA in open_office.sandbox.workspace.channels[channel].members


async def test_a_digest_is_on_record_and_posted_once_though_its_answer_was_lost(open_office: Office) -> None:
    def due(uow: UnitOfWork) -> int | None:
        run_id = digests.begin(uow, "day", "#support-orders", date(2026, 11, 23))
        assert run_id is not None
        outbox.digest(uow, run_id, "#support-orders")
        return run_id

    await open_office.store.write(due)
    open_office.sandbox.fail("chat.postMessage", drop_after=True)
    await open_office.work()
    await open_office.work(10)
    (posted,) = open_office.cards()
    assert await open_office.store.read(recorded, "digest") == [(ORDERS, posted.ts, "live")]


async def test_an_answer_by_direct_message_is_on_record(open_office: Office) -> None:
    ticket_id = await arrives(open_office.store)
    await open_office.store.write(claim.claim, ticket_id, ANA)
    open_office.helpdesk.answers = [Delivery("sent", external_id="1.5", channel="D0JO")]
    await open_office.work(1)
    found = await open_office.store.read(facts, ticket_id)
    assert found.draft is not None
    await open_office.store.write(reply.approve, found.draft.id, found.draft.last_message_id, ANA)
    await open_office.work(30)
    assert await open_office.store.read(recorded, "answer") == [("D0JO", "1.5", "live")]


async def test_the_second_look_at_a_record_is_on_record(open_office: Office) -> None:
    ticket_id = await arrives(open_office.store)
    await open_office.work()
    await open_office.store.write(suggest, ticket_id, WITH_ORDER)
    found = await open_office.store.read(facts, ticket_id)
    assert found.draft is not None
    await open_office.store.write(reply.approve, found.draft.id, found.draft.last_message_id, ANA)
    await open_office.work(30)
    assert len(open_office.helpdesk.taken) == 1
    entries = await open_office.store.read(journal.entries, ticket_id)
    assert [entry.detail["why"] for entry in entries if entry.action == "record.read"] == ["suggestion", "second look"]


def busy(office: Office, *, lines: int = 250) -> None:
    """Much is written everywhere before Deskhand comes to look for what it may have posted."""
    workspace = office.sandbox.workspace
    for channel in list(workspace.channels):
        roots = [message.ts for message in workspace.messages[channel].values() if not message.thread_ts]
        for thread in [None, *roots]:
            for _ in range(lines):
                workspace.post(Message(channel=channel, ts=workspace.new_ts(), user=ANA, text="busy", thread_ts=thread))


@pytest.mark.parametrize("kind", ["card", "thread", "notice", "digest"])
async def test_whatever_is_posted_is_looked_for_before_it_is_posted_again(open_office: Office, kind: str) -> None:
    """Its answer was lost, and more was written since than Slack gives at once."""
    if kind in ("card", "thread"):
        ticket_id = await (arrives(open_office.store) if kind == "card" else claimed(open_office))
    elif kind == "notice":
        ticket_id = await claimed(open_office)
        await open_office.work(10)
        await open_office.store.write(notice.answer, LENA, "assigned", ticket_id)
    else:
        run_id = await open_office.store.write(digests.begin, "day", "#support-orders", date(2026, 11, 23))
        assert run_id is not None
        await open_office.store.write(outbox.digest, run_id, "#support-orders")
    open_office.sandbox.fail("chat.postMessage", drop_after=True)
    before = open_office.calls("chat.postMessage")
    await open_office.work()
    assert open_office.calls("chat.postMessage") == before + 1
    busy(open_office)
    for _ in range(8):
        await open_office.work(60)
    mine = [message for message in open_office.sandbox.posted if message.by_app]
    names = [str((message.metadata or {}).get("event_payload")) for message in mine]
    assert len(names) == len(set(names)), "nothing stands twice"
    assert len(await open_office.store.read(recorded, kind)) >= 1
    assert all(ts and state == "live" for _, ts, state in await open_office.store.read(recorded, kind))
