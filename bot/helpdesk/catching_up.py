"""What helpdesks that tell by themselves are asked all the same, now and then: what was told while nobody heard it.
Those that are run by whoever uses them are in `catching_up_own`.

The events are those of their webhooks, with the same ids. A status is not among them: nobody could say whether it was
set before or after what was done here.

Zendesk: developer.zendesk.com/api-reference/ticketing/ticket-management/incremental_exports/ (time-based). Help Scout:
developer.helpscout.com/mailbox-api/endpoints/conversations/list, with `modifiedSince`. Intercom:
developers.intercom.com/docs/references/rest-api/api.intercom.io/conversations/searchconversations. All on 2026-11-29.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from urllib.parse import quote

from bot.domain.delivered import Told
from bot.domain.desk_around import Source
from bot.domain.webhook_fields import moment
from bot.helpdesk import bodies, helpscout, intercom, zendesk
from bot.helpdesk.answering import Answering, Unread
from bot.helpdesk.bodies import table, tables
from bot.helpdesk.listing import Changed, Listed
from bot.helpdesk.rest import word

_PER_PAGE: Final = 50


class Zendesk(Listed):
    """Tickets by the incremental export, and the comments of each."""

    def __init__(self, replies: Answering, source: Source) -> None:
        self._replies = replies
        self._hook = zendesk.Hook(source, None, None)
        self._next = 0  # where the page after the last one begins; 0: there is none

    async def changed(self, since: datetime, page: int) -> Sequence[Changed]:
        begin = int(since.timestamp()) if page == 1 else self._next
        if not begin:
            return ()
        found = table(await self._replies.read("/api/v2/incremental/tickets.json", {"start_time": str(begin)}))
        if not isinstance(found.get("tickets"), list):
            raise Unread(0, "what Zendesk answered is no list of tickets")
        self._next = 0 if found.get("end_of_stream") is not False else bodies.number(found.get("end_time")) or 0
        return changed_of(found["tickets"], "updated_at")

    async def told(self, name: str) -> tuple[Told, ...]:
        try:
            ticket = table(await self._replies.read(f"/api/v2/tickets/{quote(name, safe='')}.json")).get("ticket")
        except Unread as error:
            return gone(name, error)
        assert isinstance(self._replies, zendesk.Replies)  # noqa: S101 - as `vendors` builds it
        comments, users = await self._replies.comments(name)
        return tuple(self._told(name, table(ticket), comments, users))

    def _told(
        self, name: str, ticket: Mapping[str, Any], comments: list[Mapping[str, Any]], users: Mapping[Any, Any]
    ) -> Iterator[Told]:
        first = comments[0] if comments else {}
        asks = table(users.get(ticket.get("requester_id")))
        private = first.get("public") is False
        opened = {**ticket, "is_public": False} if private else ticket
        created = self._hook.created(name, opened, asks, "" if private else word(first.get("id")))
        if asks.get("email"):
            created["data"]["customer"]["email"] = asks["email"]
        yield Told(f"ticket:{name}", created)
        for each in comments if private else comments[1:]:
            author = table(users.get(each.get("author_id")))
            by_customer = author.get("role") == "end-user" and each.get("public") is True
            data: dict[str, Any] = {
                "author": "customer" if by_customer else "agent", "author_name": author.get("name") or "",
                "public": each.get("public") is True, "created_at": each.get("created_at"),
                "body": str(each.get("plain_body") or each.get("body") or ""),
                "attachments": zendesk.attachments_of(each),
            }  # fmt: skip
            if by_customer:
                data["customer"] = {"id": author.get("id"), "name": author.get("name"), "email": author.get("email")}
            if data["body"].strip():
                yield bodies.message(name, word(each.get("id")), data)


class HelpScout(Listed):
    """Conversations by when they were changed, each with its threads, as its webhook brings them."""

    def __init__(self, replies: Answering, source: Source) -> None:
        self._replies = replies
        self._hook = helpscout.Hook(source, None, None)

    async def changed(self, since: datetime, page: int) -> Sequence[Changed]:
        params = {
            "modifiedSince": since.strftime("%Y-%m-%dT%H:%M:%SZ"), "status": "all", "sortField": "modifiedAt",
            "sortOrder": "asc", "page": str(page),
        }  # fmt: skip
        found = table(await self._replies.read("/v2/conversations", params))
        pages = bodies.number(table(found.get("page")).get("totalPages"))
        if pages is None:
            raise Unread(0, "what Help Scout answered is no list of conversations")
        return changed_of(table(found.get("_embedded")).get("conversations"), "userUpdatedAt") if page <= pages else ()

    async def told(self, name: str) -> tuple[Told, ...]:
        path = f"/v2/conversations/{quote(name, safe='')}"
        try:
            found = table(await self._replies.read(path, {"embed": "threads"}))
        except Unread as error:
            return gone(name, error)
        return tuple(self._hook.told("", name, found, ""))


class Intercom(Listed):
    """Conversations by when they were updated, each with its parts."""

    def __init__(self, replies: Answering, source: Source) -> None:
        self._replies = replies
        self._hook = intercom.Hook(source, None, None)
        self._after = ""

    async def changed(self, since: datetime, page: int) -> Sequence[Changed]:
        """Its search knows days only by the hour it was asked: the same minute comes twice, and is known by its ids."""
        if page > 1 and not self._after:
            return ()
        asked: dict[str, Any] = {
            "query": {"field": "updated_at", "operator": ">", "value": int(since.timestamp())},
            "sort": {"field": "updated_at", "order": "ascending"},
            "pagination": {"per_page": _PER_PAGE, **({"starting_after": self._after} if page > 1 else {})},
        }
        found = table(await self._replies.asked("/conversations/search", asked))
        if not isinstance(found.get("conversations"), list):
            raise Unread(0, "what Intercom answered is no list of conversations")
        self._after = word(table(table(found.get("pages")).get("next")).get("starting_after"))
        return changed_of(found["conversations"], "updated_at")

    async def told(self, name: str) -> tuple[Told, ...]:
        try:
            found = table(await self._replies.read(f"/conversations/{quote(name, safe='')}"))
        except Unread as error:
            return gone(name, error)
        return tuple(self._hook.told("", name, {}, found))


def changed_of(found: Any, field: str) -> list[Changed]:
    """The tickets of a list by `field`, the time of their last change: those that changed longest ago first."""
    named = [(word(each.get("id")), moment(each.get(field))) for each in tables(found)]
    return sorted((Changed(name, at) for name, at in named if name and at is not None), key=lambda each: each.at)


def gone(name: str, error: Unread) -> tuple[Told, ...]:
    """A ticket that was listed a moment ago and is not there was deleted. Raises `error` where it is another one."""
    if error.status != 404:
        raise error
    return (Told(f"deleted:{name}", {"type": "ticket.deleted", "data": {"id": name}}),)
