"""Zammad, by a trigger's webhook and its REST interface, as documented on 2026-11-29.

Webhooks: admin-docs.zammad.org/en/latest/manage/webhook/payload.html (the default payload) and lib/user_agent.rb of
its source for the signature. Replies: docs.zammad.org/en/latest/api/ticket/articles.html. An article of type `email`
goes out to `to`; of any other type it is read in the portal. It has not met a live Zammad.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import quote

from bot.domain.delivered import Delivered, Told
from bot.domain.desk_around import Source
from bot.domain.errors import BadRequest
from bot.domain.reply import OutgoingReply
from bot.domain.webhook_body import read
from bot.domain.webhook_fields import moment
from bot.helpdesk.answering import Answering, Declined, Unread, Write
from bot.helpdesk.bodies import created, message, number, status, table, tables, text_or_names
from bot.helpdesk.html_text import text_of
from bot.helpdesk.lines import Line
from bot.helpdesk.proof import hub_signed
from bot.helpdesk.rest import Answer, Rest, word

_VIAS: Final = {"email": "email", "phone": "phone", "web": "form", "chat": "chat", "sms": "phone", "note": "form"}
MERGED: Final = "merged"
_OVER: Final = ("closed", MERGED)


class Hook:
    """Fulfils `bot.flow.ports.Inbound`."""

    def __init__(self, source: Source, secret: str | None, token: str | None) -> None:
        self._address = source.address.rstrip("/")
        self._secret = secret

    def proven(self, call: Delivered) -> bool:
        """Whether the signature fits that Zammad makes with the webhook's *HMAC SHA1 signature token*."""
        return hub_signed(call, self._secret)

    def events(self, raw: str, headers: Mapping[str, str]) -> tuple[Told, ...]:
        """The article that the trigger fired for, and the ticket's state."""
        body = read(raw)
        ticket = table(body.get("ticket"))
        name = word(ticket.get("id"))
        if not name:
            raise BadRequest("ticket.id: is needed; the webhook must send Zammad's own payload")
        return tuple(self._told(name, ticket, table(body.get("article"))))

    def _told(self, name: str, ticket: Mapping[str, Any], article: Mapping[str, Any]) -> Iterator[Told]:
        own = word(article.get("id"))
        state = table(ticket.get("state")).get("name") or ticket.get("state")
        # What stands in a merged ticket is Zammad's own word that it is one: an agent's note, and public.
        if own and article.get("sender") != "System" and state != MERGED:
            yield from self.article(name, ticket, article, own)
        # An article says nothing of the state by itself: "open" beside a note must not reopen what is resolved here.
        if isinstance(state, str) and (state in _OVER or not own):
            at = ticket.get("updated_at")
            yield status(name, f"{name}:{state}:{at}", state, at, stands=True)

    def article(self, name: str, ticket: Mapping[str, Any], article: Mapping[str, Any], own: str) -> Iterator[Told]:
        """An article with its ticket, as a webhook brings them: the ticket with its customer, it with its author."""
        attached = _attachments(article)
        by_customer = article.get("sender") == "Customer" and article.get("internal") is not True
        data: dict[str, Any] = {
            "body": text_or_names(_body(article), attached),
            "channel": _VIAS.get(str(article.get("type")), "email"),
            "created_at": article.get("created_at"),
            "attachments": attached,
        }
        if by_customer:
            who = table(ticket.get("customer"))
            data["customer"] = {"id": who.get("id"), "name": _name(who), "email": who.get("email")}
            url = f"{self._address}/#ticket/zoom/{quote(name, safe='')}"
            # Whatever comes first opens the ticket, and each of its articles could.
            yield created(name, {**data, "message_id": own, "subject": ticket.get("title"), "url": url})
            data["customer"] = _writer(article, who) or data["customer"]
        author = {
            "author": "customer" if by_customer else "agent",
            "author_name": "" if by_customer else _name(table(article.get("created_by"))),
            "public": article.get("internal") is not True,
        }
        if data["body"].strip():
            yield message(name, own, {**data, **author})


def _writer(article: Mapping[str, Any], customer: Mapping[str, Any]) -> dict[str, Any]:
    """Whose mail an article is, where that is not the ticket's customer: anybody may answer a mail that they were
    copied on. Nothing for what was not mailed: that a colleague may have written down for the customer."""
    by = table(article.get("created_by"))
    if article.get("type") != "email" or word(by.get("id")) in ("", word(customer.get("id"))):
        return {}
    return {"id": by.get("id"), "name": _name(by), "email": by.get("email")}


def _body(article: Mapping[str, Any]) -> str:
    given = str(article.get("body") or "")
    return text_of(given) if article.get("content_type") == "text/html" else given


def _name(who: Mapping[str, Any]) -> str:
    return " ".join(str(part) for part in (who.get("firstname"), who.get("lastname")) if part)


def _attachments(article: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "id": each.get("id"),
            "name": each.get("filename"),
            "type": table(each.get("preferences")).get("Mime-Type"),
            "size": number(each.get("size")),
            "url": each.get("url"),
        }
        for each in tables(article.get("attachments"))
    ]


class Replies(Answering):
    """Articles that are not internal: by mail where the customer has an address, else in the portal. In the name of the
    token's user."""

    title = "Zammad"

    @classmethod
    def headers(cls, source: Source, token: str) -> dict[str, str]:
        """docs.zammad.org/en/latest/api/intro.html, "HTTP Token Authentication"."""
        return {"Authorization": f"Token token={token}"}

    def __init__(self, rest: Rest, source: Source, token: str) -> None:
        super().__init__(rest)

    async def written(self, reply: OutgoingReply) -> Write:
        """Zammad sends an article of type `email` only to whom `to` names, so that the customer is looked up first."""
        if not reply.conversation.isdecimal():
            raise Declined(f"Zammad has no ticket {reply.conversation}")
        ticket = await self.read(f"/api/v1/tickets/{reply.conversation}", {"expand": "true"})
        customer = str(table(ticket).get("customer") or "")
        article: dict[str, Any] = {
            "ticket_id": int(reply.conversation),
            "body": reply.body,
            "content_type": "text/plain",
            "internal": False,
            "sender": "Agent",
            "type": "web",
        }
        if "@" in customer:
            article |= {"type": "email", "to": customer, "subject": str(table(ticket).get("title") or "")}
        return Write("POST", "/api/v1/ticket_articles", article)

    def name_of(self, answer: Answer) -> str:
        return word(table(answer.body).get("id"))

    async def articles(self, conversation: str) -> list[Mapping[str, Any]]:
        """What people wrote, oldest first; all articles of a ticket come at once."""
        found = await self.read(f"/api/v1/ticket_articles/by_ticket/{quote(conversation, safe='')}")
        if not isinstance(found, list):
            raise Unread(0, "what Zammad answered holds no articles")
        written = [each for each in tables(found) if each.get("sender") != "System"]
        return sorted(written, key=lambda each: number(each.get("id")) or 0)

    async def lines(self, conversation: str) -> tuple[Line, ...]:
        return tuple(
            Line(
                id=word(each.get("id")),
                body=_body(each),
                from_team=each.get("sender") != "Customer",
                public=each.get("internal") is not True,
                at=moment(each.get("created_at")),
            )
            for each in await self.articles(conversation)
        )
