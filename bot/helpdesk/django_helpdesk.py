"""django-helpdesk (github.com/django-helpdesk/django-helpdesk, version 2.6.1 of PyPI, read and run on 2026-11-29).

Its webhooks (docs/webhooks.md there, helpdesk/webhooks.py) are unsigned and carry no id: each brings the whole ticket
with every follow-up, private ones too. So each delivery is read as all that the ticket says; what has been told before
is known by the follow-up's id, and what a lost delivery held comes with the next one. A follow-up has a `user` only
where staff wrote it (helpdesk/update_ticket.py), but for the first one, which says what the ticket says. Replies leave
by POST /api/followups/ (helpdesk/serializers.py).
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import quote, urljoin

from bot.domain.delivered import Delivered, Told
from bot.domain.desk_around import Source
from bot.domain.errors import BadRequest
from bot.domain.reply import OutgoingReply
from bot.domain.text import same_words
from bot.domain.webhook_body import read
from bot.domain.webhook_fields import moment
from bot.helpdesk.answering import Answering, Write
from bot.helpdesk.bodies import merged
from bot.helpdesk.lines import Line
from bot.helpdesk.proof import carried
from bot.helpdesk.rest import Answer, Rest, word

#: helpdesk.models.Ticket.STATUS_CHOICES, in the words of the generic contract.
_STATUSES: Final = {1: "open", 2: "reopened", 3: "resolved", 4: "closed", 5: "duplicate"}
#: "[Merged from #12] …", in whatever language: what a merge writes over the titles of the follow-ups that it moves.
_MERGED: Final = re.compile(r"\[[^\]#]*#(\d+)\]")

_ADDRESS: Final = re.compile(r"[^\s@<>()\[\],;:\"]+@[^\s@<>()\[\],;:\"]+\w")


class Hook:
    """Fulfils `bot.flow.ports.Inbound`."""

    def __init__(self, source: Source, secret: str | None, token: str | None) -> None:
        self._address = source.address.rstrip("/") + "/"
        self._token = token or secret

    def proven(self, call: Delivered) -> bool:
        """Whether it carries the source's token, since nothing is signed."""
        return carried(call, self._token)

    def events(self, raw: str, headers: Mapping[str, str]) -> tuple[Told, ...]:
        """All that the ticket says, oldest first. Raises `BadRequest` where it holds no ticket."""
        ticket = read(raw).get("ticket")
        if not isinstance(ticket, dict) or not word(ticket.get("id")):
            raise BadRequest("ticket.id: is needed")
        return tuple(self.all(word(ticket["id"]), ticket))

    def all(self, name: str, ticket: Mapping[str, Any]) -> Iterator[Told]:
        """All that a ticket says, oldest first, as its webhooks and its interface bring it."""
        follow_ups = [each for each in ticket.get("followup_set") or () if isinstance(each, dict)]
        follow_ups.sort(key=lambda each: (str(each.get("date") or ""), each.get("id") or 0))
        first = _opening(ticket, follow_ups)
        yield Told(f"ticket:{name}", self._created(name, ticket, first))
        moved = [found[1] for each in follow_ups if (found := _MERGED.match(str(each.get("title") or "")))]
        for other in dict.fromkeys(moved):
            yield Told(f"merged:{other}:{name}", {"type": "ticket.merged", "data": {"id": other, "into": name}})
        for each in follow_ups:
            if each is not first:
                yield from self._follow_up(name, ticket, each)
        if into := word(ticket.get("merged_to")):
            yield merged(name, into)

    def _created(self, name: str, ticket: Mapping[str, Any], first: Mapping[str, Any] | None) -> dict[str, Any]:
        data = {
            "id": name,
            "message_id": word(first.get("id")) if first else "",
            "subject": ticket.get("title"),
            "body": ticket.get("description") or "",
            "created_at": first.get("date") if first else None,
            "url": urljoin(self._address, f"tickets/{quote(name, safe='')}/"),
            "customer": {"email": ticket.get("submitter_email")},
            "attributes": {key: value for key, value in ticket.items() if key.startswith("custom_")},
            "attachments": self._attachments(first) if first else [],
        }
        return {"type": "ticket.created", "data": data}

    def _follow_up(self, name: str, ticket: Mapping[str, Any], each: Mapping[str, Any]) -> Iterator[Told]:
        number = word(each.get("id"))
        if not number:
            return
        written = str(each.get("comment") or "").strip()
        if written:
            by_team = not _by_customer(each)
            public = each.get("public") is True and (each.get("user") is not None or not by_team)
            data = {
                "ticket_id": name,
                "id": number,
                "author": "agent" if by_team else "customer",
                "public": public,
                "body": written,
                "created_at": each.get("date"),
                "attachments": self._attachments(each),
            }
            if not by_team:
                data["customer"] = {"email": _sender(each) or ticket.get("submitter_email")}
            yield Told(f"message:{number}", {"type": "message.created", "data": data})
        if (status := _STATUSES.get(each.get("new_status") or 0)) is not None:
            told = {"type": "ticket.updated", "timestamp": each.get("date"), "data": {"id": name, "status": status}}
            yield Told(f"status:{number}", told)

    def _attachments(self, each: Mapping[str, Any]) -> list[dict[str, Any]]:
        return [
            {
                "id": found.get("id"),
                "name": found.get("filename"),
                "type": found.get("mime_type"),
                "size": found.get("size"),
                "url": urljoin(self._address, str(found["file"])) if found.get("file") else "",
            }
            for found in each.get("followupattachment_set") or ()
            if isinstance(found, dict)
        ]


