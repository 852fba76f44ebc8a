"""**I checked this today**: by the owner only, and what waits for it goes on."""

from datetime import date, timedelta

import pytest

from bot.domain.draft import Suggestion, Summary, Withheld
from bot.domain.errors import RefusalCode, Refused
from bot.domain.overlay import Ref
from bot.flow import card, prepare, reply, sources
from store import drafts, overlay, tickets
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests.flow.clock import Clock
from tests.flow.desk import ANA, ARTICLE, MARTA, SUGGESTION, arrives, last_message, suggest
from tests.flow.ledger import pending

REF = Ref("article", "delays", "en", 2)
NEXT = date(2027, 6, 1)
AFTER = timedelta(days=80)  # the article's last day is over


async def blocked(store: Store, draft_id: int, ticket_id: int) -> RefusalCode | None:
    try:
        await store.write(reply.approve, draft_id, await store.read(last_message, ticket_id), ANA)
    except Refused as refused:
        return refused.code
    return None


async def test_an_expired_source_blocks_until_its_owner_has_checked_it(either: Store, clock: Clock) -> None:
    ticket_id = await arrives(either)
    draft_id = await either.write(suggest, ticket_id)
    clock.move(AFTER)
    await either.write(refreshed)
    assert await blocked(either, draft_id, ticket_id) == RefusalCode.SOURCE_EXPIRED
    facts = await either.read(card.facts, ticket_id)
    assert (facts.to_check, facts.blocked) == (REF, True)
    assert await either.write(sources.check, REF, NEXT, MARTA, "V1") is not None
    facts = await either.read(card.facts, ticket_id)
    assert (facts.to_check, facts.blocked, facts.today_checked_days["delays"]) == (None, False, 0)
    assert "card" in await either.read(pending)
    assert await blocked(either, draft_id, ticket_id) is None


def refreshed(uow: UnitOfWork) -> None:
    from tests.flow.desk import people

    people(uow)


async def test_only_the_owner_checks(support: Store) -> None:
    with pytest.raises(Refused) as refused:
        await support.write(sources.check, REF, NEXT, ANA, "V1")
    assert (refused.value.code, refused.value.facts["who_may"]) == (RefusalCode.NOT_YOUR_ROLE, "Marta")
    with pytest.raises(Refused):
        await support.read(sources.asked, REF, ANA)


@pytest.mark.parametrize(
    ("ref", "until", "code"),
    [
        (Ref("article", "delays", "en", 1), NEXT, RefusalCode.SOURCE_CHANGED),
        (Ref("article", "gone", "en", 2), NEXT, RefusalCode.NO_SUCH_SOURCE),
        (REF, date(2026, 11, 1), RefusalCode.PAST_TIME),
    ],
)
async def test_what_cannot_be_checked(support: Store, ref: Ref, until: date, code: RefusalCode) -> None:
    with pytest.raises(Refused) as refused:
        await support.write(sources.check, ref, until, MARTA, "V1")
    assert refused.value.code == code


async def test_the_owner_is_asked_for_the_same_span_again(support: Store) -> None:
    asked = await support.read(sources.asked, REF, MARTA)
    assert asked.until - date(2026, 11, 23) == ARTICLE.valid_until - ARTICLE.checked


async def test_a_source_soon_due_is_offered_and_blocks_nothing(support: Store, clock: Clock) -> None:
    ticket_id = await arrives(support)
    await support.write(suggest, ticket_id)
    assert (await support.read(card.facts, ticket_id)).to_check is None
    clock.move(timedelta(days=60))
    facts = await support.read(card.facts, ticket_id)
    assert (facts.to_check, facts.blocked) == (REF, False)


async def test_what_was_withheld_for_it_is_looked_at_again(support: Store) -> None:
    ticket_id = await arrives(support)
    facts = {"title": "Delivery delays", "entry": "article:delays:en"}
    stale = Suggestion(engine="embedded", language="en", summary=Summary(), withheld=Withheld.STALE_SOURCE, facts=facts)
    await support.write(suggest, ticket_id, stale)
    assert (await support.read(card.facts, ticket_id)).to_check == REF
    await support.write(sources.check, REF, NEXT, MARTA, "V1")
    assert "prepare" in await support.read(pending)


async def test_what_was_held_back_meanwhile_is_not_suggested(support: Store) -> None:
    ticket_id = await arrives(support)
    ticket = await support.read(tickets.get, ticket_id)

    def holds(uow: UnitOfWork) -> None:
        overlay.quarantine(uow, "article", "delays", "carrier", "DHL → GLS", 1)

    await support.write(holds)
    await support.write(prepare.store, ticket, ticket.last_message_id, SUGGESTION, 1)
    draft = await support.read(drafts.current, ticket_id)
    assert draft is not None
    assert (draft.reason, draft.facts["why"], draft.body) == (Withheld.QUARANTINED, "DHL → GLS", "")
    assert (await support.read(card.facts, ticket_id)).to_check == REF


async def test_a_check_is_seen_at_once_and_by_the_next_request(support: Store) -> None:
    def checks(uow: UnitOfWork) -> date:
        overlay.check(uow, REF, 1, NEXT)
        return found(uow)

    def found(uow: UnitOfWork) -> date:
        article = uow.desk.article("delays")
        assert article is not None
        return article.valid_until

    assert await support.read(found) == ARTICLE.valid_until
    assert await support.write(checks) == NEXT
    assert await support.read(found) == NEXT
    assert await support.read(lambda uow: uow.written.article("delays")) == ARTICLE
