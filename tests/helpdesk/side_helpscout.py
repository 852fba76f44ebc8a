"""Help Scout as documented on 2026-11-29: developer.helpscout.com, "Webhooks",
"Create Reply Thread", "Create Note", "Update Conversation", "Update Tags", "List Threads",
"Get Conversation", "List Users" and "Authentication"."""

import base64
import hashlib
import hmac
from datetime import datetime
from typing import Any, ClassVar

from aiohttp import web

from bot.helpdesk.html_text import text_of
from tests.helpdesk.side import JO, SECRET, TOKEN, Delivery, Message, Side, Ticket

PAGE = 2


class HelpScout(Side):
    kind = "helpscout"
    takes = ("note", "status", "assignee", "tags")
    called: ClassVar[dict[str, str]] = {
        "open": "open", "solved": "solved", "waiting_customer": "pending", "waiting": "pending",
    }  # fmt: skip

    def source(self) -> dict[str, Any]:
        return {**super().source(), "user": "the-app"}

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/v2/oauth2/token", self.token),
            web.post("/v2/conversations/{id}/reply", self.reply),
            web.get("/v2/conversations/{id}", self.conversation),
            web.get("/v2/conversations/{id}/threads", self.threads),
            web.get("/v2/users", self.users),
            web.post("/v2/conversations/{id}/notes", self.note),
            web.patch("/v2/conversations/{id}", self.patch),
            web.put("/v2/conversations/{id}/tags", self.retag),
            web.get("/v2/conversations", self.list_changed),
        ]

    def authorised(self, request: web.Request) -> bool:
        return request.path == "/v2/oauth2/token" or request.headers.get("Authorization") == "Bearer held-for-a-while"

    def writes(self, request: web.Request) -> bool:
        return request.path != "/v2/oauth2/token"

    async def token(self, request: web.Request) -> web.Response:
        given = await request.json()
        wanted = {"grant_type": "client_credentials", "client_id": "the-app", "client_secret": TOKEN}
        if given != wanted:
            return web.json_response({"error": "invalid_client"}, status=401)
        return web.json_response({"token_type": "bearer", "access_token": "held-for-a-while", "expires_in": 172_800})

    async def users(self, request: web.Request) -> web.Response:
        found = [{"id": 4, "email": "ana@shop.example"}] if request.query.get("email") == "ana@shop.example" else []
        return web.json_response({"_embedded": {"users": found}, "page": {"totalPages": 1}})

    async def reply(self, request: web.Request) -> web.Response:
        ticket = self.tickets.get(request.match_info["id"])
        if ticket is None:
            return self.refusal(404)
        given = await request.json()
        if given.get("customer") != {"id": 9} or not given.get("text") or given.get("user") not in (None, 4):
            return self.refusal(400)
        plain = given["text"].removeprefix("<p>").removesuffix("</p>")
        made = await self.replied(ticket, plain, public=given.get("draft") is not True, who="Ana")
        return web.Response(status=201, headers={"Resource-ID": made.id})

    async def note(self, request: web.Request) -> web.Response:
        ticket, given = self.tickets.get(request.match_info["id"]), await request.json()
        if ticket is None or not given.get("text") or set(given) - {"text", "user"}:
            return self.refusal(404 if ticket is None else 400)
        made = await self.replied(ticket, text_of(given["text"]), public=False, who="App")
        return web.Response(status=201, headers={"Resource-ID": made.id})

    async def patch(self, request: web.Request) -> web.Response:
        ticket, given = self.tickets.get(request.match_info["id"]), await request.json()
        if ticket is None:
            return self.refusal(404)
        match given:
            case {"op": "replace", "path": "/status", "value": "active" | "closed" | "pending" as status}:
                ticket.status = {"active": "open", "closed": "solved"}.get(status, status)
            case {"op": "replace", "path": "/assignTo", "value": 4}:
                ticket.assignee = "ana@shop.example"
            case {"op": "remove", "path": "/assignTo"}:
                ticket.assignee = ""
            case _:
                return self.refusal(400)
        return web.Response(status=204)

    async def retag(self, request: web.Request) -> web.Response:
        self.tickets[request.match_info["id"]].tags = (await request.json())["tags"]
        return web.Response(status=204)

    async def conversation(self, request: web.Request) -> web.Response:
        ticket = self.tickets.get(request.match_info["id"])
        if ticket is None:
            return self.refusal(404)
        embedded: dict[str, Any] = {} if request.query.get("embed") == "threads" else {"_embedded": {}}
        return web.json_response(self.whole(ticket) | embedded)

    async def list_changed(self, request: web.Request) -> web.Response:
        since = datetime.fromisoformat(request.query["modifiedSince"])
        assert request.query["status"] == "all", "by default only active ones are listed"
        found = [each for each in self.tickets.values() if each.messages[-1].at >= since]
        changed = [(each, {"userUpdatedAt": each.messages[-1].at.isoformat(), "_embedded": {}}) for each in found]
        shown = [self.whole(each) | more for each, more in changed]
        return web.json_response({"_embedded": {"conversations": shown}, "page": {"number": 1, "totalPages": 1}})

    async def threads(self, request: web.Request) -> web.Response:
        ticket = self.tickets.get(request.match_info["id"])
        if ticket is None:
            return self.refusal(404)
        newest, number = ticket.messages[::-1], int(request.query.get("page", "1"))
        found = [self.thread(message) for message in newest[(number - 1) * PAGE : number * PAGE]]
        pages = -(-len(newest) // PAGE)
        return web.json_response({"_embedded": {"threads": found}, "page": {"number": number, "totalPages": pages}})

    def thread(self, message: Message) -> dict[str, Any]:
        customer = {"id": 9, "type": "customer", "first": "Jo", "last": "Doe", "email": JO[1]}
        user = {"id": 4, "type": "user", "first": "Rita", "last": "Field", "email": "rita@shop.example"}
        by_customer = message.by == "customer"
        return {
            "id": int(message.id), "status": "active", "state": "published", "body": f"{message.body}<br>",
            "type": "customer" if by_customer else "message" if message.public else "note", "customer": customer,
            "createdBy": customer if by_customer else user, "createdAt": message.at.isoformat(),
            "_embedded": {"attachments": message.attachments},
        }  # fmt: skip

    def attachment(self) -> dict[str, Any]:
        links = {"web": {"href": "https://files.example/box.jpg"}}
        return {"id": 4, "filename": "box.jpg", "mimeType": "image/jpeg", "size": 52000, "_links": links}

    def whole(self, ticket: Ticket) -> dict[str, Any]:
        draft = {"id": 1, "type": "message", "state": "draft", "body": "Not sent yet.", "createdAt": "2026-11-23"}
        line = {"id": 2, "type": "lineitem", "state": "published", "body": None, "createdAt": "2026-11-23"}
        newest = [self.thread(message) for message in ticket.messages[::-1]]
        return {
            "id": int(ticket.id), "number": 12, "type": "email", "subject": ticket.subject,
            "status": {"open": "active", "solved": "closed"}.get(ticket.status, ticket.status),
            "createdAt": self.now().isoformat(), "userUpdatedAt": self.now().isoformat(),
            "primaryCustomer": {"id": 9, "first": "Jo", "last": "Doe", "email": JO[1]},
            "tags": [{"id": 1, "color": "#ff0", "tag": tag} for tag in ticket.tags],
            **({"assignee": {"id": 4 if ticket.assignee == "ana@shop.example" else 5}} if ticket.assignee else {}),
            "_links": {"web": {"href": f"https://secure.helpscout.net/conversation/{ticket.id}/12/"}},
            "_embedded": {"threads": [draft, *newest, line]},
        }  # fmt: skip

    def delivered(self, body: Any, event: str = "convo.created") -> Delivery:
        raw = self.json(body)
        made = base64.b64encode(hmac.new(SECRET.encode(), raw, hashlib.sha1).digest()).decode()
        return Delivery({"X-HelpScout-Signature": made, "X-HelpScout-Event": event}, raw)

    def told_of_opening(self, ticket: Ticket) -> list[Delivery]:
        return [self.delivered(self.whole(ticket))]

    def told_of(self, ticket: Ticket, message: Message) -> list[Delivery]:
        kind = "customer.reply" if message.by == "customer" else "agent.reply" if message.public else "note"
        return [self.delivered(self.whole(ticket), f"convo.{kind}.created")]

    def told_of_edit(self, ticket: Ticket, message: Message) -> list[Delivery]:
        return [self.delivered(self.whole(ticket), "convo.agent.reply.created")]

    def told_of_merge(self, ticket: Ticket, into: Ticket) -> list[Delivery]:
        """The conversation that goes on, with a line item; the other one is gone."""
        del self.tickets[ticket.id]
        whole = self.whole(into)
        line = {"id": 3, "type": "lineitem", "state": "published", "body": None, "createdAt": self.now().isoformat(),
                "actionType": "merged", "actionSourceId": int(ticket.id)}  # fmt: skip
        whole["_embedded"]["threads"].insert(0, line)
        return [self.delivered(whole, "convo.merged")]

    def told_of_status(self, ticket: Ticket) -> list[Delivery]:
        self.changes += 1
        return [self.delivered(self.whole(ticket) | {"threads": self.changes}, "convo.status")]

    changes = 0
