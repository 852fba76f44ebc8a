"""A spike's card: what many requests share, how they grow, and what a lead may make of it.

What customers named is rich text, in which nothing is interpreted.
"""

from bot.domain.spike import SpikeFacts, SpikeLine, SpikeState
from bot.slack import actions as act
from bot.slack import rich_text
from bot.slack.limits import Json, Post, actions, button, context, post
from bot.slack.mrkdwn import escape, inline, when
from bot.words import Words

#: Characters of an example's subject.
_SUBJECT = 90


def spike_card(facts: SpikeFacts, words: Words, *, outbox_id: str = "") -> Post:
    """The card as it stands; of one that is over a few lines are left."""
    spike = facts.spike
    name = f"spike-{spike.id}"
    cause = _cause(facts, words)
    title = words.spike_title(cause, incident=spike.state is SpikeState.INCIDENT)
    blocks = [rich_text.block(f"{name}:head", rich_text.line(rich_text.text(title, bold=True)))]
    counts = words.spike_counts(facts.count, when(spike.begun_at), spike.hours, spike.usual)
    blocks.append(context(counts, block_id=f"{name}:counts"))
    if spike.standing:
        blocks += _growing(facts, words)
    blocks += [context(line, block_id=f"{name}:state-{number}") for number, line in enumerate(_state(facts, words))]
    if spike.standing:
        blocks.append(actions(*_buttons(facts, words), block_id=f"{name}:actions"))
    return post(escape(title), blocks, outbox_id)


def spike_line(number: str, line: SpikeLine | None, words: Words) -> list[Json]:
    """What the card of one of its tickets says, if it is part of one."""
    if line is None:
        return []
    cause = words.cause(inline(line.rule, 40), inline(line.value, 60))
    told = words.part_of_spike(cause, incident=line.incident)
    return [rich_text.block(f"{number}:spike", rich_text.line(rich_text.isolated(told)))]


def _cause(facts: SpikeFacts, words: Words) -> str:
    key = facts.spike.key
    cause = words.cause(inline(key.rule, 40), inline(key.value, 60)) if key.value else inline(key.rule, 40)
    return f"{cause} · {inline(facts.type_title, 60)}" if facts.type_title else cause


def _growing(facts: SpikeFacts, words: Words) -> list[Json]:
    name = f"spike-{facts.spike.id}"
    hours = " · ".join(map(str, facts.by_hour))
    lines = [rich_text.line(*_example(number, subject)) for number, subject in facts.examples]
    if more := facts.count - len(facts.examples):
        lines.append(rich_text.line(rich_text.text(words.and_more(more))))
    return [
        context(f"{words.spike_growth} {hours}", block_id=f"{name}:hours"),
        rich_text.block(f"{name}:examples", rich_text.bullets(*lines)),
    ]


def _example(number: int, subject: str) -> list[Json]:
    told = [rich_text.isolated(f"  {inline(subject, _SUBJECT)}")] if subject else []
    return [rich_text.text(f"T-{number}", bold=True), *told]


def _state(facts: SpikeFacts, words: Words) -> list[str]:
    spike, lines = facts.spike, []
    if facts.handoff is not None:
        lines.append(words.spike_handed(facts.handoff.number, escape(facts.handoff_title)))
    elif spike.standing and facts.department:
        lines.append(words.spike_proposes(escape(facts.department)))
    if spike.decided_at is not None and facts.decided_by and spike.state is not SpikeState.GROWING:
        lines.append(words.spike_decided(spike.state.value, escape(facts.decided_by), when(spike.decided_at)))
    elif spike.state is SpikeState.OVER:
        lines.append(words.spike_ended)
    return lines


def _buttons(facts: SpikeFacts, words: Words) -> list[Json]:
    value = act.spike_value(facts.spike.id)
    hand_off = button(words.spike_hand_off, act.SPIKE_HAND_OFF, value, "" if facts.handoff else "primary")
    if facts.spike.state is SpikeState.INCIDENT:
        return [hand_off, button(words.incident_over, act.SPIKE_END, value)]
    return [
        hand_off,
        button(words.make_incident, act.SPIKE_INCIDENT, value),
        button(words.not_a_spike, act.SPIKE_END, value),
    ]
