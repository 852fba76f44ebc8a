"""Sources that are asked for what came: who asks, what becomes of what they tell, and how far it has been read.

One process at a time asks a source. Should two do so for a moment, each thing is still stored once (its event id), and
only one of them moves the mark.
"""

from datetime import timedelta
from typing import Final

from bot.domain.arrival import Receipt, kind_of
from bot.domain.errors import DeskhandError
from bot.domain.inlet import InletState, Told
from bot.domain.letter import Letter
from bot.domain.webhook_body import storable
from bot.flow import inbox, letters
from bot.flow.intake import take as take_in
from store import inlets, seats
from store.unit_of_work import UnitOfWork

#: How long the right to ask is held without a word of its holder.
TIME: Final = timedelta(seconds=20)


class Overtaken(DeskhandError):
    """Another process has moved the mark meanwhile; nothing was stored."""


def take(uow: UnitOfWork, source: str, holder: str) -> bool:
    """The right to ask a source, or one's own again. Of several processes at once one gets it."""
    return seats.take(uow, _seat(source), 1, holder, TIME)


def keep(uow: UnitOfWork, source: str, holder: str) -> bool:
    """Hold on to it for another `TIME`. False when another process has it by now."""
    return seats.keep(uow, _seat(source), 1, holder, TIME)


def leave(uow: UnitOfWork, source: str, holder: str) -> None:
    """Give it back at once. Safe to call twice."""
    seats.leave(uow, _seat(source), 1, holder)


def clear(uow: UnitOfWork, source: str) -> None:
    """Take it from whoever has it, for a process that is alone: what stands there was left by a crash."""
    seats.clear(uow, _seat(source))


def mark(uow: UnitOfWork, source: str) -> str:
    """Up to where a source has been read; "" for one that never was."""
    return inlets.mark(uow, source)


def draw(uow: UnitOfWork, source: str, told: Told, before: str) -> Receipt | None:
    """Store one thing, and move the mark past it, together. None where there was nothing to store.

    The same thing again stores nothing. Raises `Overtaken`, or whatever keeps the thing from being stored.
    """
    match told.arrival:
        case None:
            receipt = None
        case Letter():
            receipt = letters.take(uow, told.arrival)
        case _:
            receipt = take_in(uow, told.arrival)
    _move(uow, source, before, told.mark)
    return receipt


def park(uow: UnitOfWork, source: str, told: Told, before: str, why: str) -> bool:
    """Keep a thing that could not be stored for a person, and move the mark past it. False when it is kept already."""
    came = told.arrival
    kind = told.kind if came is None else came.kind if isinstance(came, Letter) else kind_of(came)
    new = inbox.park(uow, source, told.event_id, kind, str(storable(told.raw, 1)), why)
    _move(uow, source, before, told.mark)
    return new


def answered(uow: UnitOfWork, source: str, before: str, after: str) -> None:
    """All that a source told has been stored, and it answered just now. Raises `Overtaken`."""
    _move(uow, source, before, after)
    inlets.answered(uow, source)


def away(uow: UnitOfWork, source: str, why: str) -> int:
    """A source did not answer: how many times in a row."""
    return inlets.away(uow, source, why)


def states(uow: UnitOfWork) -> tuple[InletState, ...]:
    """How the asking goes, of the sources that the desk file still names."""
    named = {source.name for source in uow.desk.file.sources}
    return tuple(state for state in inlets.all_of(uow) if state.source in named)


def _move(uow: UnitOfWork, source: str, before: str, after: str) -> None:
    if after and not inlets.move(uow, source, before, after):
        raise Overtaken(source)


def _seat(source: str) -> str:
    return f"inlet:{source}"
