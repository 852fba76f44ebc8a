"""What stands in Slack about an ended ticket loses its text: late, quietly, once, and after whatever goes wrong."""

import itertools
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.arrival import AgentMessage, Deletion
from bot.domain.outbox import Kind
from bot.domain.retention import Faded
from bot.domain.ticket import Event
from bot.flow import escalate, intake, outbox, posting, resolve, retention
from bot.slack.gateway import Slack
from store import backlog, posts, tickets
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests.flow import desk
from tests.flow.desk import ANA, ESCALATIONS, LENA, ORDERS, arrives, writes
from tests.flow.office import Office
from tests.flow.retention_days import DAY, all_due
from tests.flow.retention_office import TEXTS, everything, fades, passes, states, waits, worked, worked_but_no_request
from tests.flow.test_posts import direct


async def test_the_card_is_a_line_and_all_else_is_gone(open_office: Office) -> None:
    await worked(open_office)
    assert all(part in everything(open_office) for part in TEXTS[:2])
    await passes(open_office, 7)
    await passes(open_office, 29)
    assert "4417" in everything(open_office), "the time is not over yet"
    await passes(open_office, 1)
    (card,) = open_office.cards()
    for part in TEXTS:
        assert part not in everything(open_office)
    said = "T-1001 · Where is my order · closed. Its text was removed here on"
    assert said in card.text
    assert said in str(card.blocks)
    assert "2026-12-30" in card.text
    assert [element["action_id"] for element in card.blocks[-1]["elements"]] == ["open"]
    assert open_office.thread(card) == []
    assert await direct(open_office) == []


async def test_a_second_time_costs_no_call(open_office: Office) -> None:
    ticket_id = await worked(open_office)
    await passes(open_office, 40)
    await passes(open_office, 31)
    calls = open_office.calls("chat.update"), open_office.calls("chat.delete")

    def again(uow: UnitOfWork) -> None:
        retention.take_out_of_slack(uow, ticket_id)

    await open_office.store.write(again)
    await open_office.work(600)
    assert (open_office.calls("chat.update"), open_office.calls("chat.delete")) == calls


@pytest.mark.parametrize("method", ["chat.update", "chat.delete"])
async def test_a_call_whose_answer_was_lost_is_made_again(open_office: Office, method: str) -> None:
    await worked(open_office)
    await passes(open_office, 7)
    open_office.sandbox.fail(method, drop_after=True)
    await passes(open_office, 30)
    await open_office.work(600)
    assert "4417" not in everything(open_office)
    assert {row.state for row in await open_office.store.read(fades)} <= {"done"}


async def test_what_somebody_else_removed_is_not_tried_again(open_office: Office) -> None:
    await worked(open_office)
    await passes(open_office, 7)
    (card,) = open_office.cards()
    for message in [*open_office.sandbox.thread(card.channel, card.ts), card]:
        open_office.sandbox.workspace.remove(message)
    await passes(open_office, 30)
    assert {row.state for row in await open_office.store.read(fades)} == {"done"}
    assert {state for kind, state in await open_office.store.read(states) if kind != "digest"} == {"gone"}
    late = AgentMessage(source="generic", event_id="e5", conversation="88", message_id="m5", body="By the way 4417")
    await open_office.store.write(intake.take, late)
    await open_office.work(60)
    assert open_office.cards() == [], "a card that is gone is not posted anew"


async def test_an_archived_channel_is_out_of_reach_for_good(open_office: Office) -> None:
    await worked(open_office)
    await passes(open_office, 7)
    there = open_office.sandbox.workspace.channels
    there[ORDERS] = replace(there[ORDERS], archived=True)
    await passes(open_office, 30)
    assert {row.state for row in await open_office.store.read(fades)} == {"done"}
    assert ("card", "gone") in await open_office.store.read(states)


async def test_what_slack_s_own_rules_forbid_waits_for_a_person(open_office: Office) -> None:
    await worked(open_office)
    await passes(open_office, 7)
    open_office.sandbox.fail("chat.update", error="edit_window_closed")
    await passes(open_office, 30)
    assert [(row.state, row.last_error) for row in await open_office.store.read(fades) if row.state != "done"] == [
        ("dead", "rejected: edit_window_closed")
    ]


