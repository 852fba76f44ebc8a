"""What a week's digest says besides the figures of its days."""

from datetime import timedelta
from typing import Final

from bot.domain.attention import questions
from bot.domain.figures import Cut
from bot.domain.schedule import local_day
from bot.domain.story import SENT
from bot.domain.week import Week, asked_most, disagreed, most_edited, without_article
from bot.flow import figures
from store import answers, open_questions
from store.unit_of_work import UnitOfWork

#: As many tickets, the last answered, as are looked at for how alike answers are.
_MOST: Final = 1000
#: Among as many tickets, the newest, those are looked for that no article answers; of as many of these, what they ask.
_LOOKED_AT: Final = 2000
_OPEN: Final = 100


#: What is read of the days, besides what a digest of any days needs.
CUTS: Final = (Cut.TYPE, Cut.ARTICLE)


def of(uow: UnitOfWork, days: figures.Days, zone: str, queues: tuple[str, ...]) -> Week:
    """Of days that were read by `CUTS`. A name that the desk file has no more stands for itself."""
    length = days.last - days.first + timedelta(days=1)
    before = figures.read(uow, days.first - length, days.first - timedelta(days=1), zone, queues)
    start, end = local_day(days.first, zone)[0], local_day(days.last, zone)[1]
    sent = answers.sent(uow, SENT, start, min(end, uow.at), queues, _MOST)
    open_ = open_questions.newest(uow, start, min(end, uow.at), queues, looked_at=_LOOKED_AT, limit=_OPEN)
    asked = asked_most(questions(open_questions.asked(uow, open_)))
    return Week(
        before=before.figures if before.over(zone) else None,
        edited=tuple((_article(uow, name), count, of) for name, count, of in most_edited(days.by(Cut.ARTICLE))),
        unanswered=tuple((_type(uow, name), count) for name, count in without_article(days.by(Cut.TYPE))),
        asked=tuple((_type(uow, one.type), one.customers, one.words) for one in asked),
        differ=tuple((_type(uow, name), alike, of) for name, alike, of in disagreed(sent)),
    )


def _article(uow: UnitOfWork, name: str) -> str:
    found = uow.desk.article(name)
    return found.title if found else name


def _type(uow: UnitOfWork, name: str) -> str:
    found = uow.desk.type(name)
    return found.title if found else name
