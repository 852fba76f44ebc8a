"""Whether four sides agree: what callers were told, what the database has, what Slack has and what the helpdesk got.

Shared by the crash points and the soak. Ask when nothing is under way any more.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import text
from sqlmodel import Session

from bot.domain.desk import Desk
from sandbox import Sandbox
from store import journal
from store.engine import reader
from store.unit_of_work import UnitOfWork
from tests.crash import ledger, shown

#: Work that is not finished. A digest may wait for its channel, and a timer for its time.
UNFINISHED = "SELECT count(*) FROM outbox WHERE state IN ('pending', 'leased') AND kind <> 'digest'"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is wrong, one sentence each; `figures` are what was counted.

    `wrong` is what is neither lost nor doubled: a card that shows an older state, a chain that does not verify, work
    that nobody finishes.
    """

    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    figures: dict[str, int] = field(default_factory=dict)

    @property
    def faults(self) -> list[str]:
        return [*self.lost, *self.doubled, *self.wrong]


@contextmanager
def looking(url: str, desk: Desk, secrets: Collection[bytes], at: datetime | None = None) -> Iterator[UnitOfWork]:
    """The database as queries see it, at a moment of the desk's clock, past any process that runs on it."""
    engine = reader(url)
    try:
        with Session(engine, autoflush=False) as session:
            now = datetime.now(UTC)
            desk_id = session.connection().execute(text("SELECT id FROM desk")).scalar_one()
            yield UnitOfWork(
                session=session, now=now, at=at or now, written=desk, desk=desk, desk_id=desk_id, desk_version=0,
                keys=journal.keys(secrets),
            )  # fmt: skip
    finally:
        engine.dispose()


def unfinished(url: str) -> int:
    """How much work is still to be done."""
    engine = reader(url)
    try:
        with engine.connect() as connection:
            return int(connection.execute(text(UNFINISHED)).scalar_one())
    finally:
        engine.dispose()


def verdict(uow: UnitOfWork, sandbox: Sandbox, *, since: int = 0, may_be_unsure: bool = True) -> Verdict:
    """Compare. Only tickets from number `since` on are looked at one by one, since each costs some milliseconds.

    Without `may_be_unsure` no fault fell between the writing of a reply and its record, so that none may be unsure.
    """
    found = Verdict()
    _requests(uow, sandbox, found)
    _replies(uow, sandbox, found)
    if not may_be_unsure:
        unsure = rows(uow, "SELECT id FROM reply WHERE state = 'unsure' AND ticket_id >= :since", since=since)
        found.wrong.extend(f"reply {row.id} is unsure, and nothing happened while it was sent" for row in unsure)
    _left_over(uow, found)
    found.doubled.extend(shown.twice(sandbox))
    found.lost.extend(shown.gone(uow, sandbox))
    found.wrong.extend(shown.unknown(uow, sandbox))
    for row in rows(uow, "SELECT id FROM ticket WHERE id >= :since ORDER BY id", since=since):
        missing, twice, stale = shown.of_ticket(uow, sandbox, row.id)
        found.lost.extend(missing)
        found.doubled.extend(twice)
        found.wrong.extend([*stale, *ledger.of_ticket(uow, row.id)])
    found.wrong.extend(ledger.digests(uow))
    found.wrong.extend(ledger.decisions(uow))
    found.figures["tickets"] = int(rows(uow, "SELECT count(*) FROM ticket")[0][0])
    return found


def _requests(uow: UnitOfWork, sandbox: Sandbox, found: Verdict) -> None:
    """Whatever was answered with 2xx is a line of a ticket, once; nothing was refused."""
    stored = Counter(row.external_id for row in rows(uow, "SELECT external_id FROM message WHERE author = 'customer'"))
    taken = [sent for sent in sandbox.customers.sent if sent.delivered]
    for sent in sandbox.customers.sent:
        name = sent.body["data"].get("message_id") or sent.body["data"]["id"]
        if sent.status.startswith("refused"):
            found.lost.append(f"{sent.conversation_id}: line {name} was {sent.status}")
        if sent.delivered and stored[name] == 0:
            found.lost.append(f"{sent.conversation_id}: line {name} was taken and is not there")
        if stored[name] > 1:
            found.doubled.append(f"{sent.conversation_id}: line {name} is there {stored[name]} times")
    opened = "SELECT external_id, count(*) AS times FROM conversation GROUP BY source, external_id HAVING count(*) > 1"
    found.doubled.extend(f"conversation {row.external_id} is there {row.times} times" for row in rows(uow, opened))
    found.figures["webhooks sent"] = len(sandbox.customers.sent)
    found.figures["webhooks taken"] = len(taken)
    found.figures["sent more than once"] = sum(sent.attempts > 1 for sent in taken)


def _replies(uow: UnitOfWork, sandbox: Sandbox, found: Verdict) -> None:
    """What is down as sent was received, once, and nothing else was."""
    got = Counter(str(body["data"]["reply_id"]) for body in sandbox.customers.reply_requests)
    states = {str(row.id): row.state for row in rows(uow, "SELECT id, state FROM reply")}
    for reply_id, times in got.items():
        if times > 1:
            found.doubled.append(f"reply {reply_id} was sent {times} times")
        if states.get(reply_id) not in ("sent", "unsure"):
            found.lost.append(f"reply {reply_id} arrived and is down as {states.get(reply_id)}")
    for reply_id, state in states.items():
        if state == "sent" and not got[reply_id]:
            found.lost.append(f"reply {reply_id} is down as sent and never arrived")
        if state == "sending":
            found.lost.append(f"reply {reply_id} is being sent by nobody")
    found.figures.update({f"replies {state}": count for state, count in sorted(Counter(states.values()).items())})
    found.figures["replies received"] = len(got)


def _left_over(uow: UnitOfWork, found: Verdict) -> None:
    """Nothing is under way, given up or parked."""
    unsure = {row.id for row in rows(uow, "SELECT id FROM reply WHERE state = 'unsure'")}
    for row in rows(uow, "SELECT id, kind, subject, state, last_error FROM outbox WHERE state <> 'done'"):
        if not (row.state == "unsure" and row.kind == "reply" and int(row.subject) in unsure):
            found.wrong.append(f"work {row.id} ({row.kind} {row.subject}) is {row.state}: {row.last_error}")
    parked = rows(uow, "SELECT external_id, state, error FROM inbox WHERE state <> 'done'")
    found.lost.extend(f"arrival {row.external_id} is {row.state}: {row.error}" for row in parked)
    found.figures["given up"] = int(rows(uow, "SELECT count(*) FROM outbox WHERE state = 'dead'")[0][0])
    found.figures["parked"] = len(parked)


def rows(uow: UnitOfWork, statement: str, **given: Any) -> list[Any]:
    """What a statement finds."""
    return list(uow.session.connection().execute(text(statement), given))
