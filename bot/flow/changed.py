"""`/desk changed carrier "DHL → GLS from 1 Dec"`: nothing is suggested from what depends on it until it was checked."""

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from bot.domain.draft import Draft, DraftState, Withheld
from bot.domain.errors import RefusalCode, Refused
from bot.domain.overlay import Entry, Kind, Quarantine, dependencies, entries, ref_of, touched
from bot.domain.roles import Action, require
from bot.flow import outbox, sources
from bot.flow.actors import actor
from store import drafts, inbox, journal, overlay, people, tickets
from store.unit_of_work import UnitOfWork

#: As many buttons as one direct message has room for; an owner of more gets another message.
_AT_ONCE: Final = 20


@dataclass(frozen=True, slots=True)
class Preview:
    """What a change would hold back, and how many suggestions that stand now rest on it."""

    what: str
    entries: tuple[Entry, ...]
    suggestions: int


@dataclass(frozen=True, slots=True)
class Held:
    """What is held back for one change, by whom and what of it has not been checked yet."""

    quarantine: Quarantine
    who: str
    waiting: tuple[Entry, ...]


def understood(uow: UnitOfWork, said: str, by: str) -> tuple[Preview, str]:
    """What has changed and what is told of it, out of one line: the longest name that something depends on and that the
    line begins with, else its first word. As `preview`."""
    plain = said.casefold()
    known = sorted(dependencies(uow.desk), key=len, reverse=True)
    what = next((name for name in known if f"{plain} ".startswith(f"{name.casefold()} ")), said.partition(" ")[0])
    return preview(uow, what, by), said[len(what) :].strip()


def preview(uow: UnitOfWork, what: str, by: str) -> Preview:
    """What would be held back; nothing changes. For leads and owners; raises `Refused`: NOTHING_DEPENDS or by role."""
    require(Action.HOLD_BACK, actor(uow, by), None)
    found = _touched(uow, what)
    names = {_name(one) for one in found}
    resting = [one for one in drafts.standing(uow) if one.state is DraftState.PROPOSED and _rests(one, names)]
    return Preview(what, found, len(resting))


def hold(uow: UnitOfWork, what: str, reason: str, by: str, view_id: str) -> int | None:
    """Hold back all that depends on `what`, tell each owner once, and withdraw the suggestions that rest on it.

    Returns how many texts are held back for it now that were not before; a second submit of the same modal returns
    None. Raises `Refused`: NOTHING_DEPENDS, REASON_NEEDED or by role.
    """
    if not inbox.submit(uow, view_id):
        return None
    who = actor(uow, by)
    require(Action.HOLD_BACK, who, None)
    reason = " ".join(reason.split())
    if not reason:
        raise Refused(RefusalCode.REASON_NEEDED)
    overlay.decide(uow)
    found = _touched(uow, what)
    new = [
        name for name in dict.fromkeys(map(_name, found)) if overlay.quarantine(uow, *name, what, reason, who.person.id)
    ]
    waiting: dict[str, list[Entry]] = defaultdict(list)
    for one in found:
        if _name(one) in new:
            waiting[one.owner].append(one)
    for owner, theirs in waiting.items():
        for begin in range(0, len(theirs), _AT_ONCE):
            some = theirs[begin : begin + _AT_ONCE]
            refs = json.dumps([[*_name(one), one.language, one.version, one.title] for one in some])
            outbox.notice(uow, "held_back", owner, what=what, reason=reason, who=who.person.name, entries=refs)
    _withdraw(uow, set(new), who.journal_name)
    return len(new)


def _withdraw(uow: UnitOfWork, names: set[tuple[Kind, str]], by: str) -> None:
    """Suggestions that rest on any of these stand no more. Tickets are locked in the order of their numbers."""
    resting = [one for one in drafts.standing(uow) if one.state is DraftState.PROPOSED and _rests(one, names)]
    for draft in sorted(resting, key=lambda one: one.ticket_id):
        ticket = tickets.lock(uow, draft.ticket_id)
        drafts.supersede(uow, ticket.id)
        journal.append(uow, ticket.id, by, "draft.held_back", draft=draft.id)
        outbox.prepare(uow, ticket.id, outbox.CLICK)
        outbox.card(uow, ticket, outbox.CLICK)


def standing(uow: UnitOfWork, by: str) -> tuple[Held, ...]:
    """What is held back now, oldest first. For leads and owners."""
    require(Action.HOLD_BACK, actor(uow, by), None)
    found = []
    for one in overlay.standing(uow):
        person = people.by_id(uow, one.by)
        waiting = tuple(
            entry for entry in entries(uow.desk) if entry.quarantine and _name(entry) == (one.kind, one.name)
        )
        found.append(Held(one, person.name if person else "", waiting))
    return tuple(found)


def lift(uow: UnitOfWork, quarantine_id: int, by: str) -> int:
    """It was a mistake: all that was held back for the same change is used again, unchecked. How many that were.

    For leads and owners. Raises `Refused(NO_SUCH_SOURCE)` where it is held back no more.
    """
    who = actor(uow, by)
    require(Action.HOLD_BACK, who, None)
    overlay.decide(uow)
    there = overlay.standing(uow)
    change = next(((one.depends_on, one.reason) for one in there if one.id == quarantine_id), None)
    same = [one.id for one in there if (one.depends_on, one.reason) == change]
    lifted = sum(overlay.lift(uow, number, who.person.id) for number in same)
    if not lifted:
        raise Refused(RefusalCode.NO_SUCH_SOURCE)
    for draft in drafts.standing(uow):
        if draft.reason is Withheld.QUARANTINED:
            outbox.prepare(uow, draft.ticket_id, outbox.ROUTINE)
    return lifted


def _touched(uow: UnitOfWork, what: str) -> tuple[Entry, ...]:
    overlay.fresh(uow)
    found = touched(uow.desk, what)
    if not found:
        known = ", ".join(dependencies(uow.desk)) or "nothing"
        raise Refused(RefusalCode.NOTHING_DEPENDS, word=what[:40], known=known)
    return found


def _name(entry: Entry) -> tuple[Kind, str]:
    ref = ref_of(entry)
    return ref.kind, ref.name


def _rests(draft: Draft, names: set[tuple[Kind, str]]) -> bool:
    return any(sources.rests_on(draft, kind, name) for kind, name in names)
