"""Where one part of the desk meets another: what is sealed meanwhile, merged meanwhile, or said meanwhile."""

from datetime import timedelta

import pytest

from bot.domain.arrival import AgentMessage
from bot.domain.request import Stage
from bot.domain.ticket import State, Ticket
from bot.flow import (
    card,
    claim,
    escalation_answers,
    intake,
    merge,
    promises,
    reply,
    request_posts,
    request_reading,
    requests,
    spike_cards,
    spikes,
    triage,
    turns,
)
from bot.flow.escalate import escalate
from bot.slack.spike_cards import spike_card
from bot.words import words
from store import conversations, tickets
from store import spikes as kept
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests.flow import test_requests
from tests.flow.clock import Clock
from tests.flow.desk import ANA, LENA, MARTA, arrives, last_message, look_at, people
from tests.flow.ledger import sound
from tests.flow.office import Office
from tests.flow.test_earlier import again, answered
from tests.flow.test_escalation import raised
from tests.flow.test_holding import accepted, put_up
from tests.flow.test_promises import DAY, alarms, passes, promised, writes_back
from tests.flow.test_requests import HELP, TS, known, said
from tests.flow.test_spikes import named, read, spike

requesting = test_requests.desk


def told(office: Office) -> str:
    """All that stands in Slack now."""
    places = office.sandbox.workspace.messages.values()
    return str([(message.text, message.blocks) for place in places for message in place.values()])


async def test_a_note_for_whoever_is_asked_stays_unsaid_where_it_was_sealed_meanwhile(open_office: Office) -> None:
    store = open_office.store
    ticket_id = await arrives(store)
    await store.write(claim.claim, ticket_id, ANA)
    await store.write(escalate, ticket_id, "angry", "She writes of her illness.", ANA, "V1")
    await store.write(triage.mark_sensitive, ticket_id, "health", ANA, "V2")
    await open_office.work()
    assert open_office.calls("conversations.open")
    assert "illness" not in told(open_office)
    assert "angry" not in told(open_office)


async def test_news_of_an_escalation_keep_the_note_where_it_was_sealed_meanwhile(open_office: Office) -> None:
    store = open_office.store
    ticket_id = await raised(store)
    await store.write(escalation_answers.accept, ticket_id, MARTA)
    await store.write(escalation_answers.settle, ticket_id, "It is her illness.", MARTA, "V2")
    await store.write(triage.mark_sensitive, ticket_id, "health", ANA, "V3")
    await open_office.work(5)
    assert "says that it is settled" in told(open_office)
    assert "illness" not in told(open_office)


async def test_what_only_sealed_requests_share_is_not_named(support: Store) -> None:
    found, mine = await spike(support)
    for ticket_id in mine[1:]:
        await support.write(triage.mark_sensitive, ticket_id, "legal", ANA, f"V-{ticket_id}")
    assert "E-17" in str(spike_card(await support.read(spike_cards.facts, found), words("en")))
    await support.write(triage.mark_sensitive, mine[0], "legal", ANA, "V-first")
    shown = str(spike_card(await support.read(spike_cards.facts, found), words("en")))
    assert "E-17" not in shown
    assert f"T-{mine[0]}" in shown


async def test_what_was_shared_goes_though_its_requests_turned_out_to_be_others(support: Store, clock: Clock) -> None:
    found, mine = await spike(support)
    for ticket_id in mine:
        await support.write(triage.change_type, ticket_id, "refund", ANA)
        await support.write(read, ticket_id)
    clock.move(timedelta(hours=30))
    await support.write(spikes.look)
    await support.write(kept.take_text, mine)
    gone = await support.read(kept.get, found.id)
    assert gone is not None
    assert (gone.key.value, gone.standing) == ("", False)


async def test_a_request_that_is_merged_into_a_sealed_one_is_sealed_too(open_office: Office) -> None:
    store = open_office.store
    target, source = (
        await arrives(store, 88),
        await arrives(store, 89, body="Where is my order? I live at Lindenweg 7."),
    )
    await store.write(claim.claim, source, LENA)
    await open_office.work(10)
    assert "Lindenweg 7" in told(open_office)
    await store.write(triage.mark_sensitive, target, "health", ANA, "V1")
    await store.write(merge.merge, source, target, LENA, "V2")
    for ticket_id in (source, target):
        await sound(store, ticket_id)
        assert (await store.read(tickets.get, ticket_id)).sealed
    await open_office.work(10)
    assert "Lindenweg 7" not in told(open_office)


async def test_what_a_merged_request_was_promised_is_still_promised(support: Store, clock: Clock) -> None:
    target = await arrives(support, 89)
    await support.write(claim.claim, target, ANA)
    await writes_back(support, target, None, "V0")
    source, due = await promised(support, clock), clock.at + DAY
    await support.write(merge.merge, source, target, ANA, "V4")
    goes_on = await support.read(tickets.get, target)
    assert goes_on.state is State.WAITING_CUSTOMER
    assert await support.read(promises.standing, goes_on) == due
    assert (await support.read(alarms))[str(target)] == due
    await passes(support, clock, DAY)
    assert (await support.read(tickets.get, target)).state is State.OPEN


async def test_a_day_that_a_holding_reply_named_is_no_promise_before_it_was_sent(support: Store) -> None:
    ticket_id = await accepted(support)
    sent = await put_up(support, ticket_id)
    await support.write(reply.take_back, sent.id, MARTA)
    found = (await support.read(card.facts, ticket_id)).escalation
    assert found is not None
    assert found.glance.by_day == ()


