"""Modals of quality reviews."""

from bot.domain.card import CardFacts
from bot.domain.desk import Criterion
from bot.domain.review import Sample
from bot.slack import actions as act
from bot.slack.headline import headline
from bot.slack.limits import Json, context, divider, field, modal, option, paragraph, radio, select, text_input
from bot.slack.modals.tickets import conversation
from bot.slack.mrkdwn import escape
from bot.words import Words


def review(facts: CardFacts, sample: Sample, criteria: tuple[Criterion, ...], words: Words) -> Json:
    """The conversation as its ticket's modal shows it, and what is to be scored. For people who may read it."""
    number = facts.ticket.number
    why = words.drawn_for(sample.why)
    top = [
        headline(facts, words, linked=True, customer_text=not facts.ticket.text_gone),
        *([context(escape(why), block_id=f"{number}:why")] if why else []),
    ]
    choices = [option(text, score) for score, text in words.scores.items()]
    asked = [
        divider(f"{number}:divider"),
        *(field(one.title, select(words.choose, f"{act.SCORE}{one.name}", choices), hint=one.hint) for one in criteria),
        field(
            words.review_note_label, text_input(act.NOTE, multiline=True, longest=500), hint=words.review_note_hint,
            optional=True,
        ),
    ]  # fmt: skip
    return modal(
        words.review_title,
        [*top, *conversation(facts, words, [*top, *asked]), *asked],
        callback_id=act.REVIEW,
        close=words.cancel,
        submit=words.review_submit,
        private_metadata=act.review_value(sample.id),
    )


def leave_out(sample: Sample, words: Words) -> Json:
    """Why a conversation is not reviewed."""
    choices = [option(text, name) for name, text in words.left_out_why.items()]
    return modal(
        words.leave_out_title,
        [
            paragraph(f"T-{sample.ticket_id}", block_id="about"),
            field(words.leave_out_label, radio(act.REASON, choices, choices[0]["value"])),
        ],
        callback_id=act.LEAVE_OUT,
        close=words.cancel,
        submit=words.leave_out_submit,
        private_metadata=act.review_value(sample.id),
    )
