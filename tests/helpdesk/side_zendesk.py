"""Zendesk as documented on 2026-11-29: developer.zendesk.com, "Ticket events", "Verifying webhook authenticity",
"Tickets" (Update Ticket), "Tags" (Add Tags, Remove Tags), "Ticket Comments" (List Comments) and "Search users"."""

import base64
import hashlib
import hmac
import itertools
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from aiohttp import web

from tests.helpdesk.side import JO, SECRET, TOKEN, Delivery, Message, Side, Ticket

ACCOUNT = "deskhand@shop.example"
ANA = {"id": 7001, "name": "Ana", "email": "ana@shop.example", "role": "agent"}
PEOPLE = [ANA, {"id": 9, "name": JO[0], "email": JO[1], "role": "end-user"}, {"id": 1, "name": "API", "role": "admin"}]
PAGE = 2
_FIELDS = {"comment", "status", "assignee_id", "metadata"}


class Zendesk(Side):
    kind = "zendesk"
    takes = ("note", "status", "assignee", "tags")
    called = {"open": "open", "solved": "solved", "waiting_customer": "pending", "waiting": "hold"}  # noqa: RUF012
    cannot = {"edit": "a comment cannot be edited, only redacted"}  # noqa: RUF012

    #: *On-hold* is there only where it was switched on.
    statuses: tuple[str, ...] = ("open", "pending", "hold", "solved")

    def source(self) -> dict[str, Any]:
        return {**super().source(), "user": ACCOUNT}

    def routes(self) -> list[web.RouteDef]:
        return [
            web.put("/api/v2/tickets/{id}.json", self.update),
            web.put("/api/v2/tickets/{id}/tags.json", self.tag),
            web.delete("/api/v2/tickets/{id}/tags.json", self.untag),
            web.get("/api/v2/tickets/{id}/comments.json", self.comments),
            web.get("/api/v2/users/search.json", self.search),
            web.get("/api/v2/incremental/tickets.json", self.export),
            web.get("/api/v2/tickets/{id}.json", self.ticket),
        ]

    def authorised(self, request: web.Request) -> bool:
        pair = base64.b64encode(f"{ACCOUNT}/token:{TOKEN}".encode()).decode()
        return request.headers.get("Authorization") == f"Basic {pair}"

    async def update(self, request: web.Request) -> web.Response:
        ticket = self.tickets.get(request.match_info["id"])
        if ticket is None:
            return web.json_response({"error": "RecordNotFound", "description": "Not found"}, status=404)
        given = (await request.json())["ticket"]
        if ticket.status == "closed" or not given or given.keys() - _FIELDS or not self.changed(ticket, given):
            return self.refusal(422)
        events = [{"id": 1, "type": "Change", "field_name": "status"}]
        metadata = given.get("metadata") or {}
        if comment := given.get("comment"):
            author = next(user for user in PEOPLE if user["id"] == comment.get("author_id", 1))
            made = await self.replied(ticket, comment["body"], public=comment.get("public", True), who=author["name"],
                                      kept=metadata)  # fmt: skip
            events.append({"id": int(made.id), "type": "Comment"})
        audit = {"id": 77, "ticket_id": int(ticket.id), "events": events, "metadata": {"custom": metadata}}
        return web.json_response({"ticket": {"id": int(ticket.id)}, "audit": audit})

    def changed(self, ticket: Ticket, given: dict[str, Any]) -> bool:
        """Whether status, assignee and comment are as they may be; nothing is changed unless all of them are."""
        people = {user["id"]: str(user["email"]) for user in PEOPLE if user["role"] == "agent"}
        whose = given.get("assignee_id")
        assignee = people.get(whose, "") if "assignee_id" in given else ticket.assignee
        status = given.get("status", ticket.status)
        if "comment" in given and not given["comment"].get("body"):
            return False
        if "assignee_id" in given and whose is not None and whose not in people:
            return False
        if "status" in given and (status not in self.statuses or (status == "solved" and not assignee)):
            return False
        ticket.assignee, ticket.status = assignee, status
        return True

    async def tag(self, request: web.Request) -> web.Response:
        return await self._tags(
            request, lambda ticket, given: [*ticket.tags, *(t for t in given if t not in ticket.tags)]
        )

    async def untag(self, request: web.Request) -> web.Response:
        return await self._tags(request, lambda ticket, given: [tag for tag in ticket.tags if tag not in given])

    async def _tags(self, request: web.Request, made: Callable[[Ticket, list[str]], list[str]]) -> web.Response:
        ticket = self.tickets.get(request.match_info["id"])
        given = (await request.json()).get("tags")
        if ticket is None or ticket.status == "closed" or not given or any(" " in tag for tag in given):
            return self.refusal(404 if ticket is None else 422)
        ticket.tags = made(ticket, given)
        return web.json_response({"tags": ticket.tags})

    def head(self, ticket: Ticket) -> dict[str, Any]:
        first, newest = ticket.messages[0], ticket.messages[-1]
        return {
            "id": int(ticket.id), "subject": ticket.subject, "description": first.body, "requester_id": 9,
            "is_public": True, "created_at": first.at.isoformat(), "updated_at": newest.at.isoformat(),
            "via": {"channel": "email"}, "status": ticket.status, "tags": ticket.tags,
            "assignee_id": next((user["id"] for user in PEOPLE if user.get("email") == ticket.assignee), None),
        }  # fmt: skip

    async def export(self, request: web.Request) -> web.Response:
        begin = int(request.query["start_time"])
        found = [each for each in self.tickets.values() if each.messages[-1].at.timestamp() >= begin]
        shown = [self.head(each) for each in found]
        return web.json_response({"tickets": shown, "end_time": begin, "end_of_stream": True, "count": len(shown)})

    async def ticket(self, request: web.Request) -> web.Response:
        found = self.tickets.get(request.match_info["id"])
        return web.json_response({"ticket": self.head(found)}) if found else self.refusal(404)

    async def comments(self, request: web.Request) -> web.Response:
        ticket = self.tickets.get(request.match_info["id"])
        if ticket is None:
            return self.refusal(404)
        begin = int(request.query.get("page[after]", "0"))
        page = ticket.messages[begin : begin + PAGE]
        more = begin + PAGE < len(ticket.messages)
        return web.json_response({
            "comments": [self.shown(message) for message in page], "users": PEOPLE,
            "meta": {"has_more": more, "after_cursor": str(begin + PAGE) if more else None},
            "links": {"next": "https://elsewhere.example/steal" if more else None},
        })  # fmt: skip

    async def search(self, request: web.Request) -> web.Response:
        found = [user for user in PEOPLE if f'"{user.get("email")}"' in request.query["query"]]
        return web.json_response({"users": found, "count": len(found)})

    def shown(self, message: Message) -> dict[str, Any]:
        return {
            "id": int(message.id), "type": "Comment", "author_id": 9 if message.by == "customer" else 7001,
            "body": message.body, "plain_body": message.body, "public": message.public,
            "created_at": message.at.isoformat(), "metadata": {"system": {}, "custom": message.kept},
        }  # fmt: skip

    def event(self, kind: str, ticket: Ticket, event: dict[str, Any], number: str) -> list[Delivery]:
        first, *_ = ticket.messages
        detail = {
            "id": ticket.id, "subject": ticket.subject, "description": first.body, "requester_id": "9",
            "submitter_id": "9", "status": ticket.status.upper(), "priority": "NORMAL", "is_public": True,
            "created_at": first.at.isoformat(), "updated_at": self.now().isoformat(), "tags": [],
            "via": {"channel": "email"}, "external_id": None, "brand_id": "3",
        }  # fmt: skip
        return [self.delivered({
            "account_id": 22129848, "detail": detail, "event": event, "id": f"evt-{number}",
            "subject": f"zen:ticket:{ticket.id}", "time": self.now().isoformat(),
            "type": f"zen:event-type:ticket.{kind}", "zendesk_event_version": "2022-11-06",
        })]  # fmt: skip

    def delivered(self, body: Any, at: datetime | None = None, secret: str = SECRET) -> Delivery:
        raw, stamp = self.json(body), (at or datetime.now(UTC)).isoformat()
        made = base64.b64encode(hmac.new(secret.encode(), stamp.encode() + raw, hashlib.sha256).digest()).decode()
        return Delivery({"X-Zendesk-Webhook-Signature": made, "X-Zendesk-Webhook-Signature-Timestamp": stamp}, raw)

    def forged(self, true: Delivery) -> list[Delivery]:
        body = json.loads(true.body)
        swapped = true.body + true.headers["X-Zendesk-Webhook-Signature-Timestamp"].encode()
        other = base64.b64encode(hmac.new(SECRET.encode(), swapped, hashlib.sha256).digest()).decode()
        return [
            *super().forged(true),
            self.delivered(body, at=datetime.now(UTC) - timedelta(minutes=6)),
            self.delivered(body, secret="another-secret-of-16"),
            replace(true, headers={**true.headers, "X-Zendesk-Webhook-Signature": other}),
        ]

    def told_of_opening(self, ticket: Ticket) -> list[Delivery]:
        """The first comment is told of twice: as the ticket's description, and as a comment."""
        first, *_ = ticket.messages
        return self.event("created", ticket, {}, f"c{ticket.id}") + self.told_of(ticket, first)

    def told_of(self, ticket: Ticket, message: Message) -> list[Delivery]:
        author = {"id": "9", "is_staff": False, "name": JO[0]}
        if message.by == "agent":
            author = {"id": "7001", "is_staff": True, "name": message.who}
        comment = {
            "id": message.id, "body": message.body, "is_public": message.public, "author": author,
            "attachments": message.attachments,
        }  # fmt: skip
        return self.event("comment_added", ticket, {"comment": comment}, f"m{message.id}")

    def told_of_status(self, ticket: Ticket) -> list[Delivery]:
        event = {"current": ticket.status.upper(), "previous": "PENDING"}
        return self.event("status_changed", ticket, event, f"s{next(self.changes)}")

    changes = itertools.count(1)

    def told_of_merge(self, ticket: Ticket, into: Ticket) -> list[Delivery]:
        return self.event("merged", ticket, {"target_ticket": {"id": into.id}}, f"g{ticket.id}") + self.told_of_status(
            ticket
        )
