"""Who of the web processes keeps sockets open to Slack: an app has ten, so two of them at a time."""

from datetime import timedelta
from typing import Final

from store import seats
from store.unit_of_work import UnitOfWork

NAME: Final = "socket"
#: Two processes with two connections each, and as many again while they are handed over, stay below Slack's ten
#: (docs.slack.dev, "Using Socket Mode").
MOST: Final = 2
#: How long a seat is held without a word of its holder.
TIME: Final = timedelta(seconds=20)


def take(uow: UnitOfWork, holder: str) -> int | None:
    """The number of a free seat that is `holder`'s from now on, or None. Calling again keeps the one that it has."""
    return next((number for number in range(1, MOST + 1) if seats.take(uow, NAME, number, holder, TIME)), None)


def keep(uow: UnitOfWork, number: int, holder: str) -> bool:
    """Hold on to a seat for another `TIME`. False when another process has it by now."""
    return seats.keep(uow, NAME, number, holder, TIME)


def leave(uow: UnitOfWork, number: int, holder: str) -> None:
    """Give a seat back at once. Safe to call twice."""
    seats.leave(uow, NAME, number, holder)


def clear(uow: UnitOfWork) -> None:
    """Give all of them back, for a process that is alone with its database: what stands there was left by a crash."""
    seats.clear(uow, NAME)
