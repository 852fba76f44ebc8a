"""`/queue`, the digest and direct messages."""

import json
import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.card import QueueLine, QueueStatus
from bot.domain.reply import ReplyState
from bot.domain.sla import DueAnswer, WarningLine
from bot.domain.ticket import Holder
from bot.slack import actions as act
from bot.slack import notices
from bot.slack.limits import Post
from bot.slack.queue_view import queue_status
from bot.slack.warning_view import NAMED, line
from bot.words import words
from tests.unit.slack.facts import BODY, FACTS, NOW, TICKET, with_reply, with_ticket
from tests.unit.slack.oracles import accepts_post, texts

EN = words("en")
LINE = QueueLine(
    ticket_id=1042,
    subject="Where is my order 4417?",
    state="new",
    priority="high",
    type_title="order status",
    holder=Holder("support"),
    holder_name="",
    waiting_since=NOW.replace(hour=7, minute=10),
    due=NOW.replace(hour=9, minute=0),
    overdue=True,
    sealed=False,
)
STATUS = QueueStatus(
    queue="orders",
    title="Orders",
    filter="overdue",
    lines=(LINE, replace(LINE, ticket_id=1043, subject="", sealed=True, overdue=False, due=None)),
    total=12,
    page=0,
    most=1000,
    counts={"open": 14, "overdue": 2, "sensitive": 0},
    at=NOW,
)


def told(post: Post) -> str:
    return "\n".join(texts(post.blocks))


def test_a_queue_shows_what_sleeps_apart() -> None:
    asleep = replace(LINE, ticket_id=1050, state="snoozed", due=None, asleep_until=NOW.replace(hour=11))
    counts = {"open": 14, "asleep": 3}
    post = queue_status(replace(STATUS, filter="", asleep=(asleep,), counts=counts), EN)
    accepts_post(post)
    text = told(post)
    assert "3 asleep" in text
    assert "Asleep: T-1050 until <!date^" in text
    assert "and 2 more" in text
    filtered = queue_status(replace(STATUS, filter="asleep", lines=(asleep,)), EN)
    accepts_post(filtered)
    assert "waits 2 h 10 min\n · asleep until " in told(filtered)


@pytest.mark.parametrize(
    ("language", "asleep", "rest"),
    [
        ("en", "1,000 or more asleep", "and at least 999 more"),
        ("fr", "1\u202f000 ou plus en veille", "et au moins 999 de plus"),
    ],
)
def test_figures_that_end_somewhere_say_so(language: str, asleep: str, rest: str) -> None:
    line = replace(LINE, ticket_id=1050, state="snoozed", due=None, asleep_until=NOW.replace(hour=11))
    counts = {"open": 999, "asleep": 1000}
    post = queue_status(
        replace(STATUS, filter="", asleep=(line,), counts=counts, most=1000, total=1000), words(language)
    )
    accepts_post(post)
    text = told(post)
    assert ("999 open" if language == "en" else "999 en cours") in text
    assert asleep in text
    assert rest in text


def test_a_queue_says_what_waits_since_when_and_on_whom() -> None:
    post = queue_status(STATUS, EN)
    accepts_post(post)
    text = told(post)
    assert "14 open · 2 overdue" in text
    assert "sensitive" in text
    assert "0 sensitive" not in text
    assert " · high · order status · With nobody · waits 2 h 10 min" in text
    assert "overdue, due " in text
    assert "1 to 2 of 12" in text


def test_a_queue_turns_its_pages() -> None:
    first = queue_status(STATUS, EN).blocks[-1]["elements"]
    assert [json.loads(element["value"]) for element in first] == [{"q": "orders", "f": "overdue", "p": 1}]
    last = queue_status(replace(STATUS, page=1), EN).blocks[-1]["elements"]
    assert [json.loads(element["value"])["p"] for element in last] == [0]


def test_an_empty_queue_says_so() -> None:
    post = queue_status(replace(STATUS, lines=(), total=0, counts={}), EN)
    accepts_post(post)
    assert "Nothing waits here." in told(post)


def test_a_wish_for_a_second_approval_shows_the_text_unless_it_is_sealed() -> None:
    waiting = with_reply(with_ticket(keys_needed=2), state=ReplyState.AWAITING_KEYS)
    post = notices.second_approval(waiting, EN)
    accepts_post(post)
    assert BODY in told(post)
    assert '{"t": 1042, "r": 5}' in str(post.blocks)
    sealed = with_ticket(waiting, level="sensitive")
    assert BODY not in told(notices.second_approval(sealed, EN))


def test_a_stopped_reply_names_the_reason_unless_it_is_sealed() -> None:
    assert "order 4417 is now delivered" in notices.stopped_reply(FACTS, "order 4417 is now delivered", EN).text
    sealed = with_ticket(level="sensitive")
    assert "4417" not in notices.stopped_reply(sealed, "order 4417 is now delivered", EN).text


