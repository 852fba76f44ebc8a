"""What stands below a message that may become a ticket: the question, then what became of it; and the ticket itself."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.arrival import NewRequest, Sender
from bot.domain.request import Heard, Request, Stage
from bot.domain.ticket import Ticket
from bot.flow import intake, outbox
from bot.flow.request_places import in_thread, source_of
from bot.flow.requests import ran_out
from store import people, posts, requests, tickets
from store.posts import SlackPost
from store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestPlan:
    """What to do in Slack for one message. `live` is edited or removed; without one a post stands reserved as
    `new_post` where something is to be said.

    `number` is the ticket's, `direct` says that its answer goes by direct message, `author` is a Slack id.
    """

    request: Request
    live: SlackPost | None
    new_post: int | None
    since: datetime | None  # reserved then (real time), so it may stand there already
    author: str
    number: str
    direct: bool
    language: str
    ran_out: bool = False  # nobody has answered: a line stands in the question's place
    emoji: str = ""  # with which it becomes a ticket after all


def plan(uow: UnitOfWork, request_id: int) -> RequestPlan | None:
    """Decide what is said below a message, and reserve it. Safe to call again after a crash at any point."""
    request = requests.lock(uow, request_id)
    if request is None:
        return None
    live = posts.live(uow, "request", str(request_id))
    stands = live is not None and live.ts is not None
    says = request.stage in (Stage.ASKED, Stage.OPENED)
    new_post = live.id if live is not None and not stands else None
    if live is None and says:
        new_post = posts.begin(
            uow, kind="request", subject=str(request_id), place=_place(uow, request), channel=request.channel,
            thread_ts=request.thread,
        )  # fmt: skip
    ticket = tickets.get(uow, request.ticket_id) if request.ticket_id is not None else None
    author = people.by_id(uow, request.author_id)
    return RequestPlan(
        request=request,
        live=live if stands else None,
        new_post=new_post,
        since=live.since if live is not None and not stands else None,
        author=author.slack_id if author else "",
        number=ticket.number if ticket else "",
        direct=ticket is not None and not in_thread(uow, ticket, request.channel),
        language=uow.desk.file.language,
        ran_out=ran_out(uow, request),
        emoji=source.emoji if (source := source_of(uow, request.channel)) else "",
    )


def _place(uow: UnitOfWork, request: Request) -> str:
    source = source_of(uow, request.channel)
    return source.channel if source else request.channel


def gone(uow: UnitOfWork, request_id: int) -> None:
    """The message is not there any more: nothing becomes of it, and the question goes with it."""
    request = requests.lock(uow, request_id)
    if request is not None:
        requests.move(uow, request, Stage.WITHDRAWN, (Stage.ASKED, Stage.WANTED, Stage.DECLINED))


def removed(uow: UnitOfWork, post_id: int) -> None:
    """The question is not in Slack any more."""
    posts.retire(uow, post_id, "gone")


def open_ticket(uow: UnitOfWork, request_id: int, said: Heard, name: str) -> None:
    """Make the ticket of a message that is wanted, as it reads now; `name` is its author's. Safe to call twice: the
    message counts once, whoever makes a ticket of it."""
    request = requests.lock(uow, request_id)
    if request is None or request.stage is not Stage.WANTED:
        return
    wanted_by = people.by_id(uow, request.wanted_by)
    requester = said.author or (wanted_by.slack_id if wanted_by else "")
    receipt = intake.take(
        uow,
        NewRequest(
            source="slack",
            listed_as=request.source,
            event_id=request.conversation,
            conversation=request.conversation,
            message_id=request.conversation,
            body=said.text,
            via="slack",
            customer=Sender(id=requester, name=name if said.author else ""),
            attachments=said.attachments,
        ),
    )
    requests.move(uow, request, Stage.OPENED, (Stage.WANTED,), ticket_id=receipt.ticket_id, thread_ts=said.thread_ts)
    outbox.reread(uow, request.channel, request.ts)  # what its author has added meanwhile


def hold(uow: UnitOfWork, channel: str, ts: str) -> None:
    """Let nobody else make a ticket of this message until the transaction ends. The message is locked before its
    conversation and its ticket, by everybody."""
    request = requests.at(uow, channel, ts)
    if request is not None:
        requests.lock(uow, request.id)


def made_elsewhere(uow: UnitOfWork, channel: str, ts: str, ticket_id: int) -> None:
    """*Make a ticket* was used on a message: what stands below it says so. Safe to call twice."""
    request = requests.at(uow, channel, ts)
    if request is None:
        return
    before = (Stage.ASKED, Stage.WANTED, Stage.DECLINED)
    if requests.move(uow, request, Stage.OPENED, before, ticket_id=ticket_id):
        outbox.request(uow, request.id, channel)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answering:
    """Where the answer to somebody in Slack goes. `thread_ts` is empty where it goes by direct message alone."""

    slack_id: str
    ticket: Ticket
    language: str  # that they read
    channel: str
    channel_language: str
    thread_ts: str


def answering(uow: UnitOfWork, conversation: str) -> Answering | None:
    """Who asked in a conversation of Slack's, and where they are answered as their ticket stands now; None for a
    conversation that is not Slack's."""
    found = intake.requester(uow, conversation)
    if found is None:
        return None
    slack_id, ticket, language = found
    channel, _, ts = conversation.partition(":")
    return Answering(
        slack_id=slack_id,
        ticket=ticket,
        language=language,
        channel=channel if ts and source_of(uow, channel) else "",
        channel_language=uow.desk.file.language,
        thread_ts=ts if ts and in_thread(uow, ticket, channel) else "",
    )
