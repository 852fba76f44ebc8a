"""Types in the shadow: their owner compares and promotes them; a type whose suggestions have become worse goes back."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.domain.desk import RequestType
from bot.domain.errors import RefusalCode, Refused
from bot.domain.outcome import FEWEST, Tally
from bot.domain.promotion import ENOUGH, Fault, Record, demotes, may_promote
from bot.domain.roles import Action, require
from bot.flow import outbox
from bot.flow.actors import actor
from store import outcomes, overlay, shadows
from store.shadows import Shadow
from store.unit_of_work import UnitOfWork

#: How far back a record goes.
SPAN: Final = timedelta(days=28)
#: As many suggestions as one look shows.
SHOWN: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class InShadow:
    """A type in the shadow: how its suggestions compare with what people wrote, and the newest of them."""

    type: str
    title: str
    tally: Tally
    ready: bool
    newest: tuple[Shadow, ...] = ()


def asked(uow: UnitOfWork, name: str, by: str) -> tuple[InShadow, ...]:
    """`/desk shadow [type]`: the types in the shadow that somebody owns; of a single one also the newest suggestions.

    Nobody else sees them. Raises `Refused(NOT_YOUR_ROLE)` for whoever owns none of them.
    """
    who = actor(uow, by)
    require(Action.HEALTH, who, None)
    kinds = [kind for kind in uow.desk.file.types if kind.drafts == "shadow" and name in ("", kind.name)]
    mine = [kind for kind in kinds if kind.name in who.owns]
    if kinds and not mine:
        raise Refused(RefusalCode.NOT_YOUR_ROLE, who_may=", ".join(dict.fromkeys(kind.owner for kind in kinds)))
    return tuple(_in_shadow(uow, kind, SHOWN if len(mine) == 1 else 0) for kind in mine)


def owned(uow: UnitOfWork, types: frozenset[str]) -> tuple[InShadow, ...]:
    """Those of these types that are in the shadow, without their texts."""
    kinds = [kind for kind in uow.desk.file.types if kind.drafts == "shadow" and kind.name in types]
    return tuple(_in_shadow(uow, kind, 0) for kind in kinds)


def _in_shadow(uow: UnitOfWork, kind: RequestType, texts: int) -> InShadow:
    counted = shadows.counted(uow, kind.name, _since(uow, kind.name))
    newest = tuple(shadows.newest(uow, kind.name, texts)) if texts else ()
    return InShadow(type=kind.name, title=kind.title, tally=counted, ready=may_promote(counted), newest=newest)


def _since(uow: UnitOfWork, type_name: str) -> datetime:
    """What was before a type came to be where it is says nothing about it there."""
    changed = next((mode.at for mode in overlay.read(uow).modes if mode.type == type_name), uow.at - SPAN)
    return max(changed, uow.at - SPAN)


def promote(uow: UnitOfWork, type_name: str, by: str) -> str:
    """**Promote**: from now on a type's suggestions stand on its cards. Its title. By its owner only.

    Raises `Refused`: NOT_ON_SHADOW (also when it was promoted already), NOT_READY, or NOT_YOUR_ROLE.
    """
    overlay.decide(uow)
    who = actor(uow, by)
    require(Action.HEALTH, who, None)
    kind, written = uow.desk.type(type_name), uow.written.type(type_name)
    if kind is None or written is None or kind.drafts != "shadow":
        raise Refused(RefusalCode.NOT_ON_SHADOW)
    if type_name not in who.owns:
        raise Refused(RefusalCode.NOT_YOUR_ROLE, who_may=kind.owner)
    counted = shadows.counted(uow, type_name, _since(uow, type_name))
    if not may_promote(counted):
        facts = {"shown": str(counted.shown), "accepted": str(counted.accepted)}
        raise Refused(RefusalCode.NOT_READY, needed=str(FEWEST), share=f"{ENOUGH:.0%}", **facts)
    figures = {"shown": counted.shown, "accepted": counted.accepted}
    overlay.set_mode(uow, type_name, "suggest", written.drafts, who.person.id, "promoted", figures)
    return kind.title


def look(uow: UnitOfWork) -> int:
    """Put types whose suggestions have become worse back into the shadow, and tell their owners. How many.

    What stands on cards stays there: a person reads it before it is sent. Safe to run at any time.
    """
    overlay.decide(uow)
    demoted = 0
    for kind in uow.desk.file.types:
        written = uow.written.type(kind.name)
        if kind.drafts != "suggest" or written is None:
            continue
        record = _record(uow, kind.name)
        fault = demotes(record)
        if fault is not None:
            _demote(uow, kind, written, fault, record)
            demoted += 1
    return demoted


def _record(uow: UnitOfWork, type_name: str) -> Record:
    since = _since(uow, type_name)
    reopened, reported = outcomes.trouble(uow, type_name, since)
    return Record(tally=outcomes.of_type(uow, type_name, since), reopened=reopened, reported=reported)


def _demote(uow: UnitOfWork, kind: RequestType, written: RequestType, fault: Fault, record: Record) -> None:
    counts = {"shown": record.tally.shown, "accepted": record.tally.accepted}
    counts |= {"reopened": record.reopened, "reported": record.reported}
    overlay.set_mode(uow, kind.name, "shadow", written.drafts, None, fault.value, counts)
    shown, accepted = str(record.tally.shown), str(record.tally.accepted)
    owner = uow.desk.owner_of(kind.name)
    outbox.notice(uow, "demoted", owner, title=kind.title, fault=fault.value, shown=shown, accepted=accepted)
