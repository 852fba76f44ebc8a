"""Zendesk, by its event webhooks and its Ticketing API, as documented on 2026-11-29.

Webhooks: developer.zendesk.com/api-reference/webhooks/event-types/ticket-events and
/documentation/webhooks/verifying (timestamp and body are signed, in this order; an older copy of that page says it the
other way round). Replies: /api-reference/ticketing/tickets/tickets/#update-ticket; a comment is part of an update, and
what stands under `metadata` is kept with it (/api-reference/ticketing/tickets/ticket_audits/#setting-metadata), so that
a reply is found again by our own id. It has not met the live service.
"""

import base64
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any, Final
from urllib.parse import quote

from bot.domain.delivered import Delivered, Told
from bot.domain.desk_around import Source
from bot.domain.errors import BadRequest
from bot.domain.reply import Delivery, OutgoingReply
from bot.domain.text import same_words
from bot.domain.webhook_body import read
from bot.domain.webhook_fields import moment
from bot.helpdesk.answering import Answering, Unread, Write
from bot.helpdesk.bodies import merged, table, tables
from bot.helpdesk.lines import Line
from bot.helpdesk.proof import digest, in_base64, in_time, same
from bot.helpdesk.rest import Answer, Rest, word

_EVENT: Final = "zen:event-type:ticket."
_VIAS: Final = {
    "email": "email", "web": "form", "web_form": "form", "mobile": "form", "mobile_sdk": "chat", "chat": "chat",
    "native_messaging": "chat", "messaging": "chat", "whatsapp": "chat", "facebook": "chat", "sms": "phone",
    "voice": "phone", "phone": "phone", "api": "api", "web_service": "api",
}  # fmt: skip
#: The first comment is told of both as the ticket's description and as a comment, within moments.
_AT_ONCE: Final = timedelta(minutes=2)
#: Under this name our own id stands in the metadata of an update.
MARK: Final = "deskhand_reply"
_AGENTS: Final = ("agent", "admin")
#: Seconds until an update that met another one is tried again.
_CONFLICT_PAUSE: Final = 5.0
_MOST_PAGES: Final = 50  # of a hundred comments; a ticket has 5,000 at most


