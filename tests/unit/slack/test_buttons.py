"""What a card offers: only what works, and in private only what its reader may do."""

from dataclasses import replace

import pytest

from bot.domain.card import CardFacts
from bot.domain.draft import Draft, DraftState
from bot.domain.message import Message
from bot.domain.reply import ReplyState
from bot.domain.retention import Faded
from bot.domain.roles import Action
from bot.domain.ticket import State
from bot.domain.twins import Twin, Why
from bot.slack import actions as act
from bot.slack import modals
from bot.slack.buttons import forgetful
from bot.slack.cards import card
from bot.slack.limits import check_view
from bot.words import words
from tests.unit.slack.facts import DRAFT, FACTS, NOW, with_draft, with_reply, with_ticket
from tests.unit.slack.oracles import accepts_post
from tests.unit.slack.test_cards import CLAIMED, STATES, buttons, told

EN = words("en")
EVERYTHING = frozenset(Action)
UNSURE = with_reply(with_ticket(level="sensitive", state=State.RESOLVED), state=ReplyState.UNSURE)


@pytest.mark.parametrize("state", STATES)
def test_who_may_do_everything_sees_what_a_card_offers_to_all(state: str) -> None:
    facts = STATES[state]
    assert modals.about(replace(facts, may=EVERYTHING), EN) == modals.about(facts, EN)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (with_ticket(level="sensitive"), [act.CLAIM]),
        (with_ticket(level="sensitive", state=State.RESOLVED), [act.REOPEN]),
        (with_ticket(level="sensitive", state=State.SNOOZED, snoozed_until=NOW), [act.WAKE, act.CLAIM]),
        (UNSURE, [act.ARRIVED, act.SEND_AGAIN]),
        (with_ticket(level="sensitive", state=State.CLOSED), []),
    ],
    ids=["new", "resolved", "asleep", "unsure", "closed"],
)
def test_behind_the_seal(facts: CardFacts, expected: list[str]) -> None:
    (row,) = [block for block in modals.open_sealed(facts, EN)["blocks"] if block["type"] == "actions"]
    assert [found["action_id"] for found in row["elements"]] == [*expected, act.MORE]


def test_nobody_is_offered_the_second_approval_of_what_they_wrote() -> None:
    waiting = with_reply(with_ticket(keys_needed=2), state=ReplyState.AWAITING_KEYS)
    theirs = modals.ticket(replace(waiting, may=EVERYTHING - {Action.SECOND_APPROVAL}), EN)
    assert act.SECOND_APPROVE not in str(theirs)
    assert act.TAKE_BACK in str(theirs)
    assert act.SECOND_APPROVE in str(modals.ticket(replace(FACTS, reply=waiting.reply, may=EVERYTHING), EN))


@pytest.mark.parametrize(("state", "offered"), [("withheld", True), ("rejected", True), ("proposed", False)])
def test_whoever_has_a_ticket_without_a_suggestion_is_offered_to_write(state: str, offered: bool) -> None:
    held = with_draft(with_ticket(state=State.OPEN, assignee_id=7), state=DraftState(state), reason=None)
    nobodys = with_draft(with_ticket(state=State.NEW, assignee_id=None), state=DraftState(state), reason=None)
    assert (EN.write_reply in buttons(card(held, EN))) is offered
    assert EN.write_reply not in buttons(card(nobodys, EN))


def menu(facts: CardFacts) -> list[str]:
    (element,) = [found for found in card(facts, EN).blocks[-1]["elements"] if found["action_id"] == act.MORE]
    return [entry["text"]["text"] for group in element["option_groups"] for entry in group["options"]]


