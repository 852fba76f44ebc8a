"""The digest in words: the verdict first, what did not happen left out, fifteen lines at most."""

from dataclasses import replace
from datetime import date

from bot.domain.decision import Decision, DecisionKind, Decisions
from bot.domain.digest import DigestFigures, Found, Headline, QueueFigures, Reason, Tone, Usual
from bot.domain.figures import Amount, Figures
from bot.domain.outcome import Band
from bot.domain.review import Reviewed
from bot.domain.spread import bucket
from bot.domain.success import Rating, Verdict
from bot.domain.week import Week
from bot.slack.digest_view import LINES, digest
from bot.slack.limits import Post
from bot.words import words
from tests.unit.slack.oracles import accepts_post, texts

EN, FR = words("en"), words("fr")
HOUR, DAY = 3600, 86_400


def spread(*seconds: int) -> Amount:
    counted: dict[int, int] = {}
    for number in seconds:
        counted[bucket(number)] = counted.get(bucket(number), 0) + 1
    return Amount(len(seconds), sum(seconds), sum(seconds), counted, counted)


def many(count: int, wall: int = 0) -> Amount:
    return Amount(count, wall, wall)


TOLD = Figures({
    ("received", ""): many(12),
    ("resolved", ""): spread(HOUR, 2 * HOUR, 3 * HOUR, 4 * HOUR, *[5 * HOUR] * 5, 40 * HOUR),
    ("backlog", "support"): spread(HOUR, 2 * HOUR, 30 * HOUR),
    ("backlog", "customer"): spread(3 * DAY, 9 * DAY),
    ("priorities", "urgent"): many(1),
    ("priorities", "high"): many(2),
    ("approved", "quick"): many(1),
    ("approved", "read"): many(5),
    ("waited", "support"): many(9, 7200),
    ("waited", "logistics"): many(2, 90_000),
    ("followed_up", ""): many(2),
    ("repeated", ""): many(1),
    ("reopened", ""): many(1),
    ("escalated", "angry"): many(2),
    ("rated", Rating.GOOD): many(4),
    ("rated", Rating.BAD): many(1),
    ("draft", Band.AS_IS): many(6),
    ("draft", Band.LIGHT): many(2),
    ("draft", Band.DISCARDED): many(1),
    ("draft", "withheld"): many(3),
    ("cost", "known"): many(40, 1_234_000),
    ("cost", "unknown"): many(2),
    ("answered", "logistics"): many(5),
    ("promise_broken", "logistics"): many(1),
})  # fmt: skip
RETURNS = Figures({
    ("backlog", "support"): many(1), ("draft", Band.HEAVY): many(3), ("draft", Band.AS_IS): many(1),
})  # fmt: skip
JUDGED = Figures({("judged", Verdict.CORRECT): many(9), ("judged", Verdict.REOPENED): many(1)})
QUEUE = QueueFigures(
    queue="orders",
    title="Orders",
    received=12,
    resolved=10,
    backlog=5,
    unassigned=3,
    oldest_waiting_seconds=7800,
    waiting_first_answer=2,
    waiting_next_answer=1,
    waiting_approval=0,
)
FIGURES = DigestFigures(
    name="daily",
    first=date(2026, 11, 22),
    last=date(2026, 11, 22),
    told=TOLD,
    usual=Usual((JUDGED, JUDGED, JUDGED)),
    headline=Headline(tone=Tone.FIRST),
    types=(("Where is my order", Figures({("backlog", "support"): many(4)})), ("Return", RETURNS)),
    judged=(date(2026, 11, 15), date(2026, 11, 15), JUDGED),
    queues=(QUEUE,),
    overdue={"first_response": 2},
    stale_articles=(("Returns", "@omar"),),
    stopped_replies=1,
    parked=2,
)
WORSE = replace(
    FIGURES,
    headline=Headline(
        tone=Tone.WORSE, cause=Found("carrier: GLS", 7, 1), waited=Found("logistics", 25 * HOUR, 12 * HOUR)
    ),
)
TO_DECIDE = Decisions(
    offered=(
        Decision(
            id=1, kind=DecisionKind.REASSIGN, subject="orders:7", figures={"open": 12, "overdue": 3},
            named={"who": "Ana", "queue": "Orders"},
        ),
        Decision(
            id=2, kind=DecisionKind.INCIDENT, subject="4", figures={"requests": 34},
            named={"rule": "carrier", "value": "GLS"},
        ),
        Decision(id=3, kind=DecisionKind.ARTICLES, subject="articles", figures={"past": 1, "soon": 3}),
    ),
    before=(
        Decision(
            id=0, kind=DecisionKind.ARTICLES, subject="articles", figures={"past": 4}, now={"past": 1},
            decided_by="Lena",
        ),
    ),
)  # fmt: skip
NOTHING = replace(
    FIGURES, told=Figures(), headline=Headline(tone=Tone.QUIET), types=(), judged=None, queues=(), overdue={},
    stale_articles=(), stopped_replies=0, parked=0,
)  # fmt: skip


