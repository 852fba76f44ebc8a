"""Intercom, besides replies, by its REST interface, version 2.11, as documented on 2026-11-30 at
developers.intercom.com/docs/references/rest-api/api.intercom.io.

conversations/replyconversation: a `note` is the team's. conversations/manageconversation: `close` (without a body,
which would be sent), `open`, and `assignment`, where "0" is nobody. It has no word for what waits but *snoozed*, which
wants a time: what waits is open. tags/createtag gives the id of a tag of that name, tags/attachtagtoconversation and
detachtagfromconversation take it. It has not met the live service.
"""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
from urllib.parse import quote

from bot.domain.desk_around import Source
from bot.domain.upkeep import OutgoingNote, Status, There
from bot.helpdesk import intercom
from bot.helpdesk.answering import Write
from bot.helpdesk.bodies import table, tables
from bot.helpdesk.html_text import html_of
from bot.helpdesk.rest import Answer, word
from bot.helpdesk.upkeep.keeping import Keeping


class Intercom(Keeping):
    same: ClassVar[dict[Status, Status]] = {"waiting_customer": "open", "waiting": "open"}

    def __init__(self, spoken: intercom.Replies, source: Source) -> None:
        super().__init__(spoken)
        self._intercom = spoken

    async def noting(self, note: OutgoingNote) -> Write:
        body = {"message_type": "note", "type": "admin", "admin_id": await self._ours(), "body": html_of(note.body)}
        return Write("POST", f"{_path(note.conversation)}/reply", body)

    def named(self, answer: Answer) -> str:
        parts = tables(table(table(answer.body).get("conversation_parts")).get("conversation_parts"))
        notes = [part for part in parts if part.get("part_type") == "note"]
        return word(notes[-1].get("id")) if notes else ""

    async def there(self, conversation: str) -> There:
        found = table(await self._intercom.read(_path(conversation)))
        state, assignee = word(found.get("state")), word(found.get("admin_assignee_id"))
        return There(
            status={"closed": "solved", "snoozed": "open"}.get(state, state),
            assignee="" if assignee == "0" else assignee,
            tags=tuple(word(tag.get("name")) for tag in _tags(found)),
        )

    async def turning(self, conversation: str, status: Status) -> Sequence[Write]:
        kind = "close" if status == "solved" else "open"
        return [await self._managed(conversation, message_type=kind)]

    async def agent(self, email: str) -> str:
        return await self._intercom.known(email)

    async def assigning(self, conversation: str, agent: str) -> Write:
        return await self._managed(conversation, message_type="assignment", assignee_id=agent or "0")

    async def tagging(self, conversation: str, there: There, add: Sequence[str], drop: Sequence[str]) -> list[Write]:
        path, ours = f"{_path(conversation)}/tags", {"admin_id": await self._ours()}
        writes = [Write("POST", path, {"id": await self._tag_id(name), **ours}) for name in add]
        found = table(await self._intercom.read(_path(conversation))) if drop else {}
        gone = [word(tag.get("id")) for tag in _tags(found) if word(tag.get("name")) in drop]
        return writes + [Write("DELETE", f"{path}/{quote(name, safe='')}", ours) for name in gone]

    async def _tag_id(self, name: str) -> str:
        return word(table(await self._intercom.asked("/tags", {"name": name})).get("id"))

    async def _ours(self) -> str:
        """In whose name it is: that of `user`."""
        return await self._intercom.admin("")

    async def _managed(self, conversation: str, **more: Any) -> Write:
        body = {"type": "admin", "admin_id": await self._ours(), **more}
        return Write("POST", f"{_path(conversation)}/parts", body)


def _tags(found: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return tables(table(found.get("tags")).get("tags"))


def _path(conversation: str) -> str:
    return f"/conversations/{quote(conversation, safe='')}"
