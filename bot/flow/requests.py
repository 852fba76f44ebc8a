"""Requests that begin as a message in Slack: heard, asked about, wanted, declined; and what is said below them.

Every message counts once, by channel and ts, whether an event, a second look at the channel, an emoji or a button comes
first. What a message says is read from Slack when it becomes a ticket, so that nothing else of it is ever stored.
"""

from collections.abc import Iterable

from bot.domain.arrival import AgentMessage, CustomerMessage
from bot.domain.errors import RefusalCode, Refused
from bot.domain.request import MAY_BE_WANTED, Heard, Request, Stage, by_emoji
from bot.domain.roles import Action, require
from bot.flow import called, intake, outbox
from bot.flow.actors import actor
from bot.flow.request_places import channels, source_of
from store import conversations, people, posts, requests, tickets
from store.unit_of_work import UnitOfWork


def listens(uow: UnitOfWork, channel: str, thread_ts: str, mentioned: Iterable[str] = ()) -> dict[str, str] | None:
    """Whether a message there is any business of ours: the names for the ids in it, or None.

    It is where it stands in a request channel, or below a message that is a ticket.
    """
    here = source_of(uow, channel) is not None
    if not here and not (thread_ts and _ticket_below(uow, channel, thread_ts)):
        return None
    return called.names_of(uow, mentioned)


def hear(uow: UnitOfWork, heard: Heard) -> None:
    """A message was written, changed or deleted. Safe to hear again, in any order."""
    if heard.thread_ts:
        _hear_below(uow, heard)
        return
    known = requests.at(uow, heard.channel, heard.ts)
    if heard.gone:
        if known is not None and requests.move(uow, known, Stage.WITHDRAWN, MAY_BE_WANTED | {Stage.WANTED}):
            outbox.request(uow, known.id, known.channel)
        return
    source = source_of(uow, heard.channel)
    if known is not None or source is None or not heard.author or heard.changed:
        return
    stage = Stage.ASKED if source.ask else Stage.WANTED
    _begin(uow, heard, source.name, stage, heard.author)


def _begin(uow: UnitOfWork, heard: Heard, source: str, stage: Stage, by: str) -> Request | None:
    author_id = _person(uow, heard.author)
    wanted_by = _person(uow, by) if stage is Stage.WANTED else None
    new = requests.begin(
        uow, channel=heard.channel, ts=heard.ts, source=source, stage=stage, author_id=author_id, wanted_by=wanted_by
    )
    if new is None:
        return None
    made = conversations.ticket_of(uow, "slack", f"{heard.channel}:{heard.ts}")
    request = requests.get(uow, new)
    if made is not None and request is not None:  # by the shortcut: there is nothing to ask any more
        requests.move(uow, request, Stage.OPENED, (stage,), ticket_id=made)
        return None
    outbox.request(uow, new, heard.channel)
    return request


def _person(uow: UnitOfWork, slack_id: str) -> int | None:
    """The person behind a Slack id, made if new; None for an app."""
    if not slack_id:
        return None
    known = people.find(uow, "slack", slack_id)
    return known if known is not None else people.remember(uow, role="customer", kind="slack", external_id=slack_id)


def _ticket_below(uow: UnitOfWork, channel: str, thread_ts: str) -> int | None:
    return conversations.ticket_of(uow, "slack", f"{channel}:{thread_ts}")


def _hear_below(uow: UnitOfWork, heard: Heard) -> None:
    """What the requester adds joins the ticket; what the team says in a request channel, the requester has read."""
    ticket_id = _ticket_below(uow, heard.channel, heard.thread_ts)
    if ticket_id is None or heard.gone or heard.changed or not heard.author:
        return
    if not heard.text.strip() and not heard.attachments:
        return
    requester = people.by_id(uow, tickets.get(uow, ticket_id).customer_id)
    name = f"{heard.channel}:{heard.ts}"
    conversation = f"{heard.channel}:{heard.thread_ts}"
    if requester is not None and requester.slack_id == heard.author:
        line = CustomerMessage(
            source="slack", event_id=name, conversation=conversation, message_id=name, body=heard.text, via="slack",
            attachments=heard.attachments,
        )  # fmt: skip
        intake.take(uow, line)
    elif source_of(uow, heard.channel) is not None and (author := of_team(uow, heard.author)):
        said = AgentMessage(
            source="slack", event_id=name, conversation=conversation, message_id=name, body=heard.text,
            author_name=author,
        )  # fmt: skip
        intake.take(uow, said)