def test_a_resolved_ticket_offers_only_what_still_works() -> None:
    look = ["How this was made", "History", "Report a wrong answer…"]
    assert menu(STATES["resolved"]) == ["Mark sensitive…", "Change type", *look]
    assert menu(STATES["closed"]) == look
    answer = ["Write reply", "Resolve", "Add a note…"]
    ours = [*answer, "Assign", "Release", "Snooze…", "Mark sensitive…", "Change type"]
    place = ["Change priority…", "Move to another queue…", "Merge…", "Not a request"]
    assert menu(CLAIMED) == [*ours, *place, "Check order 4417 again", *look]
    assert "Check order 4417 again" not in menu(STATES["awaiting"]), "its records are read before it leaves anyway"
    assert menu(STATES["asleep"]) == menu(CLAIMED)
    assert {"Snooze…", "Release", "Move to another queue…", "Merge…", "Not a request"}.isdisjoint(
        menu(STATES["awaiting"])
    )
    assert "Release" not in menu(FACTS), "nobody has it"


def test_whoever_has_a_ticket_is_offered_to_release_it_and_not_to_take_it_over() -> None:
    shared, theirs = card(CLAIMED, EN), modals.about(replace(CLAIMED, may=EVERYTHING - {Action.TAKE_OVER}), EN)
    (row,) = [block for block in theirs["blocks"] if str(block.get("block_id")).startswith("T-1042:actions")]
    assert row["elements"][0]["action_id"] == act.RELEASE
    assert act.TAKE_OVER not in str(theirs)
    assert act.TAKE_OVER in str(shared.blocks), "nobody knows who looks at a card"
    unsure = replace(CLAIMED, reply=UNSURE.reply, may=EVERYTHING - {Action.TAKE_OVER})
    assert f'"{act.RELEASE}"' not in str(modals.about(unsure, EN)["blocks"]).replace("'", '"')


def test_what_is_no_request_offers_to_take_that_back_while_it_has_its_text() -> None:
    ended = replace(with_ticket(state=State.NOT_A_REQUEST), resolver="Ana <Lima>")
    assert buttons(card(ended, EN)) == ["It is a request", "More…"]
    assert "Not a request, says Ana &lt;Lima&gt;." in told(card(ended, EN))
    assert act.IS_A_REQUEST in str(modals.about(with_ticket(ended, level="sensitive"), EN))
    gone = with_ticket(ended, faded=Faded.SLACK | Faded.MESSAGES)
    assert act.IS_A_REQUEST not in str(modals.about(gone, EN))


def test_a_stopped_reply_whose_suggestion_is_gone_offers_no_approval() -> None:
    gone = with_draft(STATES["stopped"], state=DraftState.SUPERSEDED)
    assert buttons(card(gone, EN)) == ["Take over", "Read again", "Escalate", "More…"]


def test_a_suggestion_that_is_out_of_date_is_read_again_and_not_approved() -> None:
    facts = {"record": "orders:4417", "field": "status", "before": "in transit", "now": "delivered"}
    shown = card(replace(FACTS, changed=("record_changed", facts)), EN)
    assert buttons(shown) == ["Claim", "Read again", "Edit", "Reject", "Escalate", "More…"]
    assert "Changed since this suggestion: order 4417 was in transit, is now delivered. Read again." in told(shown)


@pytest.mark.parametrize(("draft", "withdrawn"), [(DRAFT, " Suggestion withdrawn."), (None, "")])
def test_a_colleagues_answer_given_elsewhere_is_named_with_its_time(draft: Draft | None, withdrawn: str) -> None:
    line = Message(
        id=999, ticket_id=1042, author="agent", author_name="Ben <Okafor>", body="It comes on Friday.", public=True,
        at=NOW,
    )  # fmt: skip
    gone = replace(draft, state=DraftState.SUPERSEDED) if draft else None
    answered = replace(FACTS, messages=(*FACTS.messages, line), draft=gone)
    shown = card(answered, EN)
    assert buttons(shown) == ["Claim", "Escalate", "More…"]
    *_, state, _buttons = shown.blocks
    before, when, after = state["elements"][0]["elements"]
    assert before["text"] == "Answered outside Deskhand by Ben <Okafor>, "
    assert (when["timestamp"], when["format"]) == (int(NOW.timestamp()), "{time}")
    assert after["text"] == f".{withdrawn}"
    assert "rejected" not in told(shown)
    ours = card(replace(answered, messages=(*FACTS.messages, replace(line, reply_id=5))), EN)
    assert "Answered outside" not in told(ours)


