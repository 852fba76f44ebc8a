"""Zendesk, besides replies, as documented on 2026-11-30 at developer.zendesk.com.

/api-reference/ticketing/tickets/tickets/#update-ticket: a comment with `public: false` is an internal note; `status`
is open, pending (it waits for the requester), hold (for somebody else, where that is switched on, else open is used) or
solved, which Zendesk refuses while nobody has the ticket; `assignee_id` may be null.
/api-reference/ticketing/ticket-management/tags/ (Add Tags, Remove Tags) leaves all other tags alone. It has not met the
live service.
"""

from collections.abc import Sequence
from typing import Final
from urllib.parse import quote

from bot.domain.desk_around import Source
from bot.domain.upkeep import OutgoingNote, Status, There
from bot.helpdesk import zendesk
from bot.helpdesk.answering import Write
from bot.helpdesk.bodies import table
from bot.helpdesk.rest import word
from bot.helpdesk.upkeep.keeping import Keeping

_STATUSES: Final[dict[Status, tuple[str, ...]]] = {
    "open": ("open",), "solved": ("solved",), "waiting_customer": ("pending",), "waiting": ("hold", "open"),
}  # fmt: skip
_CALLED: Final = {"open": "open", "solved": "solved", "closed": "solved", "pending": "waiting_customer",
                  "hold": "waiting"}  # fmt: skip


class Zendesk(Keeping):
    def __init__(self, spoken: zendesk.Replies, source: Source) -> None:
        super().__init__(spoken)
        self._zendesk = spoken

    async def noting(self, note: OutgoingNote) -> Write:
        return _update(note.conversation, comment={"body": note.body, "public": False})

    async def there(self, conversation: str) -> There:
        ticket = table(table(await self._zendesk.read(f"{_path(conversation)}.json")).get("ticket"))
        status = word(ticket.get("status"))
        tags = ticket.get("tags")
        return There(
            status=_CALLED.get(status, status),
            assignee=word(ticket.get("assignee_id")),
            tags=tuple(map(word, tags)) if isinstance(tags, list) else (),
        )

    async def turning(self, conversation: str, status: Status) -> Sequence[Write]:
        return [_update(conversation, status=name) for name in _STATUSES[status]]

    async def agent(self, email: str) -> str:
        found = await self._zendesk.agent(email)
        return word(found) if found is not None else ""

    async def assigning(self, conversation: str, agent: str) -> Write:
        return _update(conversation, assignee_id=int(agent) if agent else None)

    async def tagging(self, conversation: str, there: There, add: Sequence[str], drop: Sequence[str]) -> list[Write]:
        path = f"{_path(conversation)}/tags.json"
        ways = (("PUT", add), ("DELETE", drop))
        return [Write(method, path, {"tags": list(tags)}) for method, tags in ways if tags]


def _path(conversation: str) -> str:
    return f"/api/v2/tickets/{quote(conversation, safe='')}"


def _update(conversation: str, **changed: object) -> Write:
    return Write("PUT", f"{_path(conversation)}.json", {"ticket": changed})
