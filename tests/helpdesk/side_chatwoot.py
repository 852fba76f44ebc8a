"""Chatwoot as documented on 2026-11-30: "How to use webhooks?" of its user guide, and swagger/tag_groups/
application_swagger.json of its source (messages, conversations, toggle status, assignments, labels, agents)."""

import hashlib
import hmac
import time
from dataclasses import replace
from typing import Any, ClassVar

from aiohttp import web

from tests.helpdesk.side import JO, SECRET, TOKEN, Delivery, Message, Side, Ticket

PAGE = 2
TYPES = {"customer": "incoming", "agent": "outgoing"}


class Chatwoot(Side):
    kind = "chatwoot"
    takes = ("note", "status", "assignee", "tags")
    called: ClassVar[dict[str, str]] = {
        "open": "open", "solved": "solved", "waiting_customer": "snoozed", "waiting": "snoozed",
    }  # fmt: skip
    subject = "Where is my order?"
    cannot: ClassVar[dict[str, str]] = {"merge": "conversations are not merged there, only contacts"}

    def source(self) -> dict[str, Any]:
        return {**super().source(), "account": "3"}

    def routes(self) -> list[web.RouteDef]:
        account = "/api/v1/accounts/3"
        path = f"{account}/conversations/{{id}}"
        return [
            web.post(f"{path}/messages", self.create),
            web.get(f"{path}/messages", self.messages),
            web.get(path, self.conversation),
            web.get(f"{account}/conversations", self.conversations),
            web.post(f"{path}/toggle_status", self.toggle),
            web.post(f"{path}/assignments", self.assign),
            web.post(f"{path}/labels", self.label),
            web.get(f"{account}/agents", self.agents),
        ]

    async def toggle(self, request: web.Request) -> web.Response:
        status = (await request.json()).get("status")
        if status not in ("open", "resolved", "pending", "snoozed"):
            return self.refusal(422)
        self.tickets[request.match_info["id"]].status = {"resolved": "solved"}.get(status, status)
        return web.json_response({"meta": {}, "payload": {"success": True, "current_status": status}})

    async def assign(self, request: web.Request) -> web.Response:
        """Whoever is no agent is nobody."""
        agent = (await request.json())["assignee_id"]
        self.tickets[request.match_info["id"]].assignee = "ana@shop.example" if agent == 12 else ""
        return web.json_response({"id": agent} if agent == 12 else None)

    async def label(self, request: web.Request) -> web.Response:
        self.tickets[request.match_info["id"]].tags = (await request.json())["labels"]
        return web.json_response({"payload": self.tickets[request.match_info["id"]].tags})

    async def agents(self, _request: web.Request) -> web.Response:
        return web.json_response([{"id": 12, "email": "ana@shop.example", "role": "agent"}])

    def authorised(self, request: web.Request) -> bool:
        return request.headers.get("api_access_token") == TOKEN

    async def create(self, request: web.Request) -> web.Response:
        ticket = self.tickets.get(request.match_info["id"])
        if ticket is None:
            return web.json_response({"error": "Resource could not be found"}, status=404)
        given = await request.json()
        if not given.get("content") or given.get("message_type") not in ("outgoing", "incoming"):
            return self.refusal(422)
        by: Any = "agent" if given["message_type"] == "outgoing" else "customer"
        made = await self.replied(ticket, given["content"], public=not given.get("private", False), who="Deskhand",
                                  kept=given.get("content_attributes") or {})  # fmt: skip
        made.by = by
        return web.json_response(self.listed(made))

    async def messages(self, request: web.Request) -> web.Response:
        ticket = self.tickets.get(request.match_info["id"])
        if ticket is None:
            return self.refusal(404)
        before = int(request.query.get("before", "999999"))
        found = [message for message in ticket.messages if int(message.id) < before][-PAGE:]
        return web.json_response({"meta": {}, "payload": [self.listed(message) for message in found]})

    async def conversations(self, request: web.Request) -> web.Response:
        """By default only open ones are listed; always those first whose last message is the newest."""
        assert request.query["status"] == "all", "by default only open ones are listed"
        found = sorted(self.tickets.values(), key=lambda each: each.messages[-1].at, reverse=True)
        number = int(request.query["page"])
        shown = [self.head(each) for each in found[(number - 1) * PAGE : number * PAGE]]
        return web.json_response({"data": {"meta": {"all_count": len(found)}, "payload": shown}})

    async def conversation(self, request: web.Request) -> web.Response:
        ticket = self.tickets.get(request.match_info["id"])
        return web.json_response(self.head(ticket)) if ticket else self.refusal(404)

    def head(self, ticket: Ticket) -> dict[str, Any]:
        meta: dict[str, Any] = {"sender": {"id": 7, "name": JO[0], "email": JO[1]}, "channel": "Channel::WebWidget"}
        if ticket.assignee:
            meta["assignee"] = {"id": 12 if ticket.assignee == "ana@shop.example" else 13, "email": ticket.assignee}
        at, status = int(ticket.messages[-1].at.timestamp()), {"solved": "resolved"}.get(ticket.status, ticket.status)
        return {
            "id": int(ticket.id), "meta": meta, "status": status, "timestamp": at, "last_activity_at": at,
            "labels": ticket.tags,
        }  # fmt: skip

    def listed(self, message: Message) -> dict[str, Any]:
        sender: dict[str, Any] = {"id": 12, "name": message.who, "type": "user"}
        if message.by == "customer":
            sender = {"id": 7, "name": JO[0], "email": JO[1], "identifier": None, "type": "contact"}
        return {
            "id": int(message.id), "content": message.body, "message_type": 0 if message.by == "customer" else 1,
            "private": not message.public, "created_at": int(message.at.timestamp()), "content_type": "text",
            "content_attributes": message.kept, "sender": sender, "attachments": message.attachments,
        }  # fmt: skip

    def attachment(self) -> dict[str, Any]:
        return {"id": 4, "file_type": "image/jpeg", "file_size": 52000, "data_url": "https://cdn.example/blobs/box.jpg"}

    def delivered(self, body: Any) -> Delivery:
        raw, at = self.json(body), str(int(time.time()))
        made = "sha256=" + hmac.new(SECRET.encode(), at.encode() + b"." + raw, hashlib.sha256).hexdigest()
        self.count += 1
        headers = {"X-Chatwoot-Signature": made, "X-Chatwoot-Timestamp": at, "X-Chatwoot-Delivery": f"d-{self.count}"}
        return Delivery(headers, raw)

    count = 0

    def forged(self, true: Delivery) -> list[Delivery]:
        old = replace(true, headers={**true.headers, "X-Chatwoot-Timestamp": str(int(time.time()) - 400)})
        unsigned_elsewhere = replace(true, headers={}, path="/another-secret-of-16")
        wrong_but_with_path = replace(true, body=true.body + b" ", path=f"/{SECRET}")
        return [*super().forged(true), old, unsigned_elsewhere, wrong_but_with_path]

    def told_of_opening(self, ticket: Ticket) -> list[Delivery]:
        opened = self.delivered({"event": "conversation_created", "id": int(ticket.id), "status": "open"})
        greeting = {"id": 9_000, "content": "Hi, we will answer soon.", "message_type": "template", "private": False}
        greeted = {"event": "message_created", **greeting, "conversation": {"id": int(ticket.id)}, "sender": None}
        return [opened, *self.told_of(ticket, ticket.messages[0]), self.delivered(greeted)]

    def told_of(self, ticket: Ticket, message: Message, event: str = "message_created") -> list[Delivery]:
        sender: dict[str, Any] = {"id": 12, "name": message.who, "type": "user"}
        if message.by == "customer":
            sender = {"id": 7, "name": JO[0], "email": JO[1], "identifier": None}
        return [self.delivered({
            "event": event, "id": int(message.id), "content": message.body,
            "message_type": TYPES[message.by], "content_type": "text", "private": not message.public,
            "content_attributes": message.kept, "created_at": f"{message.at:%Y-%m-%d %H:%M:%S} UTC",
            "sender": sender,
            "attachments": message.attachments, "account": {"id": 3, "name": "Shop"}, "inbox": {"id": 1},
            "conversation": {"id": int(ticket.id), "channel": "Channel::WebWidget", "status": ticket.status},
        })]  # fmt: skip

    def told_of_edit(self, ticket: Ticket, message: Message) -> list[Delivery]:
        return self.told_of(ticket, message, "message_updated")

    def told_of_status(self, ticket: Ticket) -> list[Delivery]:
        status = {"solved": "resolved"}.get(ticket.status, ticket.status)
        return [self.delivered({
            "event": "conversation_status_changed", "id": int(ticket.id), "status": status,
            "updated_at": self.now().timestamp(),
        })]  # fmt: skip