def told(post: Post) -> str:
    return "\n".join(texts(post.blocks)).replace("\n\n", "\n")


def test_a_whole_day_line_by_line() -> None:
    post = digest(FIGURES, EN)
    accepts_post(post)
    assert post.text == (
        "Digest for Sunday 22 November. More waits than before: 12 came in, 10 were resolved, 5 still open."
    )
    assert told(post).split("\n")[1:10] == [
        "More waits than before: 12 came in, 10 were resolved, 5 still open.",
        "Open for more than a day: 3, for more than a week: 1. Most of what is open: Where is my order 4, Return 1. "
        "Urgent: 1, high priority: 2.",
        "Customers waited for logistics 1 d 1 h, support 2 h. Departments on time: logistics 4 of 5.",
        "Of 10 resolved on 15 November, 9 were right for good (usual 90%). Ratings: 4 good, 1 bad.",
        "Half were resolved within 5 h 5 min, nine in ten within 5 h 5 min. "
        "Customers asked again 3 times; 1 reopened, 2 escalated.",
        "Suggestions: 6 sent as is, 2 sent edited, 1 left aside, 3 not made. By type: Return 1 as is, 3 edited. "
        "1 suggestion was approved in under five seconds. "
        "The model outside: $1.23 for 40 calls, and 2 of unknown cost.",
        "Overdue just now: 2 first answers. "
        "To look at: 1 reply stopped before sending, 2 requests kept that could not be read.",
        "1 article past its date: Returns · Omar.",
        "Queue",
    ]


def test_a_day_that_stands_out_says_how_first() -> None:
    headline = Headline(
        tone=Tone.WORSE,
        cause=Found("carrier: GLS", 34, 2),
        waited=Found("logistics", 41 * HOUR, 12 * HOUR),
        reasons=(Found(Reason.OPEN, 143, 98.5),),
    )
    busy = replace(FIGURES, told=Figures({("received", ""): many(96)}), headline=headline)
    assert told(digest(busy, EN)).split("\n")[1] == (
        "Worse than usual: 34 of 96 requests are about carrier GLS. "
        "Customers waited 1 d 17 h for logistics (usual 12 h)."
        " 143 wait for us at the end (usual 98)."
    )
    assert "Pire que d’habitude\u202f: 34 sur 96 demandes concernent" in told(digest(busy, FR))
    assert "As usual.\n" in told(digest(replace(FIGURES, headline=Headline(tone=Tone.USUAL)), EN))


def test_a_quiet_day_is_one_line() -> None:
    post = digest(NOTHING, EN)
    accepts_post(post)
    assert told(post) == "Digest for Sunday 22 November\nA quiet day: nothing came in and nothing waits."
    left = replace(NOTHING, told=Figures({("backlog", "support"): many(3)}))
    assert told(digest(left, EN)).endswith("A quiet day: nothing came in, 3 still open.")


def test_several_days_are_named_from_the_first_to_the_last() -> None:
    weekend = replace(NOTHING, first=date(2026, 11, 20))
    assert "Quiet days: nothing came in and nothing waits." in told(digest(weekend, EN))
    assert "Digest for Friday 20 November to Sunday 22 November" in told(digest(weekend, EN))
    assert "Bilan du vendredi 20 novembre au dimanche 22 novembre" in told(digest(weekend, FR))


def test_queues_are_a_table_or_lines_where_slack_takes_none() -> None:
    quiet = replace(QUEUE, queue="returns", title="Returns", received=0, resolved=0, backlog=0)
    post = digest(replace(FIGURES, queues=(QUEUE, quiet), stale_articles=()), EN)
    accepts_post(post)
    rows = post.blocks[-1]["rows"]
    assert [[cell["text"] for cell in row] for row in rows[1:]] == [["Orders", "12", "10", "5", "3", "2 h 10 min"]]
    plainly = digest(FIGURES, EN, plain=True)
    accepts_post(plainly)
    assert "12 in, 10 resolved, 5 open, 3 with nobody; waiting: 2 for a first answer" in told(plainly)
    many_queues = digest(replace(FIGURES, queues=(QUEUE,) * 30), EN, plain=True)
    lines = "".join(part["text"] for part in many_queues.blocks[1]["elements"][0]["elements"]).count("\n") + 1
    assert 1 + lines + len(many_queues.blocks[2]["elements"][0]["elements"]) == LINES
    assert "and 25 more" in told(many_queues)


def test_a_day_that_is_not_over_says_so() -> None:
    assert digest(replace(FIGURES, until="08:52"), EN).text.startswith("Digest for Sunday 22 November, until 08:52. ")


