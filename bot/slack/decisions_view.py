"""What a digest offers to decide, as buttons, and what became of what the one before offered, as a line."""

import json
from collections.abc import Mapping, Sequence

from bot.domain.decision import Decision
from bot.slack import actions as act
from bot.slack import rich_text
from bot.slack.limits import Json, actions, button, context
from bot.slack.mrkdwn import escape, inline
from bot.words import Words


def decide(offered: Sequence[Decision], words: Words) -> list[Json]:
    """What each is about, with its button below."""
    title = [context(escape(words.to_decide), block_id="digest:decide")] if offered else []
    return [*title, *(block for one in offered for block in _offer(one, words))]


def _offer(one: Decision, words: Words) -> tuple[Json, Json]:
    named = _names(one.named)
    press = button(words.decision(one.kind, named, one.figures), act.DECIDE, json.dumps({"d": one.id}))
    why = words.why_decide(one.kind, named, one.figures)
    told = rich_text.line(rich_text.text(f"{why[:1].upper()}{why[1:]}."))
    return rich_text.block(f"digest:why:{one.id}", told), actions(press, block_id=f"digest:decide:{one.id}")


def became(before: Sequence[Decision], words: Words) -> list[str]:
    """One sentence; none where nothing was offered."""
    told = [
        words.became(one.kind, _names(one.named), one.figures, one.now, inline(one.decided_by, 40)) for one in before
    ]
    return [words.since_offered(told)] if told else []


def _names(named: Mapping[str, str]) -> dict[str, str]:
    return {name: inline(text, 40) for name, text in named.items()}
