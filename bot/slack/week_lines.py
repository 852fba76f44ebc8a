"""The sentences of a week's digest that no single day has."""

from typing import Final

from bot.domain.avoidable import Avoidable
from bot.domain.digest import DigestFigures, waited
from bot.domain.figures import Figure, Figures
from bot.domain.spread import share_within, within
from bot.slack.mrkdwn import inline
from bot.words import Words

#: Of fewer, an average or the middle says nothing.
_ENOUGH: Final = 4


def before(figures: DigestFigures, words: Words) -> str:
    """How the week before was."""
    earlier = figures.week.before if figures.week else None
    if earlier is None or not (earlier.count(Figure.RECEIVED) or earlier.count(Figure.RESOLVED)):
        return ""
    then, now = waited(earlier), waited(figures.told)
    said = words.week_before(
        earlier.count(Figure.RECEIVED), earlier.count(Figure.RESOLVED), words.duration(then) if then else ""
    )
    return f"{said} {words.waited_in_all(words.duration(now))}" if then else said


def effort(told: Figures, words: Words) -> str:
    """What a request took its customer, and whoever answered it."""
    messages, asked, taken = told.of(Figure.MESSAGES), told.of(Figure.ASKED_AGAIN), told.of(Figure.TAKEN)
    said = []
    if messages.count >= _ENOUGH:
        never = share_within(asked.spread, 0)
        share = "" if never in (None, 1.0) else words.portion(1 - (never or 0.0))
        said.append(words.effort(messages.wall / messages.count, share))
    half = within(taken.spread, 0.5)
    if half and taken.count >= _ENOUGH:
        said.append(words.handled(words.duration(half)))
    sent = told.count(Figure.SENT)
    opened = [told.of(Figure.LOOKED, key).count for key in ("suggestion", "article")]
    if sent >= _ENOUGH and any(opened):
        said.append(words.opened(sent, *opened))
    return " ".join(said)


def knowledge(figures: DigestFigures, words: Words) -> str:
    """What the team's texts do not say, or not well."""
    week = figures.week
    if week is None:
        return ""
    said = []
    if week.edited:
        said.append(words.most_edited([words.of_all(inline(title, 60), *of) for title, *of in week.edited]))
    if week.unanswered:
        said.append(words.no_article([words.type_count(inline(title, 60), count) for title, count in week.unanswered]))
    if week.asked:
        said.append(
            words.asked_about(
                [
                    (inline(title, 60), customers, [inline(word, 30) for word in shared])
                    for title, customers, shared in week.asked
                ]
            )
        )
    if week.differ:
        shares = [(inline(title, 60), words.portion(alike / of)) for title, alike, of in week.differ]
        said.append(words.differ(shares))
    return " ".join(said)


def avoidable(told: Figures, words: Words) -> str:
    """What people said of requests when they resolved them."""
    answers = {one: told.of(Figure.AVOIDABLE, one).count for one in Avoidable}
    yes = {one: count for one, count in answers.items() if count and one is not Avoidable.NO}
    of = sum(answers.values())
    named = [words.type_count(words.avoided_by(one), count) for one, count in yes.items()]
    return words.avoidable(sum(yes.values()), of, named) if yes else ""