@pytest.mark.parametrize("level", ["none", "sensitive"])
def test_a_message_about_a_ticket_leads_to_it_and_names_its_subject_unless_it_is_sealed(level: Any) -> None:
    facts = with_ticket(level=level)
    for post in (
        notices.about(facts, EN.notice("assigned", "T-1042", {"who": "Nina"}), EN),
        notices.stopped_reply(facts, "", EN),
        notices.unsure_reply(facts, EN),
    ):
        accepts_post(post)
        (button,) = post.blocks[-1]["elements"]
        assert (button["action_id"], json.loads(button["value"])) == (act.OPEN, {"t": 1042})
        assert ("Where is my order 4417?" in told(post)) is (level == "none")


def test_a_message_about_a_ticket_that_nobody_has_looked_at_yet_keeps_its_subject() -> None:
    assert "4417" not in told(notices.about(replace(FACTS, prepared=False), "Ana gave T-1042 to you.", EN))


def test_an_answer_reaches_whoever_asked_in_slack() -> None:
    post = notices.answer(TICKET, "Nina Berg", "<!channel> it is there", EN)
    accepts_post(post)
    assert "<!channel> it is there" in told(post)
    assert "<!" not in post.text


def test_other_notices() -> None:
    for post in (
        notices.data_alert("generic", "customer.erased", EN),
        notices.unsure_reply(FACTS, EN),
        notices.say(EN.refusal("taken", {"who": "<!here>"})),
        notices.desk_help(EN),
    ):
        accepts_post(post)
        assert "<!" not in post.text


@pytest.mark.parametrize("body", ["line\n" * 590, "x" * 2990, '"\n' * 1490], ids=["lines", "one word", "to be escaped"])
def test_an_answer_is_whole_with_its_last_line(body: str) -> None:
    post = notices.answer(TICKET, "Nina Berg", f"{body}The end.", EN)
    accepts_post(post)
    assert told(post).replace("\n", "").endswith(f"{body}The end.".replace("\n", ""))


def test_a_message_says_what_became_of_its_question() -> None:
    waiting = with_reply(with_ticket(keys_needed=2), state=ReplyState.AWAITING_KEYS)
    assert notices.now(waiting, EN) == notices.second_approval(waiting, EN)
    leaving = notices.now(with_reply(with_ticket(keys_needed=2)), EN)
    accepts_post(leaving)
    assert "Sends at" in told(leaving)
    assert act.SECOND_APPROVE not in str(leaving.blocks)
    sealed = notices.now(with_reply(with_ticket(level="sensitive"), state=ReplyState.STOPPED), EN)
    assert BODY not in told(sealed)
    assert act.OPEN in str(sealed.blocks)
    accepts_post(notices.now(FACTS, EN))


def test_help_names_every_command_as_the_desk_calls_it() -> None:
    for prefix in ("", "team-"):
        post = notices.desk_help(EN, prefix)
        accepts_post(post)
        for command in ("queue", "ticket", "digest", "desk"):
            assert f"/{prefix}{command} " in post.text
        assert not any(mark in told(post) for mark in "`*")
    for word in ("due soon", "find", "release", "today|yesterday"):
        assert word in notices.desk_help(EN).text


def test_help_names_the_same_commands_in_every_language() -> None:
    named = [re.findall(r"/\w+ [a-zT]\S*", notices.desk_help(words(one)).text) for one in ("en", "fr")]
    assert named[0] == named[1]


@pytest.mark.parametrize(
    ("chosen", "english", "french"),
    [
        ("", "the longest waiting first", "la plus longue attente d’abord"),
        ("mine", "the longest waiting first", "la plus longue attente d’abord"),
        ("due soon", "the first due first", "la première échéance d’abord"),
        ("overdue", "the first due first", "la première échéance d’abord"),
        ("asleep", "the first to wake first", "le premier réveil d’abord"),
    ],
)
def test_a_page_of_a_queue_says_in_what_order_it_is(chosen: str, english: str, french: str) -> None:
    assert english in told(queue_status(replace(STATUS, filter=chosen), EN))
    assert french in told(queue_status(replace(STATUS, filter=chosen), words("fr")))


@pytest.mark.parametrize("count", [0, 1, 15, 400])
def test_a_line_of_warnings_is_accepted_however_many_there_are(count: int) -> None:
    answers = [
        DueAnswer(NOW + timedelta(minutes=n), 2**31 - n, overdue=late) for n in range(count) for late in (True, False)
    ]
    post = line(WarningLine.of(answers), EN)
    accepts_post(post)
    text = told(post)
    assert text.count("T-") == 2 * min(count, NAMED)
    assert ("and 385 more" in text) is (count == 400)
    assert (text == EN.nothing_due) is (count == 0)
