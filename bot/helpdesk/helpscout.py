"""Help Scout, by its webhooks and its Inbox API 2.0, as documented on 2026-11-29.

Webhooks: developer.helpscout.com/webhooks ("Verifying the signature": base64 HMAC-SHA1 of the body) with the payload
version 2.0; each brings the conversation with its threads, so that each is read as all that it says. A line item of a
merge names the conversation that is no more (/webhooks/objects/thread, `actionSourceId`, on 2026-11-30). Replies:
developer.helpscout.com/mailbox-api/endpoints/conversations/threads/reply, whose answer names the new thread in the
header `Resource-ID`; tokens: /mailbox-api/overview/authentication, client credentials. It has not met the live service.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from urllib.parse import quote

from bot.domain.delivered import Delivered, Told
from bot.domain.desk_around import Source
from bot.domain.errors import BadRequest
from bot.domain.reply import Delivery, OutgoingReply
from bot.domain.webhook_body import read
from bot.domain.webhook_fields import moment
from bot.helpdesk import bodies
from bot.helpdesk.answering import Answering, Declined, Unread, Write, told
from bot.helpdesk.bodies import table, tables
from bot.helpdesk.html_text import html_of, text_of
from bot.helpdesk.lines import Line
from bot.helpdesk.proof import digest, in_base64, same
from bot.helpdesk.rest import Answer, NotConnected, Rest, Unclear, word

_VIAS: Final = {"email": "email", "chat": "chat", "phone": "phone"}
#: How threads are called that somebody wrote; `lineitem` and the like say what happened.
_WRITTEN: Final = ("customer", "message", "note", "phone", "chat")
_STATUSES: Final = {"active": "open", "closed": "closed"}
_MOST_PAGES: Final = 50
#: So long before it runs out a token is not used any more.
_EARLY: Final = timedelta(minutes=5)


class Hook:
    """Fulfils `bot.flow.ports.Inbound`."""

    def __init__(self, source: Source, secret: str | None, token: str | None) -> None:
        self._secret = secret

    def proven(self, call: Delivered) -> bool:
        """Whether the signature fits that Help Scout makes with the webhook's secret. No time is signed: what is sent
        once more later is known by its ids."""
        if self._secret is None:
            return False
        made = in_base64(digest(self._secret, call.body, "sha1"))
        return same(call.headers.get("X-HelpScout-Signature", ""), made)

    def events(self, raw: str, headers: Mapping[str, str]) -> tuple[Told, ...]:
        """All that the conversation says, and its status where that is what the webhook is about."""
        body, what = read(raw), headers.get("X-HelpScout-Event", "")
        name = word(body.get("id"))
        if not name:
            raise BadRequest("id: is needed")
        if what == "convo.deleted":
            return (Told(f"deleted:{name}", {"type": "ticket.deleted", "data": {"id": name}}),)
        if what and not what.startswith("convo."):
            return ()
        return tuple(self.told(what, name, body, raw))

    def told(self, what: str, name: str, body: Mapping[str, Any], raw: str) -> Iterator[Told]:
        threads = _threads(body)
        by_customer = [each for each in threads if each.get("type") == "customer"]
        if by_customer:
            first = by_customer[0]
            data = {
                **_written(first, body),
                "message_id": word(first.get("id")),
                "subject": body.get("subject"),
                "created_at": body.get("createdAt"),
                "url": table(table(body.get("_links")).get("web")).get("href") or "",
            }
            if data["body"]:
                yield bodies.created(name, data)
        for each in threads:
            data = _written(each, body)
            if not data["body"] or not word(each.get("id")):
                continue
            author = {"author": "customer"} if each.get("type") == "customer" else {
                "author": "agent", "author_name": _name(table(each.get("createdBy"))),
                "public": each.get("type") in ("message", "chat"),
            }  # fmt: skip
            yield bodies.message(name, word(each["id"]), {**data, **author})
        for each in tables(table(body.get("_embedded")).get("threads")):
            if each.get("actionType") == "merged" and (source := word(each.get("actionSourceId"))) not in ("", name):
                yield bodies.merged(source, name)
        if what == "convo.status" and (status := _STATUSES.get(str(body.get("status")))) is not None:
            yield bodies.status(name, f"{name}:{bodies.digest(raw)}", status, body.get("userUpdatedAt"))


def _threads(body: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """What was written and sent, oldest first; a draft is nobody's message yet."""
    found = tables(table(body.get("_embedded")).get("threads"))
    kept = [each for each in found if each.get("type") in _WRITTEN and each.get("state", "published") == "published"]
    return sorted(kept, key=lambda each: (str(each.get("createdAt") or ""), bodies.number(each.get("id")) or 0))


