"""A digest in each of its states, and the standup."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from bot.domain.digest import Against, Found, Headline, Tone
from bot.domain.figures import Figures
from bot.domain.own import Own
from bot.domain.review import Reviewed
from bot.domain.week import Week
from bot.flow.own_figures import Team
from bot.jobs.chart_png import png
from bot.slack import charts, digest_view, own_view, standup_view
from bot.words import Words, words
from tests.gallery.picture import Picture
from tests.unit.slack.test_charts import week
from tests.unit.slack.test_digest_view import FIGURES, HOUR, NOTHING, QUEUE, TO_DECIDE, TOLD, WEEK, WORSE, many
from tests.unit.slack.test_standup_view import MORNING

EN: Final = words("en")
_FEW: Final = (
    ("received", ""),
    ("resolved", ""),
    ("backlog", "support"),
    ("waited", "support"),
    ("waited", "logistics"),
)
_SEVEN: Final = week(
    received=[(31, 0), (24, 0), (19, 0), (22, 0), (27, 0), (9, 0), (6, 0)],
    resolved=[(22, 0), (26, 0), (21, 0), (18, 0), (29, 0), (4, 0), (3, 0)],
    waited_support=[(30, hours * HOUR) for hours in (61, 48, 39, 45, 44, 30, 26)],
    waited_logistics=[(8, hours * HOUR) for hours in (80, 96, 70, 41, 33, 48, 48)],
    waited_finance=[(1, hours * HOUR) for hours in (9, 12, 3, 0, 4, 0, 0)],
)
THE_WEEK: Final = replace(
    _SEVEN,
    told=Figures({**WEEK.told.amounts, **_SEVEN.told.amounts}),
    headline=Headline(
        tone=Tone.WORSE, cause=Found("carrier: GLS", 44, 9), waited=Found("logistics", 416 * HOUR, 180 * HOUR)
    ),
    against=Against(name="orders", per_hundred=4.12, usual=3.0),
    reviewed=Reviewed(done=9, drawn=10, average=3.4, lowest=("Friendly and clear", 2.9)),
    week=Week(
        before=Figures({
            ("received", ""): many(121), ("resolved", ""): many(118), ("waited", "support"): many(9, 800_000),
        }),
        unanswered=(("The store in Lyon", 6),),
        asked=(("The store in Lyon", 5, ("sundays", "open")),),
    ),
)  # fmt: skip
#: With few sentences, where it is about something else.
SHORT: Final = replace(
    FIGURES, told=Figures({key: TOLD.amounts[key] for key in _FEW}), types=(), judged=None, overdue={},
    stale_articles=(), stopped_replies=0, parked=0,
)  # fmt: skip
USUAL: Final = replace(
    SHORT, headline=Headline(tone=Tone.USUAL), against=Against(name="orders", per_hundred=4.1, usual=3.9)
)
LOW: Final = replace(SHORT, silences=(("generic", "09:00", "11:30"),), against=Against(name="orders", per_hundred=None))
TWO_QUEUES: Final = replace(
    SHORT, queues=(QUEUE, replace(QUEUE, title="Returns", received=4, backlog=9)), stale_articles=()
)
MINE: Final = Own(answers=34, as_is=20, edited=9, quick=2, half=720)
TEAM: Final = Team(title="Orders and deliveries", people=(("Ana Ferreira", MINE), ("Ben Okafor", Own(answers=3))))
#: Pictures that Slack has as files, by the id under which they are shown here until they are uploaded.
FILES: Final[Mapping[str, Callable[[], bytes]]] = {"F0PICTURE0": lambda: png(charts.drawn(THE_WEEK, EN), EN)}

DIGESTS: Final = (
    Picture("digest", "A day's digest: it ends with what there is to decide, and says what became of what the last one "
            "offered.", digest_view.digest, (WORSE, Words, TO_DECIDE)),
    Picture("digest-day", "A day like others, set against the orders of that day.", digest_view.digest,
            (USUAL, Words)),
    Picture("digest-quiet", "A quiet day is one line.", digest_view.digest, (NOTHING, Words)),
    Picture("digest-low", "A source was silent: figures may be low.", digest_view.digest,
            (LOW, Words)),
    Picture("digest-today", "`/digest today`, which one person alone sees.", digest_view.digest,
            (replace(SHORT, until="14:20"), Words), {"ask": "orders today"}),
    Picture("digest-plain", "Where Slack takes no tables, queues are lines.", digest_view.digest,
            (TWO_QUEUES, Words), {"plain": True}),
    Picture("digest-week", "A week's digest, with the charts that Slack draws.", digest_view.digest,
            (THE_WEEK, Words), {"pictures": [charts.block(one) for one in charts.drawn(THE_WEEK, EN)]}),
    Picture("digest-picture", "The same charts as a picture, where Slack does not draw them.", digest_view.digest,
            (replace(SHORT, first=THE_WEEK.first, last=THE_WEEK.last, headline=THE_WEEK.headline, queues=()), Words),
            {"pictures": [charts.image("F0PICTURE0", charts.drawn(THE_WEEK, EN), EN)]}),
    Picture("digest-french", "A digest in a desk that works in French.", digest_view.digest,
            (WORSE, Words, TO_DECIDE), language="fr"),
    Picture("own", "`/digest mine`, which one person alone sees.", own_view.mine, (MINE, Words)),
    Picture("own-people", "`/digest orders people`, for the leads of that queue.", own_view.people,
            (TEAM, Words)),
    Picture("standup", "The standup, also `/digest standup`.", standup_view.standup, (MORNING, Words)),
)  # fmt: skip
