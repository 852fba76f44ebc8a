"""The generic webhook's body (docs/webhooks.md), read into the values of `bot.domain.arrival`.

What is not known is ignored, so that a helpdesk may send more than we read; what is needed and missing, or of the wrong
kind, is named with its place.
"""

import json
import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated, Any, Final, Literal, NoReturn

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from bot.domain.arrival import (
    AgentMessage,
    Arrival,
    CustomerMessage,
    Deletion,
    Merge,
    NewRequest,
    Rating,
    Sender,
    StatusChange,
)
from bot.domain.errors import BadRequest
from bot.domain.text import LONGEST
from bot.domain.webhook_fields import Amount, Attributes, Flag, Id, Moment, Needed, Text, moment, word

#: As much of a text as is kept: `bot.domain.text.clean` looks at no more before it cuts off what is quoted.
KEPT: Final = 4 * LONGEST
#: As deep as a body may be nested; helpdesks need less than ten levels.
DEEPEST: Final = 64
_TOO_DEEP: Final = f"the body is nested too deeply: at most {DEEPEST} levels"
_VIAS: Final = {
    "email": "email", "mail": "email", "chat": "chat", "messaging": "chat", "form": "form", "web": "form",
    "web_form": "form", "phone": "phone", "call": "phone", "voice": "phone", "api": "api", "slack": "slack",
}  # fmt: skip


def _list(value: Any) -> Any:
    return [] if value is None else value


