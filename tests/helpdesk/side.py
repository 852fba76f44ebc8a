"""The other side of a connection: a helpdesk on loopback that keeps tickets, answers its interface and tells of what
happens by its own webhooks. One subclass for each helpdesk, as strict as its documentation."""

import asyncio
import itertools
import json
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, ClassVar, Final, Literal

from aiohttp import web
from aiohttp.typedefs import Handler

TOKEN: Final = "the-token-of-the-helpdesk"
SECRET: Final = "a-secret-of-sixteen-or-more"
JO: Final = ("Jo Doe", "jo.doe@mail.example")
#: What goes wrong with the next write: before it was made, or after.
Fault = Literal["429", "500 before", "500 after", "drop before", "drop after", "refused"]


@dataclass(frozen=True)
class Delivery:
    """A webhook on its way: what stands behind `/hooks/{source}`, headers and body."""

    headers: dict[str, str]
    body: bytes
    path: str = ""


@dataclass
class Message:
    id: str
    body: str
    by: Literal["customer", "agent"]
    public: bool
    at: datetime
    who: str = ""
    kept: dict[str, Any] = field(default_factory=dict)
    attachments: list[dict[str, Any]] = field(default_factory=list)


@dataclass
class Ticket:
    id: str
    subject: str
    status: str = "open"
    messages: list[Message] = field(default_factory=list)
    merged_into: str = ""
    assignee: str = ""  # an address
    tags: list[str] = field(default_factory=list)

    def notes(self) -> list[Message]:
        """What only the team sees."""
        return [message for message in self.messages if message.by == "agent" and not message.public]

    def sent(self) -> list[Message]:
        """What the customer has been sent."""
        return [message for message in self.messages if message.by == "agent" and message.public and message.body]


