"""One day at the shop: requests arrive at their business times, and what becomes of each is noted."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.app import Deskhand
from bot.cli import outcomes
from bot.cli.clock import BusinessClock
from bot.cli.local import SOURCE
from bot.cli.outcomes import Became
from bot.cli.shop import Request
from sandbox import Sandbox, Sent

#: Real seconds between two looks at the clock, and at what is still being worked on.
_LOOK: Final = 0.1
_MOST_NAMED: Final = 10
#: What a suggestion is not the right answer to; every other request counts as routine.
NOT_ROUTINE: Final = frozenset(
    {"sealed", "withhold:foreign_record", "withhold:unknown_record", "withhold:hostile", "withhold:duplicate"}
)


@dataclass(frozen=True, slots=True)
class Noted:
    """A request and what became of it."""

    request: Request
    became: Became

    @property
    def met(self) -> bool:
        return self.request.expect == self.became.verdict


class Day:
    """Feeds `requests` to the sandbox's customers from the day of `start` on, and keeps the page's summary current."""

    def __init__(
        self, sandbox: Sandbox, deskhand: Deskhand, clock: BusinessClock, requests: Sequence[Request], start: datetime
    ) -> None:
        self.noted: list[Noted] = []
        self._sandbox = sandbox
        self._deskhand = deskhand
        self._clock = clock
        self._requests = requests
        self._start = start
        self._under_way: list[tuple[Request, Sent]] = []

    @property
    def over(self) -> bool:
        """Whether it is known of every request what became of it."""
        return len(self.noted) == len(self._requests)

    async def live(self) -> None:
        """Let the day pass; ends when it is over."""
        waiting = list(self._requests)
        while not self.over:
            now = self._clock.now()
            while waiting and self._moment(waiting[0]) <= now:
                request = waiting.pop(0)
                self._under_way.append((request, write(self._sandbox, request)))
            if await self._look():
                self._sandbox.summary(
                    {
                        "title": f"The day so far: {len(self.noted)} of {len(self._requests)} requests",
                        "lines": summary(self.noted),
                    }
                )
            await asyncio.sleep(_LOOK)

    def _moment(self, request: Request) -> datetime:
        return datetime.combine(self._start.date(), request.at, self._start.tzinfo)

    async def _look(self) -> bool:
        before = len(self.noted)
        for entry in tuple(self._under_way):
            request, sent = entry
            message = message_id(sent)
            became = await self._deskhand.store.read(outcomes.of_message, SOURCE, sent.conversation_id, message)
            if became is not None:
                self.noted.append(Noted(request, became))
                self._under_way.remove(entry)
        return len(self.noted) > before


def write(sandbox: Sandbox, request: Request) -> Sent:
    """Let the customer write; a conversation that is open already is answered."""
    customers = sandbox.customers
    if request.conversation in customers.conversations:
        sent = customers.answers(request.conversation, request.body)
    else:
        sent = customers.writes(
            request.customer,
            request.subject,
            request.body,
            via=request.via,
            attributes=request.attributes,
            language=request.language,
            conversation=request.conversation,
        )
    # The webhook leaves on the loop's next turn, and takes along what is added now.
    if request.attachments:
        sent.body["data"]["attachments"] = [one | customers.photo(one["name"]) for one in request.attachments]
    return sent


def message_id(sent: Sent) -> str:
    """How the sandbox's helpdesk names the message that a webhook carried."""
    told = sent.body["data"]
    return str(told["message_id"] if sent.body["type"] == "ticket.created" else told["id"])


def summary(noted: Sequence[Noted]) -> list[str]:
    """How the day went, in a few lines."""
    met = [note for note in noted if note.met]
    routine = [note for note in noted if note.request.expect not in NOT_ROUTINE]
    suggested = [note for note in routine if note.became.verdict == "suggest"]
    counts = Counter(note.became.verdict for note in noted)
    reasons = [(name.partition(":")[2], number) for name, number in counts.most_common()]
    withheld = [f"{outcomes.REASONS[reason]} {number}" for reason, number in reasons if reason]
    lines = [
        f"{len(met)} of {len(noted)} requests went as a support lead would expect.",
        f"Routine requests with a suggestion: {len(suggested)} of {len(routine)}{_percent(suggested, routine)}.",
        f"Sealed for the owner: {counts['sealed']}. Asked what it is: {counts['ask']}.",
        f"No suggestion, with the reason: {', '.join(withheld) or 'none'}.",
    ]
    return lines + _unmet([note for note in noted if not note.met])


def _percent(part: Sequence[Noted], whole: Sequence[Noted]) -> str:
    return f" ({len(part) / len(whole):.0%})" if whole else ""


def _unmet(unmet: Sequence[Noted]) -> list[str]:
    lines = [
        f"T-{note.became.ticket_id} “{note.request.subject[:40]}”: "
        f"{outcomes.told(note.became.verdict)}, expected {outcomes.told(note.request.expect)}."
        for note in unmet[:_MOST_NAMED]
    ]
    return lines + ([f"and {len(unmet) - _MOST_NAMED} more."] if len(unmet) > _MOST_NAMED else [])
