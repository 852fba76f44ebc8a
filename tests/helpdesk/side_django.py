"""django-helpdesk 2.6.1 as it behaves; the real one is tried by `make test-real`."""

from typing import Any, ClassVar

from aiohttp import web

from tests.helpdesk.side import JO, SECRET, TOKEN, Delivery, Message, Side, Ticket

_STATUS = {"open": 2, "solved": 3, "closed": 5}


class DjangoHelpdesk(Side):
    kind = "django_helpdesk"
    takes = ("note", "status")
    called: ClassVar[dict[str, str]] = {
        "open": "open", "solved": "solved", "waiting_customer": "on hold", "waiting": "on hold",
    }  # fmt: skip
    cannot: ClassVar[dict[str, str]] = {"edit": "an edit is told by nothing of its own"}

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/api/followups/", self.follow_up),
            web.get("/api/followups/", self.follow_ups),
            web.get("/api/tickets/{id}/", self.ticket),
            web.patch("/api/tickets/{id}/", self.patch),
        ]

    async def patch(self, request: web.Request) -> web.Response:
        ticket, given = self.tickets.get(request.match_info["id"]), await request.json()
        if ticket is None or given.get("status") not in (1, 2, 3, 4, 5) or not isinstance(given.get("on_hold"), bool):
            return self.refusal(404 if ticket is None else 400)
        ticket.status = (
            "on hold" if given["on_hold"] else {3: "solved", 4: "solved", 5: "closed"}.get(given["status"], "open")
        )
        return web.json_response(self.whole(ticket))

    def authorised(self, request: web.Request) -> bool:
        return request.headers.get("Authorization") == f"Token {TOKEN}"

    def refusal(self, status: int) -> web.Response:
        return web.json_response({"detail": "Invalid token."} if status == 401 else {"comment": ["no"]}, status=status)

    async def follow_up(self, request: web.Request) -> web.Response:
        given = await request.json()
        ticket = self.tickets.get(str(given.get("ticket")))
        if ticket is None:
            return web.json_response(
                {"ticket": [f'Invalid pk "{given.get("ticket")}" - object does not exist.']}, status=400
            )
        if given.get("title"):
            ticket.subject = given["title"]
        made = await self.replied(ticket, given.get("comment", ""), public=given.get("public", False), who="agent")
        return web.json_response(self.shown(ticket, made), status=201)

    async def follow_ups(self, request: web.Request) -> web.Response:
        """All that there ever were, by date; after the last page comes a 404."""
        told = [(each.at, ticket, each) for ticket in self.tickets.values() for each in ticket.messages]
        told.sort(key=lambda each: (each[0], int(each[2].id)))
        size, number = int(request.query.get("page_size", "25")), int(request.query["page"])
        page = [self.shown(ticket, each) for _, ticket, each in told[(number - 1) * size : number * size]]
        if not page and number > 1:
            return web.json_response({"detail": "Invalid page."}, status=404)
        return web.json_response({"count": len(told), "next": None, "previous": None, "results": page})

    async def ticket(self, request: web.Request) -> web.Response:
        found = self.tickets.get(request.match_info["id"])
        return web.json_response(self.whole(found)) if found else self.refusal(404)

    def shown(self, ticket: Ticket, message: Message) -> dict[str, Any]:
        by_mail = message.by == "customer"
        return {
            "id": int(message.id), "ticket": int(ticket.id), "user": None if by_mail else 1,
            "title": f"E-Mail Received from {JO[1]}" if by_mail else None, "comment": message.body,
            "public": message.public, "new_status": message.kept.get("status"), "time_spent": None,
            "followupattachment_set": message.attachments, "date": message.at.isoformat(),
            "message_id": f"<{message.id}@mail.example>" if by_mail else None, "email_recipients": [],
        }  # fmt: skip

    def whole(self, ticket: Ticket) -> dict[str, Any]:
        first, *_ = ticket.messages
        return {
            "id": int(ticket.id), "queue": 1, "title": ticket.subject, "description": first.body, "resolution": None,
            "submitter_email": JO[1], "assigned_to": None, "status": _STATUS.get(ticket.status, 1),
            "on_hold": ticket.status == "on hold",
            "priority": 3, "due_date": None, "merged_to": int(ticket.merged_into) if ticket.merged_into else None,
            "followup_set": [self.shown(ticket, message) for message in ticket.messages],
        }  # fmt: skip

    def delivered(self, body: Any) -> Delivery:
        return Delivery({}, self.json(body), f"/{SECRET}")

    def hook(self, ticket: Ticket, **more: Any) -> list[Delivery]:
        return [self.delivered({"ticket": self.whole(ticket), "queue_slug": "support", **more})]

    def told_of_opening(self, ticket: Ticket) -> list[Delivery]:
        return self.hook(ticket)

    def told_of(self, ticket: Ticket, message: Message) -> list[Delivery]:
        return self.hook(ticket, followup_id=int(message.id))

    def told_of_status(self, ticket: Ticket) -> list[Delivery]:
        """A status is a follow-up too, with or without words."""
        made = self.message(ticket, "", "agent", kept={"status": _STATUS.get(ticket.status)})
        return self.told_of(ticket, made)

    def told_of_merge(self, ticket: Ticket, into: Ticket) -> list[Delivery]:
        """Nothing at first; the next delivery of the ticket that goes on has the follow-ups of both."""
        moved = [self.shown(into, message) | {"title": f"[Merged from #{ticket.id}] {ticket.subject}"}
                 for message in ticket.messages]  # fmt: skip
        whole = self.whole(into)
        return [
            self.delivered({"ticket": whole | {"followup_set": moved + whole["followup_set"]}, "queue_slug": "support"})
        ]
