"""Any other helpdesk, as the desk file describes it (`bot.domain.desk_mapped`): a field map from its webhooks, and a
request for the reply. Which helpdesk that is, nothing here knows."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from bot.domain.delivered import Delivered, Told
from bot.domain.desk_around import Source
from bot.domain.desk_mapped import Mapped, MappedEvent, Proof
from bot.domain.errors import BadRequest
from bot.domain.webhook_body import read
from bot.domain.webhook_fields import moment
from bot.helpdesk.expressions import Expression, NoValue
from bot.helpdesk.proof import digest, in_base64, in_time, same
from bot.helpdesk.rest import word

#: What an expression over a delivery begins with; `each` only where a list is gone through.
DELIVERED: Final = frozenset({"body", "headers"})
EACH: Final = frozenset({"each"})
#: More events than any delivery tells: what is longer is no webhook.
_MOST: Final = 500


class Hook:
    """Fulfils `bot.flow.ports.Inbound`. Raises `NotSound` for an expression that cannot be used."""

    def __init__(self, source: Source, secret: str | None, token: str | None) -> None:
        mapped = described(source)
        self._proof = mapped.proof
        self._secret = secret
        self._token = token or secret
        self._events = tuple(_Event(event) for event in mapped.events)
        self._ignore = Expression(mapped.ignore, DELIVERED) if mapped.ignore else None

    def proven(self, call: Delivered) -> bool:
        """Whether it carries the source's token, or is signed with its secret, as the desk file says."""
        proof = self._proof
        match proof.by:
            case "path":
                return self._token is not None and same(call.secret, self._token)
            case "header":
                return self._token is not None and same(call.headers.get(proof.header, ""), proof.prefix + self._token)
            case _:
                return self._secret is not None and _signed(proof, self._secret, call)

    def events(self, raw: str, headers: Mapping[str, str]) -> tuple[Told, ...]:
        """What the delivery tells. Raises `BadRequest` for one that tells nothing and is not ignored, or in which
        something that is needed is missing: a person should look at what the field map does not know."""
        scope = {"body": read(raw), "headers": {name.lower(): value for name, value in headers.items()}}
        found = [told for event in self._events for told in event.told(scope)]
        if not found and not (self._ignore and self._ignore.holds(scope)):
            raise BadRequest("no event of the field map fits it, and it is not ignored")
        return tuple(found)


class _Event:
    """One entry of the field map."""

    def __init__(self, event: MappedEvent) -> None:
        names = DELIVERED | (EACH if event.each else frozenset())
        self._type = event.type
        self._each = Expression(event.each, DELIVERED) if event.each else None
        self._when = Expression(event.when, names) if event.when else None
        self._at = Expression(event.at, names) if event.at else None
        self._known_by = Expression(event.known_by, names) if event.known_by else None
        self._fields = {
            name: {key: Expression(text, names) for key, text in inner.items()}
            if isinstance(inner, dict)
            else Expression(inner, names)
            for name, inner in event.fields.items()
        }

    def told(self, scope: Mapping[str, Any]) -> Iterator[Told]:
        if self._each is None:
            scopes: list[Mapping[str, Any]] = [scope]
        else:
            try:
                listed = self._each.of(scope)
            except NoValue:
                listed = None
            scopes = [{**scope, "each": one} for one in listed[:_MOST]] if isinstance(listed, list) else []
        for one in scopes:
            if self._when is None or self._when.holds(one):
                yield self._one(one)

    def _one(self, scope: Mapping[str, Any]) -> Told:
        data: dict[str, Any] = {}
        for name, inner in self._fields.items():
            if isinstance(inner, dict):
                data[name] = {key: self._value(f"{name}.{key}", text, scope) for key, text in inner.items()}
            else:
                data[name] = self._value(name, inner, scope)
        if self._type == "message.created":
            _cautious(data)
        body: dict[str, Any] = {"type": self._type, "data": data}
        if self._at is not None:
            body["timestamp"] = self._value("at", self._at, scope)
        return Told(self._name(data, scope), body)

    def _value(self, name: str, expression: Expression, scope: Mapping[str, Any]) -> Any:
        try:
            return expression.of(scope)
        except NoValue as error:
            raise BadRequest(f"{self._type}: {name}: {expression.text} does not fit what came ({error})") from None

    def _name(self, data: Mapping[str, Any], scope: Mapping[str, Any]) -> str:
        """By what the event tells, so that it is one however often and in whatever delivery it is told."""
        own = word(data.get("id"))
        if not own:
            raise BadRequest(f"{self._type}: fields.id found nothing")
        if self._known_by is not None:
            own = f"{own}:{word(self._value('known_by', self._known_by, scope))}"
        match self._type:
            case "ticket.created":
                return f"ticket:{own}"
            case "message.created":
                return f"message:{own}"
            case "ticket.merged":
                return f"merged:{own}:{word(data.get('into'))}"
            case _:
                return f"{self._type}:{own}"


def _cautious(data: dict[str, Any]) -> None:
    """Only what is said to be public is: what a map does not know stays with the team, and so does what a customer's
    name stands under and no customer sees."""
    data["public"] = data.get("public") is True
    if data.get("author") == "customer" and not data["public"]:
        data["author"] = "agent"
    if data.get("author") != "customer":
        data.pop("customer", None)


def _signed(proof: Proof, secret: str, call: Delivered) -> bool:
    """Whether the HMAC fits. A signed time must be now, give or take five minutes."""
    time, name = (call.headers.get(header, "") if header else "" for header in (proof.time_header, proof.id_header))
    before = {
        "body": "", "time+body": time, "time.body": f"{time}.", "id.time.body": f"{name}.{time}.",
    }[proof.signed]  # fmt: skip
    made = digest(secret, before.encode("utf-8", "surrogateescape") + call.body, proof.algorithm)
    shown = in_base64(made) if proof.encoding == "base64" else made.hex()
    given, expected = call.headers.get(proof.header, ""), proof.prefix + shown
    if proof.encoding == "hex":  # in small letters or in large ones
        given, expected = given.lower(), expected.lower()
    if not same(given, expected):
        return False
    return not proof.time_header or in_time(_moment(time), call.at)


def _moment(given: str) -> datetime | None:
    """A time as a header writes it: ISO 8601, or Unix seconds or milliseconds."""
    if not given.isascii() or not given.isdigit():
        return moment(given)
    return moment(int(given) / 1000 if len(given) > 11 else int(given)) if len(given) < 20 else None


def described(source: Source) -> Mapped:
    """What the desk file says of a mapped source; that it says it, `bot.domain.desk_vendors` has seen to."""
    if source.mapped is None:
        raise ValueError(f'source "{source.name}" is not described')
    return source.mapped
