"""What a direct message says, and to whom."""

from dataclasses import dataclass
from typing import Any, Final

from bot.domain.card import CardFacts
from bot.domain.reply import ReplyState
from bot.flow import outbox, reading
from bot.flow.card import facts
from store import notices, people, posts, replies, tickets
from store.posts import SlackPost
from store.timers import Timer
from store.unit_of_work import UnitOfWork

_APPROVALS: Final = ("second_approval", "second_approval_late")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A notice with everything that its sentence needs. `slack_id` is empty while Slack has not told us who `to` is."""

    kind: str
    to: str
    slack_id: str
    language: str  # of whoever reads it
    facts: dict[str, Any]
    about: CardFacts | None  # the ticket that it is about


def told(uow: UnitOfWork, notice_id: int) -> Told | None:
    """The notice of that id, or None when it was removed, when its ticket is quiet in Slack by now, or when what it
    asks for was done."""
    found = notices.get(uow, notice_id)
    return _told(uow, found) if found is not None and not _past(uow, found) else None


def standing(uow: UnitOfWork, notice_id: int) -> tuple[Told, SlackPost] | None:
    """One that was sent, to be edited, and where it stands; None where it does not any more."""
    found, live = notices.get(uow, notice_id), posts.live(uow, "notice", str(notice_id))
    said = _told(uow, found) if found is not None else None
    return (said, live) if said is not None and live is not None and live.ts is not None else None


def gone(uow: UnitOfWork, post_id: int) -> None:
    """Somebody has deleted it."""
    posts.retire(uow, post_id, "gone")


def _told(uow: UnitOfWork, found: notices.Notice) -> Told | None:
    if found.ticket_id is not None and tickets.get(uow, found.ticket_id).quiet_in_slack:
        return None
    slack_id = people.slack_id_of(uow, found.to)
    about = facts(uow, found.ticket_id) if found.ticket_id is not None else None
    return Told(
        kind=found.kind,
        to=found.to,
        slack_id=slack_id,
        language=reading.language(uow, slack_id),
        facts=_unsealed(found.facts) if about is not None and about.ticket.sealed else found.facts,
        about=about,
    )


def _unsealed(said: dict[str, Any]) -> dict[str, Any]:
    """What may be told of a ticket that was sealed while this waited: nobody's words about it."""
    kept = said | {name: "" for name in ("note", "reason") if name in said}
    return kept | ({"events": [event | {"note": ""} for event in said["events"]]} if said.get("events") else {})


def _past(uow: UnitOfWork, found: notices.Notice) -> bool:
    """Whether what it asks for was done while it waited."""
    if found.kind not in _APPROVALS or not found.facts.get("reply"):
        return False
    reply = replies.get(uow, int(found.facts["reply"]))
    return reply is None or reply.state is not ReplyState.AWAITING_KEYS


def due(uow: UnitOfWork, timer: Timer) -> bool:
    """A direct message has waited long enough. One that was removed meanwhile is left alone."""
    found = notices.get(uow, int(timer.subject))
    if found is not None:
        outbox.noticed(uow, found.id, found.to)
    return True


def answer(uow: UnitOfWork, to: str, kind: str, ticket_id: int | None = None) -> None:
    """Enqueue a direct message that answers somebody's own request."""
    outbox.notice(uow, kind, to, ticket_id)