async def test_an_answer_that_was_approved_for_one_reader_is_not_read_by_a_channel(requesting: Store) -> None:
    ticket_id = await test_requests.opened(requesting)
    await requesting.write(triage.mark_sensitive, ticket_id, "health", ANA, "V1")
    await requesting.write(claim.claim, ticket_id, LENA)
    seen = await requesting.read(last_message, ticket_id)
    sent = await requesting.write(
        reply.send_text, ticket_id, "About your illness.", LENA, view_id="V2", message_id=seen
    )  # fmt: skip
    assert sent is not None
    assert sent.keys_needed == 2
    await requesting.write(triage.unmark_sensitive, ticket_id, "It is none.", LENA, "V3")
    assert (await requesting.read(tickets.get, ticket_id)).level == "none"
    where = await requesting.read(request_posts.answering, f"{HELP}:{TS}")
    assert where is not None
    assert where.thread_ts == ""


async def test_a_message_that_comes_while_its_channel_is_read_is_not_taken_for_deleted(requesting: Store) -> None:
    await requesting.write(requests.hear, said())
    begun = await requesting.write(request_reading.begin_channel, HELP)
    assert begun is not None
    asked = await requesting.read(request_reading.asked_from, HELP, begun)
    later = f"{float(TS) + 86400 * 400:.6f}"
    await requesting.write(requests.hear, said(ts=later))
    await requesting.write(request_reading.channel_read, HELP, begun, frozenset({TS}), asked)
    assert (await known(requesting, ts=later)).stage is Stage.ASKED


async def test_an_internal_note_moves_the_answer_to_no_other_conversation(support: Store) -> None:
    target, source = await arrives(support, 88), await arrives(support, 89)
    await support.write(merge.merge, source, target, ANA, "V1")
    assert (await support.read(conversations.of_ticket, target))[1] == "89"
    noted = AgentMessage(
        source="generic", event_id="n1", conversation="88", message_id="n1", body="For us.", author_name="Ines",
        public=False,
    )  # fmt: skip
    await support.write(intake.take, noted)
    assert (await support.read(conversations.of_ticket, target))[1] == "89"


def locked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The tickets that are locked from now on, in their order, each once."""
    taken: list[int] = []
    lock = tickets.lock

    def noted(uow: UnitOfWork, ticket_id: int) -> Ticket:
        if ticket_id not in taken:
            taken.append(ticket_id)
        return lock(uow, ticket_id)

    monkeypatch.setattr(tickets, "lock", noted)
    return taken


async def test_tickets_of_several_queues_are_given_in_one_order(
    support: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    queues = tuple(queue.model_copy(update={"assign": "round_robin"}) for queue in support.desk.file.queues)
    file = support.desk.file.model_copy(update={"queues": queues})
    support.desk = support.desk.model_copy(update={"file": file})
    clock.move(timedelta(hours=1))
    await support.write(people)
    mine = [await arrives(support, 1, body="A refund, please."), await arrives(support, 2)]
    assert [(await support.read(tickets.get, one)).queue for one in mine] == ["billing", "orders"]
    for ticket_id in mine:
        await support.write(look_at, ticket_id)
    taken = locked(monkeypatch)
    await support.write(turns.deal)
    assert taken == mine


async def test_tickets_of_several_spikes_are_locked_in_one_order(
    support: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = [await named(support, 100 + number, f"E-{18 - number % 2}") for number in range(8)]
    taken = locked(monkeypatch)
    await support.write(spikes.look)
    assert len(await support.read(kept.standing)) == 2
    assert taken == mine
    taken.clear()
    clock.move(timedelta(hours=30))
    await support.write(spikes.look)
    assert await support.read(kept.standing) == []
    assert taken == mine


async def test_a_request_that_was_merged_before_its_other_one_was_sealed_is_sealed_with_it(
    open_office: Office,
) -> None:
    store = open_office.store
    target, source = (
        await arrives(store, 88),
        await arrives(store, 89, body="Where is my order? I live at Lindenweg 7."),
    )
    await store.write(claim.claim, source, LENA)
    await open_office.work(10)
    await store.write(merge.merge, source, target, LENA, "V1")
    await open_office.work(10)
    assert "Lindenweg 7" in told(open_office)
    await store.write(triage.mark_sensitive, target, "health", LENA, "V2")
    assert (await store.read(tickets.get, source)).sealed
    await sound(store, source)
    await open_office.work(10)
    assert "Lindenweg 7" not in told(open_office)


async def test_a_spike_shows_a_sealed_ones_subject_no_longer(open_office: Office) -> None:
    store = open_office.store
    mine = [await named(store, 100 + number, subject=f"Parcel {number} of mine") for number in range(4)]
    await open_office.work(10)
    await store.write(spikes.look)
    await open_office.work(10)
    assert "Parcel 3 of mine" in shown_spike(open_office)
    await store.write(triage.mark_sensitive, mine[3], "health", ANA, "V1")
    await open_office.work(30)
    assert "Parcel 2 of mine" in shown_spike(open_office)
    assert "Parcel 3 of mine" not in told(open_office)


def shown_spike(office: Office) -> str:
    return next(str(one.blocks) for one in office.cards() if "spike-" in str(one.blocks))


async def test_what_was_said_on_a_ticket_is_told_no_longer_once_that_is_sealed(open_office: Office) -> None:
    store = open_office.store
    first = await answered(store)
    await again(store)
    await open_office.work(10)
    assert "it arrives on Friday" in str([card.blocks for card in open_office.cards()][-1])
    await store.write(triage.mark_sensitive, first, "health", ANA, "V1")
    await open_office.work(10)
    assert "it arrives on Friday" not in told(open_office)
