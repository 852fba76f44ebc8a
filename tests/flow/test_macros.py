"""What a macro says on a ticket: as much of the customer's own records as its type may read, and of others nothing."""

from datetime import date
from typing import Any

import pytest

from bot.domain.article import Macro
from bot.domain.errors import RefusalCode, Refused
from bot.domain.record import LinkedRecord
from bot.flow import card, macros, reply
from store import journal, records
from store.store import Store
from tests.flow.desk import ANA, BOB, DELICATE, DESK, GIL, LENA, arrives, last_message, look_at

BODY = "{greeting}\n{order}: {orders.status} {orders.eta} {orders.total}\n{ticket}, {agent}"
MACRO = Macro(
    id="carrier", title="We ask", owner="@marta", body=BODY, checked=date(2026, 11, 1), valid_until=date(2027, 1, 1)
)
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
    text = await offering.write(macros.use, ticket_id, "carrier", ANA)
    assert text == f"Hello Jo,\n4417: in transit Friday {{orders.total}}\nT-{ticket_id}, Ana"
    used = [entry for entry in await offering.read(journal.entries, ticket_id) if entry.action == "macro.used"]
    assert [entry.detail for entry in used] == [{"macro": "carrier", "language": "en", "version": "1"}]


@pytest.mark.parametrize("state", ["foreign", "unknown", "unreachable"])
async def test_a_record_that_is_not_theirs_fills_in_nothing(offering: Store, state: str) -> None:
    ticket_id = await with_record(offering, state)
    text = await offering.write(macros.use, ticket_id, "carrier", ANA)
    assert "{order}: {orders.status}" in text
    assert "4417" not in text


async def test_one_that_is_past_its_date_is_not_offered(offering: Store) -> None:
    ticket_id = await with_record(offering)
    assert (await offering.write(card.opened, ticket_id, ANA)).macros == (("carrier", "We ask"),)
    with pytest.raises(Refused) as refused:
        await offering.write(macros.use, ticket_id, "old", ANA)
    assert refused.value.code is RefusalCode.NO_SUCH_MACRO


async def test_without_one_in_the_customers_language_the_desks_are_offered(offering: Store) -> None:
    ticket_id = await with_record(offering, language="de")
    assert (await offering.write(card.opened, ticket_id, ANA)).macros == (("carrier", "We ask"),)


@pytest.mark.parametrize(("body", "by"), [("Where is my order 4417?", BOB), ("Where is it?", GIL), (DELICATE, ANA)])
async def test_only_who_may_answer_uses_one(offering: Store, body: str, by: str) -> None:
    ticket_id = await arrives(offering, body=body)
    with pytest.raises(Refused):
        await offering.write(macros.use, ticket_id, "carrier", by)


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
