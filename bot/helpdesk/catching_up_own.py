"""As `catching_up`, for helpdesks that are run by whoever uses them.

Zammad: docs.zammad.org/en/latest/api/ticket/ ("Search") and api/intro.html (pagination, sorting); a `condition` instead
of a query is answered from its database, without the lag of its search index (app/models/concerns/can_search.rb).
Its merges: docs.zammad.org/en/latest/api/ticket/links.html, and `merge_to` of app/models/ticket.rb.
Chatwoot: developers.chatwoot.com/api-reference/conversations/conversations-list; their order, by the last activity, is
that of app/finders/conversation_finder.rb. Both on 2026-11-30. django-helpdesk: helpdesk/views/api.py of version 2.6.1,
whose tickets name no time, so that its follow-ups are listed: each ticket begins with one, and they come by date
(helpdesk/models.py).
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import quote

from bot.domain.delivered import Told
from bot.domain.desk_around import Source
from bot.domain.webhook_fields import moment
from bot.helpdesk import bodies, chatwoot, django_helpdesk, zammad
from bot.helpdesk.answering import Answering, Unread
from bot.helpdesk.bodies import table, tables
from bot.helpdesk.catching_up import changed_of, gone
from bot.helpdesk.listing import Changed, Listed
from bot.helpdesk.rest import word

_PER_PAGE: Final = 100
#: Pages of 25 conversations, which Chatwoot lists from the newest.
_MOST_PAGES: Final = 1000


class Zammad(Listed):
    """Tickets by when they were updated, each with its articles."""

    def __init__(self, replies: Answering, source: Source) -> None:
        self._replies = replies
        self._hook = zammad.Hook(source, None, None)
        self._files = f"{source.address.rstrip('/')}/api/v1/ticket_attachment"

    async def changed(self, since: datetime, page: int) -> Sequence[Changed]:
        asked: dict[str, Any] = {
            "condition": {"ticket.updated_at": {"operator": "after (absolute)", "value": _stamp(since)}},
            "sort_by": "updated_at", "order_by": "asc", "expand": True, "page": page, "per_page": _PER_PAGE,
        }  # fmt: skip
        found = await self._replies.asked("/api/v1/tickets/search", asked)
        if not isinstance(found, list):
            raise Unread(0, "what Zammad answered is no list of tickets")
        return changed_of(found, "updated_at")

    async def told(self, name: str) -> tuple[Told, ...]:
        assert isinstance(self._replies, zammad.Replies)  # noqa: S101 - as `vendors` builds it
        try:
            ticket = table(await self._replies.read(f"/api/v1/tickets/{quote(name, safe='')}", {"expand": "true"}))
            if ticket.get("state") == zammad.MERGED:
                return await self._merged(name)
            articles = await self._replies.articles(name)
        except Unread as error:
            return gone(name, error)
        people = {each: await self._person(each) for each in _people(ticket, articles)}
        whole = {**ticket, "customer": people.get(word(ticket.get("customer_id")), {})}
        told: list[Told] = []
        for each in articles:
            files = [self._file(name, each, file) for file in tables(each.get("attachments"))]
            writer = people.get(word(each.get("created_by_id"))) or {"id": each.get("created_by_id")}
            article = {**each, "created_by": writer, "attachments": files}
            told += self._hook.article(name, whole, article, word(each.get("id")))
        return _from_its_beginning(told)

    async def _merged(self, name: str) -> tuple[Told, ...]:
        """Where a merged ticket goes on: its articles are there, and so are its links but the one that leads there."""
        asked = {"link_object": "Ticket", "link_object_value": name}
        links = tables(table(await self._replies.read("/api/v1/links", asked)).get("links"))
        parents = [each for each in links if (each.get("link_type"), each.get("link_object")) == ("parent", "Ticket")]
        into = word(parents[0].get("link_object_value")) if len(parents) == 1 else ""
        return (bodies.merged(name, into),) if into else ()

    async def _person(self, number: str) -> Mapping[str, Any]:
        """A customer or an agent. Whoever may not be seen has a number and no name."""
        try:
            return table(await self._replies.read(f"/api/v1/users/{quote(number, safe='')}"))
        except Unread as error:
            if error.status not in (403, 404):
                raise
            return {"id": bodies.number(number)}

    def _file(self, name: str, article: Mapping[str, Any], file: Mapping[str, Any]) -> dict[str, Any]:
        """A file with its address, which only the webhook tells (docs.zammad.org, "Articles", "Attachments")."""
        return {**file, "url": f"{self._files}/{name}/{word(article.get('id'))}/{word(file.get('id'))}"}


def _people(ticket: Mapping[str, Any], articles: Sequence[Mapping[str, Any]]) -> list[str]:
    """The customer, and who of the team wrote: the names of other customers are not told."""
    team = [word(each.get("created_by_id")) for each in articles if each.get("sender") != "Customer"]
    return [each for each in dict.fromkeys([word(ticket.get("customer_id")), *team]) if each]


class Chatwoot(Listed):
    """Conversations by their last activity, each with its messages."""

    def __init__(self, replies: Answering, source: Source) -> None:
        self._replies = replies
        self._hook = chatwoot.Hook(source, None, None)
        self._path = f"/api/v1/accounts/{quote(source.account, safe='')}/conversations"

    async def changed(self, since: datetime, page: int) -> Sequence[Changed]:
        """All of them at once: they come newest first, so that the oldest are known when the rest is."""
        found: dict[str, Changed] = {}
        for number in range(1, _MOST_PAGES + 1):
            some = [] if page > 1 else await self._page(number)
            late = {each.name: each for each in some if each.at >= since}
            if not late:
                return sorted(found.values(), key=lambda each: each.at)
            found = late | found  # whoever has moved up meanwhile is listed twice
        raise Unread(0, "too many conversations have changed to be listed")

    async def _page(self, number: int) -> list[Changed]:
        params = {"status": "all", "assignee_type": "all", "page": str(number)}
        listed = table(table(await self._replies.read(self._path, params)).get("data")).get("payload")
        if not isinstance(listed, list):
            raise Unread(0, "what Chatwoot answered is no list of conversations")
        return changed_of(listed, "timestamp")

    async def told(self, name: str) -> tuple[Told, ...]:
        assert isinstance(self._replies, chatwoot.Replies)  # noqa: S101 - as `vendors` builds it
        try:
            found = table(await self._replies.read(f"{self._path}/{quote(name, safe='')}"))
            messages = await self._replies.messages(name)
        except Unread as error:
            return gone(name, error)
        conversation = {"id": name, "channel": table(found.get("meta")).get("channel")}
        return _from_its_beginning(
            [told for each in messages for told in self._hook.message({**each, "conversation": conversation})]
        )


def _from_its_beginning(told: list[Told]) -> tuple[Told, ...]:
    """The request first, wherever it stands; nothing as long as no customer has written."""
    opened = [each for each in told if each.id.startswith("ticket:")]
    return (opened[0], *(each for each in told if each not in opened)) if opened else ()


class DjangoHelpdesk(Listed):
    """Tickets by their latest follow-up, each whole, as its webhook brings it."""

    def __init__(self, replies: Answering, source: Source) -> None:
        self._replies = replies
        self._hook = django_helpdesk.Hook(source, None, None)
        self._first = 1  # the page of follow-ups with which the last answer began

    async def changed(self, since: datetime, page: int) -> Sequence[Changed]:
        if page == 1:
            self._first = await self._begins(since)
        latest: dict[str, datetime] = {}
        for each in (await self._page(self._first + page - 1))[0]:
            name, at = word(each.get("ticket")), moment(each.get("date"))
            if name and at is not None and at >= since:
                latest[name] = max(at, latest.get(name, at))
        return sorted((Changed(name, at) for name, at in latest.items()), key=lambda each: each.at)

    async def _begins(self, since: datetime) -> int:
        """The first page that ends after `since`: they come oldest first, and there are as many as ever were."""
        low, high = 1, max((await self._page(1))[1], 1)
        while low < high:
            middle = (low + high) // 2
            times = [moment(each.get("date")) for each in (await self._page(middle))[0]]
            over = [at for at in times if at is not None and at >= since]
            low, high = (low, middle) if over or not times else (middle + 1, high)
        return low

    async def _page(self, number: int) -> tuple[list[Mapping[str, Any]], int]:
        """The follow-ups of a page, and how many pages there are; the one after the last is answered by a 404."""
        params = {"page": str(number), "page_size": str(_PER_PAGE)}
        try:
            found = table(await self._replies.read("/api/followups/", params))
        except Unread as error:
            if number == 1 or error.status != 404:
                raise
            return [], 0
        if not isinstance(found.get("results"), list):
            raise Unread(0, "what django-helpdesk answered is no list of follow-ups")
        return tables(found["results"]), -(-(bodies.number(found.get("count")) or 0) // _PER_PAGE)

    async def told(self, name: str) -> tuple[Told, ...]:
        try:
            found = table(await self._replies.read(f"/api/tickets/{quote(name, safe='')}/"))
        except Unread as error:
            return gone(name, error)
        return tuple(self._hook.all(name, found))


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
