"""What all helpdesks have in common when they are kept up to date besides replies."""

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import replace
from typing import ClassVar, Final

from bot.domain.reply import Delivery, Found
from bot.domain.upkeep import PREFIX, Aspect, Kept, OutgoingNote, Status, There, Wanted
from bot.helpdesk.answering import Answering, Declined, Unread, Write
from bot.helpdesk.rest import Answer, NotConnected, Unclear

#: It will not be accepted as it is; whatever else goes wrong may pass, or be mended.
_REFUSED: Final = (400, 404, 405, 410, 413, 415, 422)


class Keeping(ABC):
    """Fulfils `bot.flow.ports.Upkeep` for one source, by a helpdesk's own interface. No request of it is public."""

    #: Statuses that it cannot tell apart, by the one that is used for them.
    same: ClassVar[dict[Status, Status]] = {}

    def __init__(self, spoken: Answering) -> None:
        self._spoken = spoken

    @abstractmethod
    async def noting(self, note: OutgoingNote) -> Write:
        """The request for a private note. Raises `Unread` or `Declined`."""

    def named(self, answer: Answer) -> str:
        """The id that a note has got there; "" where the answer does not say."""
        return self._spoken.name_of(answer)

    @abstractmethod
    async def there(self, conversation: str) -> There:
        """How a ticket stands there; a status of ours by our name for it. Raises `Unread`."""

    @abstractmethod
    async def turning(self, conversation: str, status: Status) -> Sequence[Write]:
        """The request for a status; where there are several, the next is for where the one before is not accepted."""

    async def agent(self, email: str) -> str:
        """The helpdesk's own id of who works there under that address; "" for nobody. Raises `Unread`."""
        return ""

    async def assigning(self, conversation: str, agent: str) -> Write:
        """The request that gives a ticket to `agent`; "": to nobody. Raises `Unread` or `Declined`."""
        raise Declined("nobody can be given a ticket there")

    async def tagging(self, conversation: str, there: There, add: Sequence[str], drop: Sequence[str]) -> list[Write]:
        """The requests that add and drop tags, and leave all others alone. Raises `Unread` or `Declined`."""
        raise Declined("there are no tags there")

    # -- a note --------------------------------------------------------------------------------------------------

    async def note(self, note: OutgoingNote) -> Delivery:
        try:
            answer = await self._spoken.put(await self.noting(note))
        except Declined as error:
            return Delivery("refused", detail=str(error))
        except Unread as error:
            refused = error.status in _REFUSED
            return Delivery("refused" if refused else "not_connected", detail=error.detail, retry_after=error.pause)
        except NotConnected as error:
            return Delivery("not_connected", detail=str(error))
        except Unclear as error:
            return Delivery("unsure", detail=str(error))
        if answer.status in (401, 403):
            return Delivery("not_connected", detail=self._spoken.refusal(answer))
        delivery = self._spoken.judged(answer)
        return replace(delivery, external_id=self.named(answer)) if delivery.outcome == "sent" else delivery

    async def noted(self, note: OutgoingNote) -> Found:
        try:
            lines = await self._spoken.lines(note.conversation)
        except Unread as error:
            return Found("unknown", detail=error.detail, retry_after=error.pause)
        ours = next((line for line in lines if line.from_team and not line.public and note.is_in(line.body)), None)
        return Found("arrived", external_id=ours.id) if ours else Found("missing")

    # -- the rest ------------------------------------------------------------------------------------------------

    async def keep(self, wanted: Wanted) -> Kept:
        try:
            there = await self.there(wanted.conversation)
        except Unread as error:
            return _not_now(Kept(), error)
        kept = Kept(status=there.status)
        steps: dict[Aspect, Callable[[Wanted, There, Kept], Awaitable[Kept]]] = {
            "assignee": self._assign, "status": self._turn, "tags": self._tag,
        }  # fmt: skip
        for step in steps.values():  # a status may need somebody who has the ticket
            try:
                kept = await step(wanted, there, kept)
            except Declined as error:
                kept = replace(kept, refused=str(error))
            except Unread as error:
                kept = _not_now(kept, error)
            if kept.later:
                break
        return kept

    async def missing(self, emails: Collection[str]) -> tuple[frozenset[str], str]:
        try:
            return frozenset([email for email in emails if not await self.agent(email)]), ""
        except Unread as error:
            return frozenset(), error.detail

    async def _assign(self, wanted: Wanted, there: There, kept: Kept) -> Kept:
        if wanted.email is None:
            return kept
        agent = await self.agent(wanted.email or wanted.released) if wanted.email or wanted.released else ""
        if wanted.email and not agent:
            return replace(kept, missing=True)
        # It is taken from whom it was given by us, and from nobody else.
        to_do = there.assignee != agent if wanted.email else bool(agent) and there.assignee == agent
        if to_do:
            await self._written([await self.assigning(wanted.conversation, agent if wanted.email else "")])
        return _with(kept, "assignee")

    async def _turn(self, wanted: Wanted, there: There, kept: Kept) -> Kept:
        if wanted.status is None:
            return kept
        status = self.same.get(wanted.status, wanted.status)
        if there.status != status:
            await self._written(await self.turning(wanted.conversation, status))
        return _with(kept, "status")

    async def _tag(self, wanted: Wanted, there: There, kept: Kept) -> Kept:
        if wanted.tags is None:
            return kept
        ours = [tag for tag in there.tags if tag.startswith(PREFIX)]
        add = [tag for tag in wanted.tags if tag not in ours]
        drop = [tag for tag in ours if tag not in wanted.tags]
        if add or drop:
            for write in await self.tagging(wanted.conversation, there, add, drop):
                await self._written([write])
        return _with(kept, "tags")

    async def _written(self, writes: Sequence[Write]) -> None:
        """One of the requests is accepted. Raises `Unread`, with the status of the last refusal."""
        for last, write in enumerate(writes, 1):
            try:
                answer = await self._spoken.put(write)
            except (NotConnected, Unclear) as error:
                raise Unread(0, str(error)) from None
            if 200 <= answer.status < 300:
                return
            if answer.status not in (400, 422) or last == len(writes):
                pause = answer.pause if answer.status == 429 else 0.0
                raise Unread(answer.status, self._spoken.refusal(answer), pause)


def left(there: There, add: Sequence[str], drop: Sequence[str]) -> list[str]:
    """All tags of a ticket as they are to be, where a helpdesk takes only all of them."""
    return [*(tag for tag in there.tags if tag not in drop), *add]


def _with(kept: Kept, aspect: Aspect) -> Kept:
    return replace(kept, done=kept.done | {aspect})


def _not_now(kept: Kept, error: Unread) -> Kept:
    if error.status in _REFUSED:
        return replace(kept, refused=error.detail)
    return replace(kept, later=error.detail, pause=error.pause)
