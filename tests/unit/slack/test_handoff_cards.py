"""A department's card and modals: what they show, and what they never do."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.handoff import Handoff, HandoffFacts, HandoffLine, Item, Order, Part, Stage
from bot.slack import limits, thread
from bot.slack.cards import card
from bot.slack.handoff_cards import continues_below, handoff_card, open_requests
from bot.slack.modals import handoffs as modals
from bot.words import words
from tests.unit.slack.facts import FACTS
from tests.unit.test_handoff import ASKED, HOUR, MONDAY

SAID = words("en")
TOMAS, GROUP = "U0TOMAS01", "S0LOGISTICS"


def order(ticket_id: int, part: Part = Part.WAITING, **fields: str) -> Order:
    return Order(ticket_id=ticket_id, part=part, record="orders", key="4417", fields=fields, answer="")


def shown(handoff: Handoff = ASKED, **changes: object) -> HandoffFacts:
    found = HandoffFacts(
        handoff=handoff, title="Logistics", channel="#ops", tag="", asked_by="Ana Silva", language="en",
        orders=(order(1001, status="in transit", carrier="GLS"),), at=MONDAY,
    )  # fmt: skip
    return replace(found, **changes)  # type: ignore[arg-type]


def buttons(post: limits.Post) -> list[str]:
    return [element["text"]["text"] for block in post.blocks if block["type"] == "actions"
            for element in block["elements"]]  # fmt: skip


def test_an_orders_number_is_said_once() -> None:
    made = handoff_card(shown(orders=(order(1001, number="4417", status="in transit"),)), SAID)
    assert str(made.blocks).count("4417") == 1
    assert "in transit" in str(made.blocks)


def test_it_says_what_is_needed_by_when_and_for_which_orders() -> None:
    post = handoff_card(shown(), SAID)
    limits.check_post(post)
    said = str(post.blocks)
    for part in ("O-17", "Logistics", "Ana Silva", "Where are the parcels?", "We are asking.", "T-1001", "GLS"):
        assert part in said
    assert TOMAS not in said


@pytest.mark.parametrize(
    ("stage", "offered"),
    [
        (Stage.ASKED, ["Accept", "Propose another time", "Decline…", "Orders as CSV"]),
        (Stage.ACCEPTED, ["Done…", "Need more…", "Another time", "Decline…", "Orders as CSV"]),
        (Stage.PROPOSED, ["Done…", "Need more…", "Another time", "Decline…", "Orders as CSV"]),
        (Stage.DONE, ["Orders as CSV"]),
        (Stage.WITHDRAWN, ["Orders as CSV"]),
    ],
)
def test_it_offers_what_may_be_said_at_each_stage(stage: Stage, offered: list[str]) -> None:
    assert buttons(handoff_card(shown(replace(ASKED, stage=stage)), SAID)) == offered


@pytest.mark.parametrize(("tag", "mention"), [(TOMAS, f"<@{TOMAS}>"), (GROUP, f"<!subteam^{GROUP}>")])
def test_it_mentions_a_person_or_a_group(tag: str, mention: str) -> None:
    post = handoff_card(shown(tag=tag), SAID)
    assert tag in str(post.blocks)
    assert mention in post.text


def test_what_is_late_is_called_late() -> None:
    assert "late" not in str(handoff_card(shown(), SAID).blocks)
    assert "late" in str(handoff_card(shown(at=ASKED.accept_by), SAID).blocks)
    accepted = replace(ASKED, stage=Stage.ACCEPTED)
    assert "late" not in str(handoff_card(shown(accepted, at=ASKED.accept_by), SAID).blocks)


@given(st.text(max_size=4000), st.text(max_size=2000), st.integers(1, 150), st.sampled_from(Stage))
def test_whatever_is_written_it_stays_within_the_limits(needs: str, told: str, count: int, stage: Stage) -> None:
    items = tuple(Item(ticket_id=n, part=Part.WAITING) for n in range(1, count + 1))
    handoff = replace(ASKED, needs=needs, told=told, stage=stage, items=items)
    lines = tuple(order(n, carrier=needs, eta=told, status=needs) for n in range(1, count + 1))
    found = shown(handoff, orders=lines, tag=TOMAS)
    limits.check_post(handoff_card(found, SAID))
    limits.check_post(continues_below(handoff, SAID))
    for make in (modals.propose, modals.decline, modals.done, modals.need_more):
        limits.check_view(make(found, SAID))
    limits.check_view(modals.orders_csv(found, SAID, "\n".join(needs for _ in range(count))))
    asked = [replace(handoff, id=n) for n in range(1, count + 1)]
    limits.check_view(modals.hand_off(FACTS, SAID, [("logistics", "Logistics", asked), ("depot", "D", ())]))


def test_a_request_that_stands_may_be_added_to() -> None:
    view = modals.hand_off(FACTS, SAID, [("logistics", "Logistics", [ASKED])])
    assert "Logistics already has O-17 (Where are the parcels?, 2 tickets)." in str(view)
    assert "'add:17'" in str(view)
    assert "'new:logistics'" in str(view)
    assert "no department" in str(modals.hand_off(FACTS, SAID, []))


LINE = HandoffLine(
    number="O-17", title="Logistics", stage=Stage.ACCEPTED, part=Part.WAITING, until=MONDAY + HOUR, late=False,
    answer="", untold=False,
)  # fmt: skip


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (replace(LINE, stage=Stage.ASKED), "asked, answer due"),
        (LINE, "promised"),
        (replace(LINE, late=True), ", late"),
        (replace(LINE, part=Part.DONE, answer="It is in Lyon.", untold=True), "Tell the customer."),
        (replace(LINE, part=Part.NEED_MORE, answer="Which?", untold=True), "Hand off… adds what they need."),
    ],
)
def test_the_tickets_card_says_how_it_stands(line: HandoffLine, told: str) -> None:
    post = card(replace(FACTS, handoffs=(line,)), SAID)
    limits.check_post(post)
    assert told in str(post.blocks)
    assert "O-17" in str(post.blocks)


def test_the_thread_quotes_the_answer_and_tells_the_holder() -> None:
    line = replace(LINE, part=Part.DONE, answer="<!channel> It is in Lyon.")
    post = thread.handed_back(1001, MONDAY + timedelta(hours=1), line, SAID, mention=TOMAS)
    limits.check_post(post)
    assert "Logistics has done O-17." in str(post.blocks)
    assert "<!channel>" not in post.text
    assert post.text.endswith(f"<@{TOMAS}>")


def test_what_is_chosen_names_the_department_once_its_group_is_out_of_sight() -> None:
    view = modals.asking(SAID, [("logistics", "Logistics", [ASKED])], callback_id="x", metadata="", first=True)
    (where,) = [block["element"] for block in view["blocks"] if block.get("element", {}).get("initial_option")]
    assert where["initial_option"]["text"]["text"] == "Logistics: New request"


@pytest.mark.parametrize(
    ("stage", "late", "says"),
    [
        (Stage.ASKED, False, "asked · 2 tickets · needed by "),
        (Stage.ASKED, True, "asked, late · 2 tickets · needed by "),
        (Stage.ACCEPTED, False, "· 2 tickets · promised "),
    ],
)
def test_a_list_calls_nothing_a_promise_that_nobody_has_given(stage: Stage, late: bool, says: str) -> None:
    found = shown(replace(ASKED, stage=stage), at=ASKED.accept_by + HOUR if late else MONDAY)
    told = str(open_requests("Logistics", [found], SAID).blocks)
    assert says in told
