"""What `/desk health` shows, within Slack's limits."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bot.domain.health import DeadLetter, Health, Standing, Untold
from bot.domain.outbox import Kind
from bot.domain.outside import OutsideCost, Spent
from bot.domain.silence import Silence
from bot.slack import health_view, notices
from bot.slack.limits import check_post, check_view
from bot.words import words
from sandbox import Message
from tests.scenarios.reading import buttons, words_of

NOW = datetime(2026, 11, 23, 13, 10, tzinfo=UTC)
EN = words("en")
QUIET = Silence(id=1, source="freshdesk", last_heard_at=NOW - timedelta(hours=2), usual=9, noticed_at=NOW)


def letter(number: int = 1, kind: Kind = Kind.CARD, cause: str = "rejected: invalid_blocks") -> DeadLetter:
    lane = "digest:1" if kind is Kind.DIGEST else f"ticket:{1000 + number}:card"
    return DeadLetter(
        id=number, kind=kind, subject=str(1000 + number), lane=lane, attempts=25, cause=cause, asked_at=NOW,
        given_up_at=NOW, trace="80909e63625d",
    )  # fmt: skip


def found(*letters: DeadLetter, lag: float = 0.0, silent: tuple[Silence, ...] = (), **more: int) -> Health:
    outbox = {("card", "pending"): more.get("cards", 0), ("reply", "unsure"): more.get("unsure", 0)}
    standing = Standing(
        at=NOW, outbox={key: count for key, count in outbox.items() if count}, lag={"card": lag},
        inbox={"parked": more.get("parked", 0), "waiting": 0}, silent=silent,
        figures_differ=more.get("differ", 0), figures_behind=more.get("behind", 0),
    )  # fmt: skip
    return Health(standing=standing, letters=letters, given_up=more.get("given_up", len(letters)), slack_at=NOW)


def shown(health: Health) -> str:
    post = health_view.health(health, EN)
    check_post(post)
    return words_of(Message(channel="C1", ts="1.0", user="U1", text=post.text, blocks=tuple(post.blocks)))


def test_a_healthy_desk_says_so_in_a_few_words() -> None:
    told = shown(found())
    assert "The database answers." in told
    assert "Nothing waits that is due." in told
    assert "Slack said who is in the channels 2026-11-23 13:10 UTC; it is asked every five minutes." in told
    assert "Nothing was given up." in told


def test_every_trouble_is_told() -> None:
    told = shown(found(letter(), lag=125, silent=(QUIET,), cards=3, unsure=2, parked=1, differ=2, behind=1))
    assert "The oldest work that is due has waited for 2 min." in told
    assert "On its way: card 3." in told
    assert "2 replies are of the kind that nobody knows whether it arrived" in told
    assert "1 request kept that could not be worked: python -m bot inbox list" in told
    assert "2 figures of past days were not what the ledger says; those days are counted anew." in told
    assert "1 day has waited for an hour to be counted; figures may be low." in told
    assert "Nothing from Freshdesk since 2026-11-23 11:10 UTC (usual by now: 9). Check its webhook." in told
    assert "card T-1001: rejected: invalid_blocks" in told


def test_a_subscriber_that_takes_nothing_is_named() -> None:
    away = Untold(subscriber="jira", waiting=1, since=NOW, cause="")
    quiet = found()
    told = replace(
        quiet, standing=replace(quiet.standing, untold=(away, replace(away, waiting=12, cause="it answered 500")))
    )
    assert "jira takes nothing: 1 event waits." in shown(told)
    assert "jira takes nothing: 12 events wait (it answered 500)." in shown(told)
    french = health_view.health(told, words("fr"))
    check_post(french)
    plain = " ".join(json.dumps(french.blocks, ensure_ascii=False).split())
    assert "jira ne prend rien : 1 événement attend." in plain
    many = (replace(away, subscriber="x" * 500),) * 30
    assert shown(replace(quiet, standing=replace(quiet.standing, untold=many))).count("takes nothing") == 5


def test_a_reply_is_not_tried_again_from_here() -> None:
    post = health_view.health(found(letter(), letter(2, Kind.REPLY), letter(3, Kind.DIGEST)), EN)
    message = Message(channel="C1", ts="1.0", user="U1", text=post.text, blocks=tuple(post.blocks))
    assert buttons(message) == [
        "try_again",
        "drop",
        "read_letter",
        "drop",
        "read_letter",
        "try_again",
        "drop",
        "read_letter",
    ]
    assert "digest 1003" in words_of(message)


def test_ten_long_causes_stay_within_slacks_limits() -> None:
    shown(found(*(letter(10**8 + number, cause="x" * 500) for number in range(10)), given_up=4000, silent=(QUIET,) * 5))


def test_one_is_read_with_all_that_is_known() -> None:
    view = health_view.letter(letter(), EN)
    check_view(view)
    told = json.dumps(view)
    assert "25 tries" in told
    assert "80909e63625d" in told
    assert "Outbox row 1." in told


def test_a_source_that_was_never_heard_has_no_time() -> None:
    never = Silence(id=1, source="my_desk", last_heard_at=None, usual=0, noticed_at=NOW)
    post = notices.source_silent(never, EN)
    check_post(post)
    assert post.text == "Nothing from My desk so far. Check its webhook."


def test_a_moment_of_another_day_is_told_with_its_date() -> None:
    old = Silence(id=1, source="freshdesk", last_heard_at=NOW - timedelta(days=2), usual=9, noticed_at=NOW)
    forms = [
        element["format"]
        for silence in (QUIET, old)
        for element in notices.source_silent(silence, EN).blocks[0]["elements"][0]["elements"]
        if element["type"] == "date"
    ]
    assert forms == ["{time}", "{date_short_pretty} {time}"]


def test_the_digests_remark_in_each_of_its_forms() -> None:
    assert EN.was_silent("Freshdesk", "11:04", "13:10") == (
        "Nothing came from Freshdesk between 11:04 and 13:10; figures may be low."
    )
    ends = [
        EN.was_silent("X", *when).removesuffix("; figures may be low.")
        for when in (("1:00", ""), ("", "2:00"), ("", ""))
    ]
    assert ends == ["Nothing came from X since 1:00", "Nothing came from X until 2:00", "Nothing came from X all day"]


def test_what_a_model_outside_costs_stands_there_where_one_is_asked() -> None:
    cost = OutsideCost(
        vendor="OpenAI", model="gpt-6-luna", today=Spent(micros=1_234_000, calls=34), ceiling=5_000_000, days=7,
        by_day=((date(2026, 11, 23), Spent(micros=410_000, calls=9)),
                (date(2026, 11, 24), Spent(micros=1_234_000, calls=34, unknown=2))),
        types=(("Where is my order", 120, Spent(micros=2_520_000, calls=130)),
               ("Returns", 1, Spent(micros=20_000, calls=1))),
    )  # fmt: skip

    told = shown(replace(found(), outside=cost))

    assert "OpenAI (gpt-6-luna) today: $1.23 for 34 calls, of at most $5.00." in told
    assert "By day: Mon 23 $0.41, Tue 24 $1.23 and 2 calls of unknown cost." in told
    assert "In 7 days: Where is my order $2.52 (120 tickets, $0.021 each), Returns $0.02 (1 ticket)." in told
    assert "OpenAI" not in shown(found())


def test_what_a_model_of_unknown_price_costs_is_unknown_and_not_nothing() -> None:
    nobody_knows = Spent(micros=0, calls=3, unknown=3)
    cost = OutsideCost(
        vendor="Ours", model="our-own", today=nobody_knows, ceiling=5_000_000, days=7,
        by_day=((date(2026, 11, 24), nobody_knows),), types=(("Returns", 2, nobody_knows),),
    )  # fmt: skip

    told = shown(replace(found(), outside=cost))

    assert "Ours (our-own) today: cost unknown for 3 calls." in told
    assert "In 7 days: Returns cost unknown (2 tickets)." in told
    assert "$" not in told
