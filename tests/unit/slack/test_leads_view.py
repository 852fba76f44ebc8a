"""What leads see below a queue: who has how much, a pause, and the modal that gives tickets to others."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.availability import HERE, Availability, Presence
from bot.domain.load import Load, Moved, Shares
from bot.domain.pause import Pause
from bot.domain.people import Person
from bot.slack import limits
from bot.slack.leads_view import moved
from bot.slack.modals.leads import reassign
from bot.slack.queue_view import queue_status
from bot.words import words
from tests.unit.slack.oracles import texts
from tests.unit.slack.test_views import STATUS

SAID = words("en")
NOW = datetime(2026, 11, 23, 9, 12, tzinfo=UTC)
AWAY = Availability(Presence.AWAY, datetime(2026, 11, 30, 8, tzinfo=UTC), out_of_reach=True)


def load(number: int, name: str = "Ana Silva", where: Availability = HERE, **sums: int) -> Load:
    return Load(person=Person(id=number, slack_id=f"U{number}", name=name), where=where, **sums)


SHARES = Shares(
    queue="orders", title="Orders", at=NOW,
    loads=(load(1, open=12, due=3, overdue=1), load(2, "Ben Otto", AWAY, open=4, waiting=2)),
    idle=(load(3, "Chloé Martin"), load(4, "Dora", Availability(Presence.OFF))), most=1000,
)  # fmt: skip
PAUSE = Pause(queue="orders", reason="stock-taking", by="Lena", until=NOW)


def ids(blocks: list[limits.Json]) -> list[str]:
    return [element["action_id"] for block in blocks if block["type"] == "actions" for element in block["elements"]]


def test_a_lead_sees_each_persons_share_and_may_change_it() -> None:
    post = queue_status(replace(STATUS, shares=SHARES), SAID)
    limits.check_post(post)
    told = str(post.blocks)
    for part in ("Who has how much", "12 open · 3 due today · 1 overdue", "4 open · 2 waiting for approval",
                 "away until", "With nothing: Chloé Martin", "Take over Ben Otto’s tickets"):  # fmt: skip
        assert part in told, part
    assert "Dora" not in told, "who is not at work is no free hand"
    assert ids(post.blocks)[-2:] == ["reassign", "take_all"]


def test_who_has_more_than_is_counted_has_so_many_or_more() -> None:
    shares = replace(SHARES, loads=(load(1, open=1000, overdue=1000, due=999),))
    post = queue_status(replace(STATUS, shares=shares), SAID)
    limits.check_post(post)
    assert "1,000 or more open · 999 due today · 1,000 or more overdue" in str(post.blocks)
    assert "Ana Silva (1,000 or more)" in str(reassign(shares, SAID))
    french = "\n".join(texts(queue_status(replace(STATUS, shares=shares), words("fr")).blocks))
    assert "1\u202f000 ou plus en cours" in french


def test_nobody_else_sees_it() -> None:
    assert "reassign" not in ids(queue_status(STATUS, SAID).blocks)


@pytest.mark.parametrize("lead", [True, False])
def test_a_pause_says_who_why_and_until_when(lead: bool) -> None:
    post = queue_status(replace(STATUS, pause=PAUSE, shares=SHARES if lead else None), SAID)
    limits.check_post(post)
    told = str(post.blocks[1])
    assert "by Lena: stock-taking. Nobody is given tickets by turn; what is due stays due." in told
    assert ("resume_queue" in told) == lead


def test_the_modal_names_holders_and_receivers_those_who_are_here_first() -> None:
    view = reassign(SHARES, SAID, from_id=2, to_id=1)
    limits.check_view(view)
    whose, which, to = (block["element"] for block in view["blocks"])
    assert whose["initial_option"]["text"]["text"] == "Ben Otto (4)"
    assert [one["value"] for one in which["options"]] == ["0", "5", "10", "20", "50"]
    assert [one["text"]["text"] for one in to["options"]] == [
        "In turn to whoever is here", "Back to the queue", "Chloé Martin", "Ana Silva", "Dora (away)",
        "Ben Otto (away)",
    ]  # fmt: skip
    assert to["initial_option"]["value"] == "1"
    assert "submit" not in reassign(replace(SHARES, loads=()), SAID)


def test_what_came_of_it() -> None:
    found = Moved(from_name="Ana", moved=((SHARES.loads[1].person, (1, 2)), (None, (3,))), sealed=(4,), leaving=(5,))
    told = moved(found, SAID).text
    assert "3 tickets of Ana’s moved: 2 to Ben Otto and 1 back to the queue." in told
    assert "T-4" in told
    assert "T-5" in told
    assert "None of Ana’s tickets was moved." in moved(Moved(from_name="Ana"), SAID).text
    assert "Nobody else is here" in moved(Moved(from_name="Ana", nobody=True), SAID).text


@given(st.lists(st.text(max_size=300), max_size=150), st.text(max_size=400), st.sampled_from(["en", "fr"]))
def test_it_stays_within_slacks_limits(names: list[str], reason: str, language: str) -> None:
    said = words(language)
    people = tuple(load(number, name, AWAY, open=9999) for number, name in enumerate(names, 1))
    shares = replace(SHARES, loads=people, idle=people)
    limits.check_post(queue_status(replace(STATUS, shares=shares, pause=replace(PAUSE, reason=reason)), said))
    limits.check_view(reassign(shares, said))
    numbers = tuple(range(10_000, 10_400))
    parts = tuple((one.person, numbers) for one in people)
    limits.check_post(moved(Moved(from_name=reason, moved=parts, sealed=numbers, leaving=numbers), said))
