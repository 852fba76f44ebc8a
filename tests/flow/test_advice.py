"""What the desk file advises next: by rules over what is known of a ticket, for the team only."""

from datetime import timedelta
from typing import Any

import pytest

from bot.domain.desk import AdviceRule, AdviceWhen, Desk
from bot.domain.desk_advice import advice_problems
from bot.domain.record import LinkedRecord
from bot.domain.triage import Guess
from bot.flow import claim, handoff, handoff_cards, prepare, question, reply
from bot.flow.card import facts
from bot.flow.escalate import escalate
from bot.slack import actions as act
from bot.slack import modals, question_view
from bot.slack.cards import card
from bot.slack.limits import check_view
from bot.slack.modals.handoffs import hand_off
from bot.words import words
from store.store import Store
from tests.flow.clock import Clock
from tests.flow.desk import ANA, DELICATE, DESK, LENA, arrives, last_message, look_at, suggest
from tests.flow.test_holding import late

VOUCHER = "gold customer, second delay: offer voucher SHIP5, needs {owner}"


def desk(*conditions: dict[str, Any]) -> Desk:
    rules = tuple(
        AdviceRule(name=f"rule {number}", when=AdviceWhen(**when), say=VOUCHER if number == 1 else f"say {number}")
        for number, when in enumerate(conditions, 1)
    )
    return DESK.model_copy(update={"file": DESK.file.model_copy(update={"advice": rules})})


async def advice(store: Store, ticket_id: int) -> str:
    found = (await store.read(facts, ticket_id)).advice
    return found.rule if found else ""


async def test_the_first_rule_that_holds_stands_on_the_card_with_the_owner(support: Store) -> None:
    support.desk = desk({"type": ("order_status",)}, {})
    ticket_id = await arrives(support)
    await support.write(look_at, ticket_id)
    found = await support.read(facts, ticket_id)
    assert found.advice is not None
    assert found.advice.said == "gold customer, second delay: offer voucher SHIP5, needs Marta"
    assert "offer voucher SHIP5, needs Marta" in str(card(found, words("en")).blocks)
    assert "rule 1" in str(modals.explain(found, words("en")))


@pytest.mark.parametrize(
    ("when", "holds"),
    [
        ({"contacts_at_least": 2}, True),
        ({"contacts_at_least": 3}, False),
        ({"type": ("refund",)}, False),
        ({"record": {"orders.status": "In Transit"}}, True),
        ({"record": {"orders.status": "delivered"}}, False),
        ({"record": {"orders.status": "in transit", "orders.eta": "Monday"}}, False),
        ({"escalated": False}, True),
        ({"escalated": True}, False),
        ({"reopened": True}, False),
        ({"promise_late": True}, False),
        ({"promise_late": False, "words": ("where is",)}, True),
    ],
)
async def test_all_that_a_rule_names_must_hold(support: Store, when: dict[str, Any], holds: bool) -> None:
    support.desk = desk(when)
    await arrives(support)
    ticket_id = await arrives(support, 89)
    own = LinkedRecord(source="orders", key="4417", state="own", fields={"status": "in transit", "eta": "Friday"})
    await support.write(prepare.linked, ticket_id, (own,))
    assert await advice(support, ticket_id) == ("rule 1" if holds else "")


async def test_a_stranger_s_record_advises_nothing(support: Store) -> None:
    support.desk = desk({"record": {"orders.status": "in transit"}})
    ticket_id = await arrives(support)
    foreign = LinkedRecord(source="orders", key="4417", state="foreign")
    await support.write(prepare.linked, ticket_id, (foreign,))
    assert await advice(support, ticket_id) == ""


async def test_it_follows_what_the_ticket_becomes(support: Store, clock: Clock) -> None:
    support.desk = desk({"escalated": True}, {"promise_late": True})
    ticket_id = await late(support, clock)
    assert await advice(support, ticket_id) == "rule 2"
    await support.write(escalate, ticket_id, "angry", "", ANA, "V1")
    assert await advice(support, ticket_id) == "rule 1"