def of_team(uow: UnitOfWork, slack_id: str) -> str:
    """The name of somebody who works requests; empty for everybody else. It says who spoke, and allows nothing."""
    try:
        who = actor(uow, slack_id)
    except Refused:
        return ""
    works = who.queues or who.leads or who.manages or who.owns or who.deputises
    return (who.person.name or slack_id) if works else ""


def answer(uow: UnitOfWork, request_id: int, by: str, *, wanted: bool) -> Request:
    """*Open a ticket* or *No thanks*, by whoever wrote the message or somebody of the team. A second press of the same
    button changes nothing. A question that has run out may still be answered.

    Raises `Refused`: NO_SUCH_REQUEST, NOT_YOUR_REQUEST, MEMBERSHIP_UNKNOWN, or REQUEST_OVER with the `stage`.
    """
    request = requests.lock(uow, request_id)
    if request is None:
        raise Refused(RefusalCode.NO_SUCH_REQUEST)
    _may_answer(uow, request, by)
    stage, same = (Stage.WANTED, {Stage.WANTED}) if wanted else (Stage.DECLINED, {Stage.DECLINED})
    if request.stage in same:
        return request
    who = {"wanted_by": _person(uow, by)} if wanted else {}
    before = MAY_BE_WANTED if ran_out(uow, request) else (Stage.ASKED,)
    if not requests.move(uow, request, stage, before, **who):
        number = f"T-{request.ticket_id}" if request.ticket_id else ""
        raise Refused(RefusalCode.REQUEST_OVER, stage=request.stage.value, number=number)
    outbox.request(uow, request.id, request.channel)
    return request


def run_out(uow: UnitOfWork, limit: int) -> int:
    """Let questions go that nobody has answered for as long as their source says (`ask_for`); how many, at most `limit`
    of each channel. They are not asked again, and may still become tickets."""
    most = 0
    for channel in sorted(channels(uow).values()):
        source = source_of(uow, channel)
        asked = requests.asked_before(uow, channel, uow.at - source.ask_for, limit) if source else []
        for request in asked:
            if requests.move(uow, request, Stage.DECLINED, (Stage.ASKED,)):
                outbox.request(uow, request.id, channel)
        most = max(most, len(asked))
    return most


def ran_out(uow: UnitOfWork, request: Request) -> bool:
    """Whether the question below a message has had its time, and nobody has said *Open a ticket*."""
    source = source_of(uow, request.channel)
    return source is not None and request.stage is Stage.DECLINED and request.created_at <= uow.at - source.ask_for


def _may_answer(uow: UnitOfWork, request: Request, by: str) -> None:
    """A guest may not, though it is their own message: guests act nowhere in Deskhand."""
    if people.is_restricted(uow, by):
        raise Refused(RefusalCode.NOT_A_MEMBER, outsider="guest")
    if request.author_id is not None and people.find(uow, "slack", by) == request.author_id:
        return
    try:
        require(Action.CREATE_TICKET, actor(uow, by), None)
    except Refused as refused:
        if refused.code is RefusalCode.NOT_A_MEMBER and refused.facts.get("outsider") != "guest":
            raise Refused(RefusalCode.NOT_YOUR_REQUEST) from None
        raise


def means_a_ticket(uow: UnitOfWork, channel: str, emoji: str) -> bool:
    """Whether this emoji makes a ticket of a message in that channel."""
    return by_emoji(uow.desk.file, channels(uow), channel, emoji) is not None


def reacted(uow: UnitOfWork, heard: Heard, emoji: str, by: str) -> bool:
    """Somebody put an emoji on a message: it becomes a ticket where the desk file says so, and they wrote it or are of
    the team. Whether it does now; twice, and beside *Make a ticket*, it is one ticket."""
    source = by_emoji(uow.desk.file, channels(uow), heard.channel, emoji)
    if source is None or posts.at(uow, heard.channel, heard.ts) is not None:
        return False
    listed = source_of(uow, heard.channel) or source
    known = requests.at(uow, heard.channel, heard.ts)
    try:
        if known is not None:
            _may_answer(uow, known, by)
        elif by != heard.author:
            require(Action.CREATE_TICKET, actor(uow, by), None)
        elif people.is_restricted(uow, by):
            return False
    except Refused:
        return False  # a reaction asks nothing, so nobody is answered
    if known is None:
        return _begin(uow, heard, listed.name, Stage.WANTED, by) is not None
    if not requests.move(uow, known, Stage.WANTED, MAY_BE_WANTED, wanted_by=_person(uow, by)):
        return False
    outbox.request(uow, known.id, known.channel)
    return True
