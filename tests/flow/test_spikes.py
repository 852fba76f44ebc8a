"""More requests than usual share a cause: one card, an incident, and one request to a department for all of them."""

from datetime import timedelta

import pytest

from bot.domain.errors import RefusalCode, Refused
from bot.domain.handoff import Answer
from bot.domain.spike import Key, Spike, SpikeState
from bot.domain.ticket import State
from bot.flow import card, correct, handoff_answers, merge, not_a_request, spike_cards, spikes, triage
from bot.flow.handoff import Request
from bot.slack.spike_cards import spike_card
from bot.words import words
from store import spikes as kept
from store import tickets
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests.flow import desk
from tests.flow.clock import Clock
from tests.flow.desk import ANA, BOB, LENA, MARTA, NADIA, PRIYA, TOMAS, arrives
from tests.flow.ledger import pending

KEY = Key("error", "order_status", "E-17")
WHY = Request(department="logistics", needs="What is E-17?")


def read(uow: UnitOfWork, ticket_id: int) -> None:
    spikes.note(uow, tickets.lock(uow, ticket_id))


async def named(store: Store, number: int, error: str = "E-17", **changes: str) -> int:
    """A request that names an error, read."""
    ticket_id = await arrives(store, number, body=f"Where is my order? It says {error}.", **changes)
    await store.write(read, ticket_id)
    return ticket_id


async def spike(store: Store, count: int = 4) -> tuple[Spike, list[int]]:
    """So many requests name the same, and it is noticed."""
    mine = [await named(store, 100 + number) for number in range(count)]
    await store.write(spikes.look)
    found = await store.read(kept.of_key, KEY)
    assert found is not None
    return found, mine


async def test_four_of_the_same_are_one_spike_and_the_fifth_joins_it(either: Store, clock: Clock) -> None:
    await named(either, 90, "E-18")
    found, mine = await spike(either)
    await either.write(spikes.look)

    assert [one.key for one in await either.read(kept.standing)] == [KEY]
    assert await either.read(kept.ticket_ids, found.id) == mine
    assert "spike" in await either.read(pending)

    clock.move(timedelta(minutes=30))
    fifth = await named(either, 110)
    await either.write(read, fifth)  # prepared again
    line = (await either.read(card.facts, fifth)).spike
    assert line is not None
    assert (line.value, line.incident) == ("E-17", False)
    assert len(await either.read(kept.ticket_ids, found.id)) == 5


async def test_three_are_none(support: Store) -> None:
    for number in range(3):
        await named(support, 100 + number)
    await support.write(spikes.look)
    assert await support.read(kept.standing) == []


async def test_what_is_none_or_part_of_another_is_no_further_request(support: Store) -> None:
    found, mine = await spike(support, 6)
    assert (await support.read(spike_cards.facts, found)).count == 6
    await support.write(merge.merge, mine[1], mine[0], ANA, "V1")
    await support.write(not_a_request.end, mine[2], ANA)
    assert "spike" in await support.read(pending), "its card counts anew"
    shown = await support.read(spike_cards.facts, found)
    assert (shown.count, sorted(number for number, _ in shown.examples)) == (4, [mine[0], *mine[3:]])
    await support.write(not_a_request.take_back, mine[2], ANA)
    assert (await support.read(spike_cards.facts, found)).count == 5


async def test_three_and_one_that_is_none_are_no_spike(support: Store) -> None:
    mine = [await named(support, 100 + number) for number in range(4)]
    await support.write(not_a_request.end, mine[0], ANA)
    await support.write(spikes.look)
    assert await support.read(kept.standing) == []


async def test_another_type_is_another_cause(support: Store) -> None:
    found, mine = await spike(support)
    await support.write(triage.change_type, mine[0], "refund", ANA)
    await support.write(read, mine[0])
    assert await support.read(kept.ticket_ids, found.id) == mine[1:]


async def test_a_lead_makes_it_an_incident_and_ends_it(either: Store) -> None:
    found, mine = await spike(either)
    for member in (ANA, TOMAS):
        with pytest.raises(Refused):
            await either.write(spikes.incident, found.id, member)

    assert (await either.write(spikes.incident, found.id, LENA)).state is SpikeState.INCIDENT
    decided = await either.read(kept.get, found.id)
    await either.write(spikes.incident, found.id, MARTA)  # pressed twice: it stays as it was decided
    assert await either.read(kept.get, found.id) == decided
    line = (await either.read(card.facts, mine[0])).spike
    assert line is not None
    assert line.incident

    assert (await either.write(spikes.end, found.id, LENA)).state is SpikeState.OVER
    with pytest.raises(Refused) as refused:
        await either.write(spikes.end, found.id, LENA)
    assert refused.value.code is RefusalCode.SPIKE_OVER
    assert (await either.read(card.facts, mine[0])).spike is None


