"""Whether a suggestion may be made at all: an allow-list, and everything that can be decided before drafting."""

from dataclasses import dataclass, field, replace
from typing import Final

from bot.domain.case import Case
from bot.domain.desk import Level
from bot.domain.draft import Withheld
from bot.domain.record import LinkedRecord, LinkState
from bot.domain.sensitivity import hostile
from bot.domain.text import clean

_RECORD_REASONS: Final[dict[LinkState, Withheld]] = {
    "foreign": Withheld.FOREIGN_RECORD,
    "unknown": Withheld.UNKNOWN_RECORD,
    "unreachable": Withheld.RECORD_UNREACHABLE,
}


@dataclass(frozen=True, slots=True)
class Stop:
    """Why there is no suggestion, with the facts for its sentence: names, keys and numbers, never a customer's text."""

    reason: Withheld
    facts: dict[str, str] = field(default_factory=dict)


def gate(case: Case, queue: str, source: str, missing: tuple[str, ...] = ()) -> Stop | None:
    """None where a draft may be made, else the first reason against it.

    In this order: out of scope, sensitive, text that gives orders to an assistant, a record that is not the customer's,
    does not exist or cannot be read, caution (which says less than these do), a duplicate, a type that is not certain
    (`UNSURE_TYPE`, where a person is asked), a type whose drafts are off or in shadow, something that the type needs
    and nobody gave (`missing`).
    """
    return (
        _scope(case, queue, source)
        or _delicate(case, "sensitive")
        or _orders(case)
        or _records(case.records)
        or _delicate(case, "caution")
        or _duplicate(case)
        or _type(case, missing)
        or _needs(missing)
    )


def shadowed(case: Case, queue: str, source: str, missing: tuple[str, ...] = ()) -> bool:
    """Whether there would be a suggestion if the type's drafts were not in the shadow."""
    if case.type is None or case.type.drafts != "shadow":
        return False
    shown = case.type.model_copy(update={"drafts": "suggest"})
    return gate(replace(case, type=shown), queue, source, missing) is None


def _scope(case: Case, queue: str, source: str) -> Stop | None:
    scope = case.desk.file.scope
    certain = case.type.name if case.type and case.type_certain else None
    for what, value, inside in (
        ("queue", queue, scope.queues),
        ("source", source, scope.sources),
        ("segment", case.customer.segment, scope.segments),
        ("type", certain, scope.types),
    ):
        if inside and value is not None and value not in inside:
            return Stop(Withheld.OUT_OF_SCOPE, {"what": what, "value": value})
    return None


def _delicate(case: Case, level: Level) -> Stop | None:
    if case.level != level:
        return None
    reason = Withheld.SENSITIVE if level == "sensitive" else Withheld.CAUTION
    return Stop(reason, {"classes": ", ".join(case.classes)})


def _orders(case: Case) -> Stop | None:
    said = (message.body for message in case.messages if message.author == "customer")
    texts = [case.subject, *said, *case.given]
    return Stop(Withheld.HOSTILE) if any(hostile(text) or hostile(clean(text)) for text in texts) else None


def _records(records: tuple[LinkedRecord, ...]) -> Stop | None:
    for state, reason in _RECORD_REASONS.items():
        for record in records:
            if record.state == state:
                return Stop(reason, {"source": record.source, "key": record.key})
    return None


def _duplicate(case: Case) -> Stop | None:
    return Stop(Withheld.DUPLICATE, {"duplicate_of": case.duplicate_of}) if case.duplicate_of else None


def _type(case: Case, missing: tuple[str, ...]) -> Stop | None:
    if case.type is None or not case.type_certain:
        guessed = case.desk.type(case.guess.type)
        confidence = f"{case.guess.confidence:.2f}"
        return Stop(Withheld.UNSURE_TYPE, {"type": guessed.name, "confidence": confidence} if guessed else {})
    if case.type.drafts != "suggest":
        lacks = {"missing": ", ".join(missing)} if missing else {}  # a person may want to ask for it all the same
        return Stop(Withheld.TYPE_OFF, {"type": case.type.name, **lacks})
    return None


def _needs(missing: tuple[str, ...]) -> Stop | None:
    return Stop(Withheld.MISSING, {"missing": ", ".join(missing)}) if missing else None
