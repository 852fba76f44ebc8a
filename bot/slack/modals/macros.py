"""A macro beside the field of a reply, and its text in the field."""

from collections.abc import Mapping
from typing import Any

from bot.domain.card import CardFacts
from bot.domain.macro import Choice
from bot.slack import actions as act
from bot.slack.limits import INPUT, Json, actions, option, select
from bot.slack.modals.plain import again
from bot.slack.mrkdwn import clean, cut, inline
from bot.words import Words


def macro_choice(facts: CardFacts, words: Words) -> list[Json]:
    """The menu of macros; nothing where none is offered."""
    choices = [option(inline(_named(one, words), 70), one.name) for one in facts.macros[:100]]
    return [actions(select(words.macro_choose, act.MACRO, choices), block_id="macros")] if choices else []


def _named(one: Choice, words: Words) -> str:
    waits = {"expired": words.macro_expired, "held": words.macro_held}.get(one.state)
    return f"{cut(one.title, 40)} ({waits})" if waits else one.title


def with_text(view: Mapping[str, Any], typed: str, added: str) -> Json:
    """The modal with a macro's text in the reply's field, below whatever was typed there; all else stays as it is.

    To Slack it is another field, since it keeps what stood in the old one.
    """
    text = clean(f"{typed.rstrip()}\n\n{added}" if typed.strip() else added)
    blocks = [_filled(block, text) if _is_reply(block) else block for block in view.get("blocks") or []]
    return again(view, blocks)


def _is_reply(block: Mapping[str, Any]) -> bool:
    return block.get("type") == "input" and (block.get("element") or {}).get("action_id") == act.TEXT


def _filled(block: Mapping[str, Any], text: str) -> Json:
    name, _, number = str(block.get("block_id") or act.TEXT).partition(":")
    element = {**block["element"], "initial_value": cut(text, INPUT)}
    return {**block, "block_id": f"{name}:{int(number) + 1 if number.isdigit() else 1}", "element": element}
