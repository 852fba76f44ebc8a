"""Modals of handoffs: asking a department, and what it answers."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.card import CardFacts
from bot.domain.handoff import Handoff, HandoffFacts
from bot.slack import actions as act
from bot.slack import rich_text
from bot.slack.limits import (
    OPTIONS,
    Json,
    field,
    grouped_select,
    modal,
    moment_input,
    option,
    paragraph,
    select,
    text_input,
)
from bot.slack.mrkdwn import clean, cut, inline
from bot.words import Words

#: Characters of a table in one block.
_BLOCK = 2500
#: Blocks of a table in one modal.
_BLOCKS = 60

Departments = Sequence[tuple[str, str, Sequence[Handoff]]]


def hand_off(
    facts: CardFacts, words: Words, departments: Departments, *, needs: str = "", by: datetime | None = None,
    first: bool = False,
) -> Json:  # fmt: skip
    """To whom, what, by when, and what the customer has been told. A department's open requests may be added to.

    `needs` and `by` are a first proposal, as is a new request to the first department with `first`.
    """
    return asking(
        words, departments, callback_id=act.HAND_OFF, metadata=act.value(facts.ticket.id), needs=needs, by=by,
        first=first,
    )  # fmt: skip


def asking(
    words: Words, departments: Departments, *, callback_id: str, metadata: str, above: Sequence[Json] = (),
    needs: str = "", by: datetime | None = None, first: bool = False,
) -> Json:  # fmt: skip
    """The form of a request, below `above`; `needs` is a first wording, and with `first` a new request to the first
    department is chosen: both may be changed."""
    if not departments:
        blocks = [paragraph(words.no_departments, block_id="nothing")]
        return modal(words.hand_off_title, blocks, callback_id=act.MESSAGE, close=words.close)
    standing = [
        paragraph(words.already_has(inline(title, 60), one.number, _what(one, words)), block_id=f"has:{one.id}")
        for _, title, asked in departments
        for one in asked[:3]
    ]
    groups = [
        (
            title,
            [
                option(words.label(inline(title, 50), words.handoff_new), f"new:{name}"),
                *(option(words.add_to(one.number, _what(one, words)), f"add:{one.id}") for one in asked[: OPTIONS - 1]),
            ],
        )
        for name, title, asked in departments
    ]
    where = grouped_select(words.choose, act.WHERE, groups)
    if first:
        where["initial_option"] = groups[0][1][0]
    moment = moment_input(act.MOMENT)
    if by is not None:
        moment["initial_date_time"] = int(by.timestamp())
    fields = [
        field(words.handoff_where, where),
        field(
            words.handoff_needs, text_input(act.NEEDS, initial=needs, multiline=True, longest=1500),
            hint=words.handoff_needs_hint, optional=True,
        ),
        field(words.handoff_by, moment, hint=words.handoff_by_hint, optional=True),
        field(words.handoff_told, text_input(act.TOLD, multiline=True, longest=600), optional=True),
    ]  # fmt: skip
    return modal(
        words.hand_off_title, [*above, *standing[:10], *fields], callback_id=callback_id, close=words.cancel,
        submit=words.hand_off_submit, private_metadata=metadata,
    )  # fmt: skip


def _what(handoff: Handoff, words: Words) -> str:
    return f"{inline(handoff.needs, 30)}, {words.tickets(len(handoff.items))}"


def propose(facts: HandoffFacts, words: Words) -> Json:
    fields = [field(words.propose_label, moment_input(act.MOMENT), hint=words.propose_hint)]
    return _form(facts, words, words.propose_title, fields, act.PROPOSE)


def decline(facts: HandoffFacts, words: Words) -> Json:
    fields = [_which(facts, words), field(words.why_label, text_input(act.REASON, multiline=True))]
    return _form(facts, words, words.decline_title, fields, act.DECLINE)


def done(facts: HandoffFacts, words: Words) -> Json:
    fields = [_which(facts, words), field(words.result_label, text_input(act.REASON, multiline=True), optional=True)]
    return _form(facts, words, words.done_title, fields, act.DONE)


def need_more(facts: HandoffFacts, words: Words) -> Json:
    fields = [_which(facts, words), field(words.need_label, text_input(act.REASON, multiline=True))]
    return _form(facts, words, words.need_more_title, fields, act.NEED_MORE)


def _which(facts: HandoffFacts, words: Words) -> Json:
    """For one order, or for all that wait (value 0)."""
    waiting = facts.handoff.waiting
    keys = {order.ticket_id: order.key for order in facts.orders}
    each = [option(f"T-{one} {inline(keys.get(one, ''), 40)}".strip(), str(one)) for one in waiting[: OPTIONS - 1]]
    choices = [option(words.all_orders(len(waiting)), "0"), *(each if len(waiting) > 1 else [])]
    return field(words.which_order, select(words.choose, act.ORDER, choices, initial="0"))


def orders_csv(facts: HandoffFacts, words: Words, table: str) -> Json:
    """The orders as a table that can be copied; what would not fit is left out, whole lines only."""
    parts: list[str] = []
    for line in clean(table).rstrip("\n").split("\n"):
        shown = cut(line, _BLOCK)
        if parts and len(parts[-1]) + 1 + len(shown) <= _BLOCK:
            parts[-1] += f"\n{shown}"
        else:
            parts.append(shown)
    blocks = [paragraph(words.csv_hint, block_id="csv:hint")]
    for number, part in enumerate(parts[:_BLOCKS], start=1):
        written = {"type": "rich_text_preformatted", "elements": [rich_text.text(part)]}
        blocks.append(rich_text.block(f"csv:{number}", written))
    return modal(f"{words.csv_title} {facts.handoff.number}", blocks, callback_id=act.MESSAGE, close=words.close)


def _form(facts: HandoffFacts, words: Words, title: str, fields: list[Json], callback_id: str) -> Json:
    return modal(
        title, fields, callback_id=callback_id, close=words.cancel, submit=words.answer_save,
        private_metadata=act.handoff_value(facts.handoff.id),
    )  # fmt: skip