def _written(thread: Mapping[str, Any], body: Mapping[str, Any]) -> dict[str, Any]:
    attached = [
        {
            "id": each.get("id"),
            "name": each.get("filename") or each.get("fileName"),
            "type": each.get("mimeType"),
            "size": bodies.number(each.get("size")),
            "url": table(table(each.get("_links")).get("web")).get("href") or each.get("url"),
        }
        for each in tables(table(thread.get("_embedded")).get("attachments"))
    ]
    data: dict[str, Any] = {
        "body": bodies.text_or_names(text_of(str(thread.get("body") or "")), attached),
        "channel": _VIAS.get(str(body.get("type")), "email"),
        "created_at": thread.get("createdAt"),
        "attachments": attached,
    }
    if thread.get("type") == "customer":
        who = table(thread.get("customer")) or table(thread.get("createdBy")) or table(body.get("primaryCustomer"))
        data["customer"] = {"id": who.get("id"), "name": _name(who), "email": who.get("email")}
    return data


def _name(who: Mapping[str, Any]) -> str:
    return " ".join(str(part) for part in (who.get("first"), who.get("last")) if part)


class Replies(Answering):
    """Replies, which Help Scout mails, in the name of the user who approved where it knows their address, else of the
    app's owner. `user` of the source is the app's id, the token its secret."""

    title = "Help Scout"

    @classmethod
    def headers(cls, source: Source, token: str) -> dict[str, str]:
        """None that stay the same: the secret is exchanged for a token, which runs out."""
        return {}

    def __init__(
        self, rest: Rest, source: Source, token: str, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        super().__init__(rest)
        self._app = source.user
        self._secret = token
        self._now = now
        self._token, self._until = "", datetime.min.replace(tzinfo=UTC)
        self._users: dict[str, int] = {}

    async def authorisation(self) -> Mapping[str, str]:
        """A token that still holds for a while, or a new one."""
        if not self._token or self._now() >= self._until:
            asked = {"grant_type": "client_credentials", "client_id": self._app, "client_secret": self._secret}
            try:
                answer = await self._rest.call("POST", "/v2/oauth2/token", body=asked)
            except (NotConnected, Unclear) as error:
                raise Unread(0, str(error)) from None
            given = word(table(answer.body).get("access_token"))
            if answer.status != 200 or not given:
                raise Unread(answer.status, told(self.title, answer.status), answer.pause)
            seconds = bodies.number(table(answer.body).get("expires_in")) or 0
            self._token, self._until = given, self._now() + timedelta(seconds=seconds) - _EARLY
        return {"Authorization": f"Bearer {self._token}"}

    async def written(self, reply: OutgoingReply) -> Write:
        """The customer must be named in a reply, so that the conversation is read first."""
        path = f"/v2/conversations/{quote(reply.conversation, safe='')}"
        customer = table(table(await self.read(path)).get("primaryCustomer")).get("id")
        if not isinstance(customer, int):
            raise Declined("Help Scout names no customer of this conversation")
        body: dict[str, Any] = {"customer": {"id": customer}, "text": html_of(reply.body), "draft": False}
        if (user := await self.user(reply.author_email)) is not None:
            body["user"] = user
        return Write("POST", f"{path}/reply", body)

    async def user(self, email: str) -> int | None:
        """Help Scout's id of who works there under that address."""
        wanted = email.strip().casefold()
        if wanted and wanted not in self._users:
            found = table(table(await self.read("/v2/users", {"email": wanted})).get("_embedded"))
            for each in tables(found.get("users")):
                if str(each.get("email") or "").casefold() == wanted and isinstance(each.get("id"), int):
                    self._users[wanted] = each["id"]
        return self._users.get(wanted)

    async def put(self, write: Write) -> Answer:
        """As anywhere; where the token that was held is not accepted any more, a new one is next."""
        answer = await super().put(write)
        if answer.status == 401:
            self._token = ""
        return answer

    async def send(self, reply: OutgoingReply) -> Delivery:
        """One attempt. Where a token that was held is not accepted any more nothing was written."""
        held = self._token
        delivery = await super().send(reply)
        if delivery.outcome == "refused" and delivery.detail == told(self.title, 401):
            return Delivery("not_connected", detail="its token had run out") if held else delivery
        return delivery

    def name_of(self, answer: Answer) -> str:
        return answer.headers.get("Resource-ID", "")[:200]

    async def lines(self, conversation: str) -> tuple[Line, ...]:
        """All threads, page by page, newest first
        (/mailbox-api/endpoints/conversations/threads/list)."""
        path = f"/v2/conversations/{quote(conversation, safe='')}/threads"
        found: list[Mapping[str, Any]] = []
        for number in range(1, _MOST_PAGES + 1):
            page = table(await self.read(path, {"page": str(number)}))
            pages = bodies.number(table(page.get("page")).get("totalPages"))
            if pages is None:
                raise Unread(0, "what Help Scout answered holds no threads")
            found += tables(table(page.get("_embedded")).get("threads"))
            if number >= pages:
                return tuple(_line(each) for each in _threads({"_embedded": {"threads": found}}))
        raise Unread(0, "the conversation is too long to be read")


def _line(thread: Mapping[str, Any]) -> Line:
    return Line(
        id=word(thread.get("id")),
        body=text_of(str(thread.get("body") or "")),
        from_team=thread.get("type") != "customer",
        public=thread.get("type") in ("message", "chat"),
        at=moment(thread.get("createdAt")),
    )
