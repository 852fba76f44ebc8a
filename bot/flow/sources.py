"""What suggestions rest on, and **I checked this today**: its owner says until when it holds."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from bot.domain.draft import Draft, DraftState, Evidence, Withheld
from bot.domain.errors import RefusalCode, Refused
from bot.domain.overlay import Entry, Ref, entries, find, ref_of
from bot.flow import outbox
from bot.flow.actors import actor
from store import drafts, inbox, overlay, people, tickets
from store.unit_of_work import UnitOfWork

#: Days before its last day from which an entry is due for a check.
SOON: Final = 14
#: For how long an entry holds that has never been checked for longer.
_SPAN: Final = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class ToCheck:
    """What its owner is asked to read: the entry as it stands, and until when it would hold if nothing else is said."""

    entry: Entry
    until: date


def due(uow: UnitOfWork, draft: Draft | None) -> Ref | None:
    """What has to be checked before a suggestion may be sent, or before there can be one; else what soon has to be."""
    if draft is None:
        return None
    if draft.reason in (Withheld.STALE_SOURCE, Withheld.QUARANTINED):
        kind, _, rest = draft.facts.get("entry", "").partition(":")
        name, _, language = rest.rpartition(":")
        found = find(uow.desk, kind, name, language)
        return ref_of(found) if found else None
    if draft.state is not DraftState.PROPOSED:
        return None
    today = uow.today
    cited = [one for one in _cited(uow, draft) if (one.valid_until - today).days <= SOON or one.quarantine]
    first = min(cited, key=lambda one: (not one.expired(today), one.valid_until), default=None)
    return ref_of(first) if first else None


def _cited(uow: UnitOfWork, draft: Draft) -> list[Entry]:
    evidence = [one for sentence in draft.sentences for one in sentence.evidence]
    found = [_found(uow, one, draft.language) for one in evidence]
    return [one for one in found if one is not None]


def _found(uow: UnitOfWork, one: Evidence, language: str) -> Entry | None:
    entry = uow.desk.article(one.id) if one.kind == "article" else find(uow.desk, one.kind, one.id, language)
    return entry if entry is not None and entry.version == one.version else None


def redated(uow: UnitOfWork, draft: Draft | None) -> Draft | None:
    """A suggestion with the dates of its sources as they are now: a check counts for what was made before it too."""
    if draft is None:
        return None

    def dated(one: Evidence) -> Evidence:
        entry = _found(uow, one, draft.language)
        return replace(one, checked=entry.checked, valid_until=entry.valid_until) if entry else one

    sentences = tuple(replace(one, evidence=tuple(map(dated, one.evidence))) for one in draft.sentences)
    return replace(draft, sentences=sentences)


def asked(uow: UnitOfWork, ref: Ref, by: str) -> ToCheck:
    """What the owner is to read before they say that it holds. Raises `Refused`: NO_SUCH_SOURCE, SOURCE_CHANGED (there
    is a newer version), or NOT_YOUR_ROLE with the owner's name for everybody else."""
    entry = _of_owner(uow, ref, by)[0]
    span = entry.valid_until - entry.checked
    return ToCheck(entry, uow.today + (span if span > timedelta() else _SPAN))


def check(uow: UnitOfWork, ref: Ref, valid_until: date, by: str, view_id: str) -> Entry | None:
    """**I checked this today; valid until …**: on record, with the person. What was withheld for its sake is looked at
    again, and cards that rest on it are drawn anew. A second submit of the same modal returns None.

    Where it was held back, that ends; the quarantine itself ends when every language of it has been checked. Raises
    `Refused` as `asked` does, and PAST_TIME.
    """
    if not inbox.submit(uow, view_id):
        return None
    overlay.decide(uow)
    _, person_id = _of_owner(uow, ref, by)
    if valid_until < uow.today:
        raise Refused(RefusalCode.PAST_TIME)
    overlay.check(uow, ref, person_id, valid_until)
    if not any(one.quarantine for one in entries(uow.desk) if (ref_of(one).kind, one.id) == (ref.kind, ref.name)):
        for one in overlay.standing(uow):
            if (one.kind, one.name) == (ref.kind, ref.name):
                overlay.lift(uow, one.id, person_id)
    _draw_again(uow, ref)
    return find(uow.desk, ref.kind, ref.name, ref.language)


def _of_owner(uow: UnitOfWork, ref: Ref, by: str) -> tuple[Entry, int]:
    entry = find(uow.desk, ref.kind, ref.name, ref.language)
    if entry is None:
        raise Refused(RefusalCode.NO_SUCH_SOURCE)
    who = actor(uow, by)
    if not who.fresh:
        raise Refused(RefusalCode.MEMBERSHIP_UNKNOWN)
    if not is_owner(uow, entry.owner, by):
        raise Refused(RefusalCode.NOT_YOUR_ROLE, who_may=owner_name(uow, entry.owner))
    if entry.version != ref.version:
        raise Refused(RefusalCode.SOURCE_CHANGED, title=entry.title, owner=entry.owner)
    return entry, who.person.id


def is_owner(uow: UnitOfWork, place: str, by: str) -> bool:
    """Whether somebody is the person, or in the group, that is written as an owner."""
    slack_id, members = people.standing(uow, place)
    return by in (place, slack_id, *members)


def owner_name(uow: UnitOfWork, place: str) -> str:
    """An owner's name where Slack has told us who that is, else as written."""
    person = people.by_id(uow, people.find(uow, "slack", people.slack_id_of(uow, place) or place))
    return person.name if person else place


def _draw_again(uow: UnitOfWork, ref: Ref) -> None:
    for found in drafts.standing(uow):
        if found.reason in (Withheld.STALE_SOURCE, Withheld.QUARANTINED):
            outbox.prepare(uow, found.ticket_id, outbox.ROUTINE)
        elif rests_on(found, ref.kind, ref.name):
            outbox.card(uow, tickets.get(uow, found.ticket_id))


def rests_on(draft: Draft, kind: str, name: str) -> bool:
    """Whether a suggestion cites an article or template, in whatever language, or was made with a prompt."""
    if kind == "prompt":
        return draft.prompt_id == name
    return any((one.kind, one.id) == (kind, name) for sentence in draft.sentences for one in sentence.evidence)
