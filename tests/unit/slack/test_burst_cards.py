"""A burst card: numbers and types, within Slack's limits."""

from datetime import UTC, datetime
from typing import Any

from bot.domain.burst import PAGE, BurstPage, Entry
from bot.domain.ticket import State
from bot.slack import limits
from bot.slack.burst_cards import burst_card, choose
from bot.words import words

SAID = words("en")
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
TITLES = [f"A rather long title of a request type, <{number}>" for number in range(40)]


def entry(number: int, **changes: Any) -> Entry:
    plain: dict[str, Any] = {
        "ticket_id": number, "type": "order_status", "queue": "orders", "state": State.NEW, "priority": "normal",
        "level": "none", "assigned": False, "escalated": False, "asked": False, "has_card": False, "created_at": NOW,
    }  # fmt: skip
    return Entry(**plain | changes)


def page(*entries: tuple[Entry, str], came: int = 0) -> BurstPage:
    return BurstPage(burst_id=1, page=1, language="en", came=came or len(entries), since=NOW, entries=entries)


def full(first: int = 990_001) -> BurstPage:
    """As much as ever stands on one: types by the dozen, and as many singles as others."""
    listed = [(entry(first + number), TITLES[number % len(TITLES)]) for number in range(PAGE + 16)]
    urgent = [(entry(first + 1000 + number, priority="urgent"), TITLES[0]) for number in range(PAGE // 2)]
    sealed = [(entry(first + 2000 + number, level="sensitive"), "") for number in range(PAGE // 2 + 16)]
    return page(*listed, *urgent, *sealed)


def text_of(shown: limits.Post) -> str:
    return "\n".join(block["text"]["text"] for block in shown.blocks if block["type"] == "section")


def buttons(shown: limits.Post) -> list[str]:
    rows = [block["elements"] for block in shown.blocks if block["type"] == "actions"]
    return [element["action_id"] for row in rows for element in row]


def test_it_says_how_many_of_what_and_which() -> None:
    shown = burst_card(
        page(
            (entry(1001), "Where is my order"), (entry(1002), "Where is my order"), (entry(1003), ""),
            (entry(1004, priority="urgent"), "Return"), (entry(1005, level="sensitive"), ""), came=9,
        ),
        SAID,
    )  # fmt: skip
    said = text_of(shown)
    assert "9 requests since" in said
    assert "5 wait here" in said
    assert "*Where is my order* (2): T-1001, T-1002" in said
    assert "*Type unknown* (1): T-1003" in said
    assert "Urgent (1): T-1004" in said
    assert "Sensitive (1): T-1005" in said
    assert said.index("T-1004") < said.index("T-1001"), "what is urgent stands on top"
    assert buttons(shown) == ["take_next", "open_one"]


def test_a_full_one_is_within_the_limits_and_leaves_nobody_out() -> None:
    shown = burst_card(full(), SAID, outbox_id="post-1")
    limits.check_post(shown)
    assert all(found.number in text_of(shown) for found, _ in full().entries)


def test_the_menu_offers_every_one_of_them() -> None:
    view = choose(full(), SAID)
    limits.check_view(view)
    (menu,) = view["blocks"][1]["elements"]
    values = [option["value"] for group in menu["option_groups"] for option in group["options"]]
    assert sorted(values) == sorted(str(found.ticket_id) for found, _ in full().entries)
    assert all(len(group["options"]) <= limits.OPTIONS for group in menu["option_groups"])


def test_an_empty_one_says_so_and_has_no_buttons() -> None:
    shown = burst_card(page(came=400), SAID)
    limits.check_post(shown)
    assert SAID.burst_done in str(shown.blocks)
    assert buttons(shown) == []


def test_what_somebody_has_taken_cannot_be_taken_from_it() -> None:
    assert buttons(burst_card(page((entry(1001, assigned=True), "")), SAID)) == ["open_one"]