class Side(ABC):
    kind: ClassVar[str]
    #: What its webhooks do not tell, in words.
    cannot: ClassVar[dict[str, str]] = {}
    #: Whether it is asked for what came, and tells nothing by itself.
    asked: ClassVar[bool] = False
    #: What it takes besides replies.
    takes: ClassVar[tuple[str, ...]] = ()
    #: How it calls what we call open, solved, waiting_customer and waiting.
    called: ClassVar[dict[str, str]] = {}
    #: What a new ticket is called; where there are no subjects, how it begins.
    subject: ClassVar[str] = "My parcel"

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.now = now
        self.tickets: dict[str, Ticket] = {}
        self.faults: list[Fault] = []
        self.writes_besides: tuple[str, ...] = ()
        self.requests: list[tuple[str, str, Any]] = []
        self.meanwhile: Callable[[Ticket], Awaitable[None]] | None = None
        self.address = ""
        self._ids = itertools.count(501)
        self._runner: web.AppRunner | None = None

    # -- the connection ------------------------------------------------------------------------------------------

    def source(self) -> dict[str, Any]:
        """Its entry in the desk file."""
        return {"name": "desk", "kind": self.kind, "address": self.address, "writes": self.writes_besides}

    @abstractmethod
    def routes(self) -> list[web.RouteDef]: ...

    @abstractmethod
    def authorised(self, request: web.Request) -> bool: ...

    def refusal(self, status: int) -> web.Response:
        """How it says no; with the customer's words in it, as some do."""
        return web.json_response({"error": "no", "description": "Where is my order?"}, status=status)

    async def open(self) -> None:
        app = web.Application(middlewares=[self._middleware()])
        app.add_routes(self.routes())
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.address = f"http://127.0.0.1:{self._runner.addresses[0][1]}{self.below}"

    #: What stands behind the port in its address.
    below: ClassVar[str] = ""

    async def close(self) -> None:
        if self._runner:
            await self._runner.cleanup()

    def _middleware(self) -> Any:
        @web.middleware
        async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
            body = await request.read()
            self.requests.append((request.method, request.path_qs, json.loads(body) if body else None))
            if not self.authorised(request):
                return self.refusal(401)
            writes = request.method in ("POST", "PUT", "PATCH") and self.writes(request)
            fault = self.faults.pop(0) if self.faults and writes else ""
            if fault == "429":
                return web.json_response({}, status=429, headers={"Retry-After": "7"})
            if fault == "refused":
                return self.refusal(422)
            if fault.endswith("before"):
                return self._broken(request, fault)
            answer = await handler(request)
            return self._broken(request, fault) if fault.endswith("after") else answer

        return middleware

    def writes(self, request: web.Request) -> bool:
        """Whether a request writes a message."""
        return True

    def _broken(self, request: web.Request, fault: str) -> web.Response:
        if fault.startswith("drop") and request.transport:
            request.transport.abort()
        return web.Response(status=500, text="<html>")

    def attachment(self) -> dict[str, Any]:
        """A photo, as this helpdesk tells of one."""
        return {
            "id": 4, "filename": "box.jpg", "mime_type": "image/jpeg", "content_type": "image/jpeg", "size": 52000,
            "file": "/media/box.jpg", "content_url": "https://files.example/box.jpg",
        }  # fmt: skip

    # -- what happens there --------------------------------------------------------------------------------------

    def number(self) -> str:
        return str(next(self._ids))

    def message(self, ticket: Ticket, body: str, by: Literal["customer", "agent"], **more: Any) -> Message:
        made = Message(self.number(), body, by, more.pop("public", True), self.now(), **more)
        ticket.messages.append(made)
        return made

    async def replied(self, ticket: Ticket, body: str, **more: Any) -> Message:
        """A reply of ours was written by its interface; `meanwhile` happens before that is answered."""
        made = self.message(ticket, body, "agent", **more)
        if self.meanwhile:
            await asyncio.shield(self.meanwhile(ticket))
        return made

    def opens(
        self, text: str = "Where is my order?", subject: str = "My parcel", **more: Any
    ) -> tuple[Ticket, list[Delivery]]:
        ticket = Ticket(self.number(), subject)
        self.tickets[ticket.id] = ticket
        self.message(ticket, text, "customer", who=JO[0], **more)
        return ticket, self.told_of_opening(ticket)

    def writes_again(self, ticket: Ticket, text: str = "Any news?", **more: Any) -> list[Delivery]:
        return self.told_of(ticket, self.message(ticket, text, "customer", who=JO[0], **more))

    def set_there(self, ticket: Ticket, status: str) -> list[Delivery]:
        """Somebody there sets a status, in its own word."""
        ticket.status = status
        return self.told_of_status(ticket)

    def agent_writes(self, ticket: Ticket, text: str, *, public: bool = True) -> list[Delivery]:
        return self.told_of(ticket, self.message(ticket, text, "agent", public=public, who="Rita Field"))

    def turns(self, ticket: Ticket, status: Literal["solved", "open"]) -> list[Delivery]:
        ticket.status = status
        return self.told_of_status(ticket)

    def merges(self, ticket: Ticket, into: Ticket) -> list[Delivery]:
        ticket.merged_into, ticket.status = into.id, "closed"
        return self.told_of_merge(ticket, into)

    def edits(self, ticket: Ticket, message: Message, text: str) -> list[Delivery]:
        message.body = text
        return self.told_of_edit(ticket, message)

    # -- and what it tells ---------------------------------------------------------------------------------------

    @abstractmethod
    def told_of_opening(self, ticket: Ticket) -> list[Delivery]: ...

    @abstractmethod
    def told_of(self, ticket: Ticket, message: Message) -> list[Delivery]: ...

    @abstractmethod
    def told_of_status(self, ticket: Ticket) -> list[Delivery]: ...

    def told_of_merge(self, ticket: Ticket, into: Ticket) -> list[Delivery]:
        return []

    def told_of_edit(self, ticket: Ticket, message: Message) -> list[Delivery]:
        return []

    @staticmethod
    def json(body: Any) -> bytes:
        return json.dumps(body).encode()

    @abstractmethod
    def delivered(self, body: Any) -> Delivery:
        """A delivery of this body, proven as the helpdesk proves it."""

    def forged(self, true: Delivery) -> list[Delivery]:
        """The same delivery, proven wrongly in every way that somebody might try."""
        shorter = {name: value[:-3] for name, value in true.headers.items()}
        wrong = [replace(true, headers={}, path=""), replace(true, headers=shorter, path=true.path[:-1])]
        return [*wrong, replace(true, body=true.body + b" ")] if true.headers else wrong

    def with_unknown_fields(self, true: Delivery) -> Delivery:
        body = json.loads(true.body)
        return self.delivered(_grown(body))


def _grown(value: Any) -> Any:
    """A JSON value with fields in it that nobody has heard of."""
    if isinstance(value, list):
        return [_grown(each) for each in value]
    if isinstance(value, dict):
        return {**{key: _grown(each) for key, each in value.items()}, "brand_new": {"nested": [1, None, "x"]}}
    return value
