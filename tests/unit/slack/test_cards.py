"""The card in each of its states."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot.domain.card import CardFacts
from bot.domain.draft import DraftState, Sentence, Withheld
from bot.domain.reply import ReplyState
from bot.domain.ticket import Holder, State
from bot.slack import actions as act
from bot.slack.cards import card
from bot.slack.drafts import SHORT, SHORT_LINES
from bot.slack.limits import Post
from bot.slack.sealed_cards import moved
from bot.words import words
from tests.unit.slack.facts import BODY, FACTS, NINA, NOW, TICKET, with_draft, with_reply, with_ticket
from tests.unit.slack.oracles import accepts_post, texts

EN = words("en")
CLAIMED = replace(with_ticket(state=State.OPEN, assignee_id=3), holder=Holder("support", "", 3), holder_person=NINA)
SEALED = replace(with_ticket(level="sensitive", classes=("compensation",), keys_needed=2), draft=None, approvers=())
LONG = "A line that says little.\n" * 24

STATES: dict[str, CardFacts] = {
    "new": replace(FACTS, draft=None),
    "suggestion": FACTS,
    "claimed": CLAIMED,
    "newer_suggestion": replace(CLAIMED, newer_draft=True),
    "no_suggestion": with_draft(
        state=DraftState.WITHHELD, reason=Withheld.FOREIGN_RECORD, facts={"source": "orders", "key": "4417"}, body=""
    ),
    "asked": replace(
        with_draft(with_ticket(type=None), state=DraftState.ASKED, body=""),
        type_title="",
        guess_title="Where is my order",
        guess_confidence=0.61,
    ),
    "rejected": with_draft(CLAIMED, state=DraftState.REJECTED),
    "awaiting": replace(
        with_reply(with_ticket(CLAIMED, state=State.WAITING_APPROVAL), state=ReplyState.AWAITING_KEYS, keys_needed=2),
        approvers=(NINA,),
    ),
    "undo": with_reply(CLAIMED),
    "sending": with_reply(CLAIMED, state=ReplyState.SENDING),
    "sent": replace(
        with_reply(with_ticket(CLAIMED, state=State.WAITING_CUSTOMER), state=ReplyState.SENT, sent_at=NOW),
        holder=Holder("customer"),
        approvers=(NINA,),
    ),
    "stopped": replace(
        with_reply(CLAIMED, state=ReplyState.STOPPED, stop_reason="record_changed"),
        stop_facts={"record": "orders:4417", "field": "status", "before": "in transit", "now": "delivered"},
    ),
    "unsure": with_reply(CLAIMED, state=ReplyState.UNSURE),
    "asleep": with_ticket(CLAIMED, state=State.SNOOZED, snoozed_until=NOW + timedelta(hours=23)),
    "resolved": replace(
        with_ticket(CLAIMED, state=State.RESOLVED, resolved_at=NOW, first_response_at=NOW),
        holder=Holder("nobody"),
        resolver="Omar Diallo",
    ),
    "closed": replace(with_ticket(CLAIMED, state=State.CLOSED), holder=Holder("nobody")),
    "continues_below": replace(FACTS, continued_by="1795425120.000100"),
    "sealed": SEALED,
    "too_long": with_draft(body=LONG),
}


def buttons(post: Post) -> list[str]:
    return [
        element.get("text", element.get("placeholder"))["text"]
        for block in post.blocks
        if block["type"] == "actions" and ":judge-" not in block["block_id"]
        for element in block["elements"]
    ]


def told(post: Post) -> str:
    return "".join(texts(post.blocks))


@pytest.fixture
def drawn(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(JSONSnapshotExtension)


@pytest.mark.parametrize("state", STATES)
def test_each_state_as_drawn(state: str, drawn: SnapshotAssertion) -> None:
    post = card(STATES[state], EN, outbox_id="77", mention_owner=True)
    accepts_post(post)
    assert {"text": post.text, "metadata": post.metadata, "blocks": post.blocks} == drawn


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("new", ["Claim", "Escalate", "More…"]),
        ("suggestion", ["Claim", "Approve & send", "Edit", "Reject", "Escalate", "More…"]),
        ("claimed", ["Take over", "Approve & send", "Edit", "Reject", "Escalate", "More…"]),
        ("too_long", ["Claim", "Read before sending", "Edit", "Reject", "Escalate", "More…"]),
        ("no_suggestion", ["Claim", "Escalate", "More…"]),
        ("asked", ["Yes, it is", "Other type…", "Claim", "Escalate", "More…"]),
        ("awaiting", ["Approve too", "Take back", "More…"]),
        ("undo", ["Take back", "More…"]),
        ("sending", ["More…"]),
        ("sent", ["Take over", "Escalate", "More…"]),
        ("stopped", ["Take over", "Read again", "Edit", "Reject", "Escalate", "More…"]),
        ("unsure", ["It arrived", "Send again", "Take over", "Escalate", "More…"]),
        ("asleep", ["Wake up", "Take over", "Escalate", "More…"]),
        ("resolved", ["Reopen", "More…"]),
        ("closed", ["More…"]),
        ("sealed", ["Open"]),
        ("continues_below", []),
    ],
)
def test_buttons(state: str, expected: list[str]) -> None:
    assert buttons(card(STATES[state], EN)) == expected


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("new", "Suggestion follows."),
        ("suggestion", "With nobody · answer due "),
        ("suggestion", "3rd contact in 14 days"),
        ("suggestion", "Suggested reply to Jo D. (e-mail, English, with AI line)"),
        ("suggestion", "[1] Delivery delays · Marta · checked 12 days ago"),
        ("suggestion", "Nina checked and approved it."),
        ("claimed", "With Nina Berg"),
        ("newer_suggestion", "A newer suggestion came"),
        ("no_suggestion", "No suggestion: order 4417 could not be tied to this customer."),
        ("asked", "No suggestion yet: this looks like “Where is my order” (61 %)."),
        ("awaiting", "Needs Marta’s approval too · Approved by Nina Berg"),
        ("undo", "Sends at "),
        ("sent", "approved by Nina Berg."),
        (
            "stopped",
            "Not sent. Changed since this suggestion: order 4417 was in transit, is now delivered. Read",
        ),
        ("unsure", "We cannot tell whether this arrived."),
        ("resolved", "Resolved by Omar Diallo after 12 min."),
        ("closed", "Closed."),
        ("continues_below", "T-1042 continues below."),
        ("sealed", "T-1042 · sensitive"),
        ("too_long", "…"),
    ],
)
def test_what_it_says(state: str, sentence: str) -> None:
    assert sentence in told(card(STATES[state], EN))


def test_buttons_about_a_draft_name_it_and_the_newest_message() -> None:
    elements = card(FACTS, EN).blocks[-1]["elements"]
    values = {element["action_id"]: element["value"] for element in elements if "value" in element}
    assert values["approve"] == values["edit"] == values["reject"] == '{"t": 1042, "d": 31, "m": 880}'
    assert values["claim"] == '{"t": 1042}'


def test_a_reply_on_its_way_is_named_by_its_buttons() -> None:
    elements = card(STATES["awaiting"], EN).blocks[-1]["elements"]
    assert [element.get("value") for element in elements[:2]] == ['{"t": 1042, "r": 5}'] * 2


def test_the_second_approver_sees_all_of_a_long_reply() -> None:
    facts = with_reply(STATES["awaiting"], body=LONG + "The very end.", state=ReplyState.AWAITING_KEYS)
    post = card(facts, EN)
    accepts_post(post)
    assert "The very end." in told(post)


LINES = "a\n" * (SHORT_LINES - 1) + "a"


@pytest.mark.parametrize(
    ("body", "in_full"),
    [("x" * SHORT, True), ("x" * (SHORT + 1), False), (LINES, True), (LINES + "\na", False)],
)
def test_only_a_text_shown_in_full_may_be_approved_on_the_card(body: str, in_full: bool) -> None:
    post = card(with_draft(body=body), EN)
    assert ("Approve & send" in buttons(post)) is in_full
    assert (body in told(post)) is in_full


def test_the_line_about_the_assistant_stands_once_under_a_reply_that_carries_it() -> None:
    body = f"{BODY}\n\n{FACTS.disclosure}"
    assert told(card(with_reply(CLAIMED, body=body), EN)).count(FACTS.disclosure) == 1


def test_a_record_that_is_not_the_customers_shows_no_field() -> None:
    foreign = replace(FACTS.records[0], state="foreign")
    assert "in transit" not in told(card(replace(FACTS, records=(foreign,), draft=None), EN))


def test_an_overdue_answer_says_so() -> None:
    late = with_ticket(first_response_due=NOW.replace(hour=8))
    assert "overdue, answer was due" in told(card(late, EN))


def test_a_new_suggestion_after_a_stopped_reply_is_shown_with_what_stopped_it() -> None:
    stopped = with_reply(CLAIMED, state=ReplyState.STOPPED, stop_reason="new_message")
    post = card(with_draft(stopped, id=32, last_message_id=881), EN)
    assert "Approve & send" in buttons(post)
    assert "An earlier reply was not sent: the customer wrote again." in told(post)


def test_a_doubtful_sentence_is_pointed_out() -> None:
    doubtful = Sentence(text="It arrives today.", flag="no source says today")
    assert "Look twice: “It arrives today.” no source says today" in told(card(with_draft(sentences=(doubtful,)), EN))


def test_before_it_is_prepared_a_card_shows_no_word_of_the_customers() -> None:
    post = card(replace(STATES["new"], prepared=False), EN)
    accepts_post(post)
    assert "Where is my order" not in told(post) + post.text
    assert buttons(post) == ["Claim", "Escalate", "More…"]


def test_the_owner_is_tagged_only_when_asked_for() -> None:
    assert "<@U0MARTA01>" in card(SEALED, EN, mention_owner=True).text
    assert "U0MARTA01" not in str(card(SEALED, EN))


def test_a_moved_card_names_the_channel() -> None:
    post = moved(TICKET, "C0ESCAL01", EN, outbox_id="9")
    accepts_post(post)
    assert post.text == "T-1042 moved to <#C0ESCAL01>."
    assert post.metadata == {"event_type": "deskhand_card", "event_payload": {"outbox_id": "9"}}


def _sealed_with(**changes: Any) -> CardFacts:
    return with_reply(SEALED, **changes)


def test_a_sealed_card_does_not_say_what_stopped_a_reply() -> None:
    stopped = with_reply(STATES["stopped"], state=ReplyState.STOPPED, stop_reason="record_changed")
    text = told(card(with_ticket(stopped, level="sensitive"), EN))
    assert "Not sent." in text
    assert "delivered" not in text


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: _sealed_with(state=ReplyState.AWAITING_KEYS), "Needs Marta’s approval too"),
        (lambda: _sealed_with(state=ReplyState.UNSURE), "We cannot tell whether this arrived."),
        (lambda: replace(SEALED, ticket=replace(SEALED.ticket, state=State.RESOLVED)), "Resolved."),
    ],
)
def test_a_sealed_card_says_how_far_its_reply_is(make: Callable[[], CardFacts], sentence: str) -> None:
    assert sentence in told(card(make(), EN))


def test_a_reply_that_waits_says_for_what_unless_it_is_sealed() -> None:
    waits = replace(with_reply(CLAIMED, stop_reason="record_unreachable"), stop_facts={"record": "orders:4417"})
    assert "Waiting: Order 4417 cannot be read just now. It leaves after that" in told(card(waits, EN))
    assert "Sends at" not in told(card(waits, EN))
    assert act.TAKE_BACK in str(card(waits, EN).blocks)
    helpdesk = with_reply(CLAIMED, stop_reason="helpdesk_unreachable")
    assert "Waiting: the helpdesk cannot be reached just now." in told(card(helpdesk, EN))
    sealed = told(card(with_ticket(waits, level="sensitive"), EN))
    assert "Waiting" in sealed
    assert "4417" not in sealed


def test_a_reply_that_the_helpdesk_refused_did_not_change() -> None:
    refused = with_reply(CLAIMED, state=ReplyState.STOPPED, stop_reason="refused")
    said = told(card(replace(refused, stop_facts={"detail": "422"}), EN))
    assert "Not sent: the helpdesk refused it (422)." in said
    assert "Changed since" not in said


def test_who_resolved_it_is_named_where_a_person_did_and_not_whoever_has_it() -> None:
    done = replace(with_ticket(CLAIMED, state=State.RESOLVED), holder=Holder("nobody"))
    assert "Resolved." in told(card(done, EN))
    assert "Resolved by Omar." in told(card(replace(done, resolver="Omar"), EN))


def test_yes_it_is_names_the_question_that_was_asked() -> None:
    asked = replace(with_draft(state=DraftState.ASKED, reason=Withheld.UNSURE_TYPE), guess_title="refund")
    (yes,) = [
        element
        for block in card(asked, EN).blocks
        for element in block.get("elements", [])
        if element.get("action_id") == act.CONFIRM_TYPE
    ]
    assert '"d": 31' in yes["value"]
