"""Chatwoot, besides replies, by its application interface, as documented on 2026-11-30 at developers.chatwoot.com.

/api-reference/messages/create-new-message: what is `private` is the team's. /conversations/toggle-status: what is
`snoozed` without a time opens by itself when the customer writes; `pending` is a bot's turn, and is not used.
/conversation-assignments/assign-conversation, where no agent is nobody (assignments_controller.rb of its source);
/conversations/add-labels takes all labels of a conversation; /agents/list-agents-in-account. It has not met a live
Chatwoot.
"""

from collections.abc import Sequence
from typing import Any, ClassVar, Final
from urllib.parse import quote

from bot.domain.desk_around import Source
from bot.domain.upkeep import OutgoingNote, Status, There
from bot.helpdesk import chatwoot
from bot.helpdesk.answering import Write
from bot.helpdesk.bodies import table, tables
from bot.helpdesk.rest import word
from bot.helpdesk.upkeep.keeping import Keeping, left

_STATUSES: Final[dict[Status, str]] = {"open": "open", "solved": "resolved", "waiting_customer": "snoozed"}
_CALLED: Final = {called: status for status, called in _STATUSES.items()}


class Chatwoot(Keeping):
    same: ClassVar[dict[Status, Status]] = {"waiting": "waiting_customer"}

    def __init__(self, spoken: chatwoot.Replies, source: Source) -> None:
        super().__init__(spoken)
        self._chatwoot = spoken
        self._account = f"/api/v1/accounts/{quote(source.account, safe='')}"
        self._agents: dict[str, str] = {}

    async def noting(self, note: OutgoingNote) -> Write:
        body = {"content": note.body, "message_type": "outgoing", "private": True, "content_type": "text"}
        return self._write(note.conversation, "messages", body)

    async def there(self, conversation: str) -> There:
        found = table(await self._chatwoot.read(self._path(conversation)))
        status, labels = word(found.get("status")), found.get("labels")
        return There(
            status=_CALLED.get(status, status),
            assignee=word(table(table(found.get("meta")).get("assignee")).get("id")),
            tags=tuple(map(word, labels)) if isinstance(labels, list) else (),
        )

    async def turning(self, conversation: str, status: Status) -> Sequence[Write]:
        return [self._write(conversation, "toggle_status", {"status": _STATUSES[status]})]

    async def agent(self, email: str) -> str:
        wanted = email.strip().casefold()
        if wanted and wanted not in self._agents:
            agents = tables(await self._chatwoot.read(f"{self._account}/agents"))
            self._agents = {word(each.get("email")).casefold(): word(each.get("id")) for each in agents}
        return self._agents.get(wanted, "")

    async def assigning(self, conversation: str, agent: str) -> Write:
        return self._write(conversation, "assignments", {"assignee_id": int(agent) if agent else None})

    async def tagging(self, conversation: str, there: There, add: Sequence[str], drop: Sequence[str]) -> list[Write]:
        return [self._write(conversation, "labels", {"labels": left(there, add, drop)})]

    def _path(self, conversation: str) -> str:
        return f"{self._account}/conversations/{quote(conversation, safe='')}"

    def _write(self, conversation: str, end: str, body: dict[str, Any]) -> Write:
        return Write("POST", f"{self._path(conversation)}/{end}", body)
