"""Sources that fall silent: noticed once, told to whoever answers for the desk, and ended when they are heard again."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.desk import Desk
from bot.domain.hours import business_seconds
from bot.domain.silence import LONGEST, Silence, earlier, noticed
from bot.flow import outbox
from store import silences
from store.unit_of_work import UnitOfWork

#: A look costs a few reads for each source.
EVERY: Final = timedelta(seconds=50)
#: Between two looks that are further apart nobody was there to hear anything.
GAP: Final = timedelta(minutes=5)
_HOUR: Final = timedelta(hours=1)


@dataclass(slots=True)
class Watch:
    """Since when a process has been there to hear, without a gap. A silence is counted from there at the earliest.

    It is kept in memory and begins with the process's first look: what a start, a sleeping machine or a database that
    was away has cost is Deskhand's own silence, and no source is blamed for it.
    """

    since: datetime | None = None
    last: datetime | None = None

    def rests(self, now: datetime) -> bool:
        """Whether there was a look just now."""
        return self.last is not None and timedelta() <= now - self.last < EVERY

    def looked(self, now: datetime) -> datetime:
        """A look at `now`: since when it can be relied on that nothing was missed."""
        if self.since is None or self.last is None or not timedelta() <= now - self.last <= GAP:
            self.since = now
        self.last = now
        return self.since


def look(uow: UnitOfWork, watch: Watch) -> int:
    """Notice which sources have fallen silent and which are heard again; how many. To be called every minute or more
    often, by any number of processes: one notice is sent for one silence."""
    if watch.rests(uow.now):
        return 0
    since = watch.looked(uow.now)
    lasting = {silence.source: silence for silence in silences.open_now(uow)}
    sources = listened_to(uow.desk)
    changed = sum(_ended(uow, silence, silence.source in sources) for silence in lasting.values())
    return changed + sum(_begun(uow, source, since) for source in sources if source not in lasting)


def listened_to(desk: Desk) -> tuple[str, ...]:
    """The sources that have a webhook, and those that are asked. What people write down in Slack, and what programs
    send to the API when they like, has no usual hours."""
    asked = (source.name for source in desk.file.sources if source.is_asked)
    return (*desk.webhooks(), *asked)


def lasting(uow: UnitOfWork) -> tuple[Silence, ...]:
    """The sources that are silent just now, as it was noticed."""
    return tuple(silences.open_now(uow))


def _ended(uow: UnitOfWork, silence: Silence, listened: bool) -> bool:
    """End a silence whose source was heard again, or is no longer in the desk file."""
    heard = silences.heard_after(uow, silence.source, silence.began_at) if listened else uow.now
    if heard is not None:
        silences.end(uow, silence.id, heard)
    return heard is not None


def _begun(uow: UnitOfWork, source: str, since: datetime) -> bool:
    quiet_after = uow.desk.source(source).quiet_after
    heard = silences.last_heard(uow, source)
    start = max(since, uow.now - LONGEST, *([heard] if heard else []))
    if quiet_after is not None and uow.now - start < quiet_after:
        return False
    usual = noticed(
        start=start,
        now=uow.now,
        came=_came(uow, source, start),
        zone=ZoneInfo(uow.desk.file.time_zone),
        quiet_after=quiet_after,
        open_for=_open_for(uow, start),
    )
    if usual is None or not silences.begin(uow, source, heard, usual):
        return False
    times = {"since": heard.isoformat() if heard else "", "noticed": uow.now.isoformat()}
    to = uow.desk.file.escalation.owner
    outbox.notice(uow, "source_silent", to, None, source=source, usual=str(usual), **times)
    return True


def _came(uow: UnitOfWork, source: str, start: datetime) -> list[list[datetime]]:
    """What came around the same stretch of each earlier week for which the source is known."""
    first = silences.first_heard(uow, source)
    stretches = earlier(start, uow.now, ZoneInfo(uow.desk.file.time_zone))
    known = [(begins, ends) for begins, ends in stretches if first is not None and first <= begins]
    return [silences.heard_between(uow, source, begins - _HOUR, ends + _HOUR) for begins, ends in known]


def _open_for(uow: UnitOfWork, start: datetime) -> timedelta:
    """How long the desk was open since `start`: the queue that was open longest."""
    desk = uow.desk
    spans = (
        business_seconds(queue.hours, start, uow.now, desk.holidays.get(queue.hours.holidays, frozenset()))
        for queue in desk.file.queues
    )
    return timedelta(seconds=max(spans, default=0))
