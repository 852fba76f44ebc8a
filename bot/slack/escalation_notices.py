"""Direct messages about escalations: to whoever is asked, and to whoever had the ticket first."""

from collections.abc import Mapping
from typing import Any

from bot.domain.card import CardFacts
from bot.domain.escalation import Stage
from bot.slack import actions as act
from bot.slack.escalation_lines import answers, escalation_words, glance
from bot.slack.headline import headline
from bot.slack.limits import Json, Post, actions, button, paragraph, post, section
from bot.slack.mrkdwn import quiet
from bot.slack.notices import about
from bot.words import Words


def asked(facts: CardFacts, kind: str, told: Mapping[str, Any], words: Words, *, outbox_id: str = "") -> Post:
    """To whoever is asked to accept: who escalated and why, the glance, and **Accept** / **Pass on…**.

    Of a sealed ticket its number only; the glance stands behind **Open**.
    """
    ticket, number = facts.ticket, facts.ticket.number
    sentence = words.notice(kind, number, told)
    top = headline(facts, words, customer_text=facts.prepared) | {"block_id": f"{number}:about"}
    seen = [] if ticket.sealed or not facts.prepared else glance(facts, words)
    blocks = [paragraph(sentence, block_id=f"{number}:notice"), *([] if ticket.sealed else [top]), *seen]
    return post(quiet(sentence, 1000), [*blocks, _row(facts, words)], outbox_id)


def news(facts: CardFacts, told: Mapping[str, Any], words: Words, *, outbox_id: str = "") -> Post:
    """To whoever had the ticket first: all that has happened since the last message."""
    return about(facts, words.escalation_news(facts.ticket.number, told.get("events", ())), words, outbox_id=outbox_id)


def late(facts: CardFacts, told: Mapping[str, Any], words: Words, *, outbox_id: str = "") -> Post:
    """To whoever handed off: a promise is late. **Holding reply…** tells the customer that somebody is on it."""
    number = facts.ticket.number
    sentence = words.notice("handoff_late_promise", number, told)
    top = headline(facts, words, customer_text=facts.prepared) | {"block_id": f"{number}:about"}
    value = act.value(facts.ticket.id)
    row = actions(
        button(words.holding, act.HOLDING, value, "primary"), button(words.open, act.OPEN, value),
        block_id=f"{number}:actions",
    )  # fmt: skip
    shown = [] if facts.ticket.sealed else [top]
    return post(quiet(sentence, 1000), [paragraph(sentence, block_id=f"{number}:notice"), *shown, row], outbox_id)


def now(facts: CardFacts, words: Words) -> Post:
    """What takes the place of a direct message about an escalated ticket once one of its buttons was pressed."""
    assert facts.escalation is not None  # noqa: S101 - the caller has looked
    sealed = facts.ticket.sealed
    told = f"*{facts.ticket.number}* · {escalation_words(facts, facts.escalation, words, reason=not sealed)}"
    blocks: list[Json] = [section(told, block_id=f"{facts.ticket.number}:notice")]
    seen = [] if sealed or not facts.prepared else glance(facts, words)
    return post(told, [*blocks, *seen, _row(facts, words)])


def _row(facts: CardFacts, words: Words) -> Json:
    found = facts.escalation
    open_one = found is not None and found.stage in (Stage.ASKED, Stage.ACCEPTED)
    buttons = answers(facts, found, words, primary=True) if found is not None and open_one else []
    opening = button(words.open, act.OPEN, act.value(facts.ticket.id), "" if buttons else "primary")
    return actions(*buttons, opening, block_id=f"{facts.ticket.number}:actions")
