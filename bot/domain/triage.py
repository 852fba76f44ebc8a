"""Triage: what a request is, how urgent, how delicate and whose. One pure function, run twice.

At intake it runs with the rules alone, in the worker once more with the classifier's guess (docs/architecture.md).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.desk import DeskFile, Level, Priority, RequestType, When
from bot.domain.phrases import Found, find, fold, holds
from bot.domain.records import keys_in
from bot.domain.sensitivity import BUILT_IN, Flag, FlagLevel, classes_in, combined, level_of

CONTACTS_COMPLEX = 3  # the third ticket within 14 days is no routine any more


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What triage may look at. `text` is subject and body, cleaned; `contacts` counts the customer's tickets in the
    last 14 days, this one included."""

    text: str
    language: str
    source: str
    via: str
    segment: str = ""
    value: int | None = None
    contacts: int = 1
    form_type: str | None = None  # chosen in a form
    person_type: str | None = None  # set by a person; stands above all else
    marked: tuple[str, ...] = ()  # classes that a person has marked; never taken back here
    cleared: tuple[str, ...] = ()  # classes that the owner or a lead has unmarked; words alone do not bring them back


@dataclass(frozen=True, slots=True)
class Guess:
    """The classifier's opinion. `type` is None for "don't know"; `confidence` is calibrated, 0 to 1."""

    type: str | None
    confidence: float
    alternatives: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Triage:
    type: str | None
    type_source: str  # person, form, rule, classifier or none
    type_confidence: float | None
    priority: Priority
    queue: str
    level: Level
    classes: tuple[str, ...]
    keys_needed: int
    rules: tuple[str, ...]  # names of the rules that fired, in order


def triage(request: Request, guess: Guess | None, desk: DeskFile) -> Triage:
    """What the desk's rules say about a request; the same answer for the same arguments, and always a queue.

    The type is taken from a person, else a form, else the words of a type, else a guess at or above the desk's
    threshold; else it is None. Names that the desk does not know (any more) count as not given. For priority and
    routing the first rule whose condition holds wins, in the order of the file. `rules` names what fired:
    `type:order_status`, `sensitivity:legal`, `priority:vip`, `routing:default`.
    """
    folded = fold(request.text)
    named = _types_by_words(folded, request.language, desk.types)
    kind, source, confidence = _type(request, guess, desk, named)
    flags = _flags(request, desk, named)
    level = level_of(flags)
    rules = [f"type:{kind}"] if source == "rule" else []
    rules += [f"sensitivity:{flag.name}" for flag in flags]
    priority: Priority = "normal"
    for rank in desk.priority:
        if _applies(rank.when, request, folded, kind, level):
            priority = rank.priority
            rules.append(f"priority:{rank.name}")
            break
    route = next((rule for rule in desk.routing if _applies(rule.when, request, folded, kind, level)), desk.routing[-1])
    rules.append(f"routing:{route.name}")
    return Triage(
        type=kind,
        type_source=source,
        type_confidence=confidence,
        priority=priority,
        queue=route.queue,
        level=level,
        classes=tuple(flag.name for flag in flags),
        keys_needed=2 if _second_approval(flags, desk) else 1,
        rules=tuple(rules),
    )


def _type(
    request: Request, guess: Guess | None, desk: DeskFile, named: tuple[str, ...]
) -> tuple[str | None, str, float | None]:
    known = {kind.name for kind in desk.types}
    if request.person_type in known:
        return request.person_type, "person", None
    if request.form_type in known:
        return request.form_type, "form", None
    if named:
        return named[0], "rule", None
    if guess and guess.type in known and guess.confidence >= desk.ai.threshold:
        return guess.type, "classifier", guess.confidence
    return None, "none", None


def _types_by_words(folded: str, language: str, types: tuple[RequestType, ...]) -> tuple[str, ...]:
    """The types whose words stand in the text, the one with the most hits first; ties by the order of the file.

    The words of the request's language count; where none of them stands there, those of the other languages do. A hit
    inside a longer hit of another type ("refund" in "refund status") does not count.
    """
    for own_language in (True, False):
        hits = {
            kind.name: find(
                [word for key, words in kind.words.items() if (key == language) is own_language for word in words],
                folded,
            )
            for kind in types
        }
        counts = {name: len(list(_uncovered(name, hits))) for name in hits}
        if any(counts.values()):
            return tuple(sorted((name for name, count in counts.items() if count), key=lambda name: -counts[name]))
    return ()


def _uncovered(name: str, hits: dict[str, tuple[Found, ...]]) -> Iterator[Found]:
    others = [span for other, spans in hits.items() if other != name for span in spans]
    for start, end in hits[name]:
        if not any(a <= start and end <= b and b - a > end - start for a, b in others):
            yield start, end


def _flags(request: Request, desk: DeskFile, named: tuple[str, ...]) -> tuple[Flag, ...]:
    flags = {flag.name: flag for flag in classes_in(request.text, request.language, desk)}
    several_orders = any(len(keys_in(request.text, record.pattern)) > 1 for record in desk.records)
    if len(named) > 1 or several_orders or request.contacts >= CONTACTS_COMPLEX:
        flags["complex"] = Flag("complex", _raised("complex", desk))
    for name in request.cleared:
        flags.pop(name, None)
    for name in request.marked:
        flags[name] = Flag(name, "sensitive", flags[name].spans if name in flags else ())
    return combined(flags.values())


def _raised(name: str, desk: DeskFile) -> FlagLevel:
    raised = any(rule.name == name and rule.level == "sensitive" for rule in desk.sensitivity)
    return "sensitive" if raised else BUILT_IN[name]


def _applies(when: When, request: Request, folded: str, kind: str | None, level: Level) -> bool:
    """Whether all that the condition names holds; an empty one always does."""
    return (
        (not when.type or kind in when.type)
        and (not when.segment or request.segment in when.segment)
        and (not when.via or request.via in when.via)
        and (not when.language or request.language in when.language)
        and (not when.source or request.source in when.source)
        and (not when.sensitivity or level in when.sensitivity)
        and (when.value_at_least is None or (request.value is not None and request.value >= when.value_at_least))
        and (when.contacts_at_least is None or request.contacts >= when.contacts_at_least)
        and (not when.words or holds(when.words, folded))
    )


def _second_approval(flags: tuple[Flag, ...], desk: DeskFile) -> bool:
    """Every sensitive class needs one, except a class of the desk's own that says `second_approval = false`."""
    spared = {rule.name for rule in desk.sensitivity if not rule.second_approval and rule.name not in BUILT_IN}
    return any(flag.level == "sensitive" and flag.name not in spared for flag in flags)