class _Table(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class _Customer(_Table):
    id: Id = ""
    name: Text = ""
    email: Text = ""
    email_verified: Flag = False
    segment: Text = ""
    value: Amount = None
    language: Text = ""

    def sender(self) -> Sender:
        return Sender(
            id=self.id,
            name=self.name[:200],
            email=self.email.strip()[:320],
            email_verified=self.email_verified,
            segment=self.segment[:100],
            value=self.value,
            language=language(self.language),
        )


class _Attachment(_Table):
    id: Id = ""
    name: Text = ""
    type: Text = ""
    size: Amount = None
    url: Text = ""


class _Written(_Table):
    """What a new request and a customer's message have in common."""

    channel: Text = ""
    created_at: Moment = None
    language: Text = ""
    customer: _Customer | None = None
    attachments: Annotated[list[_Attachment], BeforeValidator(_list), Field(max_length=200)] = []

    def parts(self, source: str) -> dict[str, Any]:
        default = source if source in ("api", "slack") else "email"
        return {
            "via": _VIAS.get(self.channel.strip().lower(), default),
            "language": language(self.language),
            "customer": self.customer.sender() if self.customer else Sender(),
            "attachments": tuple(found.model_dump() for found in self.attachments),
        }


class _Created(_Written):
    id: Needed
    message_id: Id = ""
    subject: Text = ""
    body: Text = ""
    url: Text = ""
    attributes: Attributes = {}


class _Message(_Written):
    ticket_id: Needed
    id: Id = ""
    author: Literal["customer", "agent"]
    author_name: Text = ""
    public: bool = True
    body: Annotated[str, Field(pattern=r"\S")]
    reply_id: Id = ""


class _Updated(_Table):
    id: Needed
    status: Text = ""
    priority: Text = ""
    stands: Flag = False


class _Rated(_Table):
    id: Needed
    score: Annotated[float | None, Field(allow_inf_nan=False)] = None
    comment: Text = ""


class _Merged(_Table):
    id: Needed
    into: Needed


class _Named(_Table):
    id: Needed


_BODIES: Final[dict[str, type[_Table]]] = {
    "ticket.created": _Created,
    "message.created": _Message,
    "ticket.updated": _Updated,
    "ticket.rated": _Rated,
    "ticket.merged": _Merged,
    "ticket.deleted": _Named,
    "customer.erased": _Named,
}


def language(given: str) -> str:
    """`en-GB` as `en`; "" for what is no language code."""
    found = re.match(r"([a-z]{2,3})(?:[-_]|$)", given.strip().lower())
    return found[1] if found else ""


def read(raw: str) -> dict[str, Any]:
    """The JSON object in `raw`, without characters that no database takes. Raises `BadRequest`, naming the place."""
    try:
        body = json.loads(raw.removeprefix("\ufeff"), parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise BadRequest(f"the body is not JSON: {error.msg} at line {error.lineno}, column {error.colno}") from None
    except RecursionError:
        raise BadRequest(_TOO_DEEP) from None
    except ValueError as error:
        raise BadRequest(f"the body is not JSON: {error}"[:200]) from None
    if not isinstance(body, dict):
        raise BadRequest('the body must be a JSON object, such as {"type": …, "data": {…}}')
    kept: dict[str, Any] = storable(body, DEEPEST)
    return kept


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number")


def storable(value: Any, levels: int) -> Any:
    """A JSON value without NUL, which PostgreSQL refuses, and without half characters, which no encoding has.

    Raises `BadRequest` where it is nested deeper than `levels`.
    """
    if isinstance(value, str):
        return value.replace("\0", "").encode("utf-8", "replace").decode()
    if not isinstance(value, dict | list):
        return value
    if not levels:
        raise BadRequest(_TOO_DEEP)
    if isinstance(value, list):
        return [storable(given, levels - 1) for given in value]
    return {storable(key, levels): storable(given, levels - 1) for key, given in value.items()}


def message_key(body: Mapping[str, Any]) -> str:
    """Type, conversation and message id of a body, for senders that give a delivery no id; "" where there is none."""
    data = body.get("data")
    if not isinstance(data, dict):
        return ""
    created = body.get("type") == "ticket.created"
    message = word(data.get("message_id" if created else "id")) if _has_message(body) else ""
    conversation = word(data.get("id" if created else "ticket_id"))
    return f"{body['type']}:{conversation}:{message}"[:450] if message else ""


def _has_message(body: Mapping[str, Any]) -> bool:
    return body.get("type") in ("ticket.created", "message.created")


def parse(
    source: str,
    event_id: str,
    body: dict[str, Any],
    *,
    raw: str = "",
    fingerprint: str = "",
    repeats_within: timedelta | None = None,
) -> Arrival:
    """What a body says. Raises `BadRequest` with the JSON path of the first fault and what was expected there."""
    kind = body.get("type")
    model = _BODIES.get(kind) if isinstance(kind, str) else None
    if model is None:
        raise BadRequest(f"type: expected one of {', '.join(_BODIES)}")
    try:
        data = model.model_validate(body.get("data"))
    except ValidationError as error:
        raise BadRequest(_fault(error)) from None
    head: dict[str, Any] = {
        "source": source,
        "event_id": event_id,
        "raw": raw,
        "at": getattr(data, "created_at", None) or moment(body.get("timestamp")),
        "fingerprint": fingerprint,
        "repeats_within": repeats_within,
    }
    return _arrival(str(kind), data, head)


def _arrival(kind: str, data: _Table, head: dict[str, Any]) -> Arrival:
    match data:
        case _Created():
            text = data.body if data.body.strip() else data.subject
            if not text.strip():
                raise BadRequest("data.body: a text is needed, here or in data.subject")
            return NewRequest(
                **head, **data.parts(head["source"]), conversation=data.id, message_id=data.message_id,
                subject=" ".join(data.subject.split())[:300], body=text[:KEPT], attributes=data.attributes,
                url=data.url if data.url.startswith(("https://", "http://")) else "",
            )  # fmt: skip
        case _Message(author="customer"):
            return CustomerMessage(
                **head, **data.parts(head["source"]), conversation=data.ticket_id, message_id=data.id,
                body=data.body[:KEPT],
            )  # fmt: skip
        case _Message():
            reply = int(data.reply_id) if re.fullmatch(r"\d{1,9}", data.reply_id, re.ASCII) else None
            return AgentMessage(
                **head, conversation=data.ticket_id, message_id=data.id, body=data.body[:KEPT],
                author_name=data.author_name[:200], public=data.public, reply_id=reply,
            )  # fmt: skip
        case _Updated():
            return StatusChange(
                **head, conversation=data.id, status=data.status, priority=data.priority, stands=data.stands
            )
        case _Rated():
            return Rating(**head, conversation=data.id, score=data.score, comment=data.comment[:KEPT])
        case _Merged():
            return Merge(**head, conversation=data.id, into=data.into)
        case _Named():
            conversation = data.id if kind == "ticket.deleted" else ""
            what: Any = kind
            return Deletion(**head, conversation=conversation, what=what, subject=data.id)
        case _:
            raise BadRequest(f"type: {kind} is not read here")


def _fault(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    path = "data" + "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in first["loc"])
    expected = {
        "missing": "is needed",
        "string_too_short": "must not be empty",
        "string_pattern_mismatch": "must not be empty",
        "model_type": "must be an object",
    }
    return f"{path}: {expected.get(first['type'], first['msg'][:200].lower())}"
