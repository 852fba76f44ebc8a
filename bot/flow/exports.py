"""The figures of days as a file for a spreadsheet, for whoever may read the digest that it was asked for below."""

import csv
import io
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.domain.errors import RefusalCode, Refused
from bot.domain.figures import Cut
from bot.domain.spread import within
from bot.domain.spreadsheet import cell
from bot.flow import day_figures, digest, figures, outbox, reading
from store import people, posts
from store.unit_of_work import UnitOfWork

_HEAD: Final = (
    "day", "queue", "by", "named", "figure", "key", "count", "wall_seconds", "business_seconds", "wall_p50", "wall_p90",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """A file that is to be handed to one person, as a worker needs it."""

    name: str
    content: bytes
    first: date
    last: date
    slack_id: str
    language: str  # of whoever asked
    earlier: str  # Slack's id of a copy that was, or may have been, handed over before: it goes first


def ask(uow: UnitOfWork, queue: str | None, when: str, by: str) -> None:
    """Somebody wants the figures of a digest as a file. While it is on its way it comes once.

    `when` and what it raises: as `digest.asked`.
    """
    who = digest.check(uow, queue, by)
    first, last = digest.days(uow, when)
    outbox.export(uow, f"{who.person.id}:{first}:{last}:{queue or ''}")


def plan(uow: UnitOfWork, subject: str) -> Export | None:
    """What is to be handed over; None where whoever asked may not read it any more, or has left."""
    person_id, first, last, queue = subject.split(":", 3)
    person = people.by_id(uow, int(person_id))
    if person is None:
        return None
    try:
        digest.check(uow, queue or None, person.slack_id)
    except Refused as refused:
        if refused.code is not RefusalCode.MEMBERSHIP_UNKNOWN:  # it was known when they asked
            return None
    days = date.fromisoformat(first), date.fromisoformat(last)
    standing = posts.live(uow, "export", subject)
    return Export(
        name=f"figures-{first}.csv" if first == last else f"figures-{first}-{last}.csv",
        content=as_csv(uow, *days, digest.zone(uow), (queue,) if queue else ()).encode(),
        first=days[0],
        last=days[1],
        slack_id=person.slack_id,
        language=reading.language(uow, person.slack_id),
        earlier=(standing.ts or "") if standing else "",
    )


def as_csv(uow: UnitOfWork, first: date, last: date, zone: str, queues: tuple[str, ...]) -> str:
    """A line for each day, queue, figure and key: of the whole queue, where `by` is empty, and of each type, way in,
    source, segment, cause and article of it. Half of what is counted took no longer than `wall_p50`, nine in ten no
    longer than `wall_p90`, where that is kept. No cell is read as a formula."""
    written = io.StringIO()
    table = csv.writer(written, lineterminator="\n")
    table.writerow(_HEAD)
    for day, of, amount in figures.read(uow, first, last, zone, queues, tuple(Cut), fresh=day_figures.LATELY).each():
        spread = [within(amount.spread, share) for share in (0.5, 0.9)]
        table.writerow([
            day.isoformat(), cell(of.queue), of.cut, cell(of.named), of.figure, cell(of.key),
            amount.count, amount.wall, amount.business,
            *("" if one is None else one for one in spread),
        ])  # fmt: skip
    return written.getvalue()


def uploading(uow: UnitOfWork, subject: str, slack_id: str, channel: str, file_id: str) -> None:
    """Slack has given the copy an id: from now on it is found, and taken away before another one is handed over."""
    standing = posts.live(uow, "export", subject)
    post_id = standing.id if standing else posts.begin(
        uow, kind="export", subject=subject, place=slack_id, channel=channel
    )  # fmt: skip
    if post_id is not None:
        posts.landed(uow, post_id, channel, file_id)


def not_given(uow: UnitOfWork, slack_id: str) -> None:
    """The file did not come: whoever asked is told."""
    outbox.notice(uow, "figures_not_given", slack_id)
