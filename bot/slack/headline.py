"""The top of a card: which ticket, what it is about, who holds it and until when."""

from collections.abc import Callable
from datetime import timedelta

from bot.domain.card import CardFacts
from bot.domain.draft import Draft
from bot.domain.record import LinkedRecord
from bot.slack import rich_text
from bot.slack.attachments import attached
from bot.slack.due import due_words
from bot.slack.limits import Json, context
from bot.slack.mrkdwn import escape, inline, when
from bot.slack.people import holder_name, name_of
from bot.words import Words

_SEPARATOR = " · "
#: Of a source whose values may be shown again, one that was read so long before is told as one of that time.
_AGED = timedelta(minutes=1)
_END = rich_text.text(".")


def headline(facts: CardFacts, words: Words, *, customer_text: bool = True, linked: bool = False) -> Json:
    """`T-1042  Where is my order 4417?   normal · order status`; `linked`: the number leads to the helpdesk."""
    ticket = facts.ticket
    number = rich_text.link(ticket.url if linked else "", ticket.number, bold=True)
    subject = [rich_text.isolated(f"  {inline(ticket.subject, 150)}", bold=True)] if customer_text else []
    kind = inline(facts.type_title, 60) or words.type_unknown
    rest = rich_text.text(f"   {words.priority(ticket.priority)}{_SEPARATOR}{kind}")
    return rich_text.block(f"{ticket.number}:headline", rich_text.line(number, *subject, rest))


def holder_line(facts: CardFacts, words: Words) -> Json:
    """`With nobody · answer due 11:40 · e-mail · gold customer · 3rd contact in 14 days`"""
    ticket, customer = facts.ticket, facts.customer
    turn = f", {words.by_turn}" if ticket.by_turn and facts.holder.kind == "support" else ""
    parts = [words.with_holder(facts.holder.kind, escape(holder_name(facts))) + turn]
    if facts.paused_until is not None and facts.holder.kind == "support" and facts.holder_person is None:
        parts.append(words.paused_short(when(facts.paused_until)))
    if due := due_words(facts, words):
        parts.append(due)
    parts.append(escape(words.via(ticket.via)))
    if facts.answered_in:
        parts.append(words.answers_in(f"<#{escape(facts.answered_in)}>"))
    if customer.segment:
        parts.append(words.segment(escape(inline(customer.segment, 40))))
    parts += _contacts(facts, words)
    if facts.promised_at:
        parts.append(words.promised_by(when(facts.promised_at), late=facts.promised_at <= facts.asked_at))
    if facts.duplicate_of not in ("", facts.twin):
        parts.append(words.duplicate(escape(inline(facts.duplicate_of, 20))))
    if ticket.continues:
        parts.append(words.continues(f"T-{ticket.continues}"))
    if ticket.escalated_to and facts.escalation is None:  # by an older Deskhand
        to = escape(name_of(ticket.escalated_to))
        parts.append(words.escalated(to, escape(inline(ticket.escalation_reason, 80))))
    return context(_SEPARATOR.join(parts), block_id=f"{ticket.number}:holder")


def _contacts(facts: CardFacts, words: Words) -> list[str]:
    """`3rd contact in 14 days about order 4417 · T-1013, Marta: It arrives on Friday`"""
    before = facts.earlier
    if before is None or not facts.prepared:
        return [words.contacts(facts.contacts)] if facts.contacts > 1 else []
    title = inline(words.record(before.source, before.key), 60)
    record = title[:1].lower() + title[1:]
    said = words.told_before(before.number, inline(before.who, 40), inline(before.said, 80))
    return [escape(words.contacts_about(max(facts.contacts, before.times), before.times, record)), escape(said)]


def matter(facts: CardFacts, words: Words, *, customer_text: bool = True) -> list[Json]:
    """What it is about, in few lines: the summary, the records that belong to the customer, and what is missing."""
    lines: list[Json] = []
    issue = inline(facts.summary.issue, 280) if customer_text else ""
    if issue:
        lines.append(rich_text.isolated(issue))
    for linked in facts.records[:3]:
        lines += [*_break(lines), *record_parts(facts, linked, words)]
    if facts.missing:
        missing = ", ".join(inline(facts.need_titles.get(need) or words.need(need), 40) for need in facts.missing[:6])
        lines += [*_break(lines), rich_text.text(f"{words.missing} {missing}")]
    elif facts.records:
        lines.append(rich_text.text(f"  {words.missing} {words.nothing}"))
    told = [rich_text.block(f"{facts.ticket.number}:matter", rich_text.line(*lines))] if lines else []
    came = facts.attachments if customer_text else ()
    return [*told, *attached(came, words, block_id=f"{facts.ticket.number}:attached")]


def record_parts(facts: CardFacts, linked: LinkedRecord, words: Words) -> list[Json]:
    """One record in words; of one that is not the customer's own, not even whether it exists."""
    title = inline(words.record(linked.source, linked.key), 60)
    if linked.state == "unreachable":
        return [rich_text.text(words.label(title, words.unreachable)), *_since(facts, linked, words.tried_at), _END]
    if linked.state != "own":
        return [rich_text.text(words.label(title, f"{words.not_tied}."))]
    shown = [(name, value) for name, value in linked.fields.items() if value != linked.key and not _other(name, linked)]
    fields = ", ".join(words.field(inline(name, 40), inline(value, 80)) for name, value in shown[:8])
    aged = linked.read_at is not None and facts.asked_at - linked.read_at >= _AGED
    aged = aged and linked.source in facts.cached
    told = _since(facts, linked, words.as_of if aged else words.read_at)
    return [rich_text.text(words.label(title, fields or words.own_record)), *told, _END]


def _since(facts: CardFacts, linked: LinkedRecord, say: Callable[[str], str]) -> list[Json]:
    """When a record was read, in brackets: `(read 12:04)`."""
    if linked.read_at is None:
        return []
    recent = facts.asked_at - linked.read_at < timedelta(hours=12)
    form = "{time}" if recent else "{date_short_pretty} {time}"
    before, _, after = say("\0").partition("\0")
    return [rich_text.text(f" ({before}"), rich_text.date(linked.read_at, form), rich_text.text(f"{after})")]


def _other(name: str, linked: LinkedRecord) -> bool:
    """Whether a field is another field's wording in a customer's language, such as `status_fr` beside `status`."""
    base, _, language = name.rpartition("_")
    return len(language) == 2 and base in linked.fields


def _break(lines: list[Json]) -> list[Json]:
    return [rich_text.text("\n")] if lines else []


def why(facts: CardFacts, draft: Draft) -> dict[str, str]:
    """The facts of a reason for no suggestion, with what the desk file calls what is missing."""
    return {**draft.facts, **{f"need:{name}": title for name, title in facts.need_titles.items()}}
