"""What the use cases and jobs need from outside. Adapters fulfil these; `bot.app` puts them together."""

from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from bot.domain.article import Article
from bot.domain.case import Case
from bot.domain.delivered import Delivered, Told
from bot.domain.desk import Desk
from bot.domain.draft import Suggestion
from bot.domain.events import OutgoingEvent, Taken
from bot.domain.file import Fetched
from bot.domain.inlet import Drawn
from bot.domain.outside import Answered, Asking
from bot.domain.record import Record
from bot.domain.reply import Delivery, Found, OutgoingReply
from bot.domain.triage import Guess
from bot.domain.upkeep import Kept, OutgoingNote, Wanted
from store.unit_of_work import UnitOfWork

P = ParamSpec("P")
T = TypeVar("T")


class Runner(Protocol):
    """Runs a use case or a query in a transaction of its own: all that listeners and jobs get of the store."""

    async def write(self, use_case: Callable[Concatenate[UnitOfWork, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `use_case(uow, …)` and commit; on any exception nothing is stored and it is raised here."""
        ...

    async def read(self, query: Callable[Concatenate[UnitOfWork, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `query(uow, …)` on a connection that cannot write."""
        ...


class Clock(Protocol):
    """The desk's clock: hours, SLA, validity and digests go by it; leases, undo and signatures go by real time."""

    def now(self) -> datetime:
        """Aware UTC."""
        ...


class Assistant(Protocol):
    """Summary, classification and suggestion. Implementations never raise for a bad case: they withhold."""

    name: str

    async def warm(self) -> None:
        """Get ready to answer quickly. Safe to call twice; the second call does nothing."""
        ...

    async def classify(self, text: str, language: str) -> Guess:
        """What type of request the text is. `Guess(None, 0.0)` when there is nothing to go by."""
        ...

    async def language_of(self, text: str, fallback: str) -> str:
        """The language that the text is in, as a two-letter code; `fallback` for one too short to tell."""
        ...

    async def suggest(self, case: Case) -> Suggestion:
        """A suggestion for a gated case, or the reason for none."""
        ...

    async def quotable(self, case: Case) -> tuple[tuple[Article, str], ...]:
        """Articles that may be quoted to the customer of a case, each with the words that bear on it, best first."""
        ...

    async def find(self, desk: Desk, text: str, language: str, today: date) -> tuple[tuple[Article, str], ...]:
        """Articles that bear on a text, each with the words that do, best first. They are for the team to read, so
        internal ones, those past their date and those held back are among them. As they stand in `desk`."""
        ...


class Calls(Protocol):
    """The record and the purse of an assistant that asks a model outside the house."""

    async def begin(self, asking: Asking) -> int | None:
        """Put a request on record and reserve its cost before it leaves; None where the day's money is spent."""
        ...

    async def finish(self, call_id: int, answered: Answered) -> None:
        """Put on record what came of it. Safe to call twice; the first counts."""
        ...


class Business(Protocol):
    """Whoever knows how much business there was."""

    name: str

    async def count(self, first: date, last: date, today: date, zone: str) -> dict[date, int]:
        """How much there was on each day of a time zone from `first` to `last`, as far as it is said; `today` is the
        day there.

        Raises `RecordsUnreachable`. Safe to call twice.
        """
        ...


class Records(Protocol):
    """One read-only source of customer records, named in the desk file."""

    name: str

    async def read(self, key: str, *, fresh: bool = False) -> Record | None:
        """The record of that key, or None where there is none. With `fresh` it is read now, whatever was read before.

        Raises `RecordsUnreachable`. Safe to call twice.
        """
        ...


class Files(Protocol):
    """Where the files of one source's messages are fetched. One object for each source."""

    async def fetch(self, url: str) -> Fetched:
        """The file at an address that the desk file allows. Raises `FileNotFetched`. Safe to call twice."""
        ...


class Helpdesk(Protocol):
    """Where replies leave. One object for each source."""

    async def send(self, reply: OutgoingReply) -> Delivery:
        """Send once, without any retry of its own. Never raises: what happened is in the Delivery."""
        ...

    async def find(self, reply: OutgoingReply, since: datetime) -> Found:
        """Look whether a reply that may have left at `since` (real time) is there. Never raises, and safe to repeat:
        `unknown` wherever that is not certain, and from what cannot be asked at all."""
        ...


class Upkeep(Protocol):
    """A helpdesk that is kept up to date besides replies. One object for each source. Nothing of it reaches a
    customer, and no method raises: what happened is in the answer."""

    async def note(self, note: OutgoingNote) -> Delivery:
        """Write a private note, once, without any retry of its own."""
        ...

    async def noted(self, note: OutgoingNote) -> Found:
        """Look whether a note is there. Safe to repeat."""
        ...

    async def keep(self, wanted: Wanted) -> Kept:
        """Let status, assignee and tags be as wanted. Safe to repeat: what stands there already is not written."""
        ...

    async def missing(self, emails: Collection[str]) -> tuple[frozenset[str], str]:
        """Which of these addresses nobody who works there has; and why that cannot be asked, if so."""
        ...


class Inbound(Protocol):
    """A helpdesk's own webhook, read into the generic contract. One object for each source; pure, so that the same
    delivery always means the same."""

    def proven(self, call: Delivered) -> bool:
        """Whether a delivery comes from that helpdesk. Compared in constant time."""
        ...

    def events(self, raw: str, headers: Mapping[str, str]) -> tuple[Told, ...]:
        """What a delivery tells, in the order in which it is to be stored; nothing for what is of no concern. Raises
        `BadRequest` where it is not what that helpdesk sends."""
        ...


class Inlet(Protocol):
    """A source that is asked for what came, instead of telling it by itself. One object for each source.

    `bot.inlets` asks, in one process at a time, and keeps the mark. What cannot be read is a `Told` with its `fault`:
    an error that is raised for it would keep everything behind it waiting.
    """

    name: str  # the source's, as the desk file has it

    async def since(self, mark: str) -> Drawn:
        """What came after `mark`, oldest first, as much as is handled at a time. "" is a source that was never read:
        what counts as new then is its own to say. The mark is this inlet's own text, and one that does not mean
        anything (any more) must not lose anything. Raises `SourceAway`. Safe to call twice with the same mark."""
        ...

    async def news(self) -> None:
        """Return when something may have come, at the latest after the pause that is polite here. Raises
        `SourceAway`."""
        ...

    async def close(self) -> None:
        """Let go of connections. Safe to call twice; `since` may follow, where the right to ask comes back."""
        ...


class Subscribed(Protocol):
    """A system that is told what happens. One object for each subscriber of the desk file."""

    async def send(self, event: OutgoingEvent) -> Taken:
        """Tell it once, without any retry of its own. Never raises: what happened is in the answer. Telling it twice is
        allowed, since the event's id stays the same."""
        ...
