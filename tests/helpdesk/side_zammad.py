"""Zammad as documented on 2026-11-30: admin-docs.zammad.org, "Webhook Payload"; docs.zammad.org, "Articles", "Tickets"
(with "Search"), "Tags", "Users", "Pagination", "Sorting search results" and "HTTP Token Authentication"."""

import hashlib
import hmac
from datetime import datetime, timedelta
from typing import Any, ClassVar

from aiohttp import web

from tests.helpdesk.side import JO, SECRET, TOKEN, Delivery, Message, Side, Ticket

CUSTOMER = {"id": 8, "email": JO[1], "firstname": "Jo", "lastname": "Doe", "roles": ["Customer"]}
RITA = {"id": 5, "email": "rita@shop.example", "firstname": "Rita", "lastname": "Field", "roles": ["Agent"]}
PAGE = 2
_STATES = {"open": "open", "solved": "closed", "closed": "merged"}


class Zammad(Side):
    kind = "zammad"
    takes = ("note", "status", "assignee", "tags")
    called: ClassVar[dict[str, str]] = {
        "open": "open", "solved": "solved", "waiting_customer": "open", "waiting": "open",
    }  # fmt: skip
    cannot: ClassVar[dict[str, str]] = {
        "edit": "an edited article fires no trigger",
    }

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/api/v1/ticket_articles", self.create),
            web.get("/api/v1/tickets/{id}", self.ticket),
            web.put("/api/v1/tickets/{id}", self.update),
            web.get("/api/v1/users/search", self.search_users),
            web.get("/api/v1/tags", self.tags),
            web.post("/api/v1/tags/add", self.tag),
            web.delete("/api/v1/tags/remove", self.tag),
            web.get("/api/v1/ticket_articles/by_ticket/{id}", self.articles),
            web.post("/api/v1/tickets/search", self.search),
            web.get("/api/v1/users/{id}", self.user),
            web.get("/api/v1/links", self.links),
        ]

    def authorised(self, request: web.Request) -> bool:
        return request.headers.get("Authorization") == f"Token token={TOKEN}"

    def writes(self, request: web.Request) -> bool:
        return request.path == "/api/v1/ticket_articles"

    async def search(self, request: web.Request) -> web.Response:
        """By a condition its database is asked; without `expand` only numbers and a heap of assets come."""
        asked = await request.json()
        if (asked["sort_by"], asked["order_by"], asked["expand"]) != ("updated_at", "asc", True):
            return self.refusal(422)
        condition = asked["condition"]["ticket.updated_at"]
        if condition["operator"] != "after (absolute)" or asked["per_page"] > 200:
            return self.refusal(422)
        since = datetime.fromisoformat(condition["value"])
        found = sorted((ticket.messages[-1].at, int(ticket.id)) for ticket in self.tickets.values())
        late = [(at, number) for at, number in found if at > since]
        page = late[(asked["page"] - 1) * PAGE : asked["page"] * PAGE]
        return web.json_response([{"id": number, "updated_at": at.isoformat(), "state": "new"} for at, number in page])

    async def links(self, request: web.Request) -> web.Response:
        if request.query.get("link_object") != "Ticket":
            return self.refusal(422)
        into = self.tickets[request.query["link_object_value"]].merged_into
        link = {"link_type": "parent", "link_object": "Ticket", "link_object_value": int(into or 0)}
        return web.json_response({"links": [link] if into else [], "assets": {}})

    async def user(self, request: web.Request) -> web.Response:
        found = [each for each in (CUSTOMER, RITA) if str(each["id"]) == request.match_info["id"]]
        return web.json_response(found[0]) if found else self.refusal(404)

    async def create(self, request: web.Request) -> web.Response:
        given = await request.json()
        ticket = self.tickets.get(str(given.get("ticket_id")))
        if ticket is None:
            return self.refusal(404)
        mail = given.get("type") == "email"
        if not given.get("body") or (mail and not given.get("to")) or not isinstance(given["ticket_id"], int):
            return self.refusal(422)
        # By default an article is internal if the group says so, and of type `note`.
        public = given.get("internal", True) is False and (not mail or given["to"] == JO[1])
        made = await self.replied(ticket, given["body"], public=public, who="Deskhand")
        return web.json_response(self.shown(ticket, made), status=201)

    async def ticket(self, request: web.Request) -> web.Response:
        found = self.tickets.get(request.match_info["id"])
        if found is None:
            return self.refusal(404)
        expanded = request.query.get("expand") == "true"
        return web.json_response(self.head(found) | {"customer": JO[1]} if expanded else self.head(found))

    async def update(self, request: web.Request) -> web.Response:
        ticket, given = self.tickets.get(request.match_info["id"]), await request.json()
        owners = {1: "", 5: "rita@shop.example", 7: "ana@shop.example"}
        known = given.get("state", "open") in ("open", "closed") and given.get("owner_id", 1) in owners
        if ticket is None or not given or set(given) - {"state", "owner_id"} or not known:
            return self.refusal(404 if ticket is None else 422)
        if "state" in given:
            ticket.status = {"closed": "solved"}.get(given["state"], given["state"])
        ticket.assignee = owners[given["owner_id"]] if "owner_id" in given else ticket.assignee
        return web.json_response(self.head(ticket))

    async def search_users(self, request: web.Request) -> web.Response:
        """By whatever a user says of themselves: also a customer's, and somebody's who is gone."""
        ana = {"id": 7, "email": "ana@shop.example", "roles": ["Agent"], "active": True}
        found = [ana, ana | {"id": 8, "active": False}, ana | {"id": 9, "roles": ["Customer"]}]
        return web.json_response(found if request.query["query"] == "ana@shop.example" else [])

    async def tags(self, request: web.Request) -> web.Response:
        assert request.query["object"] == "Ticket"
        return web.json_response({"tags": self.tickets[request.query["o_id"]].tags})

    async def tag(self, request: web.Request) -> web.Response:
        given = await request.json()
        tags = self.tickets[str(given["o_id"])].tags
        tags.append(given["item"]) if request.method == "POST" else tags.remove(given["item"])
        return web.json_response(True, status=201)

    async def articles(self, request: web.Request) -> web.Response:
        found = self.tickets.get(request.match_info["id"])
        if found is None:
            return self.refusal(404)
        shown = [self.listed(found, message) for message in found.messages]
        merged = {"id": 1, "sender": "System", "internal": True, "body": "Ticket merged", "content_type": "text/plain"}
        return web.json_response([*shown, merged])

    changes = 0

    def head(self, ticket: Ticket) -> dict[str, Any]:
        self.changes += 1  # its times are to the millisecond, and no two changes are at the same one
        at = self.now() + timedelta(milliseconds=self.changes)
        return {
            "id": int(ticket.id), "number": f"100{ticket.id}", "title": ticket.subject,
            "state": _STATES[ticket.status], "state_id": 2, "updated_at": at.isoformat(timespec="milliseconds"),
            "article_ids": [int(message.id) for message in ticket.messages], "customer_id": 8, "priority": {"id": 2},
            "owner_id": {"": 1, "ana@shop.example": 7}.get(ticket.assignee, 5),
        }  # fmt: skip

    def shown(self, ticket: Ticket, message: Message) -> dict[str, Any]:
        customer = message.by == "customer"
        return {
            "id": int(message.id), "ticket_id": int(ticket.id), "body": f"<div>{message.body}</div>",
            "content_type": "text/html", "internal": not message.public, "type": "email",
            "sender": "Customer" if customer else "Agent", "created_at": message.at.isoformat(),
            "created_by": CUSTOMER if customer else RITA, "attachments": message.attachments,
        }  # fmt: skip

    def listed(self, ticket: Ticket, message: Message) -> dict[str, Any]:
        """Its interface names people by number and address, and a file by no address of its own."""
        who = CUSTOMER if message.by == "customer" else RITA
        files = [{key: each[key] for key in each if key != "url"} for each in message.attachments]
        named = {"created_by": who["email"], "created_by_id": who["id"], "attachments": files}
        return self.shown(ticket, message) | named

    def attachment(self) -> dict[str, Any]:
        url = "https://zammad.example.com/api/v1/ticket_attachment/81/104/174"
        return {
            "id": 174,
            "filename": "box.jpg",
            "size": "35574",
            "preferences": {"Mime-Type": "image/jpeg"},
            "url": url,
        }

    def delivered(self, body: Any) -> Delivery:
        raw = self.json(body)
        made = "sha1=" + hmac.new(SECRET.encode(), raw, hashlib.sha1).hexdigest()
        return Delivery({"X-Hub-Signature": made, "X-Zammad-Trigger": "Deskhand", "X-Zammad-Delivery": "d-1"}, raw)

    def hook(self, ticket: Ticket, article: dict[str, Any]) -> list[Delivery]:
        return [self.delivered({"ticket": self.head(ticket) | {"customer": CUSTOMER}, "article": article})]

    def told_of_opening(self, ticket: Ticket) -> list[Delivery]:
        return self.told_of(ticket, ticket.messages[0])

    def told_of(self, ticket: Ticket, message: Message) -> list[Delivery]:
        return self.hook(ticket, self.shown(ticket, message))

    def told_of_merge(self, ticket: Ticket, into: Ticket) -> list[Delivery]:
        """Zammad writes a note of its own into the ticket that is no more, as an agent and publicly."""
        note = {"id": int(self.number()), "body": "merged", "sender": "Agent", "type": "note", "internal": False,
                "content_type": "text/plain", "created_by": RITA, "created_at": self.now().isoformat()}  # fmt: skip
        return self.hook(ticket, note)

    def told_of_status(self, ticket: Ticket) -> list[Delivery]:
        return self.hook(ticket, {})
