"""Freshdesk as documented on 2026-11-29 at developers.freshdesk.com/api: "List All Tickets", "View a Ticket", "List All
Conversations of a Ticket", "Reply to a Ticket", "Add a Note",
"Update a Ticket", "List All Agents", "Authentication" and "Rate Limit"."""

import base64
from datetime import datetime, timedelta
from typing import Any, ClassVar

from aiohttp import web

from bot.helpdesk.html_text import text_of
from tests.helpdesk.side import JO, TOKEN, Delivery, Message, Side, Ticket

ANA = {"id": 7001, "contact": {"name": "Ana", "email": "ana@shop.example"}}
_STATUS = {"open": 2, "pending": 3, "solved": 4, "closed": 5}


class Freshdesk(Side):
    kind = "freshdesk"
    asked = True
    takes = ("note", "status", "assignee", "tags")
    called: ClassVar[dict[str, str]] = {
        "open": "open", "solved": "solved", "waiting_customer": "pending", "waiting": "pending",
    }  # fmt: skip
    cannot: ClassVar[dict[str, str]] = {
        "webhooks": "it is asked, and tells nothing by itself",
        "edit": "a reply that was sent cannot be edited",
        "merge": "a merge does not name the ticket that goes on",
    }

    def __init__(self, now: Any) -> None:
        super().__init__(now)
        self.updated: dict[str, datetime] = {}
        self.stats: dict[str, dict[str, str]] = {}
        self.ticks = 0

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/api/v2/tickets", self.listed),
            web.get("/api/v2/tickets/{id}", self.view),
            web.get("/api/v2/tickets/{id}/conversations", self.conversations),
            web.post("/api/v2/tickets/{id}/reply", self.reply),
            web.get("/api/v2/agents", self.agents),
            web.post("/api/v2/tickets/{id}/notes", self.note),
            web.put("/api/v2/tickets/{id}", self.update),
        ]

    def authorised(self, request: web.Request) -> bool:
        return request.headers.get("Authorization") == "Basic " + base64.b64encode(f"{TOKEN}:X".encode()).decode()

    def refusal(self, status: int) -> web.Response:
        errors = [{"field": "body", "message": "Where is my order?", "code": "invalid_value"}]
        return web.json_response({"description": "Validation failed", "errors": errors}, status=status)

    async def agents(self, request: web.Request) -> web.Response:
        return web.json_response([ANA] if request.query.get("email") == "ana@shop.example" else [])

    async def listed(self, request: web.Request) -> web.Response:
        since = datetime.fromisoformat(request.query["updated_since"])
        assert (request.query["order_by"], request.query["order_type"]) == ("updated_at", "asc")
        page, size = int(request.query.get("page", "1")), 2
        found = sorted((at, name) for name, at in self.updated.items() if at >= since)
        shown = [self.head(self.tickets[name]) for _, name in found[(page - 1) * size : page * size]]
        return web.json_response(shown)

    async def view(self, request: web.Request) -> web.Response:
        ticket = self.tickets.get(request.match_info["id"])
        if ticket is None:
            return web.Response(status=404)
        first, included = ticket.messages[0], request.query.get("include", "")
        more = {"description": f"<div>{first.body}</div>", "description_text": first.body, "attachments": []}
        who = {"requester": {"id": 9, "name": JO[0], "email": JO[1]}} if "requester" in included else {}
        stats = {"stats": self.stats.get(ticket.id, {})} if "stats" in included else {}
        return web.json_response(self.head(ticket) | more | who | stats)

    async def conversations(self, request: web.Request) -> web.Response:
        ticket = self.tickets.get(request.match_info["id"])
        if ticket is None:
            return web.Response(status=404)
        page, size = int(request.query.get("page", "1")), int(request.query.get("per_page", "30"))
        return web.json_response([self.shown(each) for each in ticket.messages[1:]][(page - 1) * size : page * size])

    async def reply(self, request: web.Request) -> web.Response:
        ticket = self.tickets.get(request.match_info["id"])
        if ticket is None:
            return web.Response(status=404)
        given = await request.json()
        if not given.get("body") or given.get("user_id") not in (None, 7001) or set(given) - {"body", "user_id"}:
            return self.refusal(400)
        made = await self.replied(ticket, given["body"].removeprefix("<p>").removesuffix("</p>"), who="Ana")
        self.touched(ticket)
        return web.json_response(self.shown(made), status=201)

    async def note(self, request: web.Request) -> web.Response:
        ticket = self.tickets.get(request.match_info["id"])
        if ticket is None:
            return web.Response(status=404)
        given = await request.json()
        if not given.get("body") or set(given) - {"body", "private", "user_id"}:
            return self.refusal(400)
        made = await self.replied(ticket, text_of(given["body"]), public=given.get("private") is False, who="Key")
        self.touched(ticket)
        return web.json_response(self.shown(made), status=201)

    async def update(self, request: web.Request) -> web.Response:
        ticket = self.tickets.get(request.match_info["id"])
        if ticket is None:
            return web.Response(status=404)
        given = await request.json()
        words = {number: status for status, number in _STATUS.items()}
        tags, agent = given.get("tags", []), given.get("responder_id")
        known = given.get("status", 2) in words and agent in (None, 7001) and all(isinstance(tag, str) for tag in tags)
        if not given or set(given) - {"status", "responder_id", "tags"} or not known:
            return self.refusal(400)
        self.touched(ticket)
        if "status" in given and words[given["status"]] != ticket.status:
            ticket.status = words[given["status"]]
            self.told_of_status(ticket)
        if "responder_id" in given:
            ticket.assignee = "ana@shop.example" if agent else ""
        ticket.tags = tags if "tags" in given else ticket.tags
        return web.json_response(self.head(ticket))

    def touched(self, ticket: Ticket) -> list[Delivery]:
        """Something has changed, and its `updated_at` with it; nobody is told."""
        self.ticks += 1
        self.updated[ticket.id] = self.now().replace(microsecond=0) + timedelta(seconds=self.ticks)
        return []

    def head(self, ticket: Ticket) -> dict[str, Any]:
        return {
            "id": int(ticket.id), "subject": ticket.subject, "status": _STATUS[ticket.status], "priority": 1,
            "source": 1, "requester_id": 9, "tags": ticket.tags,
            "responder_id": {"": None, "ana@shop.example": 7001}.get(ticket.assignee, 7002),
            "created_at": ticket.messages[0].at.isoformat(), "spam": False,
            "updated_at": self.updated[ticket.id].strftime("%Y-%m-%dT%H:%M:%SZ"),
        }  # fmt: skip

    def shown(self, message: Message) -> dict[str, Any]:
        incoming = message.by == "customer"
        return {
            "id": int(message.id), "body": f"<div>{message.body}</div>", "body_text": message.body,
            "incoming": incoming, "private": not message.public, "user_id": 9 if incoming else 7001,
            "created_at": message.at.isoformat(), "attachments": message.attachments, "source": 0,
        }  # fmt: skip

    def attachment(self) -> dict[str, Any]:
        url = "https://s3.example/box.jpg"
        return {"id": 4, "name": "box.jpg", "content_type": "image/jpeg", "size": 52000, "attachment_url": url}

    def delivered(self, body: Any) -> Delivery:
        raise NotImplementedError

    def told_of_opening(self, ticket: Ticket) -> list[Delivery]:
        return self.touched(ticket)

    def told_of(self, ticket: Ticket, message: Message) -> list[Delivery]:
        return self.touched(ticket)

    def told_of_status(self, ticket: Ticket) -> list[Delivery]:
        self.touched(ticket)
        at = self.updated[ticket.id].isoformat()
        reopened = {"reopened_at": at} if ticket.status == "open" else {}
        self.stats[ticket.id] = {**self.stats.get(ticket.id, {}), **reopened, "status_updated_at": at}
        return []