async def test_only_who_leads_one_of_its_queues_or_answers_for_its_type_decides(either: Store) -> None:
    found, mine = await spike(either)
    for deed in (spikes.incident, spikes.end, spike_cards.offer):
        for other in (NADIA, BOB):  # Nadia answers for other types, Bob works in another queue
            with pytest.raises(Refused) as refused:
                await either.write(deed, found.id, other)
            assert refused.value.code is RefusalCode.NOT_YOUR_ROLE
            assert refused.value.facts["who_may"] == "Lena, Marta, Priya"

    for ticket_id in mine:
        await either.write(correct.move_queue, ticket_id, "billing", ANA, f"V-{ticket_id}")
    with pytest.raises(Refused) as refused:
        await either.write(spikes.incident, found.id, LENA)
    assert refused.value.facts["who_may"] == "Marta, Priya"
    assert (await either.write(spikes.incident, found.id, PRIYA)).state is SpikeState.INCIDENT


async def test_what_is_no_spike_does_not_come_back_for_a_day(support: Store, clock: Clock) -> None:
    found, _ = await spike(support)
    assert (await support.write(spikes.end, found.id, LENA)).state is SpikeState.DISMISSED
    await named(support, 120)
    await support.write(spikes.look)
    assert await support.read(kept.standing) == []


async def test_it_is_over_when_none_has_come_for_a_day_and_an_incident_stays(support: Store, clock: Clock) -> None:
    found, _ = await spike(support)
    clock.move(timedelta(hours=23))
    await support.write(spikes.look)
    assert len(await support.read(kept.standing)) == 1
    clock.move(timedelta(hours=2))
    await support.write(spikes.look)
    ended = await support.read(kept.get, found.id)
    assert ended is not None
    assert ended.state is SpikeState.OVER
    facts = await support.read(spike_cards.facts, ended)
    assert facts.examples == ()
    assert "E-17" in str(spike_card(facts, words("en")).blocks)


async def test_all_of_its_tickets_are_handed_off_at_once(either: Store) -> None:
    found, mine = await spike(either)
    offer = await either.write(spike_cards.offer, found.id, LENA)
    assert (offer.waiting, offer.departments[0][0]) == (4, "logistics")

    asked = await either.write(spike_cards.hand_off, found.id, WHY, None, LENA, "V-all")
    assert asked is not None
    assert sorted(asked.waiting) == mine
    assert (await either.read(tickets.get, mine[0])).state is State.WAITING_DEPARTMENT
    with pytest.raises(Refused) as refused:
        await either.write(spike_cards.offer, found.id, LENA)
    assert refused.value.code is RefusalCode.NOTHING_TO_HAND_OFF

    fifth = await named(either, 110)
    nothing_new = Request(department="", needs="")
    again = await either.write(spike_cards.hand_off, found.id, nothing_new, asked.id, LENA, "V-add")
    assert again is not None
    assert sorted(again.waiting) == [*mine, fifth]
    done = await either.write(handoff_answers.promise, asked.id, Answer.ACCEPT, TOMAS)
    assert done is not None


async def test_sealed_and_foreign_tickets_show_a_number_and_no_more(support: Store) -> None:
    found, mine = await spike(support)
    for ticket_id in mine[1:]:
        await support.write(desk.look_at, ticket_id)
    facts = await support.read(spike_cards.facts, found)
    assert [subject for _, subject in facts.examples] == ["My parcel", "My parcel", "My parcel", ""]
    await support.write(triage.mark_sensitive, mine[3], "legal", ANA, "V-mark")
    assert (await support.read(spike_cards.facts, found)).examples[0] == (mine[3], "")


async def test_what_is_shared_goes_with_the_last_text(support: Store) -> None:
    found, mine = await spike(support)
    await support.write(kept.take_text, mine[:3])
    left = await support.read(kept.get, found.id)
    assert left is not None
    assert left.key.value == "E-17"
    await support.write(kept.take_text, mine)
    gone = await support.read(kept.get, found.id)
    assert gone is not None
    assert (gone.key.value, gone.standing) == ("", False)