async def test_nothing_is_posted_about_it_any_more(open_office: Office) -> None:
    ticket_id = await worked(open_office)
    await passes(open_office, 7)
    await passes(open_office, 30)
    late = AgentMessage(source="generic", event_id="e5", conversation="88", message_id="m5", body="By the way 4417")
    await open_office.store.write(intake.take, late)

    def tell(uow: UnitOfWork) -> None:
        tickets.lock(uow, ticket_id)
        outbox.thread(uow, ticket_id)
        outbox.notice(uow, "assigned", ANA, ticket_id, who="Lena")

    await open_office.store.write(tell)
    posted = open_office.calls("chat.postMessage")
    await open_office.work(60)
    assert open_office.calls("chat.postMessage") == posted
    assert "4417" not in everything(open_office)
    assert len(open_office.cards()) == 1
    assert not await open_office.store.read(waits)


async def test_a_post_that_lands_after_its_time_goes_at_once(
    open_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A direct message is just about to be posted when its ticket's time ends."""
    ticket_id = await worked(open_office)
    await passes(open_office, 7)
    open_dm = Slack.open_dm

    async def slowly(self: Slack, user: str) -> str:
        await open_office.store.write(retention.take_out_of_slack, ticket_id)
        return await open_dm(self, user)

    def tell(uow: UnitOfWork) -> None:
        outbox.notice(uow, "assigned", ANA, ticket_id, who="Lena")

    await open_office.store.write(tell)
    monkeypatch.setattr(Slack, "open_dm", slowly)
    posted = open_office.calls("chat.postMessage")
    await open_office.work()
    await open_office.work(600)
    assert open_office.calls("chat.postMessage") == posted + 1
    assert await direct(open_office) == []


async def test_what_is_just_being_posted_is_waited_for(open_office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    ticket_id = await worked(open_office)
    await passes(open_office, 7)
    post = Slack.post

    async def slowly(self: Slack, *args: Any) -> str:
        await open_office.store.write(retention.take_out_of_slack, ticket_id)
        return await post(self, *args)

    def tell(uow: UnitOfWork) -> None:
        outbox.notice(uow, "assigned", ANA, ticket_id, who="Lena")

    await open_office.store.write(tell)
    monkeypatch.setattr(Slack, "post", slowly)
    await open_office.work()
    await open_office.work(600)
    lanes = {row.lane for row in await open_office.store.read(fades)}
    assert "notice:2" in lanes, "that of the work that posts it"
    assert await direct(open_office) == []


async def test_a_card_drawn_by_a_click_in_that_moment_is_drawn_again(open_office: Office) -> None:
    ticket_id = await worked(open_office)
    await passes(open_office, 7)
    (card,) = open_office.cards()
    await open_office.store.write(posting.wanted_at_once, ticket_id)
    before = await open_office.store.read(posting.at_once, ticket_id, card.channel, card.ts)
    assert before is not None
    await passes(open_office, 30)
    open_office.sandbox.workspace.change(replace(card, text="4417, drawn late"))
    await open_office.store.write(posting.shown_at_once, before, "as it was")
    await open_office.work(60)
    assert "4417" not in everything(open_office)


async def test_one_that_begins_again_before_its_posts_are_gone_keeps_them(open_office: Office) -> None:
    ticket_id = await worked_but_no_request(open_office)
    await passes(open_office, 30, work=False)
    assert len([row for row in await open_office.store.read(fades) if row.state == "pending"]) > 1
    await writes(open_office.store, "Are you there?")
    await open_office.store.write(desk.people)
    await open_office.work(10)
    await open_office.work(600)
    shown = " ".join(str(message.blocks) for message in open_office.cards())
    assert "My parcel" in shown
    assert "Its text was removed" not in shown
    assert {row.last_error for row in await open_office.store.read(fades)} == {"cancelled"}
    assert (await open_office.store.read(tickets.get, ticket_id)).faded is Faded.NOTHING


async def test_one_that_begins_again_after_that_shows_all_of_it(open_office: Office) -> None:
    await worked_but_no_request(open_office)
    await passes(open_office, 30)
    assert "My parcel" not in everything(open_office)
    await writes(open_office.store, "Are you there?")
    await open_office.work(10)
    await open_office.work(10)
    (card,) = open_office.cards()
    assert "My parcel" in str(card.blocks)
    assert any("Are you there?" in line for line in open_office.thread(card))


async def test_cards_that_were_left_behind_have_no_text_and_stay(open_office: Office) -> None:
    ticket_id = await worked(open_office)
    await open_office.store.write(resolve.reopen, ticket_id, LENA)
    await open_office.store.write(escalate.escalate, ticket_id, "angry", "", LENA, "V1")
    await open_office.work(1)
    await open_office.store.write(resolve.resolve, ticket_id, LENA)
    await open_office.work(1)
    (left,) = open_office.cards()
    await passes(open_office, 7)
    await passes(open_office, 30)
    assert "4417" not in everything(open_office)
    assert [message.text for message in open_office.cards()] == [left.text]
    (card,) = open_office.cards(ESCALATIONS)
    assert "Its text was removed" in card.text


async def test_a_sealed_card_says_no_more_than_before(open_office: Office) -> None:
    ticket_id = await worked(open_office, body=desk.DELICATE)
    assert (await open_office.store.read(tickets.get, ticket_id)).sealed
    await passes(open_office, 7)
    await passes(open_office, 30)
    (card,) = open_office.cards(ESCALATIONS)
    assert card.text.startswith("T-1001 · closed. Its text was removed")


async def test_an_answer_to_somebody_who_asked_in_slack_is_theirs(open_office: Office) -> None:
    ticket_id = await worked(open_office)
    await passes(open_office, 7)

    def answered(uow: UnitOfWork) -> None:
        posts.stands(uow, kind="answer", subject="1", place="D1", channel="D1", ts="1.1", ticket_id=ticket_id)

    await open_office.store.write(answered)
    await passes(open_office, 30)
    assert ("answer", "live") in await open_office.store.read(states)


async def test_a_message_about_no_ticket_goes_too(open_office: Office) -> None:
    wish = Deletion(source="generic", event_id="e1", conversation="", what="customer.erased", subject="c-7")
    await open_office.store.write(intake.take, wish)
    await open_office.work()
    assert len(await direct(open_office)) == 1
    await passes(open_office, 31)
    assert await direct(open_office) == []
    assert (await open_office.store.read(states)).count(("notice", "live")) == 0
    await passes(open_office, 1)
    assert [state for kind, state in await open_office.store.read(states) if kind == "notice"] == []


async def test_old_text_waits_for_whatever_people_do(support: Store, open_office: Office) -> None:
    """It has the last priority, stands in the same buckets, and keeps half of their pace free."""
    for number in range(1, 4):
        await worked(open_office, **{"event_id": f"e{number}", "conversation": str(number), "message_id": f"m{number}"})
    await passes(open_office, 7)
    await passes(open_office, 30, work=False)
    found = await support.read(fades)
    assert {row.priority for row in found} == {outbox.FADE}
    assert outbox.FADE > outbox.DIGEST
    assert {row.bucket for row in found} == {"chat.update", "chat.delete"}
    times = sorted(row.due_at for row in found)
    assert {later - earlier for earlier, later in itertools.pairwise(times)} == {timedelta(seconds=2.5)}


async def test_the_outbox_is_not_flooded_with_it(support: Store, open_office: Office) -> None:
    ended = []
    for number in range(1, 31):
        ticket_id = await arrives(support, number)

        def over(uow: UnitOfWork, ticket_id: int = ticket_id) -> None:
            tickets.lock(uow, ticket_id)
            for line in range(6):
                posts.stands(
                    uow, kind="thread", subject=f"{ticket_id}:message:{line}", place="#support-orders", channel=ORDERS,
                    ts=f"{ticket_id}.{line}", ticket_id=ticket_id,
                )  # fmt: skip
            tickets.move(uow, ticket_id, Event.NOT_A_REQUEST, "system")

        await support.write(over)
        ended.append(ticket_id)
    open_office.clock.move(DAY * 31)
    await all_due(support)
    assert retention.WAITING <= await support.read(backlog.pending, Kind.FADE) < retention.WAITING + 6
    for _ in range(3):
        await open_office.work(600)
        await all_due(support)
    for ticket_id in ended:
        assert (await support.read(tickets.get, ticket_id)).quiet_in_slack
