"""`/ticket`: open, find, and work on a ticket; each verb is a button or an entry of **More…** too."""

import functools
from collections.abc import Awaitable, Callable
from typing import Final

from bot.domain.errors import RefusalCode, Refused
from bot.domain.roles import Action
from bot.flow import card, claim, correct, escalate, merge, new_ticket, not_a_request, notes, queue, resolve, snooze
from bot.slack import modals, notices, typed
from bot.slack.front import Front, MakeView
from bot.slack.limits import Json, Post
from bot.slack.modals.notes import add_note
from commands.asking import NUMBER, Words, named, ticket_number

USAGE: Final = (
    "T-1042 | new | find words | claim T-1042 | release … | take over … | assign … me | approve … | edit … | "
    "escalate … | resolve … | merge … T-1039 | snooze … | note … | priority … | move … | not a request …"
)
#: As many words as a verb has at most.
_VERB: Final = 3

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
        return await _find(front, words, typed.readable(" ".join(rest), {}, front.words.somebody))
    said = next((said for said in _beginnings(words.words) if said in _VERBS), None)
    if said is None:
        raise Refused(RefusalCode.UNKNOWN_WORD, word=first[:40])
    after = words.words[said.count(" ") + 1 :]
    ticket_id = ticket_number(after[0] if after else "")
    return await _VERBS[said](front, Words(after[1:], words.click), ticket_id)


def _beginnings(said: tuple[str, ...]) -> list[str]:
    """What the verb may be, the longest first: `not a request`, `take over`, `claim`."""
    return [" ".join(said[:many]).lower() for many in range(min(_VERB, len(said)), 0, -1)]


def _new(front: Front, words: Words) -> None:
    async def view() -> Json:
        return modals.new_ticket(front.words, await front.runner.read(new_ticket.form, words.click.by))

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


async def _take_over(front: Front, words: Words, ticket_id: int) -> Post:
    ticket = await front.runner.write(claim.take_over, ticket_id, words.click.by)
    return notices.say(front.words.claimed(ticket.number))


async def _assign(front: Front, words: Words, ticket_id: int) -> Post | None:
    """To whoever is mentioned, or to `me`; else a form asks."""
    whom = words.words[0] if words.words else ""
    mentioned = typed.mentioned(whom)
    if not mentioned and whom.lower() != "me":
        front.open_about(words.click, ticket_id, modals.assign, to=Action.ASSIGN)
        return None
    to = mentioned[0] if mentioned else words.click.by
    ticket = await front.runner.write(claim.assign, ticket_id, to, words.click.by)
    return notices.say(front.words.claimed(ticket.number) if not mentioned else front.words.given(ticket.number))


async def _merge(front: Front, words: Words, ticket_id: int) -> None:
    """The form shows first what becomes of it; a number that is said stands there: `merge T-1042 into T-1039`."""
    into = next((word for word in words.words if NUMBER.match(word)), "")

    async def view() -> Json:
        found = await front.runner.write(merge.offer, ticket_id, words.click.by)
        return modals.merge(found.facts, front.words, found.twins, into=into)

    front.open(words.click, view)


async def _note(front: Front, words: Words, ticket_id: int) -> Post | None:
    """What stands after the number is kept as a note; without it a form asks."""
    if not words.words:
        front.open_about(words.click, ticket_id, add_note, to=Action.NOTE)
        return None
    said = typed.readable(words.text, {}, front.words.somebody)
    await front.runner.write(notes.write, ticket_id, said, words.click.by, words.click.trigger_id)
    return notices.say(front.words.noted_on(f"T-{ticket_id}"))


async def _snooze(front: Front, words: Words, ticket_id: int) -> None:
    async def view() -> Json:
        found = await front.runner.write(snooze.offer, ticket_id, words.click.by)
        return modals.snooze(found.facts, front.words, found.choices)

    front.open(words.click, view)


async def _priority(front: Front, words: Words, ticket_id: int) -> None:
    make = functools.partial(modals.change_priority, priority=words.text.lower())
    front.open_about(words.click, ticket_id, make, to=Action.CHANGE_PRIORITY)


async def _move(front: Front, words: Words, ticket_id: int) -> None:
    async def view() -> Json:
        found = await front.runner.write(correct.places, ticket_id, words.click.by)
        queue_name, _ = named(words, (name for name, _ in found.queues))
        return modals.move_queue(found.facts, front.words, found.queues, queue=queue_name or "")

    front.open(words.click, view)


async def _not_a_request(front: Front, words: Words, ticket_id: int) -> Post:
    ticket = await front.runner.write(not_a_request.end, ticket_id, words.click.by)
    return notices.say(front.words.no_request_now(ticket.number))


async def _resolve(front: Front, words: Words, ticket_id: int) -> Post:
    ticket = await front.runner.write(resolve.resolve, ticket_id, words.click.by)
    return notices.say(front.words.resolved_now(ticket.number))


async def _escalate(front: Front, words: Words, ticket_id: int) -> None:
    async def view() -> Json:
        facts = await front.runner.write(card.opened, ticket_id, words.click.by, to=Action.ESCALATE)
        foreseen = await front.runner.read(escalate.foreseen, ticket_id, "", words.click.by)
        return modals.escalate(facts, front.words, reasons=front.escalation_reasons, foreseen=foreseen)

    front.open(words.click, view)


def _reads(make: MakeView, to: Action) -> Verb:
    async def opening(front: Front, words: Words, ticket_id: int) -> None:
        front.open_about(words.click, ticket_id, make, draft=True, to=to)

    return opening


_VERBS: Final[dict[str, Verb]] = {
    "claim": _claim,
    "release": _release,
    "resolve": _resolve,
    "take over": _take_over,
    "assign": _assign,
    "merge": _merge,
    "snooze": _snooze,
    "note": _note,
    "priority": _priority,
    "move": _move,
    "not a request": _not_a_request,
    "approve": _reads(modals.read_before_sending, Action.APPROVE),
    "edit": _reads(modals.edit, Action.EDIT),
    "escalate": _escalate,
}
