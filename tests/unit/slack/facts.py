"""A day of the shop as `CardFacts`: the worked example, and how to change it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.domain.card import CardFacts
from bot.domain.draft import Draft, DraftState, Evidence, Sentence, Summary
from bot.domain.message import Message
from bot.domain.people import Customer, Person
from bot.domain.record import LinkedRecord
from bot.domain.reply import Reply, ReplyState
from bot.domain.ticket import Holder, State, Ticket

NOW = datetime(2026, 11, 23, 9, 20, tzinfo=UTC)
NINA = Person(id=3, slack_id="U0NINA001", name="Nina Berg")
BODY = (
    "Hello Jo,\n"
    "your order left us on Monday and is with GLS. It usually takes two more days.\n"
    "Kind regards\n"
    "Aster & Pine"
)

TICKET = Ticket(
    id=1042,
    source="generic",
    state=State.NEW,
    subject="Where is my order 4417?",
    queue="orders",
    type="order_status",
    type_source="rule",
    type_confidence=None,
    priority="normal",
    level="none",
    classes=(),
    keys_needed=1,
    language="en",
    via="email",
    customer_id=7,
    assignee_id=None,
    escalated_to="",
    escalation_reason="",
    created_at=NOW - timedelta(minutes=12),
    first_response_due=NOW + timedelta(hours=2, minutes=20),
    first_response_at=None,
    resolved_at=None,
    reopened=0,
    continues=None,
    last_message_id=880,
    rules=("type:order_status", "routing:default"),
    url="https://desk.example/tickets/88",
    version=3,
)
CUSTOMER = Customer(
    id=7,
    external_id="c-7",
    name="Jo Doe",
    email="jo.doe@mail.example",
    email_verified=True,
    segment="gold",
    value=1200,
    language="en",
)
ARTICLE = Evidence(
    kind="article",
    id="delivery-delays",
    version=3,
    title="Delivery delays",
    owner="@marta",
    quote="It usually takes two more days.",
    checked=date(2026, 11, 11),
    valid_until=date(2027, 2, 1),
)
ORDER = Evidence(kind="record", id="orders:4417", field="status", read_at=NOW - timedelta(minutes=8))
DRAFT = Draft(
    id=31,
    ticket_id=1042,
    state=DraftState.PROPOSED,
    reason=None,
    facts={},
    body=BODY,
    sentences=(
        Sentence(text="your order left us on Monday and is with GLS. ", evidence=(ORDER,)),
        Sentence(text="It usually takes two more days.\n", evidence=(ARTICLE,)),
    ),
    language="en",
    engine="embedded",
    last_message_id=880,
    desk_version=2,
    created_at=NOW,
)
REPLY = Reply(
    id=5,
    ticket_id=1042,
    draft_id=31,
    state=ReplyState.UNDO,
    body=BODY,
    language="en",
    disclosed=True,
    written_by=3,
    keys_needed=1,
    approvals=(),
    last_message_id=880,
    send_after=NOW + timedelta(seconds=20),
    after_send="wait",
    stop_reason="",
    created_at=NOW,
    sent_at=None,
)
FACTS = CardFacts(
    ticket=TICKET,
    customer=CUSTOMER,
    holder=Holder("support"),
    holder_person=None,
    queue_title="Orders",
    queue_channel="C0ORDERS1",
    queue_language="en",
    type_title="order status",
    guess_title="",
    guess_confidence=None,
    type_choices=(("order_status", "Order status"), ("refund", "Refund")),
    owner_slack_ids=("U0MARTA01", "U0OMAR001"),
    summary=Summary(issue="The order should have come on Tuesday.", asked="Where it is"),
    records=(
        LinkedRecord(
            source="orders",
            key="4417",
            state="own",
            fields={"status": "in transit since Monday", "carrier": "GLS"},
            read_at=NOW - timedelta(minutes=8),
        ),
    ),
    missing=(),
    messages=(
        Message(
            id=880,
            ticket_id=1042,
            author="customer",
            author_name="Jo Doe",
            body="Where is my order 4417? It should have been here Tuesday.",
            public=True,
            at=NOW - timedelta(minutes=12),
        ),
    ),
    attachments=(),
    contacts=3,
    duplicate_of="",
    draft=DRAFT,
    newer_draft=False,
    reply=None,
    approvers=(),
    second_approvers=("Marta",),
    unsent="",
    resolver="",
    after_send="wait",
    disclosure="An AI assistant helped prepare this reply; Nina checked and approved it.",
    continued_by="",
    today_checked_days={"delivery-delays": 12},
    asked_at=NOW,
    today=NOW.date(),
)


def with_ticket(facts: CardFacts = FACTS, /, **changes: Any) -> CardFacts:
    return replace(facts, ticket=replace(facts.ticket, **changes))


def with_draft(facts: CardFacts = FACTS, /, **changes: Any) -> CardFacts:
    return replace(facts, draft=replace(DRAFT, **changes))


def with_reply(facts: CardFacts = FACTS, /, **changes: Any) -> CardFacts:
    return replace(facts, reply=replace(REPLY, **changes))
