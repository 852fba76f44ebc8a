"""A tool of one's own, as docs/connectors.md describes one: it signs time and body, and keeps our id with a reply."""

import hashlib
import hmac
import itertools
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from aiohttp import web

from tests.helpdesk.described import described
from tests.helpdesk.side import JO, SECRET, TOKEN, Delivery, Message, Side, Ticket

PAGE = 2


class Tool(Side):
    kind = "mapped"
    changes = itertools.count(1)

    def source(self) -> dict[str, Any]:
        return described("tool", self.address)

    def routes(self) -> list[web.RouteDef]:
        path = "/api/requests/{id}/comments"
        return [web.post(path, self.written), web.get(path, self.comments), web.get("/api/requests", self.changed)]

    def authorised(self, request: web.Request) -> bool:
        return request.headers.get("Authorization") == f"Bearer {TOKEN}"

    async def written(self, request: web.Request) -> web.Response:
        ticket, given = self.tickets.get(request.match_info["id"]), await request.json()
        if ticket is None:
            return self.refusal(404)
        if set(given) != {"text", "internal", "deskhand_reply", "by"} or given["internal"] is not False:
            return self.refusal(422)
        made = await self.replied(ticket, given["text"], who=given["by"], kept={"reply": given["deskhand_reply"]})
        return web.json_response({"comment": {"id": int(made.id)}}, status=201)

    async def comments(self, request: web.Request) -> web.Response:
        ticket = self.tickets.get(request.match_info["id"])
        if ticket is None:
            return self.refusal(404)
        begin = (int(request.query["page"]) - 1) * PAGE
        shown = [self.shown(message) for message in ticket.messages[begin : begin + PAGE]]
        return web.json_response({"comments": shown, "more": begin + PAGE < len(ticket.messages)})

    async def changed(self, request: web.Request) -> web.Response:
        """In whatever order it keeps them."""
        since, number = datetime.fromisoformat(request.query["changed_since"]), int(request.query["page"])
        late = [each for each in list(self.tickets.values())[::-1] if each.messages[-1].at >= since]
        page = [self.request(each) for each in late[(number - 1) * PAGE : number * PAGE]]
        return web.json_response({"requests": page, "more": number * PAGE < len(late)})

    def attachment(self) -> dict[str, Any]:
        return {"id": 4, "name": "box.jpg", "mime": "image/jpeg", "bytes": 52000, "link": "https://files.example/4"}

    def shown(self, message: Message) -> dict[str, Any]:
        return {
            "id": int(message.id), "text": message.body, "internal": not message.public, "at": message.at.isoformat(),
            "by": {"staff": message.by == "agent", "name": message.who}, "files": message.attachments,
            "deskhand_reply": message.kept.get("reply"),
        }  # fmt: skip

    def delivered(self, body: Any, at: datetime | None = None, secret: str = SECRET) -> Delivery:
        raw, stamp = self.json(body), str(int((at or datetime.now(UTC)).timestamp()))
        made = hmac.new(secret.encode(), f"{stamp}.".encode() + raw, hashlib.sha256).hexdigest()
        return Delivery({"X-Tool-Signature": f"v1={made}", "X-Tool-Time": stamp}, raw)

    def forged(self, true: Delivery) -> list[Delivery]:
        body = json.loads(true.body)
        bare = true.headers["X-Tool-Signature"].removeprefix("v1=")
        return [
            *super().forged(true),
            self.delivered(body, at=datetime.now(UTC) - timedelta(minutes=6)),
            self.delivered(body, secret="another-secret-of-16"),
            replace(true, headers={**true.headers, "X-Tool-Signature": bare}),
            replace(true, headers={**true.headers, "X-Tool-Time": "soon"}),
            replace(true, headers={}, path=f"/{SECRET}"),
        ]

    def event(self, kind: str, ticket: Ticket, **more: Any) -> list[Delivery]:
        told = {"event": kind, "request": self.request(ticket), "at": self.now().isoformat()}
        return [self.delivered(told | more)]

    def request(self, ticket: Ticket) -> dict[str, Any]:
        first = ticket.messages[0]
        return {
            "id": int(ticket.id), "title": ticket.subject, "text": first.body, "first_comment": int(first.id),
            "page": f"{self.address}/requests/{ticket.id}", "at": first.at.isoformat(), "status": ticket.status,
            "by": {"id": "c-9", "name": JO[0], "mail": JO[1]}, "order": None,
            "changed_at": ticket.messages[-1].at.isoformat(),
            "comments": [self.shown(message) for message in ticket.messages],
        }  # fmt: skip

    def told_of_opening(self, ticket: Ticket) -> list[Delivery]:
        return self.event("request.opened", ticket)

    def told_of(self, ticket: Ticket, message: Message) -> list[Delivery]:
        return self.event("comment.added", ticket, comments=[self.shown(message)])

    def told_of_status(self, ticket: Ticket) -> list[Delivery]:
        return self.event("request.turned", ticket, change=next(self.changes))

    def told_of_merge(self, ticket: Ticket, into: Ticket) -> list[Delivery]:
        return self.event("request.merged", ticket, into=int(into.id))

    def told_of_edit(self, ticket: Ticket, message: Message) -> list[Delivery]:
        return self.event("comment.edited", ticket, comments=[self.shown(message)])


class Idempotent(Tool):
    """The same tool where it takes two requests with one key as one, and cannot be looked at."""

    def __init__(self, now: Any) -> None:
        super().__init__(now)
        self.keys: dict[str, web.Response] = {}

    def source(self) -> dict[str, Any]:
        source = super().source()
        mapped = {name: part for name, part in source["mapped"].items() if name != "look"}
        return {**source, "mapped": {**mapped, "reply": {**mapped["reply"], "idempotency_header": "Idempotency-Key"}}}

    async def written(self, request: web.Request) -> web.Response:
        key = request.headers["Idempotency-Key"]
        if key not in self.keys:
            answer = await super().written(request)
            self.keys[key] = web.Response(body=answer.body, status=answer.status, content_type="application/json")
        kept = self.keys[key]
        return web.Response(body=kept.body, status=kept.status, content_type="application/json")

    async def comments(self, request: web.Request) -> web.Response:
        return self.refusal(404)
