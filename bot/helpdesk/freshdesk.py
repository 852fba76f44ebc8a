"""Freshdesk, by its REST interface, version 2, as documented on 2026-11-29 at developers.freshdesk.com/api.

It signs no webhook, and those of its automation rules name no message (support.freshdesk.com, "Using webhooks in
automation rules"). So it is asked: /api/#list_all_tickets with `updated_since`, then /api/#list_all_ticket_notes for
the conversation of each. Replies: /api/#reply_ticket, where every text is HTML; a note is another address. It has not
met the live service.
"""

import base64
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import quote

from bot.domain.delivered import Told
from bot.domain.desk_around import Source
from bot.domain.reply import OutgoingReply
from bot.domain.webhook_fields import moment
from bot.helpdesk import bodies
from bot.helpdesk.answering import Answering, Unread, Write
from bot.helpdesk.bodies import table, tables
from bot.helpdesk.html_text import html_of, text_of
from bot.helpdesk.lines import Line
from bot.helpdesk.listing import Changed, Listed
from bot.helpdesk.rest import Answer, Rest, word

#: /api/#ticket_attributes: status, and source, which says how the customer wrote.
_STATUSES: Final = {2: "open", 4: "resolved", 5: "closed"}
_VIAS: Final = {1: "email", 2: "form", 3: "phone", 7: "chat", 9: "form", 10: "email"}
#: /api/#conversations, `source`: it went to somebody beside the ticket, and was no answer to the customer.
_FORWARDED: Final = 8
_PER_PAGE: Final = 100
_MOST_PAGES: Final = 50


