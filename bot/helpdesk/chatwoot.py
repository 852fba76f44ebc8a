"""Chatwoot, by its account webhooks and its application interface, as documented on 2026-11-29.

Webhooks: www.chatwoot.com/hc/user-guide/articles/1677693021-how-to-use-webhooks; newer versions sign with time and
body, older ones not at all, so that a secret in the path counts too. Of a status `updated_at` says when it was set
(app/presenters/conversations/event_data_presenter.rb of its source, on 2026-11-30). Replies:
developers.chatwoot.com/api-reference/messages/create-new-message (swagger/tag_groups/application_swagger.json of its
source); `content_attributes` are kept with a message and told with it, so that a reply is known by our own id. It has
not met a live Chatwoot.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import quote, urlsplit

from bot.domain.delivered import Delivered, Told
from bot.domain.desk_around import Source
from bot.domain.errors import BadRequest
from bot.domain.reply import OutgoingReply
from bot.domain.webhook_body import read
from bot.domain.webhook_fields import moment
from bot.helpdesk import bodies
from bot.helpdesk.answering import Answering, Unread, Write
from bot.helpdesk.bodies import table, tables
from bot.helpdesk.lines import Line
from bot.helpdesk.proof import carried, digest, in_time, same
from bot.helpdesk.rest import Answer, Rest, word

#: Under this name our own id stands in a message's `content_attributes`.
MARK: Final = "deskhand_reply"
_TYPES: Final = {0: "incoming", 1: "outgoing", 2: "activity", 3: "template"}
_MOST_PAGES: Final = 100


class Hook:
    """Fulfils `bot.flow.ports.Inbound`."""

    def __init__(self, source: Source, secret: str | None, token: str | None) -> None:
        self._inbox = f"{source.address.rstrip('/')}/app/accounts/{quote(source.account, safe='')}/conversations"
        self._secret = secret
        self._token = token

    def proven(self, call: Delivered) -> bool:
        """Whether Chatwoot's signature fits and is not older than five minutes; or, unsigned, the secret in the path.

        What is signed wrongly is not saved by the path.
        """
        given = call.headers.get("X-Chatwoot-Signature")
        if given is None:
            return carried(call, self._token)
        if self._secret is None:
            return False
        at = call.headers.get("X-Chatwoot-Timestamp", "")
        signed = at.encode("utf-8", "surrogateescape") + b"." + call.body
        made = "sha256=" + digest(self._secret, signed, "sha256").hex()
        when = datetime.fromtimestamp(int(at), UTC) if at.isascii() and at.isdecimal() and len(at) < 12 else None
        return same(given, made) and in_time(when, call.at)

    def events(self, raw: str, headers: Mapping[str, str]) -> tuple[Told, ...]:
        """Messages and the status of conversations; nothing else is of concern."""
        body = read(raw)
        match body.get("event"):
            case "message_created":
                return tuple(self.message(body))
            case "conversation_status_changed":
                name = word(body.get("id"))
                if not name:
                    raise BadRequest("id: is needed")
                own = headers.get("X-Chatwoot-Delivery") or bodies.digest(raw)
                return (bodies.status(name, own[:100], str(body.get("status") or ""), body.get("updated_at")),)
            case str():
                return ()
            case _:
                raise BadRequest("event: is needed")

    def message(self, body: Mapping[str, Any]) -> Iterator[Told]:
        """A message with its conversation, as a webhook or a list brings it. Raises `BadRequest` for what is none."""
        name, own = word(table(body.get("conversation")).get("id")), word(body.get("id"))
        if not (name and own):
            raise BadRequest("id and conversation.id: are needed")
        kind, private = body.get("message_type"), body.get("private") is True
        kind = _TYPES.get(kind, "") if isinstance(kind, int) else kind
        attached = _attachments(body)
        text = bodies.text_or_names(str(body.get("content") or ""), attached)
        if kind not in ("incoming", "outgoing") or not text:
            return
        sender = table(body.get("sender"))
        data: dict[str, Any] = {
            "body": text, "channel": _via(body), "created_at": body.get("created_at"), "attachments": attached,
        }  # fmt: skip
        if kind == "incoming" and not private:
            # Not `identifier`, which a visitor may claim unless the widget verifies it.
            data["customer"] = {"id": sender.get("id"), "name": sender.get("name"), "email": sender.get("email")}
            url = f"{self._inbox}/{quote(name, safe='')}"
            yield bodies.created(name, {**data, "message_id": own, "url": url})
            yield bodies.message(name, own, {**data, "author": "customer"})
            return
        mark = word(table(body.get("content_attributes")).get(MARK))
        # A bot's greeting answers nothing; a reply of ours does, also where the token is a bot's.
        answers = bool(mark) or sender.get("type", "user") == "user"
        data |= {"author": "agent", "author_name": sender.get("name"), "public": not private and answers}
        yield bodies.message(name, own, {**data, "reply_id": mark})


def _via(body: Mapping[str, Any]) -> str:
    channel = str(table(body.get("conversation")).get("channel") or "")
    return {"Channel::Email": "email", "Channel::Api": "api", "Channel::Sms": "phone"}.get(channel, "chat")


def _attachments(body: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "id": each.get("id"),
            "name": urlsplit(str(each.get("data_url") or "")).path.rpartition("/")[2],
            "type": each.get("file_type"),
            "size": bodies.number(each.get("file_size")),
            "url": each.get("data_url"),
        }
        for each in tables(body.get("attachments"))
    ]


class Replies(Answering):
    """Outgoing messages that are not private, in the name of the token's agent or bot."""

    title = "Chatwoot"

    @classmethod
    def headers(cls, source: Source, token: str) -> dict[str, str]:
        """developers.chatwoot.com/api-reference/introduction, "Authentication"."""
        return {"api_access_token": token}

    def __init__(self, rest: Rest, source: Source, token: str) -> None:
        super().__init__(rest)
        self._account = quote(source.account, safe="")

    def _path(self, conversation: str) -> str:
        return f"/api/v1/accounts/{self._account}/conversations/{quote(conversation, safe='')}/messages"

    async def written(self, reply: OutgoingReply) -> Write:
        body = {
            "content": reply.body,
            "message_type": "outgoing",
            "private": False,
            "content_type": "text",
            "content_attributes": {MARK: str(reply.reply_id)},
        }
        return Write("POST", self._path(reply.conversation), body)

    def name_of(self, answer: Answer) -> str:
        return word(table(answer.body).get("id"))

    async def lines(self, conversation: str) -> tuple[Line, ...]:
        return tuple(_line(each) for each in await self.messages(conversation))

    async def messages(self, conversation: str) -> list[Mapping[str, Any]]:
        """All messages, oldest first; read page by page from the newest: each page ends before the message that
        `before` names."""
        found: dict[int, Mapping[str, Any]] = {}
        before: int | None = None
        for _ in range(_MOST_PAGES):
            page = await self.read(self._path(conversation), {"before": str(before)} if before else None)
            messages = table(page).get("payload")
            if not isinstance(messages, list):
                raise Unread(0, "what Chatwoot answered holds no messages")
            new = {each["id"]: each for each in tables(messages) if isinstance(each.get("id"), int)}
            if not new.keys() - found.keys():
                return [each for _, each in sorted(found.items())]
            found |= new
            before = min(found)
        raise Unread(0, "the conversation is too long to be read")


def _line(each: Mapping[str, Any]) -> Line:
    return Line(
        id=word(each.get("id")),
        body=str(each.get("content") or ""),
        from_team=each.get("message_type") == 1,
        public=each.get("private") is not True,
        at=moment(each.get("created_at")),
        reply_id=word(table(each.get("content_attributes")).get(MARK)),
    )
