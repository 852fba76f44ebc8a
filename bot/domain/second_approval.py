"""Whom a delicate reply waits for: who is asked for its second approval, in which order, and when the next one is."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bot.domain.desk import Desk, SensitivityRule
from bot.domain.duration import length

#: Where no rule of the desk file says otherwise.
AFTER: Final[timedelta] = SensitivityRule.model_fields["after"].default


@dataclass(frozen=True, slots=True)
class Turn:
    """One place of the order, as written in the desk file. Whoever only `helps` is told, and can give no approval by
    that alone: being on call is no role."""

    place: str
    helps: bool = False


def turns(desk: Desk, type_name: str | None, queue: str, ids: Mapping[str, str], writer: str) -> tuple[Turn, ...]:
    """Who is asked, one after the other and each once: the owner, the deputies, last whoever is on call.

    `ids` are the Slack ids behind the places (one that is missing stands for itself), `writer` is the Slack id of who
    wrote the reply and is not asked. Where that leaves nobody, the leads of the queue are told.
    """
    owner, deputies = desk.owner_of(type_name), desk.deputies_of(type_name)
    found = next((one for one in desk.file.queues if one.name == queue), None)
    return in_turn((owner, *deputies), found.on_call if found else "", found.leads if found else (), ids, writer)


def in_turn(
    places: Collection[str], on_call: str, leads: Collection[str], ids: Mapping[str, str], besides: str
) -> tuple[Turn, ...]:
    """These one after the other, each person once and never `besides` (a Slack id), last whoever is on call.

    Where that leaves nobody, the `leads` are told.
    """
    asked = [Turn(place) for place in _others(places, ids, {besides})]
    known = {besides, *(ids.get(turn.place) or turn.place for turn in asked)}
    helping = [Turn(place, helps=True) for place in _others([on_call], ids, known)]
    if not asked and not helping:
        helping = [Turn(place, helps=True) for place in _others(leads, ids, {besides})]
    return (*asked, *helping)


def whose_turn(order: Sequence[Turn], place: int, out: Collection[str]) -> int:
    """The first place from `place` on of somebody who may approve and is not `out` of reach. Where all who are left are
    out, or give no approval, nobody is passed over."""
    may = (n for n in range(place, len(order)) if not order[n].helps and order[n].place not in out)
    return next(may, place)


def _others(places: Collection[str], ids: Mapping[str, str], known: set[str]) -> tuple[str, ...]:
    """The places of people who are not `known` yet, each person once, under the first name that they have."""
    by_id: dict[str, str] = {}
    for place in filter(None, places):
        by_id.setdefault(ids.get(place) or place, place)
    return tuple(place for slack_id, place in by_id.items() if slack_id not in known)


def after(desk: Desk, classes: Collection[str]) -> timedelta:
    """How long one person has before the next one is asked: the shortest `after` of the ticket's classes."""
    return min((rule.after for rule in desk.file.sensitivity if rule.name in classes), default=AFTER)


def explained(desk: Desk) -> Iterator[str]:
    """What `check` says of it: after what time, and who is asked in which order."""
    rules = {rule.name: rule.after for rule in desk.file.sensitivity if rule.level == "sensitive"}
    own = ", ".join(f"{name} {length(lasts)}" for name, lasts in rules.items() if lasts != AFTER)
    special = f" ({own})" if own else ""
    yield f"A second approval that nobody has given in {length(AFTER)}{special}: the next one is asked, each once."
    groups: dict[tuple[str, ...], list[str]] = {}
    for name in (*(kind.name for kind in desk.file.types), ""):
        order = tuple(turn.place for turn in turns(desk, name, "", {}, ""))
        groups.setdefault(order, []).append(name or "no type")
    for order, names in groups.items():
        rest = " and nobody else, so what they write themselves only a lead can send alone" if len(order) == 1 else ""
        yield f"Second approval for {', '.join(names)}: {', then '.join(order)}{rest}."
    for queue in desk.file.queues:
        if queue.on_call:
            yield f"Queue {queue.name}: {queue.on_call} is told last (on call), which alone gives no approval."
