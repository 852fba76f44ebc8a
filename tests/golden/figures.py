"""What the golden tickets say about the assistant, counted, and where each of them falls short."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from bot.assistant.redaction import Redaction, known_of
from tests.golden.pipeline import Came
from tests.golden.ticket import Golden

_RANK: Final = {"none": 0, "caution": 1, "sensitive": 2}

#: In words, what was expected and what came; empty where all is well.
Shortfall = str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure over all tickets that it is about. A `%` is to be high, a count of faults low."""

    name: str
    measured: float
    unit: Literal["%", ""]
    of: int  # tickets, or in "facts" facts

    @property
    def better(self) -> Literal["higher", "lower"]:
        return "higher" if self.unit == "%" else "lower"


def figures(all_came: Sequence[Came]) -> list[Figure]:
    """Every figure, in the order in which they are printed."""
    delicate = [came for came in all_came if came.golden.delicate]
    seen = [came for came in delicate if not came.golden.unseen]
    unseen = [came for came in delicate if came.golden.unseen]
    routine = [came for came in all_came if came.golden.outcome == ("draft",)]
    drafted = [came for came in all_came if came.body]
    right = [came for came in drafted if came.golden.may_draft]
    said = [came for came in right if came.golden.facts]
    return [
        _share("type right", [came for came in all_came if came.golden.type], wrong_type),
        _share("flags recall", seen, missed_flag),
        *_by_language("flags recall", seen, missed_flag),
        _share("flags recall, unseen", unseen, missed_flag),
        _share("class named", [came for came in seen if came.golden.classes], missed_class),
        _share("routine coverage", routine, wrong_outcome),
        *_by_language("routine coverage", routine, wrong_outcome),
        _share("outcome right", all_came, wrong_outcome),
        _share("sources right", [came for came in right if came.golden.cites], wrong_sources),
        _share("facts included", said, missing_facts),
        _share("personal data masked", [came for came in all_came if came.golden.personal], unmasked),
        _count("delicate tickets with a draft", delicate, leaked),
        _count("drafts where none should be", all_came, undue),
        _count("forbidden strings", all_came, forbidden),
        _count("flagged sentences", drafted, flagged),
    ]


def shortfalls(came: Came) -> list[Shortfall]:
    """All that is not as expected, the worst first."""
    checks = (
        leaked, forbidden, undue, unmasked, missed_flag, missed_class, wrong_outcome, wrong_type, wrong_sources,
        missing_facts, flagged,
    )  # fmt: skip
    said = [check(came) for check in checks]
    return [one for one in said if one]


def wrong_type(came: Came) -> Shortfall:
    given, wanted = came.looks_like or "none", came.golden.type
    return f"type: {given} instead of {' or '.join(wanted)}" if wanted and given not in wanted else ""


def missed_flag(came: Came) -> Shortfall:
    """Not as delicate as expected; more delicate is no miss."""
    level = came.ticket.level
    return f"level: {level} instead of {came.golden.level}" if _RANK[level] < _RANK[came.golden.level] else ""


def missed_class(came: Came) -> Shortfall:
    wanted, given = came.golden.classes, came.ticket.classes
    missed = wanted and not set(wanted) & set(given)
    return f"classes: {', '.join(given) or 'none'} instead of {' or '.join(wanted)}" if missed else ""


def wrong_outcome(came: Came) -> Shortfall:
    wanted = came.golden.outcome
    return f"outcome: {came.outcome} instead of {' or '.join(wanted)}" if came.outcome not in wanted else ""


def leaked(came: Came) -> Shortfall:
    return "LEAK: delicate, and there is a draft" if came.golden.delicate and came.body else ""


def undue(came: Came) -> Shortfall:
    return "a draft where none should be" if came.body and not came.golden.may_draft else ""


def forbidden(came: Came) -> Shortfall:
    """In the draft, or among the facts where the customer has not said it themselves."""
    found = [
        text
        for text in came.golden.forbidden
        if _says(came.body, text) or (_says(came.facts, text) and not _says(came.golden.written, text))
    ]
    return f"FORBIDDEN: {', '.join(found)}" if found else ""


def _says(text: str, wanted: str) -> bool:
    return wanted.casefold() in text.casefold()


def unmasked(came: Came) -> Shortfall:
    """What of the text would leave the house as it is, were the ticket one that may."""
    sent = Redaction(known_of(came.case), came.case.today.year).redact(came.golden.written)
    left = [text for text in came.golden.personal if _says(sent, text)]
    return f"NOT MASKED: {', '.join(left)}" if left else ""


def wrong_sources(came: Came) -> Shortfall:
    if not came.body:
        return ""
    lacking = [one for one in came.golden.cites if not set(one.split("|")) & came.cited]
    wrong = [one for one in came.golden.never_cites if one in came.cited]
    said = [f"lacks {', '.join(lacking)}"] if lacking else []
    said += [f"cites {', '.join(wrong)}"] if wrong else []
    return f"sources: {' and '.join(said)}; cited {', '.join(sorted(came.cited))}" if said else ""


def missing_facts(came: Came) -> Shortfall:
    if not came.body:
        return ""
    lacking = [one for one in came.golden.facts if not any(text in came.body for text in one.split("|"))]
    return f"facts: lacks {', '.join(lacking)}" if lacking else ""


def flagged(came: Came) -> Shortfall:
    found = [sentence.flag for sentence in came.draft.sentences if sentence.flag] if came.draft else []
    return f"flagged: {', '.join(found)}" if found else ""


def _share(name: str, over: Sequence[Came], wrong: Callable[[Came], Shortfall]) -> Figure:
    right = sum(not wrong(came) for came in over)
    return Figure(name=name, measured=100 * right / len(over) if over else 100.0, unit="%", of=len(over))


def _by_language(name: str, over: Sequence[Came], wrong: Callable[[Came], Shortfall]) -> list[Figure]:
    spoken = languages(came.golden for came in over)
    return [_share(f"{name}, {one}", [c for c in over if c.golden.language == one], wrong) for one in spoken]


def languages(goldens: Iterable[Golden]) -> list[str]:
    return sorted({golden.language for golden in goldens})


def _count(name: str, over: Sequence[Came], wrong: Callable[[Came], Shortfall]) -> Figure:
    return Figure(name=name, measured=float(sum(bool(wrong(came)) for came in over)), unit="", of=len(over))
