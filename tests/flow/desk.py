"""A small desk with its people, and short ways to do what a test takes for granted.

Ana and Omar work in Orders, which Lena leads; Bob works in Billing. Marta owns "where is my order" and "return", with
Priya as deputy; Nadia owns refunds and whatever has no type. Gil is a guest. Tomas works in Logistics.
"""

from dataclasses import replace
from datetime import date
from typing import Any

from bot.domain.arrival import CustomerMessage, NewRequest, Sender
from bot.domain.article import Article
from bot.domain.desk import Desk, DeskFile
from bot.domain.draft import DraftState, Evidence, Sentence, Suggestion, Summary, Withheld
from bot.flow import intake, roster
from bot.flow.roster import Account, Place
from store import drafts, findings, tickets
from store.store import Store
from store.unit_of_work import UnitOfWork

ANA, OMAR, LENA, BOB = "U0ANA", "U0OMAR", "U0LENA", "U0BOB"
MARTA, PRIYA, NADIA, GIL, TOMAS = "U0MARTA", "U0PRIYA", "U0NADIA", "U0GIL", "U0TOMAS"
ORDERS, BILLING, ESCALATIONS, LOGISTICS = "C0ORDERS", "C0BILLING", "C0ESCALATIONS", "C0LOGISTICS"
NAMES = {
    ANA: "Ana",
    OMAR: "Omar",
    LENA: "Lena",
    BOB: "Bob",
    MARTA: "Marta",
    PRIYA: "Priya",
    NADIA: "Nadia",
    GIL: "Gil",
    TOMAS: "Tomas",
}
PLACES = (
    Place("#support-orders", ORDERS, (ANA, OMAR, LENA, GIL)),
    Place("#support-billing", BILLING, (BOB,)),
    Place("#support-escalations", ESCALATIONS, (NADIA, MARTA)),
    Place("#ops-logistics", LOGISTICS, (TOMAS,)),
    *(Place(f"@{NAMES[person].lower()}", person, (person,)) for person in (LENA, MARTA, PRIYA, NADIA, TOMAS)),
)

#: Open from nine to five in UTC, on working days.
_OFFICE = {day: [{"start": "09:00", "end": "17:00"}] for day in ("mon", "tue", "wed", "thu", "fri")}
FILE = DeskFile.model_validate(
    {
        "name": "Aster & Pine",
        "owners": {"answers": "@marta", "escalation": "@nadia", "prompts": "@marta", "data": "@nadia"},
        "queues": [
            {
                "name": "orders", "title": "Orders", "channel": "#support-orders", "leads": ["@lena"],
                "hours": {"week": _OFFICE}, "sla": "standard",
            },
            {"name": "billing", "title": "Billing", "channel": "#support-billing"},
        ],
        "types": [
            {
                "name": "order_status", "title": "Where is my order", "owner": "@marta", "deputies": ["@priya"],
                "words": {"en": ["where is my order"]}, "drafts": "suggest", "records": {"orders": ["status", "eta"]},
            },
            {
                "name": "return_item", "title": "Return", "owner": "@marta", "deputies": ["@priya"],
                "words": {"en": ["send it back"]}, "drafts": "suggest", "needs": ["photo"], "after_send": "resolve",
            },
            {"name": "refund", "title": "Refund", "owner": "@nadia", "words": {"en": ["refund"]}},
            {"name": "invoice", "title": "Invoice", "words": {"en": ["invoice"]}, "drafts": "off"},
        ],
        "routing": [
            {"name": "money", "when": {"type": ["refund", "invoice"]}, "queue": "billing"},
            {"name": "default", "queue": "orders"},
        ],
        "escalation": {
            "channel": "#support-escalations", "owner": "@nadia", "deputies": ["@priya"],
            "reasons": ["angry", "other"],
        },
        "sla": [{"name": "standard", "first_response": {"normal": "2h", "urgent": "30m"}}],
        "records": [
            {"name": "orders", "kind": "json", "address": "orders.json", "pattern": r"\b(4[234]\d\d)\b"},
        ],
        "departments": [
            {
                "name": "logistics", "title": "Logistics", "channel": "#ops-logistics", "tag": "@tomas",
                "fields": ["status", "orders.carrier"], "hours": {"week": _OFFICE}, "done_within": "4h",
            },
            {"name": "depot", "title": "Depot", "channel": "#ops-logistics", "fields": ["status"]},
        ],
        "spikes": [{"name": "error", "pattern": r"\b(E-\d\d)\b", "first_days": 4, "department": "logistics"}],
        "disclosure": {"enabled": False},
        "digests": [{"name": "day", "channel": "#support-orders", "time": "08:30"}],
        "reviews": {"criteria": [{"name": "tone", "title": "Tone"}, {"name": "right", "title": "Right"}]},
        "sources": [{"name": "generic", "files": ["https://desk.example.com/attachments/"]}],
    }
)  # fmt: skip
ARTICLE = Article(
    id="delays", title="Delivery delays", owner="@marta", audience="customer", language="en", body="Two days longer.",
    checked=date(2026, 11, 12), valid_until=date(2027, 2, 1), version=2,
    depends_on=("carrier",),
)  # fmt: skip
DESK = Desk(file=FILE, articles=(ARTICLE,), hash="desk", toml="")