class Hook:
    """Fulfils `bot.flow.ports.Inbound`."""

    def __init__(self, source: Source, secret: str | None, token: str | None) -> None:
        self._address = source.address.rstrip("/")
        self._secret = secret

    def proven(self, call: Delivered) -> bool:
        """Whether Zendesk's signature fits and is not older than five minutes."""
        if self._secret is None:
            return False
        at = call.headers.get("X-Zendesk-Webhook-Signature-Timestamp", "")
        made = digest(self._secret, at.encode("utf-8", "surrogateescape") + call.body, "sha256")
        fits = same(call.headers.get("X-Zendesk-Webhook-Signature", ""), in_base64(made))
        return fits and in_time(moment(at), call.at)

    def events(self, raw: str, headers: Mapping[str, str]) -> tuple[Told, ...]:
        """Of a ticket's event what it means here; nothing of other events."""
        body = read(raw)
        kind = body.get("type")
        if not isinstance(kind, str):
            raise BadRequest("type: is needed; the webhook must be subscribed to Zendesk's ticket events")
        if not kind.startswith(_EVENT):
            return ()
        detail, event = body.get("detail"), body.get("event")
        if not isinstance(detail, dict) or not word(detail.get("id")):
            raise BadRequest("detail.id: is needed")
        if not word(body.get("id")):
            raise BadRequest("id: is needed")
        return tuple(self._told(kind.removeprefix(_EVENT), body, detail, event if isinstance(event, dict) else {}))

    def _told(
        self, kind: str, body: Mapping[str, Any], detail: Mapping[str, Any], event: Mapping[str, Any]
    ) -> Iterator[Told]:
        name, own, at = word(detail["id"]), f"event:{word(body['id'])}", body.get("time")
        match kind:
            case "created":
                yield Told(f"ticket:{name}", self.created(name, detail, {}))
            case "comment_added":
                yield from self._comment(name, detail, event, at)
            case "status_changed":
                yield Told(own, _updated(at, id=name, status=str(event.get("current") or "").lower()))
            case "priority_changed":
                yield Told(own, _updated(at, id=name, priority=str(event.get("current") or "").lower()))
            case "merged":
                yield merged(name, _target(event))
            case "soft_deleted" | "permanently_deleted":
                yield Told(f"deleted:{name}", {"type": "ticket.deleted", "data": {"id": name}})

    def _comment(self, name: str, detail: Mapping[str, Any], event: Mapping[str, Any], at: Any) -> Iterator[Told]:
        comment = event.get("comment")
        if not isinstance(comment, dict) or not word(comment.get("id")):
            raise BadRequest("event.comment.id: is needed")
        found = comment.get("author")
        author: dict[str, Any] = found if isinstance(found, dict) else {}
        customer = not author.get("is_staff") and comment.get("is_public") is True
        first = customer and _is_first(detail, comment, at)
        # A delivery may be lost, and Zendesk promises no order: what opens the ticket comes with each of them.
        yield Told(f"ticket:{name}", self.created(name, detail, author, word(comment["id"]) if first else ""))
        if first or not str(comment.get("body") or "").strip():
            return
        data = {
            "ticket_id": name,
            "id": word(comment["id"]),
            "author": "customer" if customer else "agent",
            "author_name": author.get("name") or "",
            "public": comment.get("is_public") is True,
            "body": comment["body"],
            "channel": _via(detail),
            "created_at": at,
            "attachments": attachments_of(comment),
        }
        if customer:
            data["customer"] = {"id": word(author.get("id")) or word(detail.get("requester_id")),
                                "name": author.get("name") or ""}  # fmt: skip
        yield Told(f"message:{data['id']}", {"type": "message.created", "data": data})

    def created(
        self, name: str, detail: Mapping[str, Any], author: Mapping[str, Any], message: str = ""
    ) -> dict[str, Any]:
        """The request. What a ticket that no customer sees begins with is a note, and no request's text."""
        asks = word(detail.get("requester_id"))
        data = {
            "id": name,
            "message_id": message,
            "subject": detail.get("subject"),
            "body": (detail.get("description") or "") if detail.get("is_public") is not False else "",
            "channel": _via(detail),
            "created_at": detail.get("created_at"),
            "brand": detail.get("brand_id"),
            "url": f"{self._address}/agent/tickets/{quote(name, safe='')}",
            "customer": {"id": asks, "name": author.get("name") if word(author.get("id")) == asks else ""},
        }
        return {"type": "ticket.created", "data": data}


def _updated(at: Any, **data: str) -> dict[str, Any]:
    return {"type": "ticket.updated", "timestamp": at, "data": data}


def _via(detail: Mapping[str, Any]) -> str:
    via = detail.get("via")
    return _VIAS.get(str(via.get("channel")).lower() if isinstance(via, dict) else "", "email")


def _target(event: Mapping[str, Any]) -> str:
    """The ticket that goes on after a merge."""
    target = event.get("target_ticket")
    into = word(target.get("id")) if isinstance(target, dict) else word(event.get("target_ticket_id"))
    if not into:
        raise BadRequest("event.target_ticket_id: is needed")
    return into


def _is_first(detail: Mapping[str, Any], comment: Mapping[str, Any], at: Any) -> bool:
    begun, written = moment(detail.get("created_at")), moment(at)
    if begun is None or written is None or abs(written - begun) > _AT_ONCE:
        return False
    return same_words(str(detail.get("description") or ""), str(comment.get("body") or ""))


def attachments_of(comment: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "id": found.get("id"),
            "name": found.get("filename") or found.get("file_name"),
            "type": found.get("content_type"),
            "size": found.get("size"),
            "url": found.get("content_url"),
        }
        for found in comment.get("attachments") or ()
        if isinstance(found, dict)
    ]


