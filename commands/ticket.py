"""`/ticket`: open, find, claim, approve, edit, escalate, resolve."""

import functools
from collections.abc import Awaitable, Callable
from typing import Final

from bot.domain.errors import RefusalCode, Refused
from bot.domain.roles import Action
from bot.flow import claim, queue, resolve
from bot.slack import modals, notices
from bot.slack.front import Front, MakeView
from bot.slack.limits import Json, Post
from commands.asking import NUMBER, Words, ticket_number

USAGE: Final = "T-1042 | new | find words | claim T-1042 | release … | approve … | edit … | escalate … | resolve …"

Verb = Callable[[Front, Words, int], Awaitable[Post | None]]


async def answer(front: Front, words: Words) -> Post | None:
    """One word for what to do, then the number. Approving shows the text and its sources first; it is never blind."""
    if not words.words:
        return notices.desk_help(front.words, front.prefix)
    first, rest = words.words[0].lower(), words.words[1:]
    if NUMBER.match(first):
        front.open_about(words.click, ticket_number(first), modals.about)
        return None
    if first == "new":
        _new(front, words)
        return None
    if first == "find":
        return await _find(front, words, " ".join(rest))
    if first not in _VERBS:
        raise Refused(RefusalCode.UNKNOWN_WORD, word=first[:40])
    return await _VERBS[first](front, words, ticket_number(rest[0] if rest else ""))


def _new(front: Front, words: Words) -> None:
    async def view() -> Json:
        return modals.new_ticket(front.words, front.type_choices)

    front.open(words.click, view)


async def _find(front: Front, words: Words, text: str) -> Post:
    found = await front.runner.read(queue.find, text, words.click.by)
    gone = front.words.text_removed_short
    lines = "\n".join(f"{ticket.number}  {gone if ticket.text_gone else ticket.subject[:100]}" for ticket in found)
    return notices.say(lines or front.words.nothing_found)


async def _claim(front: Front, words: Words, ticket_id: int) -> Post:
    ticket = await front.runner.write(claim.claim, ticket_id, words.click.by)
    return notices.say(front.words.claimed(ticket.number))


async def _release(front: Front, words: Words, ticket_id: int) -> Post:
    ticket = await front.runner.write(claim.release, ticket_id, words.click.by)
    return notices.say(front.words.released(ticket.number))


async def _resolve(front: Front, words: Words, ticket_id: int) -> Post:
    ticket = await front.runner.write(resolve.resolve, ticket_id, words.click.by)
    return notices.say(front.words.resolved_now(ticket.number))


async def _escalate(front: Front, words: Words, ticket_id: int) -> None:
    make = functools.partial(modals.escalate, reasons=front.escalation_reasons)
    front.open_about(words.click, ticket_id, make, to=Action.ESCALATE)


def _reads(make: MakeView, to: Action) -> Verb:
    async def opening(front: Front, words: Words, ticket_id: int) -> None:
        front.open_about(words.click, ticket_id, make, draft=True, to=to)

    return opening


_VERBS: Final[dict[str, Verb]] = {
    "claim": _claim,
    "release": _release,
    "resolve": _resolve,
    "approve": _reads(modals.read_before_sending, Action.APPROVE),
    "edit": _reads(modals.edit, Action.EDIT),
    "escalate": _escalate,
}
