"""What a macro says on a ticket: as much of the customer's own records as its type may read, and of others nothing."""

import json
from datetime import date
from typing import Any

import pytest
from sqlalchemy import text

from bot.domain.article import Macro
from bot.domain.errors import RefusalCode, Refused
from bot.domain.macro import Choice
from bot.domain.overlay import Ref
from bot.domain.record import LinkedRecord
from bot.flow import card, changed, macros, reply, resolve, sources, weekly
from store import journal, records
from store.store import Store
from tests.flow.desk import ANA, BOB, DELICATE, DESK, GIL, LENA, MARTA, arrives, last_message, look_at

BODY = "{greeting}\n{order}: {orders.status} {orders.eta} {orders.total}\n{ticket}, {agent}"
MACRO = Macro(
    id="carrier", title="We ask", owner="@marta", body=BODY, checked=date(2026, 11, 1), valid_until=date(2027, 1, 1)
)
CARRIER = Choice("carrier", "We ask")
OLD = Ref("macro", "old", "en", 1)
FIELDS = {"status": "in transit", "eta": "Friday", "total": "€ 9"}


@pytest.fixture
def offering(support: Store) -> Store:
    support.desk = DESK.model_copy(
        update={"macros": (MACRO, MACRO.model_copy(update={"id": "old", "valid_until": MACRO.checked}))}
    )
    return support


async def with_record(store: Store, state: Any = "own", **changes: Any) -> int:
    ticket_id = await arrives(store, **changes)
    await store.write(look_at, ticket_id)
    record = LinkedRecord(source="orders", key="4417", state=state, fields=FIELDS if state == "own" else {})
    await store.write(records.link, ticket_id, record, "suggestion")
    return ticket_id


async def test_it_says_what_the_type_may_read_and_is_on_record(offering: Store) -> None:
    ticket_id = await with_record(offering)
    said = await offering.write(macros.use, ticket_id, "carrier", ANA, "a press")
    assert said == f"Hello Jo,\n4417: in transit Friday {{orders.total}}\nT-{ticket_id}, Ana"
    used = [entry for entry in await offering.read(journal.entries, ticket_id) if entry.action == "macro.used"]
    assert [entry.detail for entry in used] == [{"macro": "carrier", "language": "en", "version": "1"}]


@pytest.mark.parametrize("state", ["foreign", "unknown", "unreachable"])
async def test_a_record_that_is_not_theirs_fills_in_nothing(offering: Store, state: str) -> None:
    ticket_id = await with_record(offering, state)
    said = await offering.write(macros.use, ticket_id, "carrier", ANA, "a press")
    assert "{order}: {orders.status}" in said
    assert "4417" not in said


async def test_one_that_is_past_its_date_is_named_and_used_once_it_was_checked(offering: Store) -> None:
    ticket_id = await with_record(offering)
    assert (await offering.write(card.opened, ticket_id, ANA)).macros == (CARRIER, Choice("old", "We ask", "expired"))
    with pytest.raises(Refused) as refused:
        await offering.write(macros.use, ticket_id, "old", ANA, "a press")
    assert (refused.value.code, refused.value.facts) == (
        RefusalCode.SOURCE_EXPIRED, {"title": "We ask", "owner": "@marta"},
    )  # fmt: skip
    assert await offering.write(sources.check, OLD, date(2027, 6, 1), MARTA, "V1") is not None
    assert (await offering.write(card.opened, ticket_id, ANA)).macros == (CARRIER, Choice("old", "We ask"))
    assert "in transit" in await offering.write(macros.use, ticket_id, "old", ANA, "a press")


async def test_only_its_owner_checks_one(offering: Store) -> None:
    with pytest.raises(Refused) as refused:
        await offering.write(sources.check, OLD, date(2027, 6, 1), ANA, "V1")
    assert (refused.value.code, refused.value.facts["who_may"]) == (RefusalCode.NOT_YOUR_ROLE, "Marta")


