"""Asking a model outside the house: on record and paid for before anything leaves, and settled when it is over."""

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from bot.domain.outside import Answered, Asking, Came, OutsideCall, OutsideCost, Spent
from bot.flow import outbox
from store import journal, outside_calls, tickets
from store.unit_of_work import UnitOfWork

#: The share of a day's money or calls from which on the owner of the prompts is told, once that day.
WARN_FROM: Final = 0.8
#: Days that `/desk health` tells the cost of, by request type.
WEEK: Final = 7
_MICROS: Final = 1_000_000
#: Of these nothing was worked on, so nothing is paid.
_FREE: Final = frozenset({Came.BUSY, Came.QUOTA, Came.UNREACHABLE, Came.FAULT, Came.REJECTED})


def begin(uow: UnitOfWork, asking: Asking) -> int | None:
    """Put a request on record and reserve what it may cost; its id, or None where the day's money or calls are spent.

    Call it before the request leaves: a process that dies in the middle has told all the same what it sent.
    """
    ticket = tickets.lock(uow, asking.ticket_id)
    day, ceiling, most = today(uow), asking.ceiling_micros, asking.daily_calls
    taken = outside_calls.reserve(uow, day, asking.cost_micros or 0, ceiling, most)
    near = 0 if not taken else round(ceiling * WARN_FROM)  # where it does not fit any more, it is time to say so
    if outside_calls.warn_from(uow, day, near, max(1, round(most * WARN_FROM))):
        micros, calls = outside_calls.spent(uow, day)
        told = {"spent": f"{micros / _MICROS:.2f}", "ceiling": f"{ceiling / _MICROS:.2f}", "calls": str(calls)}
        outbox.notice(uow, "outside_spent", uow.desk.file.owners.prompts, None, **told)
    if not taken:
        return None
    call_id = outside_calls.add(uow, asking)
    journal.append(
        uow, ticket.id, "system", "outside.asked", call=call_id, vendor=asking.vendor, model=asking.model,
        prompt=asking.prompt_id, version=asking.prompt_version,
    )  # fmt: skip
    return call_id


def finish(uow: UnitOfWork, call_id: int, answered: Answered) -> None:
    """Put on record what came of it and settle its cost. Safe to call twice: the first counts.

    Where nobody knows the cost (no answer came in time, or no figures came with it) what was reserved stays spent.
    """
    if answered.came in _FREE:
        answered = replace(answered, cost_micros=0)
    ended = outside_calls.end(uow, call_id, answered)
    if ended is None:
        return
    made_at, expected = ended
    if expected is not None and answered.cost_micros is not None:
        outside_calls.correct(uow, _day(uow, made_at), answered.cost_micros - expected)


def today(uow: UnitOfWork) -> date:
    """The local day whose money is spent now."""
    return _day(uow, uow.at)


def _day(uow: UnitOfWork, at: datetime) -> date:
    return uow.desk.file.date_at(at)


def calls_of(uow: UnitOfWork, ticket_id: int) -> tuple[OutsideCall, ...]:
    """What was sent outside about a ticket, oldest first."""
    return outside_calls.of_ticket(uow, ticket_id)


def cost_by_day(uow: UnitOfWork, days: int) -> tuple[tuple[date, int, int], ...]:
    """(local day, millionths of a US dollar, calls) of the last `days` days, today included, oldest first."""
    return outside_calls.by_day(uow, today(uow) - timedelta(days=days - 1))


def cost_by_type(uow: UnitOfWork, days: int) -> tuple[tuple[str, int, Spent], ...]:
    """(type, tickets, what their calls cost) of the last `days` days; the type is empty where unknown."""
    return outside_calls.by_type(uow, uow.at - timedelta(days=days))


def cost(uow: UnitOfWork) -> OutsideCost | None:
    """What the model outside costs, for those who look after the desk; None where none is asked."""
    table = uow.desk.file.ai.outside
    if uow.desk.file.ai.engine != "outside" or table is None:
        return None
    unknown = Counter(_day(uow, at) for at in outside_calls.unknown(uow, uow.at - timedelta(days=WEEK + 1)))
    days = {
        day: Spent(micros=micros, calls=calls, unknown=unknown[day]) for day, micros, calls in cost_by_day(uow, WEEK)
    }
    kinds = [(uow.desk.type(name), name, tickets, spent) for name, tickets, spent in cost_by_type(uow, WEEK)]
    types = [(kind.title if kind else name, tickets, spent) for kind, name, tickets, spent in kinds]
    last = outside_calls.last_asked(uow, uow.at - timedelta(days=WEEK))
    vendor, model = last or (table.vendor, table.model)
    return OutsideCost(
        vendor=vendor,
        model=model,
        ceiling=round(table.daily_ceiling * _MICROS),
        today=days.get(today(uow), Spent(micros=0, calls=0)),
        days=WEEK,
        by_day=tuple(days.items()),
        types=tuple(sorted(types, key=lambda one: -one[2].micros)),
    )
