"""What a ticket's card says of its escalation, what may be done about it, and the glance of whoever answers for it."""

from bot.domain.card import CardFacts
from bot.domain.escalation import EscalationFacts, Stage
from bot.domain.holding import day_in
from bot.slack import actions as act
from bot.slack import rich_text
from bot.slack.buttons import may
from bot.slack.headline import record_parts
from bot.slack.limits import Json, actions, button, context
from bot.slack.mrkdwn import clock, escape, inline, mention, when
from bot.words import Words

#: As much of people's own words as stands in a glance, in characters.
_LONG, _SHORT = 400, 160
_MOST = 4


def escalation_words(facts: CardFacts, found: EscalationFacts, words: Words, *, reason: bool = True) -> str:
    """`Escalated to Nadia by Ines, 14:05: damage · accepted 14:20`, as mrkdwn. While nobody has accepted, whose turn it
    is stands there as a mention. Without `reason` for where a sealed ticket shows."""
    recent = (facts.asked_at - found.at).total_seconds() < 12 * 3600
    at = clock(found.at) if recent else when(found.at)
    asked = found.stage is Stage.ASKED
    to = mention(found.to_id) if asked and found.to_id[:1] in ("U", "W", "S") else escape(inline(found.to, 60))
    why = escape(inline(found.reason, 80)) if reason else ""
    accepted = ""
    if found.accepted_at is not None:
        accepted = clock(found.accepted_at) if recent else when(found.accepted_at)
    ended = found.stage is Stage.ENDED and not accepted
    line = words.escalated_line(to, escape(inline(found.by, 60)), at, why, accepted, ended=ended)
    before = [escape(inline(name, 60)) for name in found.asked[:-1]] if asked else []
    return f"{line} · {words.asked_before(before)}" if before else line


def escalation_line(facts: CardFacts, words: Words, *, reason: bool = True) -> list[Json]:
    """One grey line; nothing for a ticket that is not escalated."""
    if facts.escalation is None:
        return []
    told = escalation_words(facts, facts.escalation, words, reason=reason)
    return [context(told, block_id=f"{facts.ticket.number}:escalation")]


def escalation_buttons(facts: CardFacts, words: Words) -> list[Json]:
    """The row of what may be done about it: accept or pass on, and once accepted pass on or settle."""
    found = facts.escalation
    if found is None or found.stage not in (Stage.ASKED, Stage.ACCEPTED):
        return []
    shown = [element for element in answers(facts, found, words) if may(facts, element["action_id"])]
    return [actions(*shown, block_id=f"{facts.ticket.number}:answers")] if shown else []


def answers(facts: CardFacts, found: EscalationFacts, words: Words, *, primary: bool = False) -> list[Json]:
    """The buttons themselves; `primary`: accepting is what this is about."""
    value = act.value(facts.ticket.id)
    if found.stage is Stage.ASKED:
        first = button(words.accept_escalation, act.ACCEPT_ESCALATION, value, "primary" if primary else "")
    else:
        first = button(words.settle, act.SETTLE, value)
    return [first, button(words.passing, act.PASSING_ON, value)]


def glance(facts: CardFacts, words: Words) -> list[Json]:
    """What the customer wants, what was promised and tried, the records, their mood, and what is open: one block.

    It holds people's own words, so of a sealed ticket it stands behind **Open** only.
    """
    if facts.escalation is None or facts.ticket.text_gone:
        return []
    seen = facts.escalation.glance
    lines = [_line(words.glance_wants, rich_text.isolated(inline(seen.wants, _LONG)))]
    for who, until, late in seen.promised[:_MOST]:
        before, _, after = words.until_promise(inline(who, 60), "\0", late=late).partition("\0")
        lines.append(_line(words.glance_promised, rich_text.isolated(before), rich_text.date(until), *_text(after)))
    for who, day in seen.by_day[-2:]:
        told = words.until_promise(inline(who, 60), day_in(words.language, day), late=day < facts.today)
        lines.append(_line(words.glance_promised, rich_text.isolated(told)))
    if seen.told:
        at = [rich_text.date(seen.told_at), rich_text.text("  ")] if seen.told_at else []
        lines.append(_line(words.glance_told, *at, rich_text.isolated(inline(seen.told, _LONG))))
    tried = "; ".join(inline(words.tried(what, detail), _SHORT) for what, detail in seen.tried[:6])
    lines.append(_line(words.glance_tried, rich_text.isolated(tried or words.glance_nothing_tried)))
    for linked in facts.records[:3]:
        lines.append(rich_text.line(*record_parts(facts, linked, words)))
    lines.append(_line(words.glance_mood, rich_text.text(words.mood(seen.mood))))
    if opened := [*(inline(one, _SHORT) for one in seen.questions[:_MOST]), *map(words.need, seen.missing[:_MOST])]:
        lines.append(_line(words.glance_questions, rich_text.isolated("; ".join(opened))))
    return [rich_text.block(f"{facts.ticket.number}:glance", rich_text.bullets(*lines))]


def _line(title: str, *parts: Json) -> Json:
    return rich_text.line(rich_text.text(f"{title}: ", bold=True), *parts)


def _text(said: str) -> list[Json]:
    return [rich_text.text(said)] if said else []
