"""Intercom, by its webhook notifications and its REST interface, version 2.11, as documented on 2026-11-29.

Webhooks: developers.intercom.com/docs/webhooks/webhook-notifications and /docs/references/webhooks/webhook-models; they
are signed with the app's client secret and bring the conversation with its newest part. Replies:
developers.intercom.com/docs/references/rest-api/api.intercom.io/conversations/replyconversation, where `comment` is
public and `note` is not, and every text is HTML. It has not met the live service.
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
from bot.helpdesk import bodies
from bot.helpdesk.answering import Answering, Declined, Unread, Write
from bot.helpdesk.bodies import table, tables
from bot.helpdesk.html_text import html_of, text_of
from bot.helpdesk.lines import Line
from bot.helpdesk.proof import hub_signed
from bot.helpdesk.rest import Answer, Rest, word

_VERSION: Final = "2.11"
_CUSTOMERS: Final = ("user", "lead", "contact")
_STATUSES: Final = {"conversation.admin.closed": "closed", "conversation.admin.opened": "open"}
_VIAS: Final = {"email": "email", "conversation": "chat", "phone_call": "phone"}


class Hook:
    """Fulfils `bot.flow.ports.Inbound`."""

    def __init__(self, source: Source, secret: str | None, token: str | None) -> None:
        self._secret = secret

    def proven(self, call: Delivered) -> bool:
        """Whether the signature fits that Intercom makes with the app's client secret."""
        return hub_signed(call, self._secret)

    def events(self, raw: str, headers: Mapping[str, str]) -> tuple[Told, ...]:
        """Of a conversation's notification how it began, its newest part, and whether it was closed or opened."""
        body = read(raw)
        topic = body.get("topic")
        if not isinstance(topic, str):
            raise BadRequest("topic: is needed")
        item = table(table(body.get("data")).get("item"))
        if not topic.startswith("conversation.") or item.get("type") not in ("conversation", None):
            return ()
        name = word(item.get("id"))
        if topic == "conversation.deleted":
            name = name or word(item.get("conversation_id"))
        if not name:
            raise BadRequest("data.item.id: is needed")
        if topic == "conversation.deleted":
            return (Told(f"deleted:{name}", {"type": "ticket.deleted", "data": {"id": name}}),)
        return tuple(self.told(topic, name, body, item))

    def told(self, topic: str, name: str, body: Mapping[str, Any], item: Mapping[str, Any]) -> Iterator[Told]:
        begun = table(item.get("source"))
        if table(begun.get("author")).get("type") in _CUSTOMERS:
            app = quote(word(body.get("app_id")), safe="")
            data = {
                **_written(begun),
                "message_id": word(begun.get("id")),
                "subject": text_of(str(begun.get("subject") or "")) or text_of(str(item.get("title") or "")),
                "created_at": item.get("created_at"),
                "url": f"https://app.intercom.com/a/apps/{app}/conversations/{quote(name, safe='')}",
                "channel": _VIAS.get(str(begun.get("type")), "chat"),
            }
            if data["body"]:
                yield bodies.created(name, data)
        for part in tables(table(item.get("conversation_parts")).get("conversation_parts")):
            data = _written(part)
            if word(part.get("id")) and data["body"]:
                yield bodies.message(name, word(part["id"]), {**data, **_as_line(part)})
        if (status := _STATUSES.get(topic)) is not None:
            yield bodies.status(name, word(body.get("id")), status, body.get("created_at"))


def _written(part: Mapping[str, Any]) -> dict[str, Any]:
    """What a part says, and who says so."""
    author = table(part.get("author"))
    attached = [
        {
            "id": each.get("id"),
            "name": each.get("name"),
            "type": each.get("content_type"),
            "size": bodies.number(each.get("filesize")),
            "url": each.get("url"),
        }
        for each in tables(part.get("attachments"))
    ]
    data: dict[str, Any] = {
        "body": bodies.text_or_names(text_of(str(part.get("body") or "")), attached),
        "created_at": part.get("created_at"),
        "attachments": attached,
    }
    if author.get("type") in _CUSTOMERS:
        data["customer"] = {"id": author.get("id"), "name": author.get("name"), "email": author.get("email")}
    return data


def _as_line(part: Mapping[str, Any]) -> dict[str, Any]:
    author = table(part.get("author"))
    if author.get("type") in _CUSTOMERS:
        return {"author": "customer"}
    # A bot's words answer nothing, and a note of whatever kind (`note_and_reopen` is one) reaches no customer.
    public = not str(part.get("part_type") or "").startswith("note") and author.get("type") == "admin"
    return {"author": "agent", "author_name": author.get("name") or "", "public": public}


class Replies(Answering):
    """Comments, in the name of the teammate who approved where Intercom knows their address, else of `user`."""

    title = "Intercom"

    @classmethod
    def headers(cls, source: Source, token: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {token}", "Intercom-Version": _VERSION}

    def __init__(self, rest: Rest, source: Source, token: str) -> None:
        super().__init__(rest)
        self._user = source.user.strip().casefold()
        self._admins: dict[str, str] = {}

    async def written(self, reply: OutgoingReply) -> Write:
        body = {
            "message_type": "comment",
            "type": "admin",
            "admin_id": await self.admin(reply.author_email),
            "body": html_of(reply.body),
        }
        return Write("POST", f"/conversations/{quote(reply.conversation, safe='')}/reply", body)

    async def admin(self, email: str) -> str:
        """Whose comment it is. Somebody must be, so that without the writer and `user` it is not sent."""
        found = await self.known(email) or await self.known(self._user)
        if not found:
            raise Declined(f"Intercom has no teammate with the address {self._user}")
        return found

    async def known(self, email: str) -> str:
        """Intercom's id of the teammate with that address; "" for nobody."""
        wanted = email.strip().casefold()
        if wanted and wanted not in self._admins:
            admins = tables(table(await self.read("/admins")).get("admins"))
            self._admins = {str(each.get("email") or "").casefold(): word(each.get("id")) for each in admins}
        return self._admins.get(wanted, "")

    def name_of(self, answer: Answer) -> str:
        """The newest comment of the conversation, which is the answer."""
        parts = tables(table(table(answer.body).get("conversation_parts")).get("conversation_parts"))
        ours = [each for each in parts if _as_line(each).get("public") is True]
        return word(ours[-1].get("id")) if ours else ""

    async def lines(self, conversation: str) -> tuple[Line, ...]:
        """How it began and all parts; Intercom gives the newest 500 of them."""
        found = await self.read(f"/conversations/{quote(conversation, safe='')}")
        held = table(table(found).get("conversation_parts"))
        parts = tables(held.get("conversation_parts"))
        if not isinstance(held.get("conversation_parts"), list) or (bodies.number(held.get("total_count")) or 0) > len(
            parts
        ):
            raise Unread(0, "Intercom does not give the whole conversation")
        return tuple(_line(each) for each in (table(table(found).get("source")), *parts) if each.get("body"))


def _line(part: Mapping[str, Any]) -> Line:
    told = _as_line(part)
    return Line(
        id=word(part.get("id")),
        body=text_of(str(part.get("body") or "")),
        from_team=told["author"] == "agent",
        public=told.get("public") is not False,
        at=moment(part.get("created_at")),
    )
