"""The standup in words: queues in which something waits, and one line for the others."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.standup import QueueStandup, Share, Standup, Waiting
from bot.slack.standup_view import standup
from bot.words import words
from tests.unit.slack.oracles import accepts_post, texts

ORDERS = QueueStandup(
    title="Orders",
    waiting=Waiting(first=21, following=11, telling=4, approval=2),
    nobody=9,
    overdue={"first_response": 3},
    asleep=7,
    sleepers=(1001, 1002, 1003, 1004, 1005),
    people=(Share(name="Ana", open=12, due=3), Share(name="Ben", open=4, due=0, away=True)),
    most=1000,
)
IDLE = QueueStandup(title="Returns", waiting=Waiting(), nobody=0, most=1000)
MORNING = Standup(day=date(2026, 11, 23), queues=(ORDERS, IDLE, replace(IDLE, title="Billing")))


def told(found: Standup, language: str = "en") -> str:
    post = standup(found, words(language))
    accepts_post(post)
    return "\n".join(texts(post.blocks))


def test_a_morning_line_by_line() -> None:
    assert told(MORNING).split("\n") == [
        "Standup, Monday 23 November",
        "Orders",
        "Waiting: 21 for a first answer, 11 for the next answer, 2 for an approval, "
        "4 to tell the customer what a department has answered; 9 with nobody.",
        "Overdue just now: 3 first answers.",
        "Asleep for more than a week: T-1001, T-1002, T-1003, T-1004, T-1005 and 2 more.",
        "With: Ana 12 (3 due), Ben 4 (away).",
        "Nothing waits in Returns or Billing.",
    ]


def test_in_french_too() -> None:
    assert "Ana 12 (3 à échéance), Ben 4 (absence)" in told(MORNING, "fr")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_morning_on_which_nothing_waits_is_one_line(language: str) -> None:
    found = Standup(day=date(2026, 11, 23), queues=(IDLE,))
    assert told(found, language).split("\n")[1:] == [words(language).nothing_waits_anywhere]


def test_a_long_list_of_people_ends_somewhere() -> None:
    many = tuple(Share(name=f"Agent {number}", open=1, due=0) for number in range(40))
    text = told(Standup(day=date(2026, 11, 23), queues=(replace(ORDERS, people=many),) * 20))
    assert "and 32 more" in text
    assert text.endswith("and 10 more")