class Replies(Answering, Listed):
    """Replies, which Freshdesk mails, in the name of the agent who approved where it knows their address, else of the
    key's owner. It is also what is asked for what has changed."""

    title = "Freshdesk"

    @classmethod
    def headers(cls, source: Source, token: str) -> dict[str, str]:
        """Basic, with the key as the name (/api/#authentication)."""
        return {"Authorization": "Basic " + base64.b64encode(f"{token}:X".encode()).decode()}

    def __init__(self, rest: Rest, source: Source, token: str) -> None:
        super().__init__(rest)
        self._address = source.address.rstrip("/")
        self._agents: dict[str, int] = {}

    # -- replies out ---------------------------------------------------------------------------------------------

    async def written(self, reply: OutgoingReply) -> Write:
        body: dict[str, Any] = {"body": html_of(reply.body)}
        if (agent := await self.agent(reply.author_email)) is not None:
            body["user_id"] = agent
        return Write("POST", f"/api/v2/tickets/{quote(reply.conversation, safe='')}/reply", body)

    async def agent(self, email: str) -> int | None:
        """Somebody who is no agent there does not keep a reply from leaving."""
        wanted = email.strip().casefold()
        if wanted and wanted not in self._agents:
            for each in tables(await self.read("/api/v2/agents", {"email": wanted})):
                same_address = str(table(each.get("contact")).get("email") or "").casefold() == wanted
                if same_address and isinstance(each.get("id"), int):
                    self._agents[wanted] = each["id"]
        return self._agents.get(wanted)

    def name_of(self, answer: Answer) -> str:
        return word(table(answer.body).get("id"))

    async def lines(self, conversation: str) -> tuple[Line, ...]:
        """The conversation without the request itself, which nobody of the team wrote."""
        return tuple(
            Line(
                id=word(each.get("id")),
                body=_text(each),
                from_team=each.get("incoming") is not True,
                public=not _private(each),
                at=moment(each.get("created_at")),
            )
            for each in await self._conversation(conversation)
        )

    async def _conversation(self, name: str) -> list[Mapping[str, Any]]:
        path, found = f"/api/v2/tickets/{quote(name, safe='')}/conversations", []
        for number in range(1, _MOST_PAGES + 1):
            page = await self.read(path, {"page": str(number), "per_page": str(_PER_PAGE)})
            if not isinstance(page, list):
                raise Unread(0, "what Freshdesk answered is no conversation")
            found += tables(page)
            if len(page) < _PER_PAGE:
                return sorted(found, key=lambda each: bodies.number(each.get("id")) or 0)
        raise Unread(0, "the conversation is too long to be read")

    # -- requests in ---------------------------------------------------------------------------------------------

    async def changed(self, since: datetime, page: int) -> Sequence[Changed]:
        params = {
            "updated_since": since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), "order_by": "updated_at",
            "order_type": "asc", "per_page": str(_PER_PAGE), "page": str(page),
        }  # fmt: skip
        listed = await self.read("/api/v2/tickets", params)
        if not isinstance(listed, list):
            raise Unread(0, "what Freshdesk answered is no list of tickets")
        found = [(word(each.get("id")), moment(each.get("updated_at"))) for each in tables(listed)]
        return [Changed(name, at) for name, at in found if name and at is not None]

    async def told(self, name: str) -> tuple[Told, ...]:
        path = f"/api/v2/tickets/{quote(name, safe='')}"
        try:
            ticket = table(await self.read(path, {"include": "requester,stats"}))
        except Unread as error:
            if error.status == 404:  # it was deleted meanwhile
                return (Told(f"deleted:{name}", {"type": "ticket.deleted", "data": {"id": name}}),)
            raise
        return tuple(self._told(name, ticket, await self._conversation(name)))

    def _told(self, name: str, ticket: Mapping[str, Any], lines: list[Mapping[str, Any]]) -> Iterator[Told]:
        who = table(ticket.get("requester"))
        asks = who.get("id") or ticket.get("requester_id")
        customer = {"id": asks, "name": who.get("name"), "email": who.get("email")}
        via = _VIAS.get(bodies.number(ticket.get("source")) or 0, "email")
        attached = _attachments(ticket)
        given = str(ticket.get("description_text") or "") or text_of(str(ticket.get("description") or ""))
        yield bodies.created(name, {
            "subject": ticket.get("subject"), "body": bodies.text_or_names(given.strip(), attached), "channel": via,
            "created_at": ticket.get("created_at"), "customer": customer, "attachments": attached,
            "url": f"{self._address}/a/tickets/{quote(name, safe='')}",
        })  # fmt: skip
        for each in lines:
            attached, private = _attachments(each), _private(each)
            incoming = each.get("incoming") is True and not private  # else a supplier's answer, which no customer sees
            data: dict[str, Any] = {
                "body": bodies.text_or_names(_text(each), attached), "created_at": each.get("created_at"),
                "author": "customer" if incoming else "agent", "public": not private,
                "attachments": attached, "channel": via,
            }  # fmt: skip
            if incoming:
                mine = each.get("user_id") == customer["id"]
                data["customer"] = customer if mine else {"id": each.get("user_id")}
            if data["body"] and word(each.get("id")):
                yield bodies.message(name, word(each["id"]), data)
        stats, status = table(ticket.get("stats")), _STATUSES.get(bodies.number(ticket.get("status")) or 0)
        at = stats.get("status_updated_at")
        # Open from the start says nothing; open again does.
        if status and at and (status != "open" or stats.get("reopened_at")):
            yield bodies.status(name, f"{name}:{status}:{at}", status, at)


def _private(each: Mapping[str, Any]) -> bool:
    """Whether the customer does not see it: a note, or what went to somebody beside the ticket."""
    return each.get("private") is True or each.get("source") == _FORWARDED


def _text(each: Mapping[str, Any]) -> str:
    given = each.get("body_text")
    return given.strip() if isinstance(given, str) and given.strip() else text_of(str(each.get("body") or ""))


def _attachments(each: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "id": found.get("id"),
            "name": found.get("name"),
            "type": found.get("content_type"),
            "size": bodies.number(found.get("size")),
            "url": found.get("attachment_url"),
        }
        for found in tables(each.get("attachments"))
    ]
