"""The sentences of a digest. What did not happen has none."""

from typing import Final

from bot.domain.digest import DigestFigures, Found, Reason, Tone, ages
from bot.domain.figures import Amount, Figure, Figures
from bot.domain.outcome import Band
from bot.domain.spread import share_within, within
from bot.domain.success import Rating, Verdict
from bot.domain.week import changed as changed_of
from bot.slack import week_lines
from bot.slack.mrkdwn import inline
from bot.slack.people import name_of, source_name
from bot.words import Words

_DAY: Final = 86_400
#: As many causes, types, silences … as one sentence names.
_NAMED: Final = 3
#: From so many on, half of them and nine in ten say something.
_ENOUGH: Final = 4


def sentences(figures: DigestFigures, words: Words) -> list[str]:
    """The verdict first; each is a line of its own."""
    if figures.headline.tone is Tone.QUIET:
        found = [
            words.quiet(figures.told.count(Figure.BACKLOG), several=figures.first < figures.last),
            *_left(figures, words),
        ]
    else:
        found = [_headline(figures, words), _totals(figures, words), *_told(figures, words), *_left(figures, words)]
    return [sentence for sentence in found if sentence]


def _told(figures: DigestFigures, words: Words) -> list[str]:
    told, week = figures.told, figures.week is not None
    return [
        week_lines.before(figures, words),
        _open(figures, words),
        _line(_waits(told, words), _departments(told, words)),
        _line(_judged(figures, words), _rated(told, words), _reviewed(figures, words)),
        _line(_resolved(told, words), _returns(told, words), week_lines.effort(told, words) if week else ""),
        _line(_drafts(figures, words), _quick(told, words), _cost(told, words)),
        week_lines.knowledge(figures, words),
        week_lines.avoidable(told, words) if week else "",
    ]


def _line(*sentences: str) -> str:
    return " ".join(filter(None, sentences))


def _left(figures: DigestFigures, words: Words) -> list[str]:
    """What stands just now, and what makes figures doubtful."""
    return [
        _line(
            words.overdue_now(figures.overdue) if figures.overdue else "",
            words.to_look_at(figures.stopped_replies, figures.parked),
        ),
        _stale(figures, words),
        _line(_silences(figures, words), _pauses(figures, words)),
    ]


def _headline(figures: DigestFigures, words: Words) -> str:
    found, parts = figures.headline, []
    if found.cause is not None:
        name, _, value = found.cause.name.partition(": ")
        cause = words.cause(inline(name, 40), inline(value, 60))
        parts.append(words.about_cause(found.cause.number, figures.told.count(Figure.RECEIVED), cause))
    if found.waited is not None:
        usual = words.duration(int(found.waited.usual or 0))
        holder = inline(found.waited.name, 40)
        parts.append(words.waited_more(holder, words.duration(found.waited.number), usual))
    parts += [_reason(one, words) for one in found.reasons]
    return words.headline(found.tone, parts)


def _reason(one: Found, words: Words) -> str:
    usual = int(one.usual or 0)
    if one.name == Reason.WAITED:
        return words.measured(one.name, words.duration(one.number), words.duration(usual))
    return words.measured(one.name, f"{one.number}", f"{usual}")


def _totals(figures: DigestFigures, words: Words) -> str:
    told = figures.told
    said = words.verdict(told.count(Figure.RECEIVED), told.count(Figure.RESOLVED), told.count(Figure.BACKLOG))
    return _line(said, _against(figures, words))


def _against(figures: DigestFigures, words: Words) -> str:
    found = figures.against
    if found is None:
        return ""
    name = inline(found.name, 40)
    if found.per_hundred is None:
        return words.volume_unknown(name)
    usual = "" if found.usual is None else words.decimal(found.usual)
    return words.against_volume(words.decimal(found.per_hundred), name, usual)


def _open(figures: DigestFigures, words: Words) -> str:
    all_of_it = ages(figures.told)
    if not all_of_it.count:
        return ""
    types = sorted(
        ((title, count) for title, told in figures.types if (count := told.count(Figure.BACKLOG))),
        key=lambda pair: -pair[1],
    )
    named = [words.type_count(inline(title, 60), count) for title, count in types[:_NAMED]] if len(types) > 1 else []
    urgent, high = (figures.told.of(Figure.PRIORITIES, one).count for one in ("urgent", "high"))
    return words.left_open(_older(all_of_it, _DAY), _older(all_of_it, 7 * _DAY), named, urgent, high)


def _older(amount: Amount, seconds: int) -> int:
    share = share_within(amount.spread, seconds)
    return 0 if share is None else round((1 - share) * sum(amount.spread.values()))


