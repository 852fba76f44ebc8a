"""`[[needs]]` and the sources in Slack: what may not stand there, and what `check` says of what does."""

from datetime import date
from pathlib import Path

import pytest

from bot.desk import explain, load
from tests.unit.desk.small import problems_with

NEEDS = '[[needs]]\nname = "order"\n'
SLACK = '[[sources]]\nname = "help-it"\nkind = "slack"\n'


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ('[[needs]]\nname = "colour"\n', 'needs[1] "colour" has no effect, since no type needs it'),
        (NEEDS + 'pattern = "("', 'needs[1] "order": pattern is no regular expression'),
        (NEEDS + 'kind = "choice"', 'kind = "choice" needs 2 to 100 choices, and there are 0'),
        (NEEDS + 'choices = ["a", "b"]', 'choices have no effect; write kind = "choice"'),
        (NEEDS + 'kind = "choice"\nchoices = ["a", "a"]', "choices must differ"),
        (
            NEEDS + 'kind = "date"\nearliest = "yesterday"',
            'earliest must be a number of days from today such as "-90d"',
        ),
        (NEEDS + 'kind = "date"\nearliest = "2d"\nlatest = "1d"', "earliest must not lie after latest"),
        (NEEDS + 'latest = "1d"', 'latest has no effect; write kind = "date"'),
        (NEEDS + f'title = "{"x" * 76}"', "title must be a text of at most 75 characters"),
        (NEEDS + f'hint = "{"x" * 151}"', "hint may have 150 characters"),
        (NEEDS + 'ask = { english = "Which?" }', "ask must be a language of two letters"),
        (NEEDS + 'ask = { en = " " }', "ask.en must not be empty"),
        (NEEDS + NEEDS, 'needs: the name "order" is given 2 times'),
        (SLACK, 'kind = "slack" needs a channel such as "#help-it", an emoji, or both'),
        (SLACK + 'channel = "help"', 'channel must name a channel as "#name"'),
        (SLACK + 'channel = "#support-orders"', "in channel #support-orders stand the cards of the queue orders"),
        (SLACK + 'emoji = ":ticket:"', "emoji must be a name without colons"),
        (SLACK + 'emoji = "ticket"\nask = false', "ask has no effect without a channel"),
        (SLACK + 'channel = "#help"\nidempotent = true', 'idempotent has no effect with kind = "slack"'),
        ('[[sources]]\nname = "desk"\nemoji = "ticket"', 'emoji has no effect with kind = "generic"'),
        (SLACK.replace("help-it", "api") + 'channel = "#help"', 'the name "api" is taken by what is built in'),
        (
            SLACK + 'channel = "#help"\n' + SLACK.replace("help-it", "other") + 'channel = "#help"',
            "channel #help belongs to the source help-it already",
        ),
        (
            SLACK + 'emoji = "ticket"\n' + SLACK.replace("help-it", "other") + 'channel = "#o"\nemoji = "ticket"',
            'emoji "ticket" means the source help-it in the same channels',
        ),
    ],
)
def test_what_cannot_be(written: str, problem: str, tmp_path: Path) -> None:
    found = problems_with(tmp_path, "[[routing]]", f"{written}\n[[routing]]")
    assert any(problem in one for one in found), found


def test_the_desk_for_colleagues_is_sound_and_explained() -> None:
    desk = load(Path(__file__).parents[3] / "examples" / "internal" / "desk.toml", date(2026, 11, 24))
    told = "\n".join(explain(desk, date(2026, 11, 24)))
    assert "#help-it asks before it makes a ticket of a message" in told
    assert ":ticket: makes a ticket of a message in #help-it" in told
    assert "Need item: one of 5 choices; a form insists on it." in told
    assert desk.internal
