"""A suggested reply as people see it: its text, the line about the assistant, and its sources."""

from typing import Final

from bot.domain.card import CardFacts
from bot.domain.draft import Draft, Evidence
from bot.domain.reply import Reply
from bot.slack import rich_text
from bot.slack.limits import Json, context
from bot.slack.marks import DOUBTFUL, evidence, marked
from bot.slack.mrkdwn import clean, clock, cut, escape, inline, link
from bot.slack.people import name_of
from bot.words import Words

#: A text up to this size is shown in full on the card and may be approved there; a longer one is read first.
SHORT: Final = 1200
SHORT_LINES: Final = 18


def fits(body: str) -> bool:
    """Whether a text is short enough to be shown in full on a card."""
    return len(body) <= SHORT and body.count("\n") < SHORT_LINES


def beginning(body: str) -> str:
    """As much of a text as a card shows, ending in "…" where that is not all of it."""
    body = clean(body)
    if fits(body):
        return body
    lines = "\n".join(body.split("\n")[: SHORT_LINES - 1])
    begun = cut(lines, SHORT)
    return begun if begun.endswith("…") else f"{begun.rstrip()}\n…"


def suggested_reply(facts: CardFacts, draft: Draft, body: str, words: Words) -> Json:
    """A suggestion as the customer would get it, with the line about the assistant that will stand under it."""
    lines = marked(draft, body)
    if facts.disclosure:
        lines += [rich_text.text("\n\n"), rich_text.text(cut(facts.disclosure, 400), italic=True)]
    to = words.reply_to(_short_name(facts), facts.ticket.via, draft.language, disclosed=bool(facts.disclosure))
    return _titled(f"{facts.ticket.number}:draft-{draft.id}", words.suggested, to, lines)


def put_up_reply(facts: CardFacts, reply: Reply, body: str, words: Words) -> Json:
    """A reply that somebody put up for sending; its text already ends with the line about the assistant, if any."""
    to = words.reply_to(_short_name(facts), facts.ticket.via, reply.language, disclosed=reply.disclosed)
    return _titled(f"{facts.ticket.number}:reply-{reply.id}", words.your_reply, to, [rich_text.text(body)])


def _titled(block_id: str, title: str, to: str, lines: list[Json]) -> Json:
    head = rich_text.line(rich_text.text(title, bold=True), rich_text.text(to))
    return rich_text.block(block_id, head, rich_text.quote(*lines))


def _short_name(facts: CardFacts) -> str:
    return inline(facts.customer.short_name, 40)


def source_words(facts: CardFacts, one: Evidence, words: Words) -> str:
    """`Delivery delays · Marta · checked 12 days ago`, as mrkdwn; a template says that it is one."""
    if one.kind == "record":
        source, _, key = one.id.partition(":")
        parts = [escape(inline(words.record(source, key), 60))]
        parts += [words.read_at(clock(one.read_at))] if one.read_at else []
    else:
        title = link(facts.source_links.get(one.id, ""), escape(inline(one.title or one.id, 80)))
        parts = [title, words.template if one.kind == "template" else ""]
        parts += [escape(name_of(one.owner))]
        parts += [words.checked(_days(facts, one))] if one.checked or one.id in facts.today_checked_days else []
    return " · ".join(part for part in parts if part)


def sources(facts: CardFacts, draft: Draft, words: Words) -> list[Json]:
    """The line of sources under a draft, and a line for every sentence that a reader should look at twice."""
    ticket = facts.ticket
    named = [f"[{number}] {source_words(facts, one, words)}" for number, one in enumerate(evidence(draft)[:6], start=1)]
    lines = [f"{words.sources} {'   '.join(named)}"] if named else []
    blocks = [context(*lines, block_id=f"{ticket.number}:sources")] if lines else []
    doubts = flags(ticket.number, draft, words)
    return [*blocks, *writer(ticket.number, draft, words), *doubts, *_wished(facts, draft, words)]


def _wished(facts: CardFacts, draft: Draft, words: Words) -> list[Json]:
    """What was asked of this suggestion in place of the one before, and whether the engine could follow."""
    if not facts.wishes:
        return []
    wished = inline("; ".join(facts.wishes), 200)
    told = words.wish_not_followed(wished) if draft.facts.get("wish") == "not_followed" else words.redrafted(wished)
    return [context(escape(told), block_id=f"{facts.ticket.number}:wish")]


def writer(number: str, draft: Draft, words: Words) -> list[Json]:
    """Who wrote a suggestion, on a desk that may ask a model outside the house; else nothing."""
    came, vendor, model = (inline(draft.facts.get(name, ""), 60) for name in ("outside", "vendor", "model"))
    if not came:
        return []
    told = words.written_outside(vendor, model) if draft.engine == "outside" else words.written_instead(came)
    return [context(escape(told), block_id=f"{number}:writer")]


def reported(facts: CardFacts, words: Words) -> list[Json]:
    """What somebody has reported as wrong, until it is settled."""
    if not facts.reports:
        return []
    told = words.reported_line([(wrong, inline(who, 60)) for wrong, who in facts.reports[:4]])
    return [context(escape(told), block_id=f"{facts.ticket.number}:reports")]


def flags(number: str, draft: Draft, words: Words) -> list[Json]:
    """What the checks found doubtful, one line for each sentence."""
    doubts = [
        f"{DOUBTFUL} {words.look_twice} “{inline(one.text, 120)}” {inline(words.fault(one.flag), 120)}"
        for one in draft.sentences
        if one.flag
    ]
    lines = [rich_text.line(rich_text.text(doubt)) for doubt in doubts[:4]]
    return [rich_text.block(f"{number}:flags", *lines)] if lines else []


def _days(facts: CardFacts, one: Evidence) -> int | None:
    if one.id in facts.today_checked_days:
        return facts.today_checked_days[one.id]
    return (facts.today - one.checked).days if one.checked else None
