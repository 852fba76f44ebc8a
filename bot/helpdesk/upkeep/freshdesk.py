"""Freshdesk, besides replies, as documented on 2026-11-30 at developers.freshdesk.com/api.

/api/#add_note_to_a_ticket: `private` is true, and every text HTML. /api/#update_ticket: `status` 2 is open, 3 pending,
4 resolved, 5 closed; `responder_id` may be null; `tags` are all of a ticket's. Whatever waits is pending. It has not
met the live service.
"""

from collections.abc import Sequence
from typing import Any, ClassVar, Final
from urllib.parse import quote

from bot.domain.desk_around import Source
from bot.domain.upkeep import OutgoingNote, Status, There
from bot.helpdesk import freshdesk
from bot.helpdesk.answering import Write
from bot.helpdesk.bodies import number, table
from bot.helpdesk.html_text import html_of
from bot.helpdesk.rest import word
from bot.helpdesk.upkeep.keeping import Keeping, left

_STATUSES: Final[dict[Status, int]] = {"open": 2, "waiting_customer": 3, "solved": 4}
_CALLED: Final = {2: "open", 3: "waiting_customer", 4: "solved", 5: "solved"}


class Freshdesk(Keeping):
    same: ClassVar[dict[Status, Status]] = {"waiting": "waiting_customer"}

    def __init__(self, spoken: freshdesk.Replies, source: Source) -> None:
        super().__init__(spoken)
        self._freshdesk = spoken

    async def noting(self, note: OutgoingNote) -> Write:
        return Write("POST", f"{_path(note.conversation)}/notes", {"body": html_of(note.body), "private": True})

    async def there(self, conversation: str) -> There:
        ticket = table(await self._freshdesk.read(_path(conversation)))
        status, tags = number(ticket.get("status")) or 0, ticket.get("tags")
        return There(
            status=_CALLED.get(status, str(status)),
            assignee=word(ticket.get("responder_id")),
            tags=tuple(map(word, tags)) if isinstance(tags, list) else (),
        )

    async def turning(self, conversation: str, status: Status) -> Sequence[Write]:
        return [_update(conversation, status=_STATUSES[status])]

    async def agent(self, email: str) -> str:
        found = await self._freshdesk.agent(email)
        return word(found) if found is not None else ""

    async def assigning(self, conversation: str, agent: str) -> Write:
        return _update(conversation, responder_id=int(agent) if agent else None)

    async def tagging(self, conversation: str, there: There, add: Sequence[str], drop: Sequence[str]) -> list[Write]:
        return [_update(conversation, tags=left(there, add, drop))]


def _path(conversation: str) -> str:
    return f"/api/v2/tickets/{quote(conversation, safe='')}"


def _update(conversation: str, **changed: Any) -> Write:
    return Write("PUT", _path(conversation), changed)
