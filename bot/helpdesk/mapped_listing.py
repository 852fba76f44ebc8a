"""What a helpdesk that the desk file alone describes is asked now and then: which tickets have changed, and for each of
them what its webhooks would have brought. The field map reads that, so that its events have the same ids."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from bot.domain.delivered import Told
from bot.domain.desk_around import Source
from bot.domain.desk_mapped import MappedListing
from bot.domain.errors import BadRequest
from bot.domain.webhook_fields import moment
from bot.helpdesk.answering import Answering, Unread
from bot.helpdesk.catching_up import gone
from bot.helpdesk.expressions import Expression, NoValue
from bot.helpdesk.listing import Changed, Listed
from bot.helpdesk.mapped import EACH, Hook, described
from bot.helpdesk.mapped_replies import ANSWERED
from bot.helpdesk.rest import word
from bot.helpdesk.templates import NotFilled, Template

#: What the path of a list may name: a time as ISO 8601 and as Unix seconds, the page from 1, the tickets read so far,
#: and by what the answer before says that the next page is asked for.
OF_LISTING: Final = frozenset({"since", "since_seconds", "page", "start", "next"})
#: What the path of one ticket may name.
OF_TICKET: Final = frozenset({"conversation"})
#: What `deliveries` may begin with: the ticket as it was listed, and as it was read by itself.
OF_DELIVERIES: Final = EACH | {"body"}
_MOST_PAGES: Final = 50


class Asked(Listed):
    """Raises `NotSound` for an expression or a template that cannot be used."""

    def __init__(self, replies: Answering, source: Source) -> None:
        listing = described(source).listing
        assert listing is not None  # noqa: S101 - `vendors` has looked
        self._replies = replies
        self._hook = Hook(source, None, None)
        self._list = _List(listing)
        self._ticket = Template(listing.ticket, OF_TICKET, "path") if listing.ticket else None
        self._deliveries = Expression(listing.deliveries, OF_DELIVERIES)
        self._listed: dict[str, Any] = {}

    async def changed(self, since: datetime, page: int) -> Sequence[Changed]:
        """All of them at once, in whatever order the helpdesk lists them."""
        if page > 1:
            return ()
        found: dict[str, Changed] = {}
        listed: dict[str, Any] = {}
        start, after = 0, ""
        for number in range(1, _MOST_PAGES + 1):
            place = {"page": number, "start": start, "next": after}
            scope = {"status": 200, "headers": {}, "body": await self._read(self._list.path, since, place)}
            elements = self._list.elements(scope)
            for changed, element in elements:
                if changed.at >= since:
                    found[changed.name], listed[changed.name] = changed, element
            start += len(elements)
            after = self._list.after(scope)
            if not (after or (elements and self._list.follows(scope))):
                self._listed = listed
                return sorted(found.values(), key=lambda each: each.at)
        raise Unread(0, "too many tickets have changed to be listed")

    async def _read(self, path: Template, since: datetime, place: dict[str, Any]) -> Any:
        at = since.astimezone(UTC)
        values = {"since": at.strftime("%Y-%m-%dT%H:%M:%SZ"), "since_seconds": int(at.timestamp()), **place}
        try:
            return await self._replies.read(path.filled(values))
        except NotFilled as error:
            raise Unread(0, f"the listing of the desk file cannot be made: {error}") from None

    async def told(self, name: str) -> tuple[Told, ...]:
        body = None
        try:
            if self._ticket:
                body = await self._replies.read(self._ticket.filled({"conversation": name}))
            found = self._deliveries.of({"each": self._listed.get(name), "body": body})
        except Unread as error:
            return gone(name, error)
        except (NotFilled, NoValue) as error:
            raise Unread(0, f"what the helpdesk answered does not fit the desk file ({error})") from None
        deliveries = found if isinstance(found, list) else [found]
        return tuple(told for each in deliveries if isinstance(each, dict) for told in self._told(each))

    def _told(self, delivery: dict[str, Any]) -> Iterator[Told]:
        """What a delivery tells. One that does not fit the field map is kept for a person, as a webhook's is."""
        raw = json.dumps(delivery, ensure_ascii=False)
        try:
            yield from self._hook.events(raw, {})
        except BadRequest:
            name = hashlib.sha256(raw.encode("utf-8", "replace")).hexdigest()
            yield Told(f"sha256:{name}", {"headers": {}, "body": raw})


class _List:
    """Where in what a helpdesk lists its tickets stand."""

    def __init__(self, listing: MappedListing) -> None:
        self.path = Template(listing.path, OF_LISTING, "path")
        self._more = Expression(listing.more, ANSWERED) if listing.more else None
        self._next = Expression(listing.next, ANSWERED) if listing.next else None
        self._tickets = Expression(listing.tickets, ANSWERED)
        self._id = Expression(listing.id, ANSWERED | EACH)
        self._at = Expression(listing.at, ANSWERED | EACH)

    def elements(self, scope: dict[str, Any]) -> list[tuple[Changed, Any]]:
        """Each ticket with its name and time. Raises `Unread` where one has none: nobody should think that nothing has
        changed."""
        try:
            listed = self._tickets.of(scope)
            if not isinstance(listed, list):
                raise Unread(0, "what the helpdesk answered holds no tickets where the desk file says")
            return [(self._changed({**scope, "each": one}), one) for one in listed]
        except NoValue as error:
            raise Unread(0, f"what the helpdesk answered does not fit the desk file ({error})") from None

    def follows(self, scope: dict[str, Any]) -> bool:
        """Whether the answer says that there is another page."""
        return self._more is not None and self._more.holds(scope)

    def after(self, scope: dict[str, Any]) -> str:
        """By what the next page is asked for; "" where there is none, or it is counted."""
        try:
            return word(self._next.of(scope)) if self._next else ""
        except NoValue:
            return ""

    def _changed(self, scope: dict[str, Any]) -> Changed:
        name, at = word(self._id.of(scope)), moment(self._at.of(scope))
        if not name or at is None:
            raise Unread(0, "a ticket that the helpdesk lists has no id or no time where the desk file says")
        return Changed(name, at)
