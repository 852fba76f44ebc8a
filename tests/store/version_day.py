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
