"""From past requests to a diagnosis. Everything is done in this process; nothing leaves the house."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from bot.assistant.alike import Answers
from bot.assistant.group_names import Shown, shown
from bot.assistant.grouping import REST, Grouped, Show, group
from bot.assistant.language import language_of
from bot.domain.desk import DeskFile
from bot.domain.diagnosis import Facts, judge, untold
from bot.domain.diagnosis_figures import Alike, Delicate, PastRequest, by_week, facts, queue_of, trend
from bot.domain.diagnosis_result import Diagnosis, Kind
from bot.domain.sensitivity import classes_in

#: So many requests are looked at for what is delicate, in all, and at least so many of each group.
_LOOKED_AT: Final = 12_000
_OF_EACH: Final = 60

#: Called with a stage's name and how many steps it has; gives what to call with how many are done.
Stage = Callable[[str, int], Show]


def diagnose(
    requests: Sequence[PastRequest],
    desk: DeskFile,
    *,
    year: int,
    seed: int = 7,
    number: int | None = None,
    stage: Stage = lambda title, total: lambda done: None,
) -> Diagnosis:
    """The groups of these requests with their figures and verdicts.

    The same requests and seed give the same diagnosis. `desk` adds its sensitivity words; `year` is the current one.
    """
    grouped = group([one.text for one in requests], seed=seed, number=number, show=stage("Grouping", len(requests)))
    members = [grouped.members(place) for place in range(len(grouped.kept_together))]
    rest = grouped.members(REST)
    named = shown([[requests[place].text for place in mine] for mine in members], desk, year)
    answers = Answers([one.answer for one in requests], seed)
    show = stage("Looking at groups", len(members) + bool(rest))
    kinds = []
    for place, (mine, seen) in enumerate(zip(members, named, strict=True)):
        kinds.append(_kind([requests[one] for one in mine], seen, answers, len(requests), grouped, place, desk))
        show(place + 1)
    if rest:
        seen = Shown("Everything else", "en", "", ())
        kinds.append(_kind([requests[one] for one in rest], seen, answers, len(requests), grouped, REST, desk))
        show(len(kinds))
    kinds = _apart(kinds)
    moments = [one.created for one in requests if one.created is not None]
    return Diagnosis(
        requests=len(requests),
        kinds=tuple(kinds),
        weeks=tuple(by_week(moments)),
        untold=_untold(kinds),
        tried=grouped.tried,
    )


def _kind(
    mine: Sequence[PastRequest], seen: Shown, answers: Answers, of: int, grouped: Grouped, place: int, desk: DeskFile
) -> Kind:
    rest = place == REST
    together = None if rest else grouped.kept_together[place]
    told = answers.alike([one.answer for one in mine], [one.agent for one in mine]) if not rest else _known(mine)
    found = facts(mine, of, together, told, _delicate(mine, of, desk))
    weeks = tuple(by_week(one.created for one in mine if one.created is not None))
    return Kind(
        title=seen.title or _unnamed(found), facts=found, judged=judge(found, rest=rest), language=seen.language,
        example=seen.example, phrases=seen.phrases, weeks=weeks, trend=trend(weeks), queue=queue_of(mine),
        labels=_labels(mine), rest=rest,
    )  # fmt: skip


def _unnamed(found: Facts) -> str:
    return f"Delicate: {', '.join(found.classes[:2])}" if found.classes else "Without a name"


def _apart(kinds: Sequence[Kind]) -> list[Kind]:
    """The same, but no two of one title."""
    taken: Counter[str] = Counter()
    named = []
    for kind in kinds:
        taken[kind.title] += 1
        number = taken[kind.title]
        named.append(kind if number == 1 else replace(kind, title=f"{kind.title} ({number})"))
    return named


def _known(mine: Sequence[PastRequest]) -> Alike:
    return Alike(sum(bool(one.answer) for one in mine), None, None)


def _delicate(mine: Sequence[PastRequest], of: int, desk: DeskFile) -> Delicate:
    """What people have decided counts for each; words are looked for in a sample that is spread over the group."""
    decided = [one for one in mine if one.classes is not None]
    if len(decided) == len(mine):
        found = [one.classes for one in decided if one.classes]
    else:
        most = max(_OF_EACH, _LOOKED_AT * len(mine) // of)
        decided = list(mine[:: max(1, -(-len(mine) // most))])
        found = [classes for one in decided if (classes := _classes(one, desk))]
    counts = Counter(name for classes in found for name in classes or ())
    return Delicate(len(decided), len(found), tuple(name for name, _ in counts.most_common()))


def _classes(one: PastRequest, desk: DeskFile) -> tuple[str, ...]:
    flags = classes_in(one.text, language_of(one.text, (), desk.language), desk)
    return (*(one.classes or ()), *(flag.name for flag in flags))


def _labels(mine: Sequence[PastRequest]) -> tuple[tuple[str, float], ...]:
    counts = Counter(tag for one in mine for tag in dict.fromkeys(one.tags))
    return tuple((tag, count / len(mine)) for tag, count in counts.most_common(3))


def _untold(kinds: Sequence[Kind]) -> tuple[str, ...]:
    """What could be told of no group at all."""
    missing = [untold(kind.facts) for kind in kinds]
    return tuple(what for what in missing[0] if all(what in other for other in missing)) if missing else ()
