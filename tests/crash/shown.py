"""What stands in Slack, beside what the rows say should stand there."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sqlalchemy import text

from bot.flow import outbox
from bot.flow.card import facts
from bot.slack import cards
from bot.words import words
from sandbox import Message, Sandbox
from store import conversations, people, posts, tickets
from store.unit_of_work import UnitOfWork
from tests.scenarios.reading import buttons, is_card_of, words_of

if TYPE_CHECKING:
    from tests.crash.world import World
    from tests.scenarios.shop import Asked

_POSTS = "SELECT id, kind, subject, channel, ts, state FROM slack_post"
_LISTED = "SELECT id FROM burst_ticket WHERE ticket_id = :ticket AND NOT own_card"


def twice(sandbox: Sandbox) -> Iterator[str]:
    """Messages of one name that stand more than once."""
    for name, times in Counter(name for name, _ in _named(sandbox)).items():
        if times > 1:
            yield f"{name} stands in Slack {times} times"


def gone(uow: UnitOfWork, sandbox: Sandbox) -> Iterator[str]:
    """Posts that are down as live and do not stand where they should."""
    for row in _rows(uow, f"{_POSTS} WHERE state IN ('posting', 'live')"):
        if row.state == "posting":
            yield f"post-{row.id} ({row.kind} {row.subject}) is being posted by nobody"
        elif sandbox.workspace.message(row.channel, row.ts) is None:
            yield f"post-{row.id} ({row.kind} {row.subject}) does not stand in Slack"


def unknown(uow: UnitOfWork, sandbox: Sandbox) -> Iterator[str]:
    """Messages of ours that stand in Slack without our knowing where."""
    known = {f"post-{row.id}": row for row in _rows(uow, _POSTS)}
    for name, message in _named(sandbox):
        row = known.get(name)
        if row is None or row.ts != message.ts or row.state == "gone":
            yield f"{name} stands in Slack, and is down as {row.state if row else 'nothing'}"


def of_ticket(uow: UnitOfWork, sandbox: Sandbox, ticket_id: int) -> tuple[list[str], list[str], list[str]]:
    """What is missing, what stands there twice and what is out of date, of one ticket's card and thread."""
    number, ticket = f"T-{ticket_id}", tickets.get(uow, ticket_id)
    everything = [message for stored in sandbox.workspace.messages.values() for message in stored.values()]
    live = [message for message in everything if is_card_of(message, number)]
    if len(live) > 1:
        return [], [f"{number} has {len(live)} cards"], []
    if not live:
        return ([] if _on_a_burst_card(uow, sandbox, ticket_id) else [f"{number} has no card"]), [], []
    (card,) = live
    place = outbox.card_place(uow, ticket)
    stale = []
    if (where := people.slack_id_of(uow, place)) != card.channel:
        stale.append(f"{number} has its card in {card.channel}, not in {place} ({where})")
    stale.extend(_out_of_date(uow, card, ticket_id))
    missing, doubled = _thread(uow, card, ticket_id)
    return missing, doubled, stale


def _out_of_date(uow: UnitOfWork, card: Message, ticket_id: int) -> Iterator[str]:
    known = facts(uow, ticket_id)
    drawn = [
        cards.card(known, words(known.queue_language), mention_owner=tagged, customer_text=known.prepared)
        for tagged in (False, True)
    ]
    for post in drawn:
        now = Message(channel=card.channel, ts=card.ts, user=card.user, text=post.text, blocks=tuple(post.blocks))
        if (words_of(now), buttons(now)) == (words_of(card), buttons(card)):
            return
    shows, should = [*words_of(card).split(), *buttons(card)], [*words_of(now).split(), *buttons(now)]
    alike = next((place for place, pair in enumerate(zip(shows, should, strict=False)) if pair[0] != pair[1]), 0)
    differ = " ".join(shows[alike : alike + 12]), " ".join(should[alike : alike + 12])
    yield f"T-{ticket_id} shows {differ[0]!r} instead of {differ[1]!r}"


def _thread(uow: UnitOfWork, card: Message, ticket_id: int) -> tuple[list[str], list[str]]:
    """A claimed ticket has each line of its conversation once, below its card or one that "continues below"."""
    ticket = tickets.get(uow, ticket_id)
    if ticket.assignee_id is None or ticket.sealed:
        return [], []
    own = {post.ts for post in posts.of_ticket(uow, ticket_id, "card")}
    have = Counter(
        post.subject
        for post in posts.of_ticket(uow, ticket_id, "thread")
        if post.state == "live" and post.ts and post.channel == card.channel and post.thread_ts in own
    )
    wanted = [f"{ticket_id}:message:{line.id}" for line in conversations.messages(uow, ticket_id)]
    missing = [f"T-{ticket_id} has no thread line for {subject}" for subject in wanted if have[subject] == 0]
    return missing, [f"T-{ticket_id} has {have[line]} thread lines for {line}" for line in wanted if have[line] > 1]


def _on_a_burst_card(uow: UnitOfWork, sandbox: Sandbox, ticket_id: int) -> bool:
    """Whether the ticket is listed on a burst card instead of having a card of its own."""
    listed = _rows(uow, _LISTED, ticket=ticket_id)
    burst = _rows(uow, f"{_POSTS} WHERE kind = 'burst' AND state = 'live'")
    standing = [sandbox.workspace.message(row.channel, row.ts) for row in burst]
    number = re.compile(rf"\bT-{ticket_id}\b")
    return bool(listed) and any(message and number.search(words_of(message)) for message in standing)


def _named(sandbox: Sandbox) -> Iterator[tuple[str, Message]]:
    for stored in sandbox.workspace.messages.values():
        for message in stored.values():
            name = ((message.metadata or {}).get("event_payload") or {}).get("outbox_id")
            if name:
                yield str(name), message


def _rows(uow: UnitOfWork, statement: str, **given: Any) -> list[Any]:
    return list(uow.session.connection().execute(text(statement), given))


def standing(world: "World", asked: "Asked | None") -> str:
    """What a person would see of their ticket, and what is still to be done: for whoever has to find out why."""
    card = world.card(asked) if asked else None
    workspace = world.sandbox.workspace
    told = [words_of(line) for line in list(workspace.ephemerals.values())[-2:]]
    views = [words_of(view)[:200] for stack in workspace.modals.values() for view in stack]
    said = words_of(card) if card else "nothing"
    return f"told {told}; modals {views}; waiting {world._waiting()} at {world.now()}; the card shows {said}"


def whispers(sandbox: Sandbox) -> tuple[object, ...]:
    """What has been shown to single people, in lines and in modals: whoever is told why not is not told yes."""
    workspace = sandbox.workspace
    return len(workspace.ephemerals), [words_of(view) for stack in workspace.modals.values() for view in stack]