QUOTE = Evidence(kind="article", id="delays", version=2, title="Delivery delays", owner="@marta", quote="Two days")
TEXT = "Hello Jo, parcels take two days longer."
SUGGESTION = Suggestion(
    engine="embedded",
    language="en",
    summary=Summary(issue="A late parcel"),
    sentences=(Sentence(text=TEXT, evidence=(QUOTE,)),),
)
JO = Sender(id="c-7", name="Jo Doe", email="jo.doe@mail.example")
REQUEST = NewRequest(
    source="generic", event_id="evt-88", conversation="88", message_id="880", subject="My parcel",
    body="Where is my order 4417?", via="email", language="en", customer=JO,
)  # fmt: skip
DELICATE = "Where is my order 4417? My lawyer will sue you."


def people(uow: UnitOfWork) -> None:
    """Everybody is known, and stands where they stand, as of now."""
    accounts = tuple(
        Account(slack_id=slack_id, name=name, email=f"{name.lower()}@shop.example", usable=slack_id != GIL)
        for slack_id, name in NAMES.items()
    )
    roster.store(uow, accounts, PLACES)


async def arrives(store: Store, number: int = 88, **changes: Any) -> int:
    """A new ticket of Jo's in a conversation of its own; its id."""
    names = {"event_id": f"evt-{number}", "conversation": str(number), "message_id": f"{number}0"}
    receipt = await store.write(intake.take, replace(REQUEST, **(names | changes)))
    assert receipt.ticket_id is not None
    return receipt.ticket_id


async def writes(store: Store, body: str = "Any news?", number: int = 1, conversation: str = "88") -> None:
    """Jo writes again."""
    message = CustomerMessage(
        source="generic", conversation=conversation, via="email", event_id=f"evt-m{number}", message_id=f"m{number}",
        body=body,
    )  # fmt: skip
    await store.write(intake.take, message)


def suggest(uow: UnitOfWork, ticket_id: int, suggestion: Suggestion = SUGGESTION) -> int:
    """A suggestion stands on the ticket; its id."""
    ticket = tickets.lock(uow, ticket_id)
    state = {None: DraftState.PROPOSED, Withheld.UNSURE_TYPE: DraftState.ASKED}.get(
        suggestion.withheld, DraftState.WITHHELD
    )
    return drafts.propose(uow, ticket_id, suggestion, state, ticket.last_message_id, 1)


def look_at(uow: UnitOfWork, ticket_id: int) -> None:
    """The text was looked at and found fit for a card, as the worker does."""
    findings.keep(uow, ticket_id, prepared=True)


def last_message(uow: UnitOfWork, ticket_id: int) -> int | None:
    return tickets.get(uow, ticket_id).last_message_id
