"""A made-up year of a desk, written past SQLAlchemy as fast as each database takes rows.

The same number of requests comes each day, so that more of them are a longer history and no busier day. Each has ten
stretches, eleven entries of the journal, a suggestion, two replies and a row of what arrived.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import psycopg
from sqlalchemy.engine import make_url

from bot.cli import shop
from bot.desk import load
from store.engine import is_sqlite
from store.tables import DeskVersionRow, DraftRow, InboxRow, JournalRow, PersonRow, ReplyRow, Row, SpanRow, TicketRow

#: Requests a day: a million a year.
DAILY: Final = 2740
NOW: Final = datetime(2026, 11, 27, 8, 30, tzinfo=UTC)
_FIRST: Final = 10_000  # the number of the first ticket
_STAFF: Final = 20
_QUEUES: Final = ("orders", "billing", "returns")
_TYPES: Final = ("order_status", "delivery_costs", "missing_item", "return_item", "refund_status", "invoice_copy")
_VIAS: Final = ("email", "form", "chat")
_SEGMENTS: Final = ("", "gold")
_STATES: Final = (
    ("new", "support", ""), ("open", "support", ""), ("waiting_customer", "customer", ""), ("open", "support", ""),
    ("waiting_department", "department", "logistics"), ("open", "support", ""), ("waiting_customer", "customer", ""),
    ("open", "support", ""), ("snoozed", "support", ""), ("resolved", "nobody", ""),
)  # fmt: skip
_SENTENCES: Final = [{"text": "", "evidence": [{"kind": "article", "id": "delivery-delays", "version": 1}]}]


class Life:
    """One ticket of the year. Everything follows from its number."""

    def __init__(self, place: int, begins: datetime) -> None:
        self.id, mixed = _FIRST + place, place * 2654435761 % 2**32
        self.begins, self.mixed = begins, mixed
        self.queue, self.type = _QUEUES[mixed % 3], _TYPES[mixed // 3 % 6]
        self.via, self.customer, self.agent = _VIAS[mixed // 18 % 3], mixed // 7, mixed // 11 % _STAFF
        hour = 3600
        lasts = (
            300 + mixed % 7200, 60 + mixed % 1800, hour * (1 + mixed % 20), 600 + mixed % 3000, hour * (1 + mixed % 10),
            600, hour * (1 + mixed % 8), 600, hour, 7 * 24 * hour,
        )  # fmt: skip
        self.bounds, at = [begins], begins
        for seconds in lasts:
            at += timedelta(seconds=seconds)
            self.bounds.append(at)
        self.standing = sum(bound <= NOW for bound in self.bounds[1:])  # the stretch that it is in; 10: closed

    def entries(self) -> Iterator[tuple[datetime, str, str, dict[str, Any]]]:
        """(when, who, what, detail) of its journal."""
        person, bounds, reply = f"person:{self.agent + 1}", self.bounds, 2 * self.id
        yield self.begins, "customer:1", "ticket.created", {"queue": self.queue}
        yield self.begins + timedelta(seconds=2), "system", "draft.made", {"draft": self.id}
        yield bounds[1], person, "ticket.claimed", {"person": self.agent + 1}
        yield (
            bounds[2] - timedelta(seconds=20),
            person,
            "reply.approved",
            {"reply": reply, "role": "sender", "draft": self.id},
        )
        yield bounds[2], person, "ticket.sent_wait", {"reply": reply}
        yield bounds[3], "customer:1", "ticket.customer_wrote", {}
        yield bounds[4], person, "ticket.handed_off", {}
        yield bounds[5], "person:1", "ticket.handed_back", {}
        yield bounds[6], person, "ticket.sent_wait", {"reply": reply + 1}
        yield bounds[7], "customer:1", "ticket.customer_wrote", {}
        yield bounds[9], person, "ticket.resolved", {}


def lives(tickets: int, daily: int = DAILY) -> Iterator[Life]:
    """`tickets` lives at an even pace, the last of them begins just before `NOW`."""
    pace = timedelta(days=1) / daily
    first = NOW - pace * tickets
    return (Life(place, first + pace * place) for place in range(tickets))


def fill(url: str, tickets: int, daily: int = DAILY) -> None:
    """Write the year into a migrated database."""
    people = max(1, tickets // 3)
    with closing(_opened(url)) as into:
        into.rows(
            DeskVersionRow(id=1, desk_id=1, hash=load(shop.DESK, NOW.date()).hash, toml="", created_at=NOW), {}, [{}]
        )
        person = PersonRow(desk_id=1, kind="customer", name="Jo", created_at=NOW)
        into.rows(person, ("id", "kind", "segment"), _people(people))
        ticket = TicketRow(
            id=1, desk_id=1, source="generic", subject="Where is my order?", queue="", type="", language="en", via="",
            customer_id=1, desk_version_id=1, created_at=NOW, type_source="rule", prepared=True, state="",
            priority="normal",
        )  # fmt: skip
        into.rows(ticket, _TICKET, (_ticket(one, people) for one in lives(tickets, daily)))
        span = SpanRow(ticket_id=1, holder="", queue="", state="", from_at=NOW)
        into.rows(span, _SPAN, (row for one in lives(tickets, daily) for row in _spans(one)))
        draft = DraftRow(
            ticket_id=1, state="sent", engine="embedded", desk_version_id=1, created_at=NOW, sentences=_SENTENCES,
            body="Hello Jo", change=0.0,
        )  # fmt: skip
        into.rows(draft, _DRAFT, (_draft(one) for one in lives(tickets, daily)))
        reply = ReplyRow(ticket_id=1, body="Hello Jo", language="en", written_by=1, created_at=NOW, state="sent")
        into.rows(reply, _REPLY, (row for one in lives(tickets, daily) for row in _replies(one)))
        entry = JournalRow(
            desk_id=1, ticket_id=1, seq=1, at=NOW, actor="", action="", desk_version_id=1, previous="0" * 64,
            key_id="00000000", hash="0" * 64,
        )  # fmt: skip
        into.rows(entry, _ENTRY, (row for one in lives(tickets, daily) for row in _entries(one)))
        arrived = InboxRow(desk_id=1, source="generic", external_id="", kind="message", received_at=NOW)
        into.rows(arrived, _ARRIVED, ((one.id, f"m-{one.id}", one.id, one.begins) for one in lives(tickets, daily)))


_TICKET: Final = (
    "id", "state", "queue", "type", "via", "customer_id", "assignee_id", "first_response_at", "first_response_due",
    "created_at", "resolved_at", "ended_at", "waiting_since",
)  # fmt: skip
_SPAN: Final = (
    "ticket_id",
    "holder",
    "department",
    "person_id",
    "queue",
    "state",
    "from_at",
    "to_at",
    "business_seconds",
)
_DRAFT: Final = ("id", "ticket_id", "type", "state", "decided_by", "decided_at", "created_at")
_REPLY: Final = ("id", "ticket_id", "draft_id", "written_by", "sent_at", "created_at")
_ARRIVED: Final = ("id", "external_id", "ticket_id", "received_at")
_ENTRY: Final = ("ticket_id", "seq", "at", "actor", "action", "detail")


def _people(customers: int) -> Iterator[tuple[Any, ...]]:
    for number in range(_STAFF):
        yield number + 1, "staff", ""
    for number in range(customers):
        yield _STAFF + 1 + number, "customer", _SEGMENTS[number % 5 == 0]


def _past(at: datetime) -> datetime | None:
    return at if at <= NOW else None


def _ticket(one: Life, customers: int) -> tuple[Any, ...]:
    state = _STATES[one.standing][0] if one.standing < len(_STATES) else "closed"
    return (
        one.id, state, one.queue, one.type, one.via, _STAFF + 1 + one.customer % customers,
        one.agent + 1 if one.standing else None, _past(one.bounds[2]), one.begins + timedelta(hours=2), one.begins,
        _past(one.bounds[9]), _past(one.bounds[10]), one.bounds[min(one.standing, 9)],
    )  # fmt: skip


def _spans(one: Life) -> Iterator[tuple[Any, ...]]:
    for number, (state, holder, department) in enumerate(_STATES[: one.standing + 1]):
        end = _past(one.bounds[number + 1])
        person = one.agent + 1 if number and holder != "customer" and state != "resolved" else None
        business = int((end - one.bounds[number]).total_seconds()) if end else None
        yield one.id, holder, department, person, one.queue, state, one.bounds[number], end, business


def _draft(one: Life) -> tuple[Any, ...]:
    decided = _past(one.bounds[2])
    state = "sent" if decided else "proposed"
    return (
        one.id,
        one.id,
        one.type,
        state,
        one.agent + 1 if decided else None,
        decided,
        one.begins + timedelta(seconds=2),
    )


def _replies(one: Life) -> Iterator[tuple[Any, ...]]:
    for number, (bound, draft_id) in enumerate(((2, one.id), (6, None))):
        if one.bounds[bound] <= NOW:
            written = one.bounds[bound] - timedelta(seconds=20)
            yield 2 * one.id + number, one.id, draft_id, one.agent + 1, one.bounds[bound], written


def _entries(one: Life) -> Iterator[tuple[Any, ...]]:
    for number, (at, actor, action, detail) in enumerate(one.entries(), 1):
        if at <= NOW:
            yield one.id, number, at, actor, action, detail


class _Sqlite:
    def __init__(self, url: str) -> None:
        self._connection = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
        for pragma in ("synchronous=OFF", "cache_size=-400000", "foreign_keys=OFF"):
            self._connection.execute(f"PRAGMA {pragma}")

    def rows(self, pattern: Row, names: Iterable[str], rows: Iterable[Any]) -> None:
        own, fixed = tuple(names), _fixed(pattern, names)
        values = ", ".join([*("?" for _ in own), *map(_literal, fixed.values())])
        insert = f"INSERT INTO {_table(pattern, own, fixed)} VALUES ({values})"  # noqa: S608 - names of our own
        self._connection.execute("BEGIN")
        self._connection.executemany(insert, ([_text(one) for one in row] for row in rows))
        self._connection.execute("COMMIT")

    def close(self) -> None:
        """Without ANALYZE, which nothing calls in earnest either."""
        self._connection.close()


class _Postgres:
    def __init__(self, url: str) -> None:
        plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        self._connection = psycopg.connect(plain, autocommit=True)

    def rows(self, pattern: Row, names: Iterable[str], rows: Iterable[Any]) -> None:
        own, fixed = tuple(names), _fixed(pattern, names)
        ending = [_json(given) for given in fixed.values()]
        into = f"COPY {_table(pattern, own, fixed)} FROM STDIN"
        with self._connection.cursor() as cursor, cursor.copy(into) as copy:
            for row in rows:
                copy.write_row([*map(_json, row), *ending])

    def close(self) -> None:
        self._connection.execute("VACUUM ANALYZE")
        self._connection.close()


def _opened(url: str) -> _Sqlite | _Postgres:
    return _Sqlite(url) if is_sqlite(url) else _Postgres(url)


def _fixed(pattern: Row, names: Iterable[str]) -> dict[str, Any]:
    """What all rows have alike, by column."""
    own = {*names}
    return {name: given for name, given in pattern.model_dump().items() if name not in own and given is not None}


def _table(pattern: Row, own: Iterable[str], fixed: Iterable[str]) -> str:
    columns = ", ".join(f'"{name}"' for name in (*own, *fixed))
    return f"{type(pattern).__tablename__} ({columns})"


def _literal(given: Any) -> str:
    written = _text(given)
    return f"'{written}'" if isinstance(written, str) else str(int(written) if isinstance(written, bool) else written)


def _text(given: Any) -> Any:
    if isinstance(given, datetime):
        return given.replace(tzinfo=None).isoformat(" ", "microseconds")
    return json.dumps(given) if isinstance(given, dict | list) else given


def _json(given: Any) -> Any:
    return json.dumps(given) if isinstance(given, dict | list) else given