def _waits(told: Figures, words: Words) -> str:
    waited = sorted(told.keys(Figure.WAITED).items(), key=lambda pair: -pair[1].wall)
    shares = [
        words.waited_for(inline(holder, 40), words.duration(amount.wall)) for holder, amount in waited if amount.wall
    ]
    return words.waited_most(", ".join(shares[:4])) if shares else ""


def _departments(told: Figures, words: Words) -> str:
    answered, broken = told.keys(Figure.ANSWERED), told.keys(Figure.PROMISE_BROKEN)
    found = [
        words.on_time(amount.count - broken.get(name, Amount()).count, amount.count, inline(name, 40))
        for name, amount in answered.items()
    ]
    return words.departments(found[:4]) if found else ""


def _judged(figures: DigestFigures, words: Words) -> str:
    if figures.judged is None:
        return ""
    first, last, told = figures.judged
    usual = figures.usual.median(lambda one: one.share(Figure.JUDGED, Verdict.CORRECT))
    return words.correctly_resolved(
        told.of(Figure.JUDGED, Verdict.CORRECT).count,
        told.count(Figure.JUDGED),
        first,
        last,
        "" if usual is None else words.portion(usual),
    )


def _rated(told: Figures, words: Words) -> str:
    found = [told.of(Figure.RATED, one).count for one in (Rating.GOOD, Rating.NEITHER, Rating.BAD)]
    return words.ratings(*found) if any(found) else ""


def _reviewed(figures: DigestFigures, words: Words) -> str:
    found = figures.reviewed
    if found is None:
        return ""
    average = "" if found.average is None else words.decimal(found.average)
    title, lowest = found.lowest or ("", 0.0)
    return words.reviewed(found.done, found.drawn, average, inline(title, 75), words.decimal(lowest))


def _resolved(told: Figures, words: Words) -> str:
    spread = told.of(Figure.RESOLVED).spread
    half, most = within(spread, 0.5), within(spread, 0.9)
    if half is None or most is None or sum(spread.values()) < _ENOUGH:
        return ""
    return words.resolved_within(words.duration(half), words.duration(most))


def _returns(told: Figures, words: Words) -> str:
    again = told.count(Figure.FOLLOWED_UP) + told.count(Figure.REPEATED)
    return words.returns(again, told.count(Figure.REOPENED), told.count(Figure.ESCALATED))


def _drafts(figures: DigestFigures, words: Words) -> str:
    told = figures.told
    withheld = told.of(Figure.DRAFT, "withheld").count
    if not (withheld or any(_became(told))):
        return ""
    types = [(title, mine) for title, mine in figures.types if any(_became(mine))]
    types.sort(key=lambda pair: [-count for count in changed_of(pair[1])])
    named = [words.drafts_of(inline(title, 60), *_became(mine)) for title, mine in types[:_NAMED]]
    return _line(
        words.drafts(*_became(told), withheld), words.drafts_by_type(named) if named and len(figures.types) > 1 else ""
    )


def _became(told: Figures) -> tuple[int, int, int]:
    """Suggestions that were sent as is, sent edited, and left aside."""
    edited = sum(told.of(Figure.DRAFT, band).count for band in (Band.LIGHT, Band.HEAVY, Band.REWRITTEN))
    return told.of(Figure.DRAFT, Band.AS_IS).count, edited, told.of(Figure.DRAFT, Band.DISCARDED).count


def _quick(told: Figures, words: Words) -> str:
    count = told.of(Figure.APPROVED, "quick").count
    return words.quick(count) if count else ""


def _cost(told: Figures, words: Words) -> str:
    known, unknown = told.of(Figure.COST, "known"), told.of(Figure.COST, "unknown")
    if not known.count and not unknown.count:
        return ""
    return words.model_cost(words.dollars(known.wall), known.count, unknown.count)


def _stale(figures: DigestFigures, words: Words) -> str:
    articles = figures.stale_articles
    if not articles:
        return ""
    named = [" · ".join(part for part in (inline(title, 60), name_of(owner)) if part) for title, owner in articles]
    return words.stale(len(articles), ", ".join(_some(named, words)))


def _silences(figures: DigestFigures, words: Words) -> str:
    found = [words.was_silent(source_name(source), since, until) for source, since, until in figures.silences]
    return " ".join(_some(found, words))


def _pauses(figures: DigestFigures, words: Words) -> str:
    found = [
        f"{inline(title, 60)}: {words.pause_of_day(until, inline(by, 60), inline(reason, 120))}"
        for title, by, reason, until in figures.pauses
    ]
    return " ".join(_some(found, words))


def _some(found: list[str], words: Words) -> list[str]:
    return [*found[:_NAMED], *([words.and_more(len(found) - _NAMED)] if len(found) > _NAMED else [])]
