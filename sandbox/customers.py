"""The customers' side: a small helpdesk that sends what customers write to the app and shows them the replies.

Requests leave by webhooks signed as Standard Webhooks says; replies are accepted at `POST /customers/replies`, and
`GET` there says whether one arrived. `GET /customers/files/…` gives out what customers attached.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, Literal
from urllib.parse import quote

import aiohttp
from aiohttp import web

from sandbox.clock import Clock
from sandbox.conversations import Conversation, Customer, Line
from sandbox.faults import Fault, Faults, answer_with
from sandbox.pictures import photo
from sandbox.standard_webhooks import is_signed
from sandbox.values import Change, Json
from sandbox.webhooks import Sent, Webhooks


class Customers:
    """The helpdesk. `announce` is told of every change; `clock` dates what customers write.

    With `echoes_replies` it reports each reply of the app back to the app, as many helpdesks do. `reply_requests`
    holds every well-formed reply received, repeated ones too. With `dedupes` a reply that comes again is taken as the
    first; without, the customer gets it again. `looks` holds the replies that the app has asked about, `files` the
    pictures that customers attached.
    """

    def __init__(
        self,
        customers: Iterable[Customer | Mapping[str, Any]],
        *,
        announce: Callable[[Change], None],
        clock: Clock | None,
        url: Callable[[], str],
    ) -> None:
        self.people: dict[str, Customer] = {}
        self.conversations: dict[str, Conversation] = {}
        self.sent: list[Sent] = []
        self.reply_requests: list[Json] = []
        self.looks: list[str] = []
        self.files: dict[str, bytes] = {}
        self.echoes_replies = False
        self.dedupes = True
        for customer in customers:
            self.add(customer)
        self._announce = announce
        self._clock = clock
        self._url = url
        self._faults = Faults()
        self._webhooks = Webhooks(self._note)
        self._numbers = itertools.count(1001)

    # -- setting up ----------------------------------------------------------------------------------------------

    def add(self, customer: Customer | Mapping[str, Any]) -> Customer:
        """Add a customer; the same id again replaces it."""
        person = customer if isinstance(customer, Customer) else Customer(**customer)
        self.people[person.id] = person
        return person

    def connect(self, hook_url: str, secret: str) -> None:
        """Send requests to this webhook from now on; `secret` is `whsec_…` and signs replies too.

        What was written before is sent now.
        """
        self._webhooks.connect(hook_url, secret)

    @property
    def reply_url(self) -> str:
        """Where the app sends its replies."""
        return f"{self._url()}/customers/replies"

    @property
    def files_url(self) -> str:
        """Below this address lies what customers attached."""
        return f"{self._url()}/customers/files/"

    def fail(
        self,
        *,
        status: int | None = None,
        error: str | None = None,
        drop_before: bool = False,
        drop_after: bool = False,
        delay: float = 0.0,
        body: bytes | None = None,
        times: int = 1,
        after: bool = False,
        of: Literal["reply", "look"] = "reply",
        conversation: str | None = None,
    ) -> None:
        """Order a fault for the next `times` replies, or looks for one, as `Sandbox.fail` does.

        With `after` the reply is taken first, and what goes wrong is the answer: that is how real helpdesks fail. With
        `conversation` it hits what is sent there alone.
        """
        only = {"ticket_id": conversation} if conversation else {}
        self._faults.add(of, Fault(status, error, drop_before, drop_after, delay, body, 1, times, only, after))

    def open(self, session: aiohttp.ClientSession) -> None:
        """Send with this session."""
        self._webhooks.open(session)

    async def close(self) -> None:
        """Give up what is still on its way."""
        await self._webhooks.close()

    # -- what customers and agents of the helpdesk do ------------------------------------------------------------

    def writes(
        self,
        customer_id: str,
        subject: str,
        body: str,
        via: str = "email",
        attributes: Mapping[str, str] | None = None,
        language: str | None = None,
        conversation: str | None = None,
    ) -> Sent:
        """Let a customer make a request; `conversation` gives its id, else the next number is taken."""
        person = self.people[customer_id]
        opened = Conversation(conversation or str(next(self._numbers)), person, subject, via)
        self.conversations[opened.id] = opened
        line = self._add(opened, "customer", person.name, body)
        data: Json = {
            "id": opened.id, "message_id": line.id, "subject": subject, "body": body, "channel": via,
            "language": language or person.language, "created_at": line.at,
            "customer": {
                "id": person.id, "name": person.name, "email": person.email, "segment": person.segment,
                "value": person.value,
            },
            "attributes": dict(attributes or {}),
        }  # fmt: skip
        return self._send(opened, "ticket.created", data)

    def photo(self, name: str) -> Json:
        """Let a customer have a photo of this name: what a webhook tells of it. It can be fetched from now on."""
        content = self.files[name] = photo(name)
        return {"name": name, "type": "image/png", "size": len(content), "url": f"{self.files_url}{quote(name)}"}

    def answers(self, conversation_id: str, body: str) -> Sent:
        """Let the customer of a conversation write again."""
        opened = self.conversations[conversation_id]
        line = self._add(opened, "customer", opened.customer.name, body)
        return self._send(opened, "message.created", _message(opened, line, "customer"))

    def agent_answers(self, conversation_id: str, body: str, name: str = "An agent") -> Sent:
        """Let somebody answer in the helpdesk itself, past the app."""
        opened = self.conversations[conversation_id]
        line = self._add(opened, "agent", name, body)
        return self._send(opened, "message.created", _message(opened, line, "agent"))

    def rate(self, conversation_id: str, score: int, comment: str = "") -> Sent:
        """Let the customer rate how it went, 1 to 5."""
        opened = self.conversations[conversation_id]
        opened.rating = score
        return self._send(opened, "ticket.rated", {"id": opened.id, "score": score, "comment": comment})

    def tells(self, conversation_id: str, kind: str, **data: Any) -> Sent:
        """Let the helpdesk tell anything else about a conversation, such as `ticket.merged` with `into="90"`."""
        return self._send(self.conversations[conversation_id], kind, {"id": conversation_id, **data})

    def replies(self, conversation_id: str) -> list[Line]:
        """The replies that came from the app, oldest first; a doubled one stands here twice."""
        return [line for line in self.conversations[conversation_id].lines if line.reply_id]

    # -- webhooks out --------------------------------------------------------------------------------------------

    def _add(
        self, opened: Conversation, author: Literal["customer", "agent"], name: str, body: str, reply_id: str = ""
    ) -> Line:
        at = (self._clock.now() if self._clock else datetime.now(UTC)).isoformat()
        line = Line(f"m{next(self._numbers)}", author, name, body, at, reply_id)
        opened.lines.append(line)
        return line

    def _send(self, opened: Conversation, kind: str, data: Json) -> Sent:
        sent = Sent(opened, {"type": kind, "timestamp": datetime.now(UTC).isoformat(), "data": data})
        self.sent.append(sent)
        return self._webhooks.send(sent)

    def _note(self, opened: Conversation, status: str) -> None:
        opened.status = status
        self._announce(Change("customer", text=opened.customer.id))

    # -- replies in ----------------------------------------------------------------------------------------------

    def routes(self) -> list[web.RouteDef]:
        """The routes of this part."""
        return [
            web.post("/customers/replies", self.handle_reply),
            web.get("/customers/replies", self.handle_look, allow_head=False),
            web.get("/customers/files/{name}", self.handle_file),
        ]

    async def handle_reply(self, request: web.Request) -> web.Response:
        """Take one reply of the app."""
        raw = await request.read()

        async def answer() -> web.Response:
            return self._take_reply(request, raw)

        return await answer_with(self._faults.take("reply", _conversation_in(raw)), request, answer)

    async def handle_look(self, request: web.Request) -> web.Response:
        """Say whether a reply is there."""

        async def answer() -> web.Response:
            return self._look_for(request)

        return await answer_with(self._faults.take("look", dict(request.query)), request, answer)

    async def handle_file(self, request: web.Request) -> web.Response:
        """Give out a picture."""
        content = self.files.get(request.match_info["name"])
        return web.Response(status=404) if content is None else web.Response(body=content, content_type="image/png")

    def _look_for(self, request: web.Request) -> web.Response:
        secret, reply_id = self._webhooks.secret, request.query.get("reply_id", "")
        question = json.dumps({"reply_id": reply_id}, separators=(",", ":")).encode()
        if secret is None or not is_signed(secret, request.headers, question):
            return web.json_response({"error": "the signature is wrong or too old"}, status=401)
        self.looks.append(reply_id)
        opened = self.conversations.get(request.query.get("ticket_id", ""))
        known = next((line for line in opened.lines if line.reply_id == reply_id), None) if opened else None
        if known is None:
            return web.json_response({"reply_id": reply_id}, status=404)
        return web.json_response({"id": known.id})

    def _take_reply(self, request: web.Request, raw: bytes) -> web.Response:
        secret = self._webhooks.secret
        if secret is None or not is_signed(secret, request.headers, raw):
            return web.json_response({"error": "the signature is wrong or too old"}, status=401)
        try:
            body = json.loads(raw)
            data = body["data"]
            opened, reply_id, text = self.conversations.get(str(data["ticket_id"])), str(data["reply_id"]), data["body"]
        except (ValueError, KeyError, TypeError):
            return web.json_response({"error": "ticket_id, reply_id and body are needed"}, status=400)
        if body.get("type") != "reply.created" or opened is None:
            return web.json_response({"error": "there is no such conversation"}, status=404)
        self.reply_requests.append(body)
        known = next((line for line in opened.lines if line.reply_id == reply_id), None)
        if known and self.dedupes:
            return web.json_response({"id": known.id})
        newest = next((line for line in reversed(opened.lines) if line.author == "customer"), None)
        expected = data.get("expect_last_message")
        since = opened.lines[opened.lines.index(newest) :] if newest else []
        if expected and newest and expected not in {line.id for line in since}:  # our own answer may be the newest
            return web.json_response({"error": "the conversation has moved on", "newest": newest.id}, status=409)
        name = (data.get("author") or {}).get("name") or "Support"
        line = self._add(opened, "agent", name, text, reply_id)
        self._announce(Change("customer", text=opened.customer.id))
        if self.echoes_replies:
            self._send(opened, "message.created", {**_message(opened, line, "agent"), "reply_id": reply_id})
        return web.json_response({"id": line.id})

    def shape(self, customer: Customer) -> Json:
        """A customer as the page shows one."""
        conversations = [c for c in self.conversations.values() if c.customer.id == customer.id]
        return {
            "id": customer.id, "name": customer.name, "email": customer.email, "segment": customer.segment,
            "language": customer.language,
            "conversations": [
                {
                    "id": c.id, "subject": c.subject, "via": c.via, "status": c.status, "rating": c.rating,
                    "messages": [
                        {"id": m.id, "author": m.author, "name": m.name, "body": m.body, "at": m.at} for m in c.lines
                    ],
                }
                for c in conversations
            ],
        }  # fmt: skip


def _conversation_in(raw: bytes) -> Json:
    try:
        return {"ticket_id": str(json.loads(raw)["data"]["ticket_id"])}
    except (ValueError, KeyError, TypeError):
        return {}


def _message(opened: Conversation, line: Line, author: str) -> Json:
    named = {"author_name": line.name} if author == "agent" else {}
    return {"ticket_id": opened.id, "id": line.id, "author": author, "public": True, "body": line.body, **named}
