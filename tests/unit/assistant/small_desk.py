"""A desk of three request types in three languages, and cases that name one thing and leave the rest as it is."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from bot.domain.article import Article, Template
from bot.domain.case import Case
from bot.domain.desk import Desk, DeskFile, Escalation, Owners, Queue, RequestType, RoutingRule, Tone
from bot.domain.message import Message
from bot.domain.people import Customer
from bot.domain.record import LinkedRecord
from bot.domain.triage import Guess

TODAY = date(2026, 11, 24)
CHECKED = date(2026, 11, 12)
VALID = date(2027, 2, 1)
READ_AT = datetime(2026, 11, 24, 8, 12, tzinfo=UTC)

STATUS = RequestType(
    name="order_status",
    title="Where is my order",
    owner="@marta",
    examples={
        "en": (
            "Where is my order?",
            "My parcel has not arrived yet",
            "When will my delivery come?",
            "The tracking has not moved for days",
            "I am still waiting for my package",
            "Has my order been shipped?",
        ),
        "fr": (
            "Où est ma commande ?",
            "Je n'ai pas reçu mon colis",
            "Quand arrive ma livraison ?",
            "Le suivi de mon colis ne bouge plus",
        ),
    },
    needs=("order",),
    records={"orders": ("status", "carrier", "eta", "total")},
    drafts="suggest",
    template="order_status",
    articles=("delays", "delays-fr"),
)
RETURN = RequestType(
    name="return_item",
    title="Return something",
    owner="@marta",
    examples={
        "en": (
            "I want to send this back",
            "How do I return an item?",
            "Can I return the lamp?",
            "Where do I find the return label?",
            "I would like to give the cushions back",
        ),
        "fr": ("Je voudrais retourner un article", "Comment faire un retour ?", "Je veux renvoyer la lampe"),
    },
    needs=("order", "photo"),
    drafts="suggest",
    template="return_item",
)
INVOICE = RequestType(
    name="invoice",
    title="Copy of an invoice",
    owner="@nadia",
    examples={
        "en": (
            "Please send me the invoice",
            "I need a receipt for my order",
            "Can I have a copy of my bill?",
            "Where is the invoice for my tax return?",
        ),
        "fr": ("Pouvez-vous m'envoyer la facture ?", "Il me faut une facture", "Où trouver ma facture ?"),
    },
    drafts="suggest",
    articles=("invoices",),
)


def article(name: str, body: str, **changes: Any) -> Article:
    values: dict[str, Any] = {"title": name, "owner": "@marta", "language": "en", "audience": "customer"}
    values |= {"checked": CHECKED, "valid_until": VALID, "version": 2}
    return Article(id=name, body=body, **(values | changes))


def template(name: str, body: str, **changes: Any) -> Template:
    values: dict[str, Any] = {"title": name, "owner": "@marta", "language": "en"}
    values |= {"checked": CHECKED, "valid_until": VALID}
    return Template(id=name, body=body, **(values | changes))


ARTICLES = (
    article(
        "delays",
        "## With GLS\n\nParcels with GLS currently take up to **two working days** longer than announced. "
        "A late parcel is almost never lost.\n\nWe do not search for a parcel before five working days have passed.",
        title="Delivery delays",
        questions=("Where is my order?", "Why is my parcel late?"),
    ),
    article(
        "delays-fr",
        "Les colis confiés à GLS mettent actuellement jusqu'à deux jours ouvrés de plus que prévu.",
        title="Retards de livraison",
        language="fr",
        questions=("Où est ma commande ?",),
    ),
    article(
        "returns",
        "Unused goods can be returned within 30 days of delivery.\n\nThe return label is in your account.",
        title="Returns",
        questions=("How do I return an item?", "Where is the return label?"),
    ),
    article("invoices", "Every invoice is in the customer account as a PDF.", title="Invoices"),
    article(
        "carrier-contacts",
        "Call the GLS depot before you promise a customer anything about a late parcel.",
        title="Late parcels: whom to call",
        audience="internal",
        questions=("Where is my order?",),
    ),
)
TEMPLATES = (
    template(
        "order_status",
        "Thank you for asking about your order.\n! Your order is {orders.status}, carrier {orders.carrier}.\n"
        "Expected delivery: {orders.eta}.\nValue of the goods: {orders.total}.\n\n"
        "What we know about delays:\n{quote}\n",
        title="Where is my order",
    ),
    template(
        "order_status",
        "Merci pour votre message.\nÉtat de votre commande : {orders.status}.\n"
        "Livraison prévue : {orders.eta}.\n\n{quote}",
        title="Où est ma commande",
        language="fr",
    ),
    template("return_item", "Thank you for asking first.\n\n{quote}", title="Returns"),
    template("return_item", "Merci de nous avoir écrit.\n\n{quote}", title="Retours", language="fr"),
)


def desk(**changes: Any) -> Desk:
    """The small desk; `articles`, `templates`, `types` or `tone` may be replaced."""
    file = DeskFile(
        name="Lamp & Co",
        owners=Owners(answers="@marta", escalation="@nadia", prompts="@marta", data="@nadia"),
        queues=(Queue(name="orders", title="Orders", channel="#orders"),),
        types=changes.get("types", (STATUS, RETURN, INVOICE)),
        routing=(RoutingRule(name="default", queue="orders"),),
        escalation=Escalation(channel="#escalations", owner="@nadia"),
        tone=changes.get("tone", (_TONE, _GOLD)),
    )
    return Desk(
        file=file,
        articles=changes.get("articles", ARTICLES),
        templates=changes.get("templates", TEMPLATES),
        hash="small",
        toml="",
    )


_TONE = Tone(greeting="Hello {name},", greeting_without_name="Hello,", closing="Kind regards,\n{agent}\n{shop}")
_GOLD = Tone(
    segment=("gold",),
    greeting="Dear {name},",
    greeting_without_name="Dear customer,",
    closing="Yours,\n{agent}, {shop}",
)

JO = Customer(
    id=7,
    external_id="c-7",
    name="Jo Doe",
    email="jo.doe@mail.example",
    email_verified=True,
    segment="",
    value=None,
    language="en",
)
ORDER = LinkedRecord(
    source="orders",
    key="4417",
    state="own",
    fields={"status": "in transit", "carrier": "GLS", "eta": "2026-11-26", "total": "1249.50 EUR"},
    read_at=READ_AT,
)


def message(body: str, author: Any = "customer", number: int = 1) -> Message:
    return Message(id=number, ticket_id=1, author=author, author_name="Jo Doe", body=body, public=True, at=READ_AT)


def case(body: str = "Where is my order 4417? It should have been here Tuesday.", **changes: Any) -> Case:
    """A case of `order_status` that gets a draft; any field may be replaced, and `segment` of its customer."""
    segment = changes.pop("segment", "")
    values: dict[str, Any] = {
        "desk": DESK,
        "ticket_id": 1,
        "subject": "My order",
        "messages": (message(body),),
        "language": "en",
        "team_language": "en",
        "customer": replace(JO, segment=segment),
        "type": STATUS,
        "type_certain": True,
        "guess": Guess("order_status", 0.9),
        "level": "none",
        "classes": (),
        "records": (ORDER,),
        "today": TODAY,
    }
    return Case(**(values | changes))


DESK = desk()
