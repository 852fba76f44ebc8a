"""Rows of the tables that the whole day in Slack brought, for `make_version`."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from store import tables

MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def leads() -> Iterator[tables.Row]:
    """Somebody has asked how a text would go, and the worker has not answered yet."""
    yield tables.QuestionRow(
        desk_id=1, kind="try", text="Where is my order 4417?", response_url="https://hooks.slack.com/commands/1",
        asked_by=3, created_at=MONDAY,
    )  # fmt: skip
    yield tables.TurnRow(desk_id=1, queue="orders", person_id=3, given_at=MONDAY)
    yield tables.QueuePauseRow(desk_id=1, queue="orders", reason="-", person_id=2, until=MONDAY, created_at=MONDAY)


def availability() -> Iterator[tables.Row]:
    """Ines works mornings, wants quiet nights and was away; Marta is away, nobody knows until when."""
    yield tables.PersonSettingRow(
        desk_id=1, person_id=3, language="fr", time_zone="Europe/Paris",
        week={"mon": [{"start": "08:00:00", "end": "12:30:00"}]}, quiet_from="19:00", quiet_until="07:30",
        created_at=MONDAY,
    )  # fmt: skip
    yield tables.AbsenceRow(
        desk_id=1, person_id=3, begins_at=MONDAY, until=MONDAY + timedelta(hours=4), said_by=2, created_at=MONDAY
    )
    yield tables.AbsenceRow(desk_id=1, person_id=2, begins_at=MONDAY, said_by=2, created_at=MONDAY)


def escalations() -> Iterator[tables.Row]:
    """Ticket 1002 was raised: Marta was asked, and has not accepted yet."""
    yield tables.EscalationRow(
        desk_id=1, ticket_id=1002, rule="much at stake", to="@marta", reason="needs a decision",
        within_seconds=3600, asked_by=3, first_holder=3, asked_at=MONDAY, created_at=MONDAY,
    )  # fmt: skip
    yield tables.EscalationAskRow(escalation_id=1, who="U0MARTA", place="@marta", created_at=MONDAY)


def requests() -> Iterator[tables.Row]:
    """One message became ticket 1001, another one's question waits, and their channel was read so far."""
    yield tables.RequestRow(
        desk_id=1, channel="C0HELPIT01", ts="1764579600.000100", source="help-it", state="opened", author_id=1,
        wanted_by=3, ticket_id=1001, read_ts="1764579600.000200", created_at=MONDAY,
    )  # fmt: skip
    yield tables.RequestRow(
        desk_id=1, channel="C0HELPIT01", ts="1764579700.000100", source="help-it", state="asked", author_id=1,
        created_at=MONDAY,
    )  # fmt: skip
    yield tables.ChannelReadRow(desk_id=1, channel="C0HELPIT01", read_ts="1764579700.000100", created_at=MONDAY)


def spikes() -> Iterator[tables.Row]:
    """Parcels of one carrier are late, and a lead has said so."""
    yield tables.SpikeRow(
        desk_id=1, rule="carrier", type="order_status", value="GLS", state="incident", place="#support-orders",
        begun_at=MONDAY, last_at=MONDAY, usual=1.5, hours=4, decided_by=2, decided_at=MONDAY, handoff_id=1,
        created_at=MONDAY,
    )  # fmt: skip
    yield tables.CauseRow(
        desk_id=1, ticket_id=1001, rule="carrier", type="order_status", value="GLS", spike_id=1, at=MONDAY
    )


def figures() -> Iterator[tables.Row]:
    """A Monday was rolled up, and agreed with the ledger; its Tuesday is to be."""
    day, spread = MONDAY.date(), {"wall": {"34": 1}, "business": {"34": 1}}
    yield tables.DayFigureRow(
        desk_id=1, zone="Europe/Paris", day=day, queue="orders", cut="type", named="order_status",
        figure="first_response", key="", count=1, wall=540, business=540, spread=spread,
    )  # fmt: skip
    yield tables.RolledDayRow(
        desk_id=1, zone="Europe/Paris", day=day, rolled_at=MONDAY, desk_version=1, created_at=MONDAY
    )
    yield tables.RolledDayRow(
        desk_id=1, zone="Europe/Paris", day=day + timedelta(days=1), asked_at=MONDAY, created_at=MONDAY
    )
    yield tables.RollUpMarkRow(desk_id=1, zone="Europe/Paris", journal_id=1, looked_at=MONDAY, created_at=MONDAY)
    yield tables.RollUpCheckRow(desk_id=1, zone="Europe/Paris", days=1, differences=0, checked_at=MONDAY)


def reviews() -> Iterator[tables.Row]:
    """Marta is to review what Ines wrote, and has begun; a digest offered to check an article."""
    day = MONDAY.date()
    yield tables.ReviewSampleRow(
        desk_id=1, week=day, ticket_id=1001, queue="orders", reasons=["quick"], answered_by=3, reviewer_id=2,
        created_at=MONDAY,
    )  # fmt: skip
    yield tables.ReviewScoreRow(
        desk_id=1, sample_id=1, reviewer_id=2, criterion="tone", score=4, note="Warm.", created_at=MONDAY
    )
    yield tables.DecisionRow(
        desk_id=1, run_id=1, day=day, kind="articles", subject="delivery-delays", offered={"expiring": 4},
        created_at=MONDAY,
    )  # fmt: skip


def events() -> Iterator[tables.Row]:
    """Ticket 1001 was claimed, which a subscriber is told of; many parcels of one carrier are late."""
    yield tables.EventRow(
        desk_id=1, token="evt_1", ticket_id=1001, sequence=2, name="ticket.claimed", actor="person:3", sealed=False,
        facts={"queue": "orders"}, at=MONDAY, created_at=MONDAY,
    )  # fmt: skip
    yield tables.EventRow(
        desk_id=1, token="evt_2", spike_id=1, sequence=1, name="spike.opened", actor="system", sealed=False,
        facts={"tickets": 4}, at=MONDAY, created_at=MONDAY,
    )  # fmt: skip
