"""Triage: what a request is, how urgent, how delicate and whose. One pure function, run twice.

At intake it runs with the rules alone, in the worker once more with the classifier's guess (docs/architecture.md).
"""

from dataclasses import dataclass, field

from bot.domain.desk import DeskFile, Level, Priority, RequestType, When
from bot.domain.phrases import fold, holds
from bot.domain.recognition import declines, left_over, types_by_words
from bot.domain.records import keys_named
from bot.domain.sensitivity import BUILT_IN, Flag, FlagLevel, classes_in, combined, heard, level_of, louder

CONTACTS_COMPLEX = 3  # the third ticket within 14 days is no routine any more
# Of a statement beside the question: it need not be certain, only of the same matter. Of 118 routine golden tickets 77
# are understood whole at 0.4, 73 at 0.5 and no more below; of 3,000 made of two matters 46 and 44 are taken for one.
LIKE_ENOUGH = 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What triage may look at. `text` is all that the customer gave us to read, cleaned; `contacts` counts their
    tickets in the last 14 days, this one included; `keys` are (record source, key) pairs that a form named."""

    text: str
    language: str
    source: str
    via: str
    segment: str = ""
    value: int | None = None
    contacts: int = 1
    keys: tuple[tuple[str, str], ...] = ()
    form_type: str | None = None  # chosen in a form
    person_type: str | None = None  # set by a person; stands above all else
    marked: tuple[str, ...] = ()  # classes that a person has marked; never taken back here
    cleared: tuple[str, ...] = ()  # classes that the owner or a lead has unmarked; words alone do not bring them back


@dataclass(frozen=True, slots=True)
class Guess:
    """The classifier's opinion. `type` is None for "don't know"; `confidence` is calibrated, 0 to 1.

    `parts` says the same of each statement of the text (`bot.domain.statements`); where there are none, what is said of
    the whole counts for all of it. `delicate` are sensitivity classes that the text sounds like, each with its chance.
    """

    type: str | None
    confidence: float
    alternatives: tuple[tuple[str, float], ...] = ()
    parts: dict[str, tuple[str | None, float]] = field(default_factory=dict, repr=False, compare=False)
    delicate: tuple[tuple[str, float], ...] = ()

    def of(self, statement: str) -> tuple[str | None, float]:
        """What a statement looks like by itself; one that was not looked at looks like nothing."""
        return self.parts.get(statement, (None, 0.0)) if self.parts else (self.type, self.confidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Triage:
    type: str | None
    type_source: str  # person, form, rule, classifier or none
    type_confidence: float | None
    looks_like: str | None  # the type, or what is to be asked where it is not certain
    priority: Priority
    queue: str
    level: Level
    classes: tuple[str, ...]
    keys_needed: int
    rules: tuple[str, ...]  # names of the rules that fired, in order


def triage(request: Request, guess: Guess | None, desk: DeskFile) -> Triage:
    """What the desk's rules say about a request; the same answer for the same arguments, and always a queue.

    The type is taken from a person, else a form, else the words of a type, else a guess at or above the desk's
    threshold; else it is None. Names that the desk does not know (any more) count as not given. Where a suggestion
    would follow, what words or a guess say is only certain if the rest of the text speaks of the same: a statement that
    neither the type's words nor the classifier recognise leaves it at `looks_like`, which is asked for and by which the
    ticket is routed meanwhile.

    For priority and routing the first rule whose condition holds wins, in the order of the file. `rules` names what
    fired: `type:order_status`, `sensitivity:legal`, `priority:vip`, `routing:default`.
    """
    folded = fold(request.text)
    named = types_by_words(folded, request.language, desk.types)
    flags = _flags(request, guess, desk, named)
    level = level_of(flags)
    likely, source, confidence = _type(request, guess, desk, named)
    types = {kind.name: kind for kind in desk.types}
    # Who has unmarked a ticket has read it; and without a suggestion nothing can be answered wrongly.
    if level == "none" and likely in types and source in ("rule", "classifier") and not request.cleared:
        source, confidence = _certain(request.text, guess, types[likely], source, confidence)
    kind = likely if source != "none" else None
    rules = [f"type:{kind}"] if source == "rule" else []
    rules += [f"{'sounds' if flag.heard else 'sensitivity'}:{flag.name}" for flag in flags]
    priority: Priority = "normal"
    for rank in desk.priority:
        if applies(rank.when, request, folded, likely, level):
            priority = rank.priority
            rules.append(f"priority:{rank.name}")
            break
    fitting = (rule for rule in desk.routing if applies(rule.when, request, folded, likely, level))
    route = next(fitting, desk.routing[-1])
    rules.append(f"routing:{route.name}")
    return Triage(
        type=kind,
        type_source=source,
        type_confidence=confidence,
        looks_like=likely or (guess.type if guess else None),
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


def _certain(
    text: str, guess: Guess | None, kind: RequestType, source: str, confidence: float | None
) -> tuple[str, float | None]:
    """How a type is known: as before where its words stand in all that is said; with the classifier's help elsewhere,
    as sure as that is where it is least sure; not at all where something stands that nobody has understood."""
    if kind.drafts != "suggest":
        return source, confidence
    looks = [guess.of(said) if guess else (None, 0.0) for said in left_over(text, kind)]
    if declines(text, kind) or any(name != kind.name or sure < LIKE_ENOUGH for name, sure in looks):
        return "none", None
    if looks and source == "rule":
        return "classifier", min(sure for _, sure in looks)
    return source, confidence


def _flags(request: Request, guess: Guess | None, desk: DeskFile, named: tuple[str, ...]) -> tuple[Flag, ...]:
    flags = {flag.name: flag for flag in classes_in(request.text, request.language, desk)}
    several_orders = any(len(keys_named(request.text, request.keys, record)) > 1 for record in desk.records)
    if len(named) > 1 or several_orders or request.contacts >= CONTACTS_COMPLEX:
        flags["complex"] = Flag("complex", _raised("complex", desk))
    for flag in heard(guess.delicate if guess else ()):
        flags[flag.name] = louder(flags.get(flag.name), flag)
    for name in request.cleared:
        flags.pop(name, None)
    for name in request.marked:
        flags[name] = Flag(name, "sensitive", flags[name].spans if name in flags else ())
    return combined(flags.values())


def _raised(name: str, desk: DeskFile) -> FlagLevel:
    raised = any(rule.name == name and rule.level == "sensitive" for rule in desk.sensitivity)
    return "sensitive" if raised else BUILT_IN[name]


def applies(when: When, request: Request, folded: str, kind: str | None, level: Level) -> bool:
    """Whether all that the condition names holds of a request of this `kind` and `level`; an empty one always does.

    `folded` is the request's text, folded.
    """
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