async def test_it_never_enters_a_reply(support: Store) -> None:
    support.desk = desk({})
    ticket_id = await arrives(support)
    draft_id = await support.write(suggest, ticket_id)
    sent = await support.write(reply.approve, draft_id, await support.read(last_message, ticket_id), ANA)
    assert "SHIP5" not in sent.body


async def test_of_a_sealed_ticket_it_stands_behind_open(support: Store) -> None:
    support.desk = desk({})
    ticket_id = await arrives(support, body=DELICATE)
    await support.write(claim.claim, ticket_id, LENA)
    found = await support.read(facts, ticket_id)
    assert "SHIP5" not in str(card(found, words("en")))
    assert "SHIP5" in str(modals.open_sealed(found, words("en")))


def asking() -> Desk:
    """A rule proposes to ask logistics."""
    rule = AdviceRule(
        name="stop it", when=AdviceWhen(words=("wrong address",)), say="it may be stopped",
        department="logistics", needs="Stop it, please.", within=timedelta(hours=2),
    )  # fmt: skip
    return DESK.model_copy(update={"file": DESK.file.model_copy(update={"advice": (rule,)})})


async def test_a_rule_proposes_a_handoff_and_a_person_sends_it(support: Store) -> None:
    support.desk = asking()
    ticket_id = await arrives(support, body="Where is my order 4417? It is the wrong address.")
    await support.write(look_at, ticket_id)
    found = await support.read(facts, ticket_id)
    assert found.handoffs == (), "nobody is asked by it"
    shown = card(found, words("en"))
    (button,) = [
        one for block in shown.blocks for one in block.get("elements", ()) if one.get("action_id") == act.HAND_OFF
    ]
    assert button["text"]["text"] == "Hand off to Logistics…"

    offer = await support.write(handoff_cards.offer, ticket_id, ANA)
    assert (offer.proposed, offer.departments[0][0], offer.needs) == (True, "logistics", "Stop it, please.")
    assert offer.by is not None
    form = hand_off(
        offer.facts, words("en"), offer.departments, needs=offer.needs, by=offer.by, first=offer.proposed
    )  # fmt: skip
    check_view(form)
    fields = {block["block_id"]: block["element"] for block in form["blocks"] if block["type"] == "input"}
    assert fields[act.WHERE]["initial_option"]["value"] == "new:logistics"
    assert fields[act.NEEDS]["initial_value"] == "Stop it, please."
    assert fields[act.MOMENT]["initial_date_time"] == int(offer.by.timestamp())

    request = handoff.Request(department="logistics", needs=offer.needs, by=offer.by)
    assert await support.write(handoff.ask, [ticket_id], request, ANA, "V1") is not None
    found = await support.read(facts, ticket_id)
    assert found.advice is not None
    assert (found.advice.said, found.advice.department) == ("it may be stopped", ""), "it is asked already"


async def test_where_no_rule_proposes_one_the_form_is_empty(support: Store) -> None:
    support.desk = asking()
    ticket_id = await arrives(support)
    offer = await support.write(handoff_cards.offer, ticket_id, ANA)
    assert (offer.proposed, offer.needs, offer.by) == (False, "", None)


async def test_a_text_that_is_tried_shows_what_would_be_proposed(support: Store) -> None:
    support.desk = asking()
    nothing = Guess(type=None, confidence=0.0)
    found, _ = await support.read(question.tried, "Where is my order? It is the wrong address.", nothing, "en")
    assert found.advice is not None
    assert found.advice.department == "logistics"
    assert "Hand off to Logistics" in str(question_view.tried(found, (), words("en")).blocks)
    found, _ = await support.read(question.tried, "Where is my order?", nothing, "en")
    assert found.advice is None


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"department": "logistic"}, 'department: there is no department "logistic"'),
        ({"department": ""}, "there is no department"),
        ({"needs": "n" * 1501}, "needs may have 1500 characters"),
        ({}, ""),
    ],
)
def test_check_says_what_is_wrong_with_a_proposal(changes: dict[str, str], said: str) -> None:
    (rule,) = asking().file.advice
    file = DESK.file.model_copy(update={"advice": (rule.model_copy(update=changes),)})
    problems = list(advice_problems(file))
    assert [said in problem for problem in problems] == ([True] if said else []), problems
