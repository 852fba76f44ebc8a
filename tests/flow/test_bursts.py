"""A burst in a channel: six posts a minute, nothing hidden, nothing doubled."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.flow import bursts, claim, leases, posting
from store.unit_of_work import UnitOfWork
from tests.flow.desk import ANA, ESCALATIONS, ORDERS, writes
from tests.flow.flood import ENOUGH, Flood, flooded, is_list, make_urgent, most_in_a_minute, seconds_since


def burst_rows(uow: UnitOfWork) -> list[tuple[str, bool]]:
    found = uow.execute(text("SELECT place, ended_at FROM burst ORDER BY id"))
    return [(row.place, row.ended_at is not None) for row in found]


@pytest.mark.timeout(300)
async def test_a_thousand_tickets_in_one_channel(flood: Flood) -> None:
    begun = flood.office.clock.at
    count = 1000 if flood.store.sqlite else 200
    steps, came, sensitive_ids = 10, [], []
    for _ in range(steps):
        ids = await flood.comes(count // steps, urgent=1, sensitive=1)
        came += ids
        sensitive_ids.append(ids[-1])
        await flood.passes(1)
    await flood.passes(60)

    assert most_in_a_minute(flood.posts()) <= 6
    shown = flood.shown() + flood.shown(ESCALATIONS)
    assert [ticket_id for ticket_id in came if f"T-{ticket_id}" not in shown] == [], "nothing is hidden"
    assert all(flood.card_of(ticket_id) for ticket_id in sensitive_ids)
    sealed = flood.posts(ESCALATIONS)
    assert len(sealed) == steps
    assert max(seconds_since(begun, message) for message in sealed) <= 30, "sensitive ones at once"
    lists = [message for message in flood.posts() if is_list(message)]
    assert len(lists) == -(-(count - 2 * steps) // 300)
    assert max(seconds_since(begun, message) for message in lists) <= 60, "all are visible within a minute"
    assert "order 4417" not in str([message.blocks for message in flood.lists()]), "no word of a customer's"

    await flood.passes(200, 5)
    assert most_in_a_minute(flood.posts()) <= 6
    urgent = [ticket_id for ticket_id in came if ticket_id not in sensitive_ids and flood.card_of(ticket_id)]
    assert len(urgent) >= steps, "urgent ones have cards of their own"
    assert "A card of its own follows" not in flood.shown()
    await flood.passes(320, 20)
    assert len(flood.posts()) == len(lists) + len(urgent), "nobody else has, and nothing was posted twice"
    assert await flood.store.read(burst_rows) == [("#support-orders", True)]


async def test_the_first_list_comes_at_once_with_the_urgent_ones_on_top(quick: Flood) -> None:
    await quick.comes(ENOUGH)
    (late,) = await quick.comes(1, urgent=1)
    await quick.passes(5)
    (shown,) = quick.lists()
    assert f"T-{late}" in str(shown.blocks[1])
    assert quick.card_of(late) is None
    await quick.passes(60)
    assert quick.card_of(late)
    assert f"T-{late}" not in str(quick.lists()[0].blocks)


async def test_what_was_posted_in_the_minute_before_counts_among_the_six(quick: Flood) -> None:
    await quick.comes(3)
    await quick.passes(12)
    assert len(quick.posts()) == 3
    await quick.comes(ENOUGH, urgent=6)
    await quick.passes(75)
    assert most_in_a_minute(quick.posts()) <= 6


async def test_twenty_tickets_are_posted_one_by_one(quick: Flood) -> None:
    ids = await quick.comes(20)
    await quick.passes(40)
    assert all(quick.card_of(ticket_id) for ticket_id in ids)
    assert quick.lists() == []
    assert await quick.store.read(burst_rows) == []


async def test_more_than_twenty_that_are_posted_within_the_minute_are_no_burst(quick: Flood) -> None:
    ids = await quick.comes(50)
    await quick.passes(70)
    assert all(quick.card_of(ticket_id) for ticket_id in ids)
    assert await quick.store.read(burst_rows) == [], "what was announced is withdrawn"


async def test_more_than_twenty_for_a_minute_are_one(quick: Flood) -> None:
    quick.office.sandbox.fail("chat.postMessage", times=1, status=429, retry_after=50)  # Slack has a pause of its own
    ids = await quick.comes(50)
    await quick.passes(58)
    assert quick.lists() == []
    await quick.passes(12)
    (shown,) = quick.lists()
    assert all(f"T-{ticket_id}" in quick.shown() for ticket_id in ids)
    assert "wait here" in str(shown.blocks)


async def test_a_burst_outlives_a_restart(flood: Flood) -> None:
    await flood.comes(50)
    await flood.store.write(bursts.watch)
    async with flooded(flood.store, flood.office.clock) as other:
        flood.office.clock.move(timedelta(seconds=61))
        await other.passes(10)
        (shown,) = other.lists()
        assert "50 requests" in str(shown.blocks)


async def test_a_listed_ticket_that_becomes_urgent_gets_a_card(quick: Flood) -> None:
    ids = await quick.comes(ENOUGH)
    await quick.passes(5)
    await quick.store.write(make_urgent, ids[50])
    await quick.passes(2)
    assert f"T-{ids[50]}" in str(quick.lists()[0].blocks[1]), "on top until then"
    await quick.passes(60)
    assert quick.card_of(ids[50])


async def test_a_customer_who_writes_again_stays_listed_while_it_lasts(quick: Flood) -> None:
    ids = await quick.comes(ENOUGH)
    await quick.passes(5)
    conversation = str(ids.index(ids[50]) + 1)
    await writes(quick.store, conversation=conversation)
    await quick.passes(20)
    assert quick.card_of(ids[50]) is None
    assert f"T-{ids[50]}" in quick.shown()
    await quick.passes(400, 20)
    assert await quick.store.read(burst_rows) == [("#support-orders", True)]
    assert quick.card_of(ids[50]) is None, "no card without a reason, not even afterwards"
    await writes(quick.store, number=2, conversation=conversation)
    await quick.passes(20)
    assert quick.card_of(ids[50]), "heard as ever"


async def test_a_card_that_would_continue_below_says_that_it_is_listed(quick: Flood) -> None:
    (before,) = await quick.comes(1)
    await quick.passes(10)
    await quick.comes(ENOUGH)
    await quick.passes(5)
    await writes(quick.store, conversation="1")
    await quick.passes(20)
    assert quick.card_of(before) is None
    assert f"T-{before} stands on a list" in quick.shown()
    assert f"T-{before}" in str([message.blocks for message in quick.lists()])


async def test_a_flood_of_sensitive_ones_is_named_page_by_page_and_none_of_it_told(
    quick: Flood, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.bursts.PAGE", 40)
    ids = await quick.comes(100, sensitive=100)
    await quick.passes(50)
    assert most_in_a_minute(quick.posts(ESCALATIONS)) <= 6
    assert len(quick.lists(ESCALATIONS)) == 3
    assert all(f"T-{ticket_id}" in quick.shown(ESCALATIONS) for ticket_id in ids)
    assert "Where is my order" not in str([message.blocks for message in quick.lists(ESCALATIONS)])


async def test_a_list_whose_answer_was_lost_is_not_posted_twice(quick: Flood) -> None:
    await quick.comes(ENOUGH)
    await quick.store.write(bursts.watch)
    quick.office.sandbox.fail("chat.postMessage", drop_after=True)
    await quick.passes(30)
    assert len(quick.lists()) == 1
    assert most_in_a_minute(quick.posts()) <= 6


async def test_a_list_that_somebody_deleted_is_posted_again(quick: Flood) -> None:
    ids = await quick.comes(ENOUGH)
    await quick.passes(10)
    quick.office.sandbox.workspace.remove(quick.lists()[0])
    await quick.store.write(claim.claim, ids[50], ANA)
    await quick.passes(20)
    (again,) = quick.lists()
    assert "wait here" in str(again.blocks)


async def test_edits_of_a_list_are_gathered(quick: Flood) -> None:
    for _ in range(15):
        await quick.comes(ENOUGH // 8)
        await quick.passes(1)
    assert quick.office.calls("chat.update") <= 5


async def test_switched_off_it_ends_and_everything_is_posted(quick: Flood) -> None:
    await quick.comes(ENOUGH)
    await quick.store.write(bursts.watch)
    await quick.store.write(bursts.watch, False)
    assert await quick.store.read(burst_rows) == [("#support-orders", True)]


async def test_channels_do_not_disturb_each_other(quick: Flood) -> None:
    await quick.comes(ENOUGH)
    await quick.passes(2)
    (sensitive,) = await quick.comes(1, sensitive=1)
    await quick.passes(10)
    assert quick.card_of(sensitive), "the escalations channel has no burst"


async def test_a_card_that_was_let_through_and_is_posted_after_all_keeps_the_channels_pace(quick: Flood) -> None:
    (ticket_id,) = await quick.comes(1)
    assert await quick.store.write(posting.plan_card, ticket_id, "") is None
    quick.office.clock.move(timedelta(seconds=10))
    (job,) = await quick.store.write(leases.take, {}, 8, 0, timedelta(seconds=60))
    assert job.bucket == f"chat.postMessage:{ORDERS}"
    assert await quick.store.write(posting.plan_card, ticket_id, job.bucket) is not None