class Replies(Answering):
    """Public comments, in the name of the agent who approved where Zendesk knows their address, else of the account."""

    title = "Zendesk"

    @classmethod
    def headers(cls, source: Source, token: str) -> dict[str, str]:
        """Basic, with `/token` behind the address (/api-reference/introduction/security-and-auth/#api-token)."""
        pair = base64.b64encode(f"{source.user}/token:{token}".encode()).decode()
        return {"Authorization": f"Basic {pair}"}

    def __init__(self, rest: Rest, source: Source, token: str) -> None:
        super().__init__(rest)
        self._agents: dict[str, int] = {}

    async def written(self, reply: OutgoingReply) -> Write:
        comment: dict[str, Any] = {"body": reply.body, "public": True}
        if (agent := await self.agent(reply.author_email)) is not None:
            comment["author_id"] = agent
        ticket = {"comment": comment, "metadata": {MARK: str(reply.reply_id)}}
        return Write("PUT", f"/api/v2/tickets/{quote(reply.conversation, safe='')}.json", {"ticket": ticket})

    async def agent(self, email: str) -> int | None:
        """Zendesk's id of an agent. Somebody who is none there does not keep a reply from leaving."""
        wanted = email.strip().casefold()
        if not wanted or any(char in wanted for char in '" \\'):
            return None
        if wanted not in self._agents:
            found = await self.read("/api/v2/users/search.json", {"query": f'type:user email:"{wanted}"'})
            for user in found.get("users") or () if isinstance(found, dict) else ():
                same_address = str(user.get("email") or "").casefold() == wanted
                if same_address and user.get("role") in _AGENTS and isinstance(user.get("id"), int):
                    self._agents[wanted] = user["id"]
        return self._agents.get(wanted)

    def judged(self, answer: Answer) -> Delivery:
        """As anywhere; a 409 says that another update was under way and this one was not made."""
        if answer.status == 409:
            return Delivery("rate_limited", detail="409", retry_after=_CONFLICT_PAUSE)
        return super().judged(answer)

    def name_of(self, answer: Answer) -> str:
        audit = answer.body.get("audit") if isinstance(answer.body, dict) else None
        events = audit.get("events") if isinstance(audit, dict) else None
        comments = [each for each in events or () if isinstance(each, dict) and each.get("type") == "Comment"]
        return word(comments[0].get("id")) if comments else ""

    async def lines(self, conversation: str) -> tuple[Line, ...]:
        comments, users = await self.comments(conversation)
        return tuple(_line(comment, users) for comment in comments)

    async def comments(self, conversation: str) -> tuple[list[Mapping[str, Any]], dict[Any, Mapping[str, Any]]]:
        """The ticket's comments, page by page, and their authors by id
        (/api-reference/ticketing/tickets/ticket_comments/#list-comments)."""
        path = f"/api/v2/tickets/{quote(conversation, safe='')}/comments.json"
        found: list[Mapping[str, Any]] = []
        users: dict[Any, Mapping[str, Any]] = {}
        params = {"page[size]": "100", "include": "users"}
        for _ in range(_MOST_PAGES):
            page = table(await self.read(path, params))
            if not isinstance(page.get("comments"), list):
                raise Unread(0, "what Zendesk answered holds no comments")
            users |= {user.get("id"): user for user in tables(page.get("users"))}
            found += tables(page["comments"])
            meta = table(page.get("meta"))
            if not meta.get("has_more"):
                return found, users
            params["page[after]"] = str(meta.get("after_cursor"))
        raise Unread(0, "the conversation is too long to be read")


def _line(comment: Mapping[str, Any], users: Mapping[Any, Mapping[str, Any]]) -> Line:
    """Whoever is not known to be a customer counts as one of the team."""
    custom = (comment.get("metadata") or {}).get("custom")
    return Line(
        id=word(comment.get("id")),
        body=str(comment.get("plain_body") or comment.get("body") or ""),
        from_team=table(users.get(comment.get("author_id"))).get("role")
        != "end-user",  # whoever is not known to be a customer
        public=comment.get("public") is True,
        at=moment(comment.get("created_at")),
        reply_id=word(custom.get(MARK)) if isinstance(custom, dict) else "",
    )
