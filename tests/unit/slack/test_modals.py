"""The modals: what they ask, what they carry, and what a person may read in them."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.card import HistoryLine
from bot.domain.draft import DraftState, Evidence, Sentence, Summary, Withheld
from bot.domain.escalation import Foreseen
from bot.domain.message import Message
from bot.domain.reply import ReplyState
from bot.flow.forms import Form
from bot.slack import actions as act
from bot.slack import modals
from bot.slack.limits import INPUT, Json
from bot.slack.modals.escalations import with_asked
from bot.words import words
from tests.unit.slack.facts import ARTICLE, BODY, DRAFT, FACTS, NOW, with_draft, with_reply, with_ticket
from tests.unit.slack.oracles import accepts_view, texts

EN = words("en")


def element(view: Json, name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(block["element"] for block in view["blocks"] if block["block_id"] == name)
    return found


def told(view: Json) -> str:
    return "".join(texts(view["blocks"]))


def test_edit_holds_the_suggestion_its_sources_and_what_it_is_about() -> None:
    view = modals.edit(FACTS, EN)
    accepts_view(view)
    assert view["callback_id"] == act.EDIT
    assert view["submit"]["text"] == "Approve & send"
    assert element(view, act.TEXT)["initial_value"] == BODY
    assert json.loads(view["private_metadata"]) == {"t": 1042, "d": 31, "m": 880}
    assert "Delivery delays" in told(view)
    assert FACTS.disclosure in told(view)
    assert "It should have been here Tuesday." in told(view)


def test_edit_says_when_the_text_was_cut() -> None:
    view = modals.edit(with_draft(body="x" * (INPUT + 1)), EN)
    accepts_view(view)
    assert len(element(view, act.TEXT)["initial_value"]) == INPUT
    assert any("The end was cut" in str(block.get("hint")) for block in view["blocks"])


def test_with_two_approvals_needed_nothing_promises_to_send() -> None:
    facts = with_ticket(keys_needed=2)
    for view in (modals.edit(facts, EN), modals.read_before_sending(facts, EN), modals.write_reply(facts, EN)):
        assert view["submit"]["text"] == "Put up for approval"


def test_read_before_sending_shows_all_of_it() -> None:
    long = "A line that says little.\n" * 200 + "The very end."
    view = modals.read_before_sending(with_draft(body=long), EN)
    accepts_view(view)
    assert "The very end." in told(view)
    assert json.loads(view["private_metadata"])["d"] == 31


def test_read_before_sending_without_a_draft_has_nothing_to_submit() -> None:
    view = modals.read_before_sending(replace(FACTS, draft=None), EN)
    accepts_view(view)
    assert "submit" not in view


@pytest.mark.parametrize("after", ["wait", "resolve"])
def test_write_reply_begins_with_what_the_type_does_after_a_send(after: Any) -> None:
    view = modals.write_reply(replace(FACTS, after_send=after), EN)
    assert element(view, act.AFTER)["initial_option"]["value"] == after


def test_reject_asks_for_a_reason() -> None:
    view = modals.reject(FACTS, EN)
    assert view["blocks"][0]["optional"] is False
    assert {option["value"] for option in element(view, act.REASON)["options"]} >= {"wrong_facts", "tone", "other"}


def test_escalate_offers_the_desks_reasons() -> None:
    view = modals.escalate(FACTS, EN, reasons=("angry customer", "r" * 75))
    accepts_view(view)
    values = [option["value"] for option in element(view, act.REASON)["options"]]
    assert values == ["angry customer", "r" * 75]


def test_escalate_says_who_will_be_asked_and_follows_the_reason() -> None:
    view = modals.escalate(FACTS, EN)
    accepts_view(view)
    assert "Choose a reason to see who will be asked." in str(view)
    assert next(block for block in view["blocks"] if block["block_id"] == act.REASON)["dispatch_action"] is True

    found = Foreseen(names=("Marta", "Ben", "Ines"), on_call="Omar", within=timedelta(minutes=30))
    shown = with_asked({**view, "id": "V1", "hash": "1", "state": {}}, EN, found)
    accepts_view(shown)
    assert shown.keys() == view.keys()
    assert "then Ben, then Ines, then Omar (on call), each after 30 min of open hours." in str(shown)
    assert [block["block_id"] for block in shown["blocks"]] == [block["block_id"] for block in view["blocks"]]


@pytest.mark.parametrize(
    ("names", "on_call", "english", "french"),
    [
        (
            ("Marta",), "Omar", "Marta will be asked, then Omar (on call) after 30 min of open hours.",
            "On sollicite d’abord Marta, puis Omar (d’astreinte) après 30 min d’heures ouvertes.",
        ),
        (("Marta",), "", "Marta will be asked, and nobody after.", "On sollicite Marta, et personne après."),
        (
            ("Marta", "Ben"), "Omar",
            "Marta will be asked, then Ben, then Omar (on call), each after 30 min of open hours.",
            "On sollicite d’abord Marta, puis Ben, puis Omar (d’astreinte), chaque fois après 30 min "
            "d’heures ouvertes.",
        ),
    ],
)  # fmt: skip
def test_who_will_be_asked_reads_well(names: tuple[str, ...], on_call: str, english: str, french: str) -> None:
    assert EN.will_be_asked(names, on_call, "30 min") == english
    assert words("fr").will_be_asked(names, on_call, "30 min").replace("\xa0", " ").replace("\u202f", " ") == french


def test_snooze_shows_each_moment_and_takes_another_one() -> None:
    offered = [("hour", NOW + timedelta(hours=1)), ("next_day", NOW + timedelta(days=1)), ("monday", NOW)]
    view = modals.snooze(FACTS, EN, offered)
    accepts_view(view)
    options = element(view, act.UNTIL)["options"]
    assert [option["value"] for option in options] == [str(int(moment.timestamp())) for _, moment in offered]
    assert all(option["description"]["text"].startswith("<!date^") for option in options)
    assert element(view, act.UNTIL)["initial_option"] == options[0]
    other = next(block for block in view["blocks"] if block["block_id"] == act.MOMENT)
    assert (other["element"]["type"], other["optional"]) == ("datetimepicker", True)


def test_change_type_begins_with_the_present_one() -> None:
    view = modals.change_type(FACTS, EN)
    assert element(view, act.TYPE)["initial_option"]["value"] == "order_status"
    assert view["callback_id"] == act.CHANGE_TYPE
    assert modals.other_type(FACTS, EN)["callback_id"] == act.OTHER_TYPE


def test_explain_names_type_rules_engine_and_sources() -> None:
    text = told(modals.explain(FACTS, EN))
    for part in (
        "by a rule", "Rules: type “Order status”, routing “default”", "Written by: the built-in assistant", "version 3",
        "valid until 2027-02-01", ARTICLE.quote,
    ):  # fmt: skip
        assert part in text


def test_explain_shows_a_template_as_it_was_filled_in_and_says_that_it_is_one() -> None:
    wording = Evidence(
        kind="template", id="order", title="Delivery delays", quote="Your order {orders.number} is here."
    )
    sentences = (Sentence(text="Your order 4417 is here.\n", evidence=(wording,)), *DRAFT.sentences)
    text = told(modals.explain(with_draft(sentences=sentences), EN))
    assert "{orders" not in text
    assert "Your order 4417 is here." in text
    assert "Delivery delays · template" in text


def test_nobody_is_named_as_the_writer_where_nothing_was_written() -> None:
    facts = with_draft(state=DraftState.WITHHELD, reason=Withheld.TYPE_OFF, body="", sentences=(), engine="rules")
    assert "Written by" not in told(modals.explain(facts, EN))


def test_a_record_without_a_readable_field_still_says_whose_it_is() -> None:
    facts = replace(FACTS, records=(replace(FACTS.records[0], fields={"number": "4417"}),))
    assert "Order 4417: belongs to this customer (read " in told(modals.explain(facts, EN))


def test_what_is_missing_is_named_as_people_would() -> None:
    facts = replace(FACTS, missing=("order", "serial_number"))
    assert "Missing: an order number, a serial number" in told(modals.ticket(facts, EN))
    reason = EN.withheld("missing", {"missing": "order, photo"})
    assert reason == "No suggestion: the customer has not given an order number or a photo."


def test_explain_tells_how_sure_the_classifier_was_and_why_there_is_no_suggestion() -> None:
    facts = with_draft(
        with_ticket(type_source="classifier", type_confidence=0.82),
        state=DraftState.WITHHELD,
        reason=Withheld.NO_SOURCE,
        body="",
        sentences=(),
    )
    text = told(modals.explain(facts, EN))
    assert "82 % sure" in text
    assert "No suggestion: nothing checked and up to date answers this." in text


def test_history_shows_the_newest_and_counts_the_rest() -> None:
    lines = [HistoryLine(at=NOW, who="Nina", action="ticket.claimed", detail={}) for _ in range(70)]
    view = modals.history("T-1042", lines, EN)
    accepts_view(view)
    assert told(view).count("Nina claimed it") == 60
    assert "and 10 more" in told(view)


def test_open_sealed_shows_passages_and_no_suggestion() -> None:
    summary = Summary(issue="She wants money back.", open_questions=("photo of the damage",), passages=(ARTICLE,))
    view = modals.open_sealed(replace(with_ticket(level="sensitive"), summary=summary), EN)
    accepts_view(view)
    text = told(view)
    assert "photo of the damage" in text
    assert ARTICLE.quote in text
    assert "Where is my order 4417? It should have been here Tuesday." in text
    assert "Suggested reply" not in text
    assert "Mark not sensitive…" in str(view)


def test_open_sealed_says_what_makes_it_sensitive() -> None:
    facts = with_ticket(level="sensitive", classes=("compensation", "angry", "of_the_desk"))
    view = modals.open_sealed(facts, EN)
    accepts_view(view)
    assert "Sensitive: Compensation, Very angry customer, of the desk" in told(view)
    assert "Sensible\u202f: Dédommagement" in told(modals.open_sealed(facts, words("fr")))
    assert "Sensitive:" not in told(modals.ticket(with_ticket(level="caution", classes=("angry",)), EN))


def test_open_sealed_offers_the_second_approval_with_the_whole_text() -> None:
    facts = with_reply(with_ticket(level="sensitive", keys_needed=2), state=ReplyState.AWAITING_KEYS)
    view = modals.open_sealed(facts, EN)
    assert "Approve too" in str(view["blocks"])
    assert BODY in told(view)


def test_open_sealed_lets_a_person_say_whether_an_unsure_reply_arrived() -> None:
    facts = with_reply(with_ticket(level="sensitive"), state=ReplyState.UNSURE)
    row = next(block for block in modals.open_sealed(facts, EN)["blocks"] if block["type"] == "actions")
    assert [element["action_id"] for element in row["elements"]] == ["arrived", "send_again", "more"]


def test_the_number_leads_to_the_helpdesk() -> None:
    assert "https://desk.example/tickets/88" in str(modals.ticket(FACTS, EN))


def test_ticket_shows_a_long_suggestion_in_full_where_it_may_be_approved() -> None:
    long = "A line that says little.\n" * 30 + "The very end."
    view = modals.ticket(with_draft(body=long), EN)
    assert "The very end." in told(view)
    assert "Approve & send" in str(view)


def test_what_the_suggestion_quotes_is_not_shown_twice() -> None:
    other = replace(ARTICLE, id="carrier-contacts", title="Carrier contacts", quote="Ask GLS by telephone.")
    facts = replace(FACTS, summary=Summary(issue="", passages=(ARTICLE, other)))
    text = told(modals.ticket(facts, EN))
    assert "Worth reading: Carrier contacts" in text
    assert "Ask GLS by telephone." in text
    assert text.count("Delivery delays") == 1  # among the sources
    assert "Worth reading: Delivery delays" in told(modals.ticket(with_draft(facts, state=DraftState.REJECTED), EN))


@pytest.mark.parametrize("state", [ReplyState.UNDO, ReplyState.SENDING, ReplyState.SENT])
def test_nothing_is_worth_reading_for_an_answer_that_leaves(state: ReplyState) -> None:
    facts = replace(with_reply(state=state), summary=Summary(issue="", passages=(ARTICLE,)))
    assert "Worth reading" not in told(modals.ticket(facts, EN))


def test_a_sent_reply_stands_once_in_the_conversation() -> None:
    sent = with_reply(state=ReplyState.SENT)
    assert sent.reply is not None
    said = Message(
        id=881, ticket_id=1042, author="agent", author_name="Nina", body=sent.reply.body, public=True, at=NOW,
        reply_id=sent.reply.id,
    )  # fmt: skip
    assert told(modals.ticket(sent, EN)).count(sent.reply.body) == 1
    assert told(modals.ticket(replace(sent, messages=(*sent.messages, said)), EN)).count(sent.reply.body) == 1


def test_a_ticket_with_a_very_long_conversation_still_fits() -> None:
    message = replace(FACTS.messages[0], body="y" * 20_000)
    talk = tuple(replace(message, id=number) for number in range(60))
    view = modals.ticket(replace(FACTS, messages=talk), EN)
    accepts_view(view)
    assert "more" in told(view)


def test_new_ticket_begins_with_the_message_it_was_made_from() -> None:
    view = modals.new_ticket(EN, Form(types=FACTS.type_choices), description="The printer burns", origin='{"c": "C1"}')
    accepts_view(view)
    assert element(view, act.TEXT)["initial_value"] == "The printer burns"
    assert view["private_metadata"] == '{"c": "C1"}'


def test_a_plain_modal() -> None:
    view = modals.message(EN, "Done", "T-1042 is yours.")
    accepts_view(view)
    assert "submit" not in view
