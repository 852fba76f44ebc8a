"""Request Tracker 5.0.7 as documented on 2026-11-29: docs.bestpractical.com/rt/5.0.7/RT/REST2.html
("Replying/Commenting Tickets", "Transactions", "Paging", "Fields") and lib/RT/REST2/Resource/Message.pm. What it tells,
it tells by the scrip of docs/connectors.md."""

from dataclasses import replace
from typing import Any, ClassVar

from aiohttp import web

from tests.helpdesk.described import described
from tests.helpdesk.side import JO, SECRET, TOKEN, Delivery, Message, Side, Ticket

FIELD = "Deskhand reply"
PER_PAGE = 2


class RequestTracker(Side):
    kind = "mapped"
    cannot: ClassVar[dict[str, str]] = {
        "edit": "a transaction cannot be edited",
        "merge": "the scrip tells of no merge",
    }

    def source(self) -> dict[str, Any]:
        return described("rt", self.address)

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/REST/2.0/ticket/{id}/correspond", self.correspond),
            web.get("/REST/2.0/ticket/{id}/history", self.history),
        ]

    def authorised(self, request: web.Request) -> bool:
        return request.headers.get("Authorization") == f"token {TOKEN}"

    def refusal(self, status: int) -> web.Response:
        return web.json_response({"message": "Unauthorized" if status == 401 else "Where is my order?"}, status=status)

    async def correspond(self, request: web.Request) -> web.Response:
        ticket = self.tickets.get(request.match_info["id"])
        if ticket is None:
            return self.refusal(404)
        given = await request.json()
        if not given.get("ContentType"):
            return web.json_response({"message": "ContentType is a required field for application/json"}, status=400)
        kept = given.get("TxnCustomFields") or {}
        results = ["Correspondence added"]
        results += [f"Unable to load transaction custom field: {name}" for name in kept if name != FIELD]
        made = await self.replied(ticket, given["Content"], kept=kept, who="deskhand")
        location = f"{self.address}/REST/2.0/transaction/{made.id}"
        return web.json_response(results, status=201, headers={"Location": location})

    async def history(self, request: web.Request) -> web.Response:
        ticket = self.tickets.get(request.match_info["id"])
        if ticket is None:
            return self.refusal(404)
        fields, page = request.query.get("fields", "").split(","), int(request.query.get("page", 1))
        shown = [self.transaction(ticket, message, fields) for message in ticket.messages]
        shown.insert(1, {"type": "transaction", "id": "1", "Type": "EmailRecord", "_url": "…", "Created": ""})
        begin, pages = (page - 1) * PER_PAGE, -(-len(shown) // PER_PAGE)
        items = shown[begin : begin + PER_PAGE]
        return web.json_response({
            "items": items, "count": len(items), "total": len(shown), "page": page, "pages": pages,
            "per_page": PER_PAGE, "next_page": "https://elsewhere.example/steal" if page < pages else None,
        })  # fmt: skip

    def transaction(self, ticket: Ticket, message: Message, fields: list[str]) -> dict[str, Any]:
        """The fields that were asked for, beside those that always stand there."""
        values = [message.kept[FIELD]] if FIELD in message.kept else []
        known = {
            "Type": self.type_of(ticket, message), "Created": message.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "CustomFields": [{"id": "3", "type": "customfield", "_url": "…", "name": FIELD, "values": values}],
        }  # fmt: skip
        asked = {name: known.get(name, "") for name in fields}
        return {"type": "transaction", "id": message.id, "_url": "…", **asked}

    def type_of(self, ticket: Ticket, message: Message) -> str:
        if message is ticket.messages[0]:
            return "Create"
        return "Correspond" if message.public else "Comment"

    def attachment(self) -> dict[str, Any]:
        return {"id": "4", "name": "box.jpg", "type": "image/jpeg", "size": 52000, "url": "https://rt.example/4"}

    def delivered(self, body: Any) -> Delivery:
        return Delivery({"X-Deskhand-Token": SECRET}, self.json(body))

    def forged(self, true: Delivery) -> list[Delivery]:
        """Nothing is signed: whoever has the token is believed, and nobody else is."""
        return [
            replace(true, headers={}),
            replace(true, headers={"X-Deskhand-Token": SECRET[:-3]}),
            replace(true, headers={"Authorization": f"Bearer {SECRET}"}),
            replace(true, headers={}, path=f"/{SECRET}"),
        ]

    def told(self, ticket: Ticket, **transaction: Any) -> list[Delivery]:
        first = ticket.messages[0]
        return [self.delivered({
            "ticket": {
                "id": ticket.id, "subject": ticket.subject, "requestor": JO[1], "requestor_name": JO[0],
                "url": f"{self.address}/Ticket/Display.html?id={ticket.id}",
            },
            "opening": {"id": first.id, "content": first.body, "created": first.at.isoformat()},
            "transaction": {"created": self.now().isoformat(), "new_value": None, "content": "", **transaction},
        })]  # fmt: skip

    def told_of_opening(self, ticket: Ticket) -> list[Delivery]:
        first = ticket.messages[0]
        return self.told(ticket, id=first.id, type="Create", content=first.body, privileged=False, creator=JO[1])

    def told_of(self, ticket: Ticket, message: Message) -> list[Delivery]:
        return self.told(
            ticket, id=message.id, type=self.type_of(ticket, message), content=message.body, creator=message.who,
            privileged=message.by == "agent", created=message.at.isoformat(), attachments=message.attachments,
        )  # fmt: skip

    def told_of_status(self, ticket: Ticket) -> list[Delivery]:
        new = {"solved": "resolved"}.get(ticket.status, ticket.status)
        return self.told(ticket, id=self.number(), type="Status", new_value=new, creator="rita", privileged=True)