def _by_customer(each: Mapping[str, Any]) -> bool:
    """Whether a mail has become this follow-up: its title names the sender, or it keeps the mail's id. What else has no
    user is the helpdesk's own remark, such as that a ticket was escalated."""
    mail = bool(each.get("message_id")) or "@" in str(each.get("title") or "")
    return each.get("user") is None and each.get("public") is True and mail


def _sender(each: Mapping[str, Any]) -> str:
    """Whose mail has become this follow-up, by its title ("E-Mail Received from …", in whatever language): anybody who
    knows a ticket's number may write on it. "" where it does not say: a merge writes the subject over it."""
    title = str(each.get("title") or "")
    found = _ADDRESS.findall(title) if not _MERGED.match(title) else []
    return str(found[0]) if len(found) == 1 else ""


def _opening(ticket: Mapping[str, Any], follow_ups: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The follow-up that says what the ticket says. One is made of whatever opens a ticket: a mail (helpdesk/email.py),
    the form of a customer, who may be signed in, or that of a colleague who took a call (helpdesk/forms.py)."""
    first = follow_ups[0] if follow_ups else None
    if first is None or first.get("public") is not True:
        return None
    description, comment = (str(text or "") for text in (ticket.get("description"), first.get("comment")))
    return first if same_words(description, comment) else None


class Replies(Answering):
    """Public follow-ups, each of which django-helpdesk mails to the customer in the name of the token's user."""

    title = "django-helpdesk"

    @classmethod
    def headers(cls, source: Source, token: str) -> dict[str, str]:
        """`Authorization: Token …`, as Django REST framework's TokenAuthentication wants it."""
        return {"Authorization": f"Token {token}"}

    def __init__(self, rest: Rest, source: Source, token: str) -> None:
        super().__init__(rest)

    async def written(self, reply: OutgoingReply) -> Write:
        """A follow-up without a title, which would rename the ticket, and with `public`, which is false by default."""
        body = {"ticket": reply.conversation, "comment": _plain(reply.body), "public": True}
        return Write("POST", "/api/followups/", body)

    def name_of(self, answer: Answer) -> str:
        return word(answer.body.get("id")) if isinstance(answer.body, dict) else ""

    async def lines(self, conversation: str) -> tuple[Line, ...]:
        """The follow-ups of the ticket, which come all at once."""
        ticket = await self.read(f"/api/tickets/{quote(conversation, safe='')}/")
        follow_ups = ticket.get("followup_set") if isinstance(ticket, dict) else None
        found = [
            Line(
                id=word(each.get("id")),
                body=str(each.get("comment") or ""),
                from_team=each.get("user") is not None,
                public=each.get("public") is True,
                at=moment(each.get("date")),
            )
            for each in follow_ups or ()
            if str(each.get("comment") or "").strip()
        ]
        return tuple(sorted(found, key=lambda line: (line.at is not None and line.at.timestamp(), line.id)))


def _plain(text: str) -> str:
    """The text, so that it arrives as written: a comment is rendered as a Django template, in which only `{%` is made
    harmless (helpdesk/update_ticket.py). `{{ … }}` would otherwise show the customer fields of the ticket."""
    return re.sub(r"\{\{|\{#", lambda found: '{{ "' + found[0] + '" }}', text)
