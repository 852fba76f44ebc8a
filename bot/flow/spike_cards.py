"""A spike's card, and handing all of its tickets off at once."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.errors import RefusalCode, Refused
from bot.domain.handoff import Handoff
from bot.domain.roles import Action, allowed_actions
from bot.domain.spike import EXAMPLES, HOURS, Spike, SpikeFacts, by_hour
from bot.domain.ticket import Ticket
from bot.flow import handoff, outbox
from bot.flow.actors import actor
from bot.flow.handoff import Request, check_ask, title_of
from bot.flow.spikes import held
from store import findings, handoffs, people, posts, spikes, tickets
from store.posts import SlackPost
from store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class SpikePlan:
    """What to do in Slack for one spike. `live` is edited; without one the card is posted as `new_post`."""

    shown: SpikeFacts
    channel: str
    live: SlackPost | None
    new_post: int | None
    since: datetime | None  # the post was reserved then (real time), so it may stand in the channel already


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What **Hand off…** shows for a spike: each department with its open requests, the rule's own first."""

    facts: SpikeFacts
    waiting: int  # tickets that can be handed off
    departments: tuple[tuple[str, str, tuple[Handoff, ...]], ...]


def plan(uow: UnitOfWork, spike_id: int, bucket: str) -> SpikePlan | None:
    """Decide what a spike's card needs, and reserve its post. Safe to call again after a crash at any point.

    None: there is no such spike, it ended before it had a card, or its card has to be posted and `bucket` is for
    edits, so it was asked for anew.
    """
    found = spikes.lock(uow, spike_id)
    if found is None:
        return None
    live = posts.live(uow, "spike", str(spike_id))
    stands = live is not None and live.ts is not None
    if not stands and live is None and not found.standing:
        return None
    if not stands and bucket == "chat.update":
        outbox.spike(uow, spike_id)
        return None
    channel = live.channel if stands and live is not None else people.slack_id_of(uow, found.place)
    new_post = live.id if live is not None and not stands else None
    if live is None:
        new_post = posts.begin(uow, kind="spike", subject=str(spike_id), place=found.place, channel=channel)
    return SpikePlan(
        shown=facts(uow, found),
        channel=channel,
        live=live if stands else None,
        new_post=new_post,
        since=live.since if live is not None and not stands else None,
    )


def gone(uow: UnitOfWork, spike_id: int, post_id: int) -> None:
    """Somebody deleted a spike's card: it is posted again while the spike stands."""
    posts.retire(uow, post_id, "gone")
    found = spikes.get(uow, spike_id)
    if found is not None and found.standing:
        outbox.spike(uow, spike_id)


def facts(uow: UnitOfWork, found: Spike) -> SpikeFacts:
    """What a spike's card shows, from current rows."""
    came = spikes.together(uow, found.id)
    rule = next((rule for rule in uow.desk.file.spikes if rule.name == found.key.rule), None)
    kind = uow.desk.type(found.key.type)
    asked = handoffs.get(uow, found.handoff_id) if found.handoff_id is not None else None
    decider = people.by_id(uow, found.decided_by)
    newest = sorted(came, reverse=True)[:EXAMPLES]
    queue = next((queue for queue in uow.desk.file.queues if queue.channel == found.place), None)
    return SpikeFacts(
        spike=found if _may_be_named(uow, sorted(came)) else replace(found, key=replace(found.key, value="")),
        type_title=kind.title if kind else "",
        language=queue.language if queue else uow.desk.file.language,
        count=len(came),
        by_hour=by_hour(came.values(), uow.at, HOURS),
        examples=tuple((number, _subject(uow, tickets.get(uow, number), found.place)) for number in newest)
        if found.standing
        else (),
        department=title_of(uow, rule.department) if rule and rule.department else "",
        handoff=asked,
        handoff_title=title_of(uow, asked.department) if asked else "",
        decided_by=decider.name if decider else "",
        at=uow.at,
    )


def _may_be_named(uow: UnitOfWork, ticket_ids: list[int]) -> bool:
    """Whether somebody has named the cause whose request is not sealed."""
    return any(not tickets.get(uow, ticket_id).sealed for ticket_id in ticket_ids)


def _subject(uow: UnitOfWork, ticket: Ticket, place: str) -> str:
    """A ticket's subject, only where its own card stands too and may show it."""
    hidden = ticket.sealed or ticket.quiet_in_slack or outbox.card_place(uow, ticket) != place
    return "" if hidden or not findings.of(uow, ticket.id).prepared else ticket.subject


def offer(uow: UnitOfWork, spike_id: int, by: str) -> Offer:
    """What **Hand off all…** shows.

    Raises `Refused`: NO_SUCH_SPIKE, SPIKE_OVER, NOTHING_TO_HAND_OFF or a role's refusal.
    """
    mine, found, _ = held(uow, spike_id, by)
    able = _able(uow, mine, by)
    if not able:
        raise Refused(RefusalCode.NOTHING_TO_HAND_OFF)
    rule = next((rule for rule in uow.desk.file.spikes if rule.name == found.key.rule), None)
    first = rule.department if rule else ""
    ordered = sorted(uow.desk.file.departments, key=lambda one: one.name != first)
    return Offer(
        facts=facts(uow, found),
        waiting=len(able),
        departments=tuple((one.name, one.title, tuple(handoffs.of_department(uow, one.name))) for one in ordered),
    )


def hand_off(uow: UnitOfWork, spike_id: int, request: Request, add_to: int | None, by: str, view_id: str) -> (
    Handoff | None
):  # fmt: skip
    """**Hand off…**: one request for all of a spike's tickets that can wait for a department, or an addition to one.

    A second submit of the same modal returns None. Raises what `bot.flow.handoff.ask` and `add` do, and `offer`.
    """
    mine, found, _ = held(uow, spike_id, by)
    able = _able(uow, mine, by)
    if not able:
        raise Refused(RefusalCode.NOTHING_TO_HAND_OFF)
    if add_to is None:
        asked = handoff.ask(uow, able, request, by, view_id)
    else:
        asked = handoff.add(uow, add_to, able, request.needs, by, view_id)
    if asked is not None:
        spikes.change(uow, found.id, handoff_id=asked.id)
        outbox.spike(uow, found.id, outbox.CLICK)
    return asked


def _able(uow: UnitOfWork, mine: list[Ticket], by: str) -> list[int]:
    """Those of them that this person may hand off, and that wait for no department yet."""
    who = actor(uow, by)
    able = []
    for ticket in mine:
        waits = any(ticket.id in one.waiting for one in handoffs.of_ticket(uow, ticket.id))
        if waits or Action.HAND_OFF not in allowed_actions(who, ticket):
            continue
        try:
            check_ask(uow, ticket)
        except Refused:  # it has ended, or a reply is on its way
            continue
        able.append(ticket.id)
    return able
