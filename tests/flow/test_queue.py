"""`/queue`: what waits, since when and on whom."""

from datetime import timedelta

import pytest

from bot.domain.card import QueueStatus
from bot.domain.errors import RefusalCode, Refused
from bot.flow import claim, queue, reply, resolve
from store.store import Store
from tests.flow import desk
from tests.flow.clock import Clock
from tests.flow.desk import ANA, BOB, DELICATE, GIL, LENA, OMAR, arrives, look_at


async def ask(store: Store, chosen: str = "", page: int = 0, by: str = ANA, name: str | None = "orders") -> QueueStatus:
    return await store.read(queue.status, name, chosen, page, by)


async def listed(store: Store, chosen: str = "", by: str = ANA) -> list[int]:
    return [line.ticket_id for line in (await ask(store, chosen, by=by)).lines]


async def later(store: Store, clock: Clock, **time: float) -> None:
    clock.move(timedelta(**time))
    await store.write(desk.people)


async def test_the_longest_waiting_comes_first_and_a_claim_does_not_change_that(support: Store, clock: Clock) -> None:
    first = await arrives(support, 1)
    came = clock.at
    await later(support, clock, minutes=10)
    second = await arrives(support, 2)
    await later(support, clock, minutes=10)
    await support.write(claim.claim, first, OMAR)
    found = await ask(support)
    assert [line.ticket_id for line in found.lines] == [first, second]
    assert (found.lines[0].waiting_since, found.lines[0].holder_name) == (came, "Omar")
    assert found.lines[1].holder_name == ""


async def test_counts_are_of_the_whole_queue_and_filters_of_what_they_say(support: Store, clock: Clock) -> None:
    first, second = await arrives(support, 1), await arrives(support, 2)
    sealed = await arrives(support, 3, body=DELICATE)
    await arrives(support, 4, subject="Refund", body="I want a refund.")
    done = await arrives(support, 5)
    await support.write(resolve.resolve, done, ANA)
    await support.write(claim.claim, first, ANA)
    await support.write(reply.send_text, sealed, "We are sorry.", LENA, view_id="V1")
    found = await ask(support)
    assert {
        name: found.counts[name] for name in ("open", "unassigned", "waiting_approval", "sensitive", "overdue")
    } == {
        "open": 3,
        "unassigned": 1,
        "waiting_approval": 1,
        "sensitive": 1,
        "overdue": 0,
    }
    assert await listed(support, "mine") == [first]
    assert await listed(support, "mine", by=OMAR) == []
    assert await listed(support, "unassigned") == [second]
    assert await listed(support, "waiting") == [sealed]
    assert await listed(support, "sensitive") == [sealed]


async def test_due_soon_and_overdue_go_by_business_time_and_exclude_each_other(support: Store, clock: Clock) -> None:
    ticket_id = await arrives(support)  # at eight; the office opens at nine, and an answer is due in two hours
    (line,) = (await ask(support)).lines
    assert line.due == clock.at + timedelta(hours=3)
    assert (await listed(support, "due soon"), await listed(support, "overdue")) == ([], [])
    await later(support, clock, hours=2, minutes=30)
    assert (await listed(support, "due soon"), await listed(support, "overdue")) == ([ticket_id], [])
    await later(support, clock, hours=1)
    assert (await listed(support, "due soon"), await listed(support, "overdue")) == ([], [ticket_id])
    assert (await ask(support)).lines[0].overdue


async def test_a_sealed_line_gives_its_number_and_no_subject(support: Store) -> None:
    ticket_id = await arrives(support, body=DELICATE)
    (line,) = (await ask(support)).lines
    assert (line.ticket_id, line.subject, line.sealed) == (ticket_id, "", True)


async def test_pages_hold_ten_and_a_page_that_is_not_there_is_the_last(support: Store) -> None:
    ticket_ids = [await arrives(support, number) for number in range(1, 13)]
    first, last, beyond = [await ask(support, page=page) for page in (0, 1, 9)]
    assert [line.ticket_id for line in first.lines + last.lines] == ticket_ids
    assert (first.total, last.page, beyond.page) == (12, 1, 1)
    assert (await ask(support, page=-3)).page == 0


async def test_without_a_name_it_is_the_askers_own_queue(support: Store) -> None:
    assert (await ask(support, name=None, by=BOB)).queue == "billing"
    assert (await ask(support, name=None)).queue == "orders"


@pytest.mark.parametrize(
    ("name", "chosen", "by", "code"),
    [
        ("nowhere", "", ANA, RefusalCode.UNKNOWN_WORD),
        ("orders", "urgent", ANA, RefusalCode.UNKNOWN_WORD),
        ("orders", "", BOB, RefusalCode.NOT_A_MEMBER),
        ("orders", "", GIL, RefusalCode.NOT_A_MEMBER),
    ],
)
async def test_what_is_asked_wrongly_or_by_strangers_is_refused(
    support: Store, name: str, chosen: str, by: str, code: RefusalCode
) -> None:
    with pytest.raises(Refused) as refused:
        await ask(support, chosen, by=by, name=name)
    assert refused.value.code is code


async def test_words_find_tickets_of_ones_own_queues_and_never_sealed_ones(support: Store, clock: Clock) -> None:
    plain = await arrives(support, 1, subject="Lamp 100% broken_")
    sealed = await arrives(support, 2, subject="Lamp", body=DELICATE)
    refund = await arrives(support, 3, subject="Lamp refund", body="A refund, please.")
    for ticket_id in (plain, sealed, refund):
        await support.write(look_at, ticket_id)
    find = [[ticket.id for ticket in await support.read(queue.find, words, ANA)] for words in ("lamp", "100% n_", "z")]
    assert find == [[plain], [plain], []]
    assert [ticket.id for ticket in await support.read(queue.find, "lamp", BOB)] == [refund]
    clock.move(timedelta(minutes=20))
    with pytest.raises(Refused):
        await support.read(queue.find, "lamp", ANA)
