"""An article that is read for a ticket is on its record and counted; anybody who may look one up reads it otherwise."""

from datetime import timedelta

import pytest

from bot.domain.errors import RefusalCode, Refused
from bot.domain.figures import Cell
from bot.domain.overlay import Ref
from bot.flow import articles, card, roll_ups
from store import clocks, journal
from store.store import Store
from tests.flow.clock import MONDAY, Clock
from tests.flow.desk import ANA, ARTICLE, BOB, DELICATE, GIL, LENA, OMAR, arrives, suggest

REF = Ref("article", "delays", "", 1)


async def readings(store: Store, ticket_id: int) -> list[tuple[str, str, str]]:
    entries = await store.read(journal.entries, ticket_id)
    return [
        (entry.actor, entry.detail["article"], entry.detail["version"])
        for entry in entries
        if entry.action == "article.opened"
    ]


async def test_it_is_read_as_it_stands_and_once_on_the_ticket_for_each_person(either: Store) -> None:
    ticket_id = await arrives(either)
    await either.write(suggest, ticket_id)
    for who in (ANA, OMAR, ANA):
        found = await either.write(articles.opened_beside, REF, ticket_id, who)
        assert (found.article, found.quoted, found.today) == (ARTICLE, 1, MONDAY.date())
    told = await readings(either, ticket_id)
    assert [one[1:] for one in told] == [("delays", "2")] * 2
    assert len({who for who, *_ in told}) == 2
    (line, _) = [one for one in await either.read(card.history, ticket_id, ANA) if one.action == "article.opened"]
    assert line.detail["article"] == "delays"


async def test_what_was_read_is_counted_for_the_queue_its_type_and_the_article(either: Store, clock: Clock) -> None:
    ticket_id = await arrives(either)
    for who in (ANA, OMAR):
        await either.write(articles.opened_beside, REF, ticket_id, who)
    clock.move(timedelta(minutes=5))
    rolled = (await either.read(roll_ups.count, "UTC", MONDAY.date())).rolled
    counts = {cell: amount.count for cell, amount in rolled.items() if (cell.figure, cell.key) == ("looked", "article")}
    assert counts[Cell("orders", "", "", "looked", "article")] == 2
    assert counts[Cell("orders", "type", "order_status", "looked", "article")] == 2
    assert counts[Cell("orders", "article", "delays", "looked", "article")] == 2


async def test_reading_is_nothing_done(support: Store, clock: Clock) -> None:
    """Whether anybody works on what is overdue is told by what they did."""
    ticket_id = await arrives(support)
    clock.move(timedelta(minutes=5))
    await support.write(articles.opened_beside, REF, ticket_id, ANA)
    assert await support.read(clocks.last_deeds, [ticket_id]) == {}


async def test_behind_a_seal_only_for_those_who_may_open_it(support: Store) -> None:
    ticket_id = await arrives(support, body=DELICATE)
    with pytest.raises(Refused):
        await support.write(articles.opened_beside, REF, ticket_id, ANA)
    assert (await support.write(articles.opened_beside, REF, ticket_id, LENA)).article == ARTICLE
    assert len(await readings(support, ticket_id)) == 1


async def test_without_a_ticket_it_is_for_whoever_may_look_one_up(support: Store) -> None:
    assert (await support.read(articles.opened, REF, BOB)).article == ARTICLE
    with pytest.raises(Refused):
        await support.read(articles.opened, REF, GIL)


@pytest.mark.parametrize("ref", [Ref("article", "gone", "", 1), Ref("template", "delays", "en", 1)])
async def test_what_is_no_article(support: Store, ref: Ref) -> None:
    ticket_id = await arrives(support)
    with pytest.raises(Refused) as refused:
        await support.write(articles.opened_beside, ref, ticket_id, ANA)
    assert refused.value.code == RefusalCode.NO_SUCH_SOURCE
    with pytest.raises(Refused):
        await support.read(articles.opened, ref, ANA)
    assert await readings(support, ticket_id) == []
