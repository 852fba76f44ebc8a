"""A department's card: what support needs by when, for which orders, and what it may answer.

Support's words and records' fields are rich text, in which nothing is interpreted.
"""

from collections.abc import Sequence

from bot.domain.handoff import MAY_SAY, Answer, Handoff, HandoffFacts, Order, Part, Stage
from bot.slack import actions as act
from bot.slack import rich_text
from bot.slack.limits import Json, Post, actions, button, context, paragraph, post
from bot.slack.mrkdwn import clean, cut, escape, inline, when
from bot.slack.mrkdwn import mention as slack_mention
from bot.words import Words

#: As many orders as stand on the card; **Orders as CSV** has all.
_ORDERS = 12
#: As many requests as stand in the answer to `/queue`.
_REQUESTS = 20


def handoff_card(facts: HandoffFacts, words: Words, *, outbox_id: str = "") -> Post:
    """The card in the department's channel; it mentions the department where that is due."""
    handoff = facts.handoff
    name = handoff.number
    blocks = [
        rich_text.block(f"{name}:head", rich_text.line(*_head(facts, words))),
        rich_text.block(f"{name}:needs", *_needs(handoff, words)),
        context(_state(facts, words), block_id=f"{name}:state"),
        rich_text.block(f"{name}:orders", rich_text.bullets(*_orders(facts.orders, words))),
        actions(*_buttons(handoff, words), block_id=f"{name}:actions"),
    ]
    tagged = f"{_mention(facts.tag)} " if facts.tag else ""
    return post(f"{tagged}{name} · {escape(facts.title)} · {words.stage(handoff.stage)}", blocks, outbox_id)


def continues_below(handoff: Handoff, words: Words) -> Post:
    """What is left of a card whose request goes on further down."""
    told = f"{handoff.number} {words.moved_below}"
    return post(told, [context(told, block_id=f"{handoff.number}:moved")])


def open_requests(title: str, found: Sequence[HandoffFacts], words: Words, *, outbox_id: str = "") -> Post:
    """The answer to `/queue logistics`, and the list of a morning: the earliest promise first."""
    told = words.open_requests(inline(title, 60), len(found))
    blocks = [paragraph(told, block_id="department:title")]
    lines = [rich_text.line(*_request(one, words)) for one in found[:_REQUESTS]]
    if more := len(found) - len(lines):
        lines.append(rich_text.line(rich_text.text(words.and_more(more))))
    if lines:
        blocks.append(rich_text.block("department:requests", rich_text.bullets(*lines)))
    else:
        blocks.append(context(words.nothing_asked, block_id="department:nothing"))
    return post(escape(told), blocks, outbox_id)


def _request(facts: HandoffFacts, words: Words) -> list[Json]:
    handoff = facts.handoff
    stage, moment = words.stage(handoff.stage), words.promised("\0")
    if handoff.stage is Stage.ASKED:  # nobody has promised anything: what may be late is the answer
        stage, moment = words.running_late(stage) if facts.late else stage, words.needed_by("\0")
    elif facts.late:
        moment = words.running_late(moment)
    waits = f"{stage} · {words.tickets(len(handoff.waiting))}"
    before, _, after = moment.partition("\0")
    parts = [rich_text.text(handoff.number, bold=True), rich_text.isolated(f"  {inline(handoff.needs, 80)}")]
    parts += [rich_text.text(f" · {waits} · {before}"), rich_text.date(handoff.promised_at)]
    return [*parts, rich_text.text(after)] if after else parts


def _head(facts: HandoffFacts, words: Words) -> list[Json]:
    head = [_tag(facts.tag), rich_text.text("  ")] if facts.tag else []
    head += [rich_text.text(facts.handoff.number, bold=True), rich_text.isolated(f"  {inline(facts.title, 60)}")]
    if facts.asked_by:
        head.append(rich_text.isolated(f" · {words.asked_by(inline(facts.asked_by, 60))}"))
    before, _, after = words.needed_by("\0").partition("\0")
    head += [rich_text.text(f" · {before}"), rich_text.date(facts.handoff.wanted_at)]
    return [*head, rich_text.text(after)] if after else head


def _tag(slack_id: str) -> Json:
    if slack_id.startswith("S"):
        return {"type": "usergroup", "usergroup_id": slack_id}
    return rich_text.user(slack_id)


def _mention(slack_id: str) -> str:
    return f"<!subteam^{slack_id}>" if slack_id.startswith("S") else slack_mention(slack_id)


def _needs(handoff: Handoff, words: Words) -> list[Json]:
    told = cut(clean(handoff.told), 600)
    lines = [rich_text.quote(rich_text.text(cut(clean(handoff.needs), 1500)))]
    return [*lines, rich_text.line(rich_text.text(words.customer_was_told(told or words.handoff_told_nothing)))]


def _state(facts: HandoffFacts, words: Words) -> str:
    handoff = facts.handoff
    told = words.stage(handoff.stage)
    if handoff.stage is Stage.ASKED:
        told = words.answer_until(when(handoff.accept_by))
    elif handoff.waiting:
        told = f"{told} · {words.promised(when(handoff.promised_at))}"
    return words.running_late(told) if facts.late else told


def _orders(orders: Sequence[Order], words: Words) -> list[Json]:
    lines = [rich_text.line(*_order(order, words)) for order in orders[:_ORDERS]]
    more = len(orders) - len(lines)
    return [*lines, rich_text.line(rich_text.text(words.and_more(more)))] if more > 0 else lines


def _order(order: Order, words: Words) -> list[Json]:
    parts = [rich_text.text(f"T-{order.ticket_id}", bold=True)]
    if order.record:
        shown = {name: value for name, value in order.fields.items() if value != order.key}
        fields = ", ".join(words.field(inline(name, 40), inline(value, 60)) for name, value in shown.items())
        record = inline(words.record(order.record, order.key), 60)
        parts.append(rich_text.isolated(f"  {words.label(record, fields) if fields else record}"))
    if order.part is not Part.WAITING:
        said = words.part(order.part)
        told = words.label(said, inline(order.answer, 120)) if order.answer else said
        parts.append(rich_text.isolated(f"  ({told})"))
    return parts


def _buttons(handoff: Handoff, words: Words) -> list[Json]:
    value = act.handoff_value(handoff.id)
    may = MAY_SAY.get(handoff.stage, frozenset())
    asked = handoff.stage is Stage.ASKED
    shown = [
        (Answer.ACCEPT, button(words.accept, act.ACCEPT, value, "primary")),
        (Answer.DONE, button(words.hand_back, act.DONE, value, "primary")),
        (Answer.NEED_MORE, button(words.need_more, act.NEED_MORE, value)),
        (Answer.PROPOSE, button(words.propose if asked else words.another_time, act.PROPOSE, value)),
        (Answer.DECLINE, button(words.decline, act.DECLINE, value)),
    ]
    csv = button(words.as_csv, act.ORDERS_CSV, value)
    return [*(element for answer, element in shown if answer in may), csv]
