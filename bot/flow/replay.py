"""Past tickets under another desk file, read only: nothing is posted, sent or written."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.case import Case
from bot.domain.desk import Desk
from bot.domain.draft import Draft, Sentence, Suggestion, Withheld
from bot.domain.overlay import applied
from bot.domain.replay import Difference, Outcome, differences
from bot.domain.ticket import Ticket
from bot.domain.triage import Guess, triage
from bot.flow import outcomes, prepare
from bot.flow import triage as triaging
from store import drafts, overlay, queues, tickets
from store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Past:
    """A ticket as it is on record, with what a classifier has to read. `known`: its type needs no guess."""

    ticket_id: int
    text: str
    language: str
    known: str | None


def since(uow: UnitOfWork, moment: datetime, after: int, limit: int) -> list[int]:
    """Tickets that came in at `moment` or later and still have their text, with a number above `after`, in order."""
    return queues.came_in(uow, moment, after, limit)


def past(uow: UnitOfWork, desk: Desk, ticket_id: int) -> Past:
    """What there is to read."""
    _under(uow, desk)
    text = triaging.text_of(uow, ticket_id)
    return Past(ticket_id, text, tickets.get(uow, ticket_id).language, triaging.without_guess(uow, ticket_id))


def case_of(uow: UnitOfWork, desk: Desk, ticket_id: int, guess: Guess) -> tuple[Case, Suggestion | None, Outcome]:
    """The ticket as it would be triaged now, and what the gate would say. What people have said of it still counts.

    The conversation is that which its newest suggestion had seen; records are those that were read then.
    """
    _under(uow, desk)
    ticket = tickets.get(uow, ticket_id)
    decided = triage(triaging.request_of(uow, ticket_id), guess, uow.desk.file)
    would = replace(
        ticket,
        type=decided.type,
        type_source=decided.type_source,
        type_confidence=decided.type_confidence,
        priority=triaging.priority_set(uow, ticket_id) or decided.priority,
        queue=triaging.queue_set(uow, ticket_id) or decided.queue,
        level=decided.level,
        classes=decided.classes,
    )
    case, stopped = prepare.case_of(uow, ticket_id, guess, as_if=would)
    draft = drafts.newest(uow, ticket_id)
    seen = draft.last_message_id if draft and draft.last_message_id else ticket.last_message_id
    lines = tuple(line for line in case.messages if line.id <= (seen or 0))
    return replace(case, messages=lines or case.messages, wish=""), stopped, _outcome(would, suggested=None)


def compare(uow: UnitOfWork, ticket_id: int, would: Outcome, made: Suggestion) -> tuple[Difference, ...]:
    """What differs from the record. A text that retention has taken is not compared."""
    ticket, draft = tickets.get(uow, ticket_id), drafts.newest(uow, ticket_id)
    was = _outcome(ticket, suggested=None if draft is None else _why_not(draft) is None)
    was = replace(was, reason=(_why_not(draft) if draft else None) or "")
    would = replace(would, suggested=made.withheld is None, reason=made.withheld or "")
    if triaging.unheard(uow, ticket, made.raised):  # it would be sealed before anybody saw a suggestion
        would = replace(would, level="sensitive", suggested=False, reason=Withheld.SENSITIVE)
    return differences(ticket_id, was, would, _change(draft, made.sentences))


def _why_not(draft: Draft) -> Withheld | None:
    """Why there was no suggestion. What a person asked the customer for stands in place of one."""
    return Withheld.MISSING if draft.asks else draft.reason


def _change(draft: Draft | None, sentences: tuple[Sentence, ...]) -> float | None:
    if draft is None or not draft.body or not sentences:
        return None
    return outcomes.change(draft.sentences, "".join(sentence.text for sentence in sentences))


def _outcome(ticket: Ticket, *, suggested: bool | None) -> Outcome:
    return Outcome(
        type=ticket.type or "", queue=ticket.queue, priority=ticket.priority, level=ticket.level, suggested=suggested
    )


def _under(uow: UnitOfWork, desk: Desk) -> None:
    """Let this transaction, which cannot write, be under another desk; what people have decided counts there too."""
    uow.desk = applied(desk, overlay.read(uow))
