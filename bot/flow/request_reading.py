"""Request channels are read again after every gap: at a start, after a lost connection, and now and then."""

from collections.abc import Collection
from typing import Final

from bot.domain.request import Heard
from bot.flow import outbox
from bot.flow.request_places import channels, source_of
from bot.flow.requests import hear
from store import requests
from store.unit_of_work import UnitOfWork

#: As many threads are read again at a time, those of the newest tickets.
MOST_THREADS: Final = 50
#: Slack may show a message a little later than a newer one, so each reading begins so many seconds before the last end.
_OVERLAP: Final = 60.0


def look(uow: UnitOfWork) -> int:
    """Ask for every request channel, and for the threads of tickets that go on, to be read again; how many. Asked for
    again before it is done, it is the same work."""
    found = channels(uow)
    for channel in sorted(found.values()):
        outbox.reread(uow, channel)
    talking = requests.in_talk(uow, MOST_THREADS) if found else []
    for request in talking:
        outbox.reread(uow, request.channel, request.ts)
    return len(found) + len(talking)


def begin_channel(uow: UnitOfWork, channel: str) -> str | None:
    """From which ts on a channel is to be read; None where it is none of ours (any more).

    A channel that nobody has read before is read from now on: what was said before Deskhand came is left alone.
    """
    if source_of(uow, channel) is None:
        return None
    known = requests.read_up_to(uow, channel)
    if not known:
        known = f"{uow.now.timestamp():.6f}"
        requests.channel_read(uow, channel, known)
    return f"{max(0.0, float(known) - _OVERLAP):.6f}"


def begin_thread(uow: UnitOfWork, channel: str, ts: str) -> str | None:
    """From which ts on a thread is to be read; None where its message is no ticket."""
    request = requests.at(uow, channel, ts)
    if request is None or request.ticket_id is None:
        return None
    return f"{max(float(ts), float(request.read_ts or ts) - _OVERLAP):.6f}"


def thread_read(uow: UnitOfWork, channel: str, ts: str, newest: str) -> None:
    """The thread of a message was read to its end, which is `newest`."""
    request = requests.at(uow, channel, ts)
    if request is not None:
        requests.thread_read(uow, request.id, newest)


def heard(uow: UnitOfWork, page: Collection[Heard]) -> None:
    """What stood on one page, whatever of it was known. Nothing counts as read yet."""
    for one in sorted(page, key=lambda said: said.ts):
        hear(uow, one)


def asked_from(uow: UnitOfWork, channel: str, oldest: str) -> frozenset[str]:
    """What is asked about from there on, before a channel is read: only of that a reading can say that it is gone."""
    return frozenset(request.ts for request in requests.asked_since(uow, channel, oldest))


def channel_read(uow: UnitOfWork, channel: str, oldest: str, there: frozenset[str], asked: frozenset[str]) -> None:
    """A channel was read from `oldest` to its end, and `there` are the messages in it: what was `asked` about before
    and is not among them was deleted meanwhile. What came while it was read is left to the next reading."""
    for request in requests.asked_since(uow, channel, oldest):
        if request.ts in asked - there:
            hear(uow, Heard(channel=channel, ts=request.ts, gone=True))
    if there:
        requests.channel_read(uow, channel, max(there))
