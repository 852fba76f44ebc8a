"""A helpdesk names its customers by their address alone: it is theirs only where the desk file says that the helpdesk
has seen to that, and with it an order may be tied to them."""

import pytest

from bot.domain.arrival import NewRequest, Sender
from bot.domain.desk_around import Source
from bot.flow import intake
from store import people, tickets
from store.store import Store
from tests.flow.desk import DESK

ASKED = NewRequest(
    source="desk", event_id="ticket:7", conversation="7", message_id="70", subject="My parcel",
    body="Where is my order 4417?", via="email", customer=Sender(email="jo.doe@mail.example"),
)  # fmt: skip


@pytest.mark.parametrize("said", [False, True])
async def test_an_address_is_its_senders_where_the_helpdesk_verifies_it(store: Store, said: bool) -> None:
    source = Source(name="desk", kind="django_helpdesk", address="https://desk.example", verifies_addresses=said)
    store.desk = DESK.model_copy(update={"file": DESK.file.model_copy(update={"sources": (source,)})})
    for again in (1, 2):
        taken = await store.write(intake.take, ASKED)
        ticket = await store.read(tickets.get, taken.ticket_id or 0)
        customer = await store.read(people.customer, ticket.customer_id)
        assert (customer.email, customer.email_verified) == ("jo.doe@mail.example", said), again