def test_one_is_singular() -> None:
    one = Figures({("received", ""): many(1), ("resolved", ""): many(1), ("backlog", "support"): many(1)})
    assert "1 came in, 1 was resolved, 1 still open." in told(digest(replace(FIGURES, told=one), EN))


def test_what_there_is_to_decide_stands_below_each_with_its_button() -> None:
    for language in ("en", "fr"):
        post = digest(FIGURES, words(language), TO_DECIDE)
        accepts_post(post)
        presses = [block["elements"][0] for block in post.blocks if block["type"] == "actions"]
        assert [one["value"] for one in presses] == ['{"d": 1}', '{"d": 2}', '{"d": 3}']
    text = told(digest(FIGURES, EN, TO_DECIDE))
    assert "Offered last time: texts past their last day: 4, now 1 (Lena)." in text
    for line in (
        "Ana is away and has 12 tickets in Orders, 3 overdue.",
        "Give away Ana’s 12 tickets…",
        "34 requests in a day about carrier GLS.",
        "Make carrier GLS an incident",
        "Texts that suggestions rest on: 1 past their last day, 3 soon to be.",
        "Remind owners of 4 texts",
    ):
        assert line in text


WEEK = replace(
    FIGURES,
    first=date(2026, 11, 16),
    told=Figures({
        **TOLD.amounts,
        ("messages", ""): many(10, 14),
        ("asked_again", ""): spread(*[0] * 8, 1, 2),
        ("taken", ""): spread(*[600] * 6),
        ("sent", ""): many(12),
        ("looked", "suggestion"): many(9),
        ("looked", "article"): many(1),
        ("looked", "record"): many(20),
        ("avoidable", "information"): many(3),
        ("avoidable", "elsewhere"): many(1),
        ("avoidable", "no"): many(2),
    }),
    week=Week(
        before=Figures({("received", ""): many(9), ("resolved", ""): many(11), ("waited", "support"): many(9, 90_000)}),
        edited=(("Delivery delays", 9, 12), ("Returns", 4, 6)),
        unanswered=(("Opening hours", 6),),
        asked=(("Opening hours", 5, ("sundays", "open")), ("", 3, ("azores",))),
        differ=(("Return", 6, 30),),
    ),
)  # fmt: skip


def test_a_week_says_how_the_one_before_was_what_is_missing_and_what_it_took() -> None:
    post = digest(WEEK, EN)
    accepts_post(post)
    lines = told(post).split("\n")
    for line in (
        "The week before, 9 came in and 11 were resolved; customers waited 1 d 1 h in all. "
        "This time they waited 1 d 3 h.",
        "Half were resolved within 5 h 5 min, nine in ten within 5 h 5 min. "
        "Customers asked again 3 times; 1 reopened, 2 escalated. "
        "A resolved request took its customer 1.4 messages on average, "
        "and 20% of them had to answer a question of ours. "
        "Half were answered within 10 min of being taken. "
        "For 12 answers people opened 9 suggestions and 1 article.",
        "Articles whose suggestions are changed most: Delivery delays 9 of 12, Returns 4 of 6. "
        "Requests that no article answers: Opening hours 6. "
        "Asked most of these: “sundays, open” by 5 customers (Opening hours); “azores” by 3. "
        "The same question, different answers: Return (20% alike).",
        "4 of 6 requests could have been avoided: better information 3, a fix elsewhere 1.",
    ):
        assert line in lines, lines
    accepts_post(digest(WEEK, FR))


def test_it_never_has_more_lines_than_fit_a_screen() -> None:
    everything = replace(
        WEEK, headline=WORSE.headline, silences=(("generic", "09:00", "11:00"),),
        pauses=(("Orders", "Lena", "stocktaking", "12:00"),),
    )  # fmt: skip
    for plain in (False, True):
        post = digest(everything, EN, TO_DECIDE, plain=plain)
        accepts_post(post)
        said = "".join(part["text"] for part in post.blocks[1]["elements"][0]["elements"])
        rows = [block for block in post.blocks if block.get("block_id") == "digest:queues"] if plain else []
        assert 1 + said.count("\n") + 1 + sum(len(row["elements"][0]["elements"]) for row in rows) <= LINES


def test_a_weeks_reviews_are_one_sentence_without_a_person() -> None:
    few = replace(FIGURES, reviewed=Reviewed(done=2, drawn=10))
    assert "Reviewed: 2 of 10." in told(digest(few, EN))
    enough = replace(FIGURES, reviewed=Reviewed(done=9, drawn=10, average=3.42, lowest=("Tone", 2.9)))
    assert "Reviewed: 9 of 10, on average 3.4 of 4; lowest: Tone 2.9." in told(digest(enough, EN))
    assert "9 sur 10, en moyenne 3,4 sur 4" in told(digest(enough, FR))