async def test_what_it_depends_on_changes_and_it_waits_for_its_owner(either: Store) -> None:
    either.desk = DESK.model_copy(update={"macros": (MACRO.model_copy(update={"depends_on": ("carrier",)}),)})
    ticket_id = await with_record(either)
    assert (await either.write(changed.preview, "carrier", LENA)).entries[-1].id == "carrier"
    assert await either.write(changed.hold, "carrier", "GLS from 1 Dec", LENA, "V1") == 2
    (told,) = await either.read(lambda uow: uow.execute(text("SELECT facts FROM notice")).scalars().all())
    facts = json.loads(told) if isinstance(told, str) else told
    assert ["macro", "carrier", "en", 1, "We ask"] in json.loads(facts["entries"])
    assert (await either.write(card.opened, ticket_id, ANA)).macros == (Choice("carrier", "We ask", "held"),)
    with pytest.raises(Refused) as refused:
        await either.write(macros.use, ticket_id, "carrier", ANA, "a press")
    assert refused.value.code is RefusalCode.SOURCE_QUARANTINED
    assert refused.value.facts == {"title": "We ask", "owner": "@marta", "why": "GLS from 1 Dec"}
    held = await either.read(changed.standing, LENA)
    assert {(one.quarantine.kind, one.quarantine.name) for one in held} == {("article", "delays"), ("macro", "carrier")}
    ref = Ref("macro", "carrier", "en", 1)
    assert await either.write(sources.check, ref, date(2027, 6, 1), MARTA, "V2") is not None
    assert [one.quarantine.name for one in await either.read(changed.standing, LENA)] == ["delays"]
    assert "in transit" in await either.write(macros.use, ticket_id, "carrier", ANA, "a press")


async def test_its_owner_has_it_on_their_list(offering: Store) -> None:
    due = (await offering.read(weekly.lists))["@marta"].due
    assert (OLD, "We ask") in {(one.ref, one.title) for one in due}


async def test_without_one_in_the_customers_language_the_desks_are_offered(offering: Store) -> None:
    ticket_id = await with_record(offering, language="de")
    assert (await offering.write(card.opened, ticket_id, ANA)).macros == (CARRIER, Choice("old", "We ask", "expired"))


@pytest.mark.parametrize(("body", "by"), [("Where is my order 4417?", BOB), ("Where is it?", GIL), (DELICATE, ANA)])
async def test_only_who_may_answer_uses_one(offering: Store, body: str, by: str) -> None:
    ticket_id = await arrives(offering, body=body)
    with pytest.raises(Refused):
        await offering.write(macros.use, ticket_id, "carrier", by, "a press")


async def test_a_gap_is_refused_and_nothing_is_put_up(offering: Store) -> None:
    ticket_id = await arrives(offering)
    seen = await offering.read(last_message, ticket_id)
    with pytest.raises(Refused) as refused:
        await offering.write(reply.send_text, ticket_id, "Order {order} is late.", LENA, view_id="V1", message_id=seen)
    assert (refused.value.code, refused.value.facts) == (RefusalCode.MACRO_GAP, {"gap": "{order}"})
    sent = await offering.write(
        reply.send_text, ticket_id, "Order 4417 {sorry} is late.", LENA, view_id="V1", message_id=seen
    )
    assert sent is not None


async def test_a_press_that_comes_twice_is_on_record_once(offering: Store) -> None:
    ticket_id = await with_record(offering)
    said = [await offering.write(macros.use, ticket_id, "carrier", ANA, "one press") for _ in range(2)]
    assert said[0] == said[1]
    assert [entry.action for entry in await offering.read(journal.entries, ticket_id)].count("macro.used") == 1


async def test_on_a_ticket_that_no_reply_fits_any_more_none_is_used(offering: Store) -> None:
    ticket_id = await with_record(offering)
    await offering.write(resolve.resolve, ticket_id, ANA)
    with pytest.raises(Refused) as refused:
        await offering.write(macros.use, ticket_id, "carrier", ANA, "one press")
    assert refused.value.code is RefusalCode.WRONG_STATE
