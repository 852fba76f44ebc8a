"""A helpdesk that the desk file alone describes: how its webhooks are read, and how a reply is written there.

Whatever is called an expression is JMESPath (jmespath.org); whatever is called a template is Jinja2. What they may name
stands in docs/connectors.md, and `bot.helpdesk` reads them.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict

Expression = str
Template = str

_CUSTOMER: Final = ("id", "name", "email", "email_verified", "segment", "value", "language")
_WRITTEN: Final = ("channel", "created_at", "language", "customer", "attachments")
#: By event of docs/webhooks.md: what its `data` may hold, and what of that a field map must give.
FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "ticket.created": ("id", "message_id", "subject", "body", "url", "attributes", *_WRITTEN),
    "message.created": ("ticket_id", "id", "author", "author_name", "public", "body", "reply_id", *_WRITTEN),
    "ticket.updated": ("id", "status", "priority"),
    "ticket.rated": ("id", "score", "comment"),
    "ticket.merged": ("id", "into"),
    "ticket.deleted": ("id",),
    "customer.erased": ("id",),
}
NEEDED: Final[Mapping[str, tuple[str, ...]]] = {
    "ticket.created": ("id", "body"),
    "message.created": ("ticket_id", "id", "author", "public", "body"),
    "ticket.merged": ("id", "into"),
}
#: Nothing in these says that two of them are one and the same: a field map has to.
TOLD_OFTEN: Final = ("ticket.updated", "ticket.rated")


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Proof(_Table):
    """How a delivery proves whose it is. The secret stands in the environment."""

    by: Literal["path", "header", "hmac"] = "path"
    header: str = ""  # that carries the token or the signature
    prefix: str = ""  # what stands before it there
    algorithm: Literal["sha1", "sha256", "sha512"] = "sha256"
    encoding: Literal["hex", "base64"] = "hex"
    signed: Literal["body", "time+body", "time.body", "id.time.body"] = "body"
    time_header: str = ""  # that carries the signed time
    id_header: str = ""  # that carries the signed id


class MappedEvent(_Table):
    """One event of the generic contract, and where in a delivery its fields stand."""

    type: Literal[
        "ticket.created", "message.created", "ticket.updated", "ticket.rated", "ticket.merged", "ticket.deleted",
        "customer.erased",
    ]  # fmt: skip
    when: Expression = ""  # whether a delivery tells of it; always, if empty
    each: Expression = ""  # a list in the delivery: so many events, one for each
    at: Expression = ""  # when it happened, where that is no field
    known_by: Expression = ""  # what is the same whenever the same change is told again
    fields: dict[str, Expression | dict[str, Expression]]


class MappedReply(_Table):
    """The one request that writes a reply."""

    method: Literal["POST", "PUT", "PATCH"] = "POST"
    path: Template
    headers: dict[str, Template] = {}
    body: dict[str, Any]  # JSON, each text in it a template
    id: Expression = ""  # of the message that was created, in the answer
    idempotency_header: str = ""  # that makes two of the same reply one, there


class MappedLook(_Table):
    """The request that reads a conversation, and what its messages say."""

    path: Template
    messages: Expression
    id: Expression
    body: Expression = ""
    from_team: Expression
    public: Expression
    at: Expression = ""
    reply_id: Expression = ""
    more: Expression = ""  # whether another page follows


class MappedListing(_Table):
    """The request that lists which tickets have changed, and what its webhooks would have brought of each."""

    path: Template
    tickets: Expression
    id: Expression
    at: Expression  # when the ticket changed last
    more: Expression = ""  # whether another page follows
    next: Expression = ""  # by what the next page is asked for, where that is told; nothing: there is none
    ticket: Template = ""  # the path at which one ticket is read, where the list does not hold it whole
    deliveries: Expression  # the bodies of the webhooks, or the one body


class Mapped(_Table):
    """All that `kind = "mapped"` needs."""

    proof: Proof = Proof()
    events: tuple[MappedEvent, ...]
    ignore: Expression = ""  # what else is of no concern
    auth: Literal["bearer", "basic", "header"] = "bearer"
    header: str = ""  # with `auth = "header"`: what it is called
    prefix: str = ""  # and what stands before the token there
    reply: MappedReply
    look: MappedLook | None = None
    listing: MappedListing | None = None

    @property
    def after_doubt(self) -> Literal["repeat", "look", "ask"]:
        """What follows on a send in doubt."""
        if self.reply.idempotency_header:
            return "repeat"
        return "look" if self.look else "ask"


def mapped_problems(where: str, mapped: Mapped, user: str) -> Iterator[str]:
    """One sentence for each thing that a mapped source lacks, or that it says without effect."""
    yield from _proof(where, mapped.proof)
    if not mapped.events:
        yield f"{where}: mapped.events must say what its webhooks tell"
    for number, event in enumerate(mapped.events, 1):
        yield from _event(f"{where}: mapped.events[{number}]", event)
    if mapped.auth == "basic" and not user.strip():
        yield f'{where}: user must name whose token it is, since mapped.auth is "basic"'
    if (mapped.auth == "header") != bool(mapped.header):
        yield f'{where}: mapped.header and mapped.auth = "header" go together'
    if mapped.prefix and mapped.auth != "header":
        yield f'{where}: mapped.prefix is for mapped.auth = "header"'
    if mapped.listing and mapped.listing.more and mapped.listing.next:
        yield f"{where}: mapped.listing: more is without effect beside next"
    if mapped.reply.idempotency_header and mapped.look:
        yield f"{where}: mapped.look is without effect, since a reply with an idempotency header is simply sent again"


def _proof(where: str, proof: Proof) -> Iterator[str]:
    if (proof.by == "path") == bool(proof.header):
        yield f'{where}: mapped.proof: header is needed for by = "header" and by = "hmac", and for nothing else'
    if proof.by != "hmac" and (proof.signed != "body" or proof.time_header or proof.id_header):
        yield f'{where}: mapped.proof: signed, time_header and id_header are for by = "hmac"'
    for part in ("time", "id"):
        if (part in proof.signed.replace("+", ".").split(".")) != bool(getattr(proof, f"{part}_header")):
            yield f'{where}: mapped.proof: {part}_header and the {part} in signed = "{proof.signed}" go together'


def _event(where: str, event: MappedEvent) -> Iterator[str]:
    allowed, needed = FIELDS[event.type], NEEDED.get(event.type, ("id",))
    for name in event.fields:
        if name not in allowed:
            yield f'{where}: {event.type} has no field "{name}" (there is {", ".join(allowed)})'
    for name in needed:
        if not event.fields.get(name):
            yield f"{where}: fields.{name} must say where that stands"
    for name, inner in event.fields.items():
        if name in ("customer", "attributes") and not isinstance(inner, dict):
            yield f"{where}: fields.{name} must be a table of expressions"
        elif name not in ("customer", "attributes") and isinstance(inner, dict):
            yield f"{where}: fields.{name} must be one expression"
        elif name == "customer" and isinstance(inner, dict):
            yield from (f'{where}: a customer has no field "{key}"' for key in inner if key not in _CUSTOMER)
    if event.type in TOLD_OFTEN and not event.known_by:
        yield f"{where}: known_by must say what is the same when the same {event.type} is told again, such as its time"


def mapped_told(source: str, address: str, mapped: Mapped) -> Iterator[str]:
    """What is read from where and written to where, one sentence a line, for `python -m bot check`."""
    yield f'Source "{source}": a delivery is believed {_proven(mapped.proof)}.'
    for event in mapped.events:
        when = f"where {event.when}" if event.when else "always"
        each = f", for each of {event.each}" if event.each else ""
        yield f'Source "{source}": {event.type} {when}{each}: {"; ".join(_flat(event.fields))}.'
    rest = f"is ignored where {mapped.ignore}, else " if mapped.ignore else "is "
    yield f'Source "{source}": a delivery that tells none of this {rest}kept for a person.'
    reply = mapped.reply
    yield f'Source "{source}": a reply is {reply.method} {address}{reply.path} with {", ".join(_leaves(reply.body))}.'
    yield f'Source "{source}": where no clear answer comes, {_doubt(mapped, address)}.'
    yield f'Source "{source}": {_caught_up(mapped, address)}.'


def _proven(proof: Proof) -> str:
    match proof.by:
        case "path":
            return "by the token at the end of its address"
        case "header":
            return f"by the token in the header {proof.header}"
        case _:
            return f"by the HMAC-{proof.algorithm.upper()} of {proof.signed} in the header {proof.header}"


def _doubt(mapped: Mapped, address: str) -> str:
    if mapped.reply.idempotency_header:
        return f"it is sent again with the same {mapped.reply.idempotency_header}"
    return f"GET {address}{mapped.look.path} tells whether it is there" if mapped.look else "a person is asked"


def _caught_up(mapped: Mapped, address: str) -> str:
    if mapped.listing is None:
        return "what its webhooks did not bring is not asked for (mapped.listing)"
    return f"GET {address}{mapped.listing.path} is asked every two minutes for what its webhooks did not bring"


def _flat(fields: Mapping[str, Expression | dict[str, Expression]]) -> Iterator[str]:
    for name, inner in fields.items():
        if isinstance(inner, dict):
            yield from (f"{name}.{key} from {found}" for key, found in inner.items())
        else:
            yield f"{name} from {inner}"


def _leaves(given: Any, name: str = "") -> Iterator[str]:
    if isinstance(given, dict):
        for key, inner in given.items():
            yield from _leaves(inner, f"{name}.{key}" if name else str(key))
    else:
        yield f"{name} = {given}"