def test_the_second_approval_is_asked_of_people_by_name() -> None:
    awaiting = STATES["awaiting"]
    two = replace(awaiting, second_approvers=("Jonas Weber", "@priya"))
    assert "Needs Jonas Weber’s or Priya’s approval too" in told(card(two, EN))
    assert "Needs another person’s approval too" in told(card(replace(awaiting, second_approvers=()), EN))


@pytest.mark.parametrize("state", [ReplyState.TAKEN_BACK, ReplyState.STOPPED])
def test_a_card_says_where_a_text_that_did_not_leave_is_found(state: ReplyState) -> None:
    typed = replace(with_reply(CLAIMED, state=state), unsent="I have called GLS.")
    assert "Write reply has its text." in told(card(typed, EN))
    assert "Write reply has its text." not in told(card(replace(typed, unsent=""), EN))


def test_a_menu_that_is_drawn_again_has_forgotten_what_was_chosen() -> None:
    post = card(CLAIMED, EN)
    first, second = forgetful(post, "11.22"), forgetful(post, "33.44")
    accepts_post(first)
    assert len({found.blocks[-1]["block_id"] for found in (post, first, second)}) == 3
    assert first.blocks[:-1] == post.blocks[:-1]
    assert first.blocks[-1]["elements"] == post.blocks[-1]["elements"]


def test_a_card_names_the_ticket_that_it_may_be_the_same_as() -> None:
    twin = replace(CLAIMED, twin="T-1039", duplicate_of="T-1039")
    shown = card(twin, EN)
    assert "Maybe the same as T-1039." in told(shown)
    assert "same as T-1039 ·" not in told(shown), "it is said once"
    assert act.MERGE in str([block.get("accessory") for block in shown.blocks])
    waiting = card(replace(twin, reply=STATES["awaiting"].reply), EN)
    assert act.MERGE not in str([block.get("accessory") for block in waiting.blocks])
    assert "Maybe the same" not in told(card(replace(twin, prepared=False), EN))
    assert "Maybe the same" not in told(card(with_ticket(twin, level="sensitive"), EN))


def test_a_merged_ticket_says_where_it_goes_on() -> None:
    merged = replace(with_ticket(state=State.MERGED), merged_into=1039, resolver="Ana Lima")
    shown = card(merged, EN)
    assert "Merged into T-1039 by Ana Lima." in told(shown)
    assert buttons(shown) == ["Open T-1039", "More…"]
    assert "4417" not in str(shown.blocks), "its text is read elsewhere"
    sealed = card(with_ticket(merged, level="sensitive"), EN)
    assert "Merged into T-1039 by Ana Lima." in told(sealed)
    assert "4417" not in str(sealed.blocks)


def test_a_likely_twin_is_offered_as_plain_text_and_a_sealed_one_without_its_subject() -> None:
    hostile = with_ticket(id=1039, subject="<!channel> " + "*W*" * 60).ticket
    sealed = with_ticket(id=1038, level="sensitive", state=State.RESOLVED).ticket
    twins = [
        Twin(ticket=hostile, why=Why.RECORD, key=("orders", "4417")),
        Twin(ticket=sealed, why=Why.SUBJECT),
    ]
    form = modals.merge(FACTS, EN, twins)
    check_view(form)
    told = [choice["text"] for choice in form["blocks"][1]["element"]["options"]]
    assert {one["type"] for one in told} == {"plain_text"}
    assert told[0]["text"].endswith("same order 4417")
    assert told[1]["text"] == "T-1038 · similar subject · resolved"
