"""Which entries of the journal are events, who is told, and how little of an entry goes along."""

import ast
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.desk import Subscriber
from bot.domain.events import EVENTS, events_of, takers
from bot.domain.ticket import Event

ROOT = Path(__file__).parents[2]


def names(action: str, **detail: Any) -> list[str]:
    return [name for name, _ in events_of(action, detail)]


@pytest.mark.parametrize(
    ("action", "detail", "events"),
    [
        ("ticket.claimed", {"person": 12}, ["ticket.claimed"]),
        ("ticket.sent_resolve", {"reply": 3}, ["reply.sent", "ticket.resolved"]),
        ("ticket.customer_wrote", {}, ["message.received"]),
        ("ticket.customer_wrote", {"was": "resolved"}, ["message.received", "ticket.reopened"]),
        ("ticket.handed_back", {"result": "done", "handoff": "O-17"}, ["handoff.done"]),
        ("handoff.answered", {"result": "need_more", "handoff": "O-17"}, ["handoff.needs_more"]),
        ("record.read", {"key": "4417"}, []),
        ("ticket.opened", {}, []),
    ],
)
def test_an_entry_is_none_one_or_several(action: str, detail: dict[str, Any], events: list[str]) -> None:
    assert names(action, **detail) == events


def test_of_an_entry_only_what_is_named_goes_along() -> None:
    detail = {"to": "@marta", "reason": "angry", "rule": "", "note": "She shouts.", "person": 12}
    assert list(events_of("ticket.escalated", detail)) == [("ticket.escalated", {"reason": "angry"})]


@pytest.mark.parametrize(("score", "given"), [(4.0, {"score": 4}), (4.5, {"score": 4.5}), (None, {})])
def test_a_rating_is_told_with_its_score(score: float | None, given: dict[str, Any]) -> None:
    assert list(events_of("ticket.rated", {"score": score})) == [("ticket.rated", given)]


def written() -> set[str]:
    """Every action that the code writes into the journal: as a literal, or as an event of the life cycle."""
    literals = {
        node.value
        for folder in ("bot/flow", "store")
        for file in (ROOT / folder).rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    return literals | {f"ticket.{event.value}" for event in Event} | {"handoff.accepted", "handoff.proposed"}


def test_every_entry_that_is_an_event_is_written_somewhere() -> None:
    assert {entry.action for sort in EVENTS.values() for entry in sort.entries} <= written()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)  # fmt: skip


@given(st.sampled_from(sorted({entry.action for sort in EVENTS.values() for entry in sort.entries})), st.data())
def test_whatever_an_entry_holds_only_plain_values_of_named_keys_come_out(action: str, data: st.DataObject) -> None:
    keys = [key for sort in EVENTS.values() for key in (*sort.gives, *(k for e in sort.entries for k, _ in e.where))]
    detail = data.draw(st.dictionaries(st.sampled_from(keys) | st.text(), JSON))
    for name, facts in events_of(action, detail):
        assert set(facts) <= set(EVENTS[name].gives)
        assert all(type(value) is int or (type(value) is str and len(value) <= 100) for value in facts.values())


@pytest.mark.parametrize(
    ("wants", "told"),
    [
        ({}, True),
        ({"queues": ("orders",)}, True),
        ({"queues": ("billing",)}, False),
        ({"types": ("refund",)}, True),
        ({"types": ("order_status",)}, False),
        ({"queues": ("orders",), "types": ("order_status",)}, False),
        ({"events": ("ticket.closed",)}, False),
    ],
)
def test_who_is_told(wants: dict[str, Any], told: bool) -> None:
    subscriber = Subscriber.model_validate({"name": "jira", "events": ("ticket.created",)} | wants)
    assert bool(takers([subscriber], "ticket.created", "orders", "refund")) is told


def test_a_spike_stands_in_no_queue() -> None:
    subscriber = Subscriber(name="jira", events=("spike.opened",), queues=("orders",))
    assert takers([subscriber], "spike.opened", None, "order_status") == []
