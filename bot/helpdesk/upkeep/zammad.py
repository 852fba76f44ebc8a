"""Zammad, besides replies, as documented on 2026-11-30 at docs.zammad.org/en/latest/api.

ticket/articles.html: an article that is `internal`, of type `note`, is the team's. ticket/index.html ("Update"):
`state` by its name; `owner_id` 1 is nobody. What waits is open, since *pending reminder* wants a time. user.html
("Search"), which `ticket.agent` may. ticket/tags.html: one tag at a time. It has not met a live Zammad.
"""

from collections.abc import Sequence
from typing import Any, ClassVar, Final
from urllib.parse import quote

from bot.domain.desk_around import Source
from bot.domain.upkeep import OutgoingNote, Status, There
from bot.helpdesk import zammad
from bot.helpdesk.answering import Declined, Write
from bot.helpdesk.bodies import table, tables
from bot.helpdesk.rest import word
from bot.helpdesk.upkeep.keeping import Keeping

_NOBODY: Final = 1
_STATES: Final[dict[Status, str]] = {"open": "open", "solved": "closed"}
_CALLED: Final = {"closed": "solved", "merged": "solved", "pending reminder": "open", "pending close": "open"}


class Zammad(Keeping):
    same: ClassVar[dict[Status, Status]] = {"waiting_customer": "open", "waiting": "open"}

    def __init__(self, spoken: zammad.Replies, source: Source) -> None:
        super().__init__(spoken)
        self._zammad = spoken
        self._agents: dict[str, str] = {}

    async def noting(self, note: OutgoingNote) -> Write:
        article = {
            "ticket_id": _number(note.conversation), "body": note.body, "content_type": "text/plain", "type": "note",
            "internal": True, "sender": "Agent",
        }  # fmt: skip
        return Write("POST", "/api/v1/ticket_articles", article)

    async def there(self, conversation: str) -> There:
        found = table(await self._zammad.read(f"/api/v1/tickets/{_number(conversation)}", {"expand": "true"}))
        tags = table(await self._zammad.read("/api/v1/tags", {"object": "Ticket", "o_id": conversation})).get("tags")
        state, owner = word(found.get("state")), word(found.get("owner_id"))
        return There(
            status=_CALLED.get(state, state),
            assignee="" if owner == str(_NOBODY) else owner,
            tags=tuple(map(word, tags)) if isinstance(tags, list) else (),
        )

    async def turning(self, conversation: str, status: Status) -> Sequence[Write]:
        return [_update(conversation, state=_STATES[status])]

    async def agent(self, email: str) -> str:
        wanted = email.strip().casefold()
        if wanted and wanted not in self._agents:
            params = {"query": wanted, "limit": "10", "expand": "true"}
            for user in tables(await self._zammad.read("/api/v1/users/search", params)):
                works, roles = user.get("active") is not False, user.get("roles")
                if word(user.get("email")).casefold() == wanted and works and "Agent" in (roles or ()):
                    self._agents[wanted] = word(user.get("id"))
        return self._agents.get(wanted, "")

    async def assigning(self, conversation: str, agent: str) -> Write:
        return _update(conversation, owner_id=int(agent) if agent else _NOBODY)

    async def tagging(self, conversation: str, there: There, add: Sequence[str], drop: Sequence[str]) -> list[Write]:
        about: dict[str, Any] = {"object": "Ticket", "o_id": _number(conversation)}
        ways = (("POST", "add", add), ("DELETE", "remove", drop))
        return [Write(way, f"/api/v1/tags/{end}", {**about, "item": tag}) for way, end, tags in ways for tag in tags]


def _number(conversation: str) -> int:
    if not conversation.isdecimal():
        raise Declined(f"Zammad has no ticket {conversation}")
    return int(conversation)


def _update(conversation: str, **changed: Any) -> Write:
    return Write("PUT", f"/api/v1/tickets/{quote(conversation, safe='')}", changed)
