"""Help Scout, besides replies, by its Inbox API 2.0, as documented on 2026-11-30 at
developer.helpscout.com/mailbox-api.

/endpoints/conversations/threads/note: a note is the team's, and its id comes in the header `Resource-ID`.
/endpoints/conversations/update: one change at a time, of `/status` (active, pending, closed) or `/assignTo`, which is
removed for nobody. Whatever waits is pending. /endpoints/conversations/tags/update takes all tags of a conversation. It
has not met the live service.
"""

from collections.abc import Sequence
from typing import Any, ClassVar, Final
from urllib.parse import quote

from bot.domain.desk_around import Source
from bot.domain.upkeep import OutgoingNote, Status, There
from bot.helpdesk import helpscout
from bot.helpdesk.answering import Write
from bot.helpdesk.bodies import table, tables
from bot.helpdesk.html_text import html_of
from bot.helpdesk.rest import word
from bot.helpdesk.upkeep.keeping import Keeping, left

_STATUSES: Final[dict[Status, str]] = {"open": "active", "solved": "closed", "waiting_customer": "pending"}
_CALLED: Final = {called: status for status, called in _STATUSES.items()}


class HelpScout(Keeping):
    same: ClassVar[dict[Status, Status]] = {"waiting": "waiting_customer"}

    def __init__(self, spoken: helpscout.Replies, source: Source) -> None:
        super().__init__(spoken)
        self._helpscout = spoken

    async def noting(self, note: OutgoingNote) -> Write:
        return Write("POST", f"{_path(note.conversation)}/notes", {"text": html_of(note.body)})

    async def there(self, conversation: str) -> There:
        found = table(await self._helpscout.read(_path(conversation)))
        status = word(found.get("status"))
        return There(
            status=_CALLED.get(status, status),
            assignee=word(table(found.get("assignee")).get("id")),
            tags=tuple(word(tag.get("tag")) for tag in tables(found.get("tags"))),
        )

    async def turning(self, conversation: str, status: Status) -> Sequence[Write]:
        return [_patch(conversation, op="replace", path="/status", value=_STATUSES[status])]

    async def agent(self, email: str) -> str:
        found = await self._helpscout.user(email)
        return word(found) if found is not None else ""

    async def assigning(self, conversation: str, agent: str) -> Write:
        if not agent:
            return _patch(conversation, op="remove", path="/assignTo")
        return _patch(conversation, op="replace", path="/assignTo", value=int(agent))

    async def tagging(self, conversation: str, there: There, add: Sequence[str], drop: Sequence[str]) -> list[Write]:
        return [Write("PUT", f"{_path(conversation)}/tags", {"tags": left(there, add, drop)})]


def _path(conversation: str) -> str:
    return f"/v2/conversations/{quote(conversation, safe='')}"


def _patch(conversation: str, **change: Any) -> Write:
    return Write("PATCH", _path(conversation), change)
