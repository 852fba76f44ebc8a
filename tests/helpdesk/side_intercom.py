"""Intercom as documented on 2026-11-29: developers.intercom.com, "Webhook notifications", "Webhook models",
"Reply to a conversation", "Manage a conversation", "Add tag to a conversation",
"Retrieve a conversation" and "List all admins" of version 2.11."""

import hashlib
import hmac
from typing import Any, ClassVar

from aiohttp import web

from bot.helpdesk.html_text import text_of
from tests.helpdesk.side import JO, SECRET, TOKEN, Delivery, Message, Side, Ticket

ADMINS = [{"type": "admin", "id": "1", "email": "team@shop.example"},
          {"type": "admin", "id": "7001", "email": "ana@shop.example", "name": "Ana"}]  # fmt: skip


class Intercom(Side):
    kind = "intercom"
    takes = ("note", "status", "assignee", "tags")
    called: ClassVar[dict[str, str]] = {
        "open": "open", "solved": "solved", "waiting_customer": "open", "waiting": "open",
    }  # fmt: skip
    cannot: ClassVar[dict[str, str]] = {
        "edit": "an edited part is told by nothing that is read",
        "merge": "conversations are not merged there",
    }

    def source(self) -> dict[str, Any]:
        return {**super().source(), "user": "team@shop.example"}

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/conversations/{id}/reply", self.reply),
            web.get("/conversations/{id}", self.conversation),
            web.get("/admins", self.admins),
            web.post("/conversations/search", self.search),
            web.post("/conversations/{id}/parts", self.manage),
            web.post("/conversations/{id}/tags", self.tag),
            web.delete("/conversations/{id}/tags/{tag}", self.untag),
            web.post("/tags", self.named),
        ]

    def authorised(self, request: web.Request) -> bool:
        version = request.headers.get("Intercom-Version") == "2.11"
        return request.headers.get("Authorization") == f"Bearer {TOKEN}" and version

    async def admins(self, _request: web.Request) -> web.Response:
        return web.json_response({"type": "admin.list", "admins": ADMINS})

    def writes(self, request: web.Request) -> bool:
        return request.path.endswith(("/reply", "/parts"))

    async def search(self, request: web.Request) -> web.Response:
        asked = (await request.json())["query"]
        assert (asked["field"], asked["operator"]) == ("updated_at", ">")
        found = [each for each in self.tickets.values() if each.messages[-1].at.timestamp() > asked["value"]]
        shown = [self.whole(each, []) | {"updated_at": int(each.messages[-1].at.timestamp())} for each in found]
        return web.json_response({"type": "conversation.list", "conversations": shown, "pages": {"type": "pages"}})

    async def reply(self, request: web.Request) -> web.Response:
        ticket = self.tickets.get(request.match_info["id"])
        if ticket is None:
            return self.refusal(404)
        given = await request.json()
        author = next((each for each in ADMINS if each["id"] == given.get("admin_id")), None)
        wrong = given.get("type") != "admin" or given.get("message_type") not in ("comment", "note")
        if wrong or author is None or not given.get("body"):
            return self.refusal(422)
        plain = text_of(given["body"])
        made = await self.replied(ticket, plain, public=given["message_type"] == "comment", who="Ana")
        return web.json_response(self.whole(ticket, [made]))

    async def manage(self, request: web.Request) -> web.Response:
        ticket, given = self.tickets.get(request.match_info["id"]), await request.json()
        admins = {each["id"]: each["email"] for each in ADMINS}
        if ticket is None or given.get("admin_id") not in admins or given.get("body"):
            return self.refusal(404 if ticket is None else 422)
        match given.get("message_type"), given.get("type"):
            case "close", "admin":
                ticket.status = "solved"
            case "open", _:
                ticket.status = "open"
            case "assignment", "admin" if given.get("assignee_id") in {*admins, "0"}:
                ticket.assignee = admins.get(given["assignee_id"], "")
            case _:
                return self.refusal(422)
        return web.json_response(self.whole(ticket, []))

    async def named(self, request: web.Request) -> web.Response:
        name = (await request.json())["name"]
        return web.json_response({"type": "tag", "id": f"t-{name}", "name": name})

    async def tag(self, request: web.Request) -> web.Response:
        ticket, given = self.tickets[request.match_info["id"]], await request.json()
        if given.get("admin_id") != "1" or not str(given.get("id")).startswith("t-"):
            return self.refusal(404)
        ticket.tags.append(given["id"].removeprefix("t-"))
        return web.json_response({"type": "tag", "id": given["id"]})

    async def untag(self, request: web.Request) -> web.Response:
        ticket, name = self.tickets[request.match_info["id"]], request.match_info["tag"].removeprefix("t-")
        if (await request.json()).get("admin_id") != "1" or name not in ticket.tags:
            return self.refusal(404)
        ticket.tags.remove(name)
        return web.json_response({"type": "tag", "id": f"t-{name}"})

    async def conversation(self, request: web.Request) -> web.Response:
        ticket = self.tickets.get(request.match_info["id"])
        return web.json_response(self.whole(ticket, ticket.messages[1:])) if ticket else self.refusal(404)

    def part(self, message: Message) -> dict[str, Any]:
        author = {"type": "admin", "id": "7001", "name": message.who, "email": "ana@shop.example"}
        if message.by == "customer":
            author = {"type": "user", "id": "c7", "name": JO[0], "email": JO[1]}
        return {
            "type": "conversation_part", "id": message.id, "part_type": "comment" if message.public else "note",
            "body": f"<p>{message.body}</p>", "created_at": int(message.at.timestamp()), "author": author,
            "attachments": message.attachments,
        }  # fmt: skip

    def attachment(self) -> dict[str, Any]:
        url = "https://downloads.example/box.jpg"
        return {"type": "upload", "name": "box.jpg", "content_type": "image/jpeg", "filesize": 52000, "url": url}

    def whole(self, ticket: Ticket, messages: list[Message]) -> dict[str, Any]:
        first, *_ = ticket.messages
        parts = [self.part(message) for message in messages]
        return {
            "type": "conversation", "id": ticket.id, "created_at": int(first.at.timestamp()),
            "state": "closed" if ticket.status == "solved" else ticket.status,
            "admin_assignee_id": next((int(each["id"]) for each in ADMINS if each["email"] == ticket.assignee), 0)
            if ticket.assignee != "rita@shop.example" else 8,
            "tags": {"type": "tag.list", "tags": [{"id": f"t-{name}", "name": name} for name in ticket.tags]},
            "source": self.part(first) | {"type": "email", "subject": f"<p>{ticket.subject}</p>"}, "title": None,
            "conversation_parts": {"type": "conversation_part.list", "conversation_parts": parts,
                                   "total_count": len(parts)},
        }  # fmt: skip

    def delivered(self, body: Any) -> Delivery:
        raw = self.json(body)
        return Delivery({"X-Hub-Signature": "sha1=" + hmac.new(SECRET.encode(), raw, hashlib.sha1).hexdigest()}, raw)

    def notified(self, topic: str, ticket: Ticket, messages: list[Message]) -> list[Delivery]:
        self.count += 1
        return [self.delivered({
            "type": "notification_event", "app_id": "abc", "topic": topic, "id": f"notif_{self.count}",
            "created_at": int(self.now().timestamp()), "delivery_attempts": 1,
            "data": {"type": "notification_event_data", "item": self.whole(ticket, messages)},
        })]  # fmt: skip

    count = 0

    def told_of_opening(self, ticket: Ticket) -> list[Delivery]:
        return self.notified("conversation.user.created", ticket, [])

    def told_of(self, ticket: Ticket, message: Message) -> list[Delivery]:
        topic = "conversation.user.replied" if message.by == "customer" else "conversation.admin.replied"
        topic = topic if message.public else "conversation.admin.noted"
        return self.notified(topic, ticket, [message])

    def told_of_status(self, ticket: Ticket) -> list[Delivery]:
        topic = "conversation.admin.closed" if ticket.status == "solved" else "conversation.admin.opened"
        return self.notified(topic, ticket, [])
