"""Writes the newest schema with rows in every table to `versions/`, once for each database:

    python -m tests.store.make_version

Run it when a revision is released, and keep the files for good: the tests upgrade every one of them to the newest
schema. A file that was released is never written again.
"""

import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import update
from sqlmodel import Session

from store import migrate, tables
from store.engine import writer
from tests import databases
from tests.store.version_day import availability, escalations, events, figures, leads, requests, reviews, spikes

VERSIONS = Path(__file__).with_name("versions")
MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
SUBJECT = 'Where\'s my order 4417?; it "should" be here 📦'


def people() -> Iterator[tables.Row]:
    """The desk itself is made by the migration."""
    yield tables.DeskVersionRow(desk_id=1, hash="5f0c", toml='[[queues]]\nname = "orders"\n', created_at=MONDAY)
    for kind, name in (("customer", "Jo Doe"), ("staff", "Marta"), ("staff", "Ines")):
        address = f"{name.split()[0].lower()}@mail.example"
        yield tables.PersonRow(desk_id=1, kind=kind, name=name, email=address, locale="en-GB", created_at=MONDAY)
    yield tables.IdentityRow(desk_id=1, person_id=1, kind="generic", external_id="c-7")
    yield tables.IdentityRow(desk_id=1, person_id=2, kind="slack", external_id="U0MARTA")
    yield tables.RosterRow(
        desk_id=1, place="#support-orders", slack_id="C0ORDERS", members=["U0MARTA", "U0INES"], refreshed_at=MONDAY
    )


def tickets() -> Iterator[tables.Row]:
    """Ticket 1001 has been answered; 1002 is sensitive and waits for its second approval."""
    yield tables.TicketRow(
        desk_id=1, source="generic", state="waiting_customer", subject=SUBJECT, queue="orders", type="order_status",
        type_source="classifier", type_confidence=0.91, language="en", via="email", customer_id=1, assignee_id=3,
        attributes={"order": "4417"}, rules=["words: where, order"], last_message_id=2, desk_version_id=1,
        first_response_due=MONDAY + timedelta(hours=2), first_response_at=MONDAY + timedelta(minutes=9),
        resolution_due=MONDAY + timedelta(hours=16), due_at=MONDAY + timedelta(hours=16), clocked_under=1,
        created_at=MONDAY,
    )  # fmt: skip
    yield tables.TicketRow(
        desk_id=1, source="generic", state="waiting_approval", subject="I want compensation", queue="orders",
        level="sensitive", classes=["compensation"], keys_needed=2, language="fr", via="chat", customer_id=1,
        continues=1001, last_message_id=3, desk_version_id=1, created_at=MONDAY,
    )  # fmt: skip
    yield tables.ConversationRow(desk_id=1, source="generic", external_id="88", ticket_id=1001)
    yield tables.ConversationRow(desk_id=1, source="generic", external_id="89", ticket_id=1002)
    yield tables.RecordRow(
        ticket_id=1001, source="orders", key="4417", state="own", fields={"carrier": "GLS"}, person_id=1,
        read_at=MONDAY,
    )  # fmt: skip
    yield tables.RecordRow(ticket_id=1002, source="orders", key="5120", state="foreign")
    claimed = MONDAY + timedelta(minutes=5)
    yield tables.SpanRow(
        ticket_id=1001, holder="support", queue="orders", state="new", from_at=MONDAY, to_at=claimed,
        business_seconds=300, calendar_hash="c1",
    )  # fmt: skip
    yield tables.SpanRow(ticket_id=1001, holder="customer", queue="orders", state="waiting_customer", from_at=claimed)
    yield tables.SpanRow(
        ticket_id=1002, holder="support", person_id=2, queue="orders", state="waiting_approval", from_at=MONDAY
    )


def replies() -> Iterator[tables.Row]:
    yield tables.DraftRow(
        ticket_id=1001, state="sent", body="Hello Jo,\nyour order left us on Monday.", language="en",
        engine="embedded", facts={"carrier": "GLS"}, sentences=[{"text": "Hello Jo,", "source": "template"}],
        last_message_id=1, desk_version_id=1, decided_by=3, decided_at=MONDAY, created_at=MONDAY,
    )  # fmt: skip
    yield tables.DraftRow(
        ticket_id=1002, state="withheld", reason="sensitive", engine="embedded", desk_version_id=1, created_at=MONDAY
    )
    yield tables.ReplyRow(
        ticket_id=1001, draft_id=1, state="sent", body="Hello Jo,\nyour order left us on Monday.", language="en",
        disclosed=True, written_by=3, last_message_id=1, external_id="r-1", sent_at=MONDAY, created_at=MONDAY,
    )  # fmt: skip
    yield tables.ReplyRow(
        ticket_id=1002, body="Bonjour, …", language="fr", written_by=3, keys_needed=2, created_at=MONDAY
    )
    yield tables.ApprovalRow(reply_id=1, person_id=3, role="sender", body_hash="a1", created_at=MONDAY)
    yield tables.ApprovalRow(reply_id=2, person_id=3, role="sender", body_hash="b2", created_at=MONDAY)
    yield tables.MessageRow(
        ticket_id=1001, conversation_id=1, external_id="880", named=True, author="customer", person_id=1,
        body=f"{SUBJECT}\n\n-- \nJo", created_at=MONDAY,
    )  # fmt: skip
    yield tables.MessageRow(
        ticket_id=1001, conversation_id=1, external_id="881", named=True, author="agent", person_id=3,
        body="Hello Jo, …", reply_id=1, created_at=MONDAY,
    )  # fmt: skip
    yield tables.MessageRow(
        ticket_id=1002, conversation_id=2, external_id="890", author="customer", person_id=1, body="C'est trop !",
        attachments=[{"name": "photo.jpg", "type": "image/jpeg", "size": 48213}], created_at=MONDAY,
    )  # fmt: skip
    yield tables.MessageRow(
        ticket_id=1001, conversation_id=1, external_id="slack:C0ORDERS:1795400050.000300", author="note", person_id=3,
        author_name="Ana", body="The carrier knows.", public=False, created_at=MONDAY,
    )  # fmt: skip
    by = MONDAY + timedelta(days=2)
    yield tables.PromiseRow(desk_id=1, ticket_id=1001, reply_id=1, promised_at=by, person_id=3, created_at=MONDAY)
    yield tables.SlackNoteRow(
        desk_id=1, ticket_id=1001, message_id=4, channel="C0ORDERS", ts="1795400050.000300", in_thread=True,
        created_at=MONDAY,
    )  # fmt: skip


def work() -> Iterator[tables.Row]:
    yield tables.InboxRow(
        desk_id=1, source="generic", external_id="m-1", kind="ticket.created", ticket_id=1001, received_at=MONDAY
    )
    yield tables.InboxRow(
        desk_id=1, source="generic", external_id="m-2", kind="ticket.created", state="parked", body='{"type": 1}',
        error="type: expected a word", received_at=MONDAY,
    )  # fmt: skip
    for state, subject in (("done", "1001"), ("pending", "1002")):
        yield tables.OutboxRow(
            desk_id=1, kind="card", subject=subject, lane=f"{subject}/card", bucket="chat.update", state=state,
            due_at=MONDAY, created_at=MONDAY,
        )  # fmt: skip
    yield tables.BucketRow(key="chat.update", next_at=MONDAY)
    for seq, action in enumerate(("created", "claimed", "sent"), start=1):
        yield tables.JournalRow(
            desk_id=1, ticket_id=1001, seq=seq, at=MONDAY, actor="person:3", action=action, detail={"draft": 1},
            desk_version_id=1, previous=f"h{seq - 1}", key_id="5d41402a", hash=f"h{seq}",
        )  # fmt: skip
    for subject, ts in (("1001", "1795420800.000100"), ("1002", None)):
        yield tables.SlackPostRow(
            desk_id=1, ticket_id=int(subject), kind="card", subject=subject, place="#support-orders",
            channel="C0ORDERS", ts=ts, state="live" if ts else "posting", created_at=MONDAY,
        )  # fmt: skip
    yield tables.NoticeRow(
        desk_id=1, kind="approval_needed", to="@marta", person_id=2, ticket_id=1002, facts={"reply": 2},
        created_at=MONDAY,
    )  # fmt: skip
    yield tables.SubmissionRow(desk_id=1, view_id="V0EDIT", created_at=MONDAY)
    yield tables.DigestRunRow(
        desk_id=1, digest="daily", audience="orders", local_date=date(2026, 11, 22), created_at=MONDAY
    )


def schedule() -> Iterator[tables.Row]:
    """A timer that is due later, a source that was silent, a process at Slack's sockets, and a burst."""
    yield tables.TimerRow(
        desk_id=1, kind="digest", subject="daily@#managers", due_at=MONDAY + timedelta(days=1), since=MONDAY,
        created_at=MONDAY,
    )  # fmt: skip
    yield tables.SilenceRow(desk_id=1, source="generic", last_heard_at=MONDAY, usual=9, noticed_at=MONDAY)
    yield tables.InletRow(desk_id=1, source="mail", mark="17:4", asked_at=MONDAY, created_at=MONDAY)
    yield tables.SeatRow(desk_id=1, name="socket", number=1, holder="web-1", until=MONDAY)
    yield tables.BurstRow(desk_id=1, place="#support-orders", began_at=MONDAY)
    yield tables.BurstTicketRow(burst_id=1, ticket_id=1001, created_at=MONDAY)


def assistant() -> Iterator[tables.Row]:
    """A model outside was asked once; people said what they thought of suggestions; the carrier has changed."""
    yield tables.OutsideCallRow(
        desk_id=1, ticket_id=1001, draft_id=1, vendor="openai", model="gpt-6-luna", prompt_id="reply",
        prompt_version=1, request='{"input": []}', outcome="answered", input_tokens=812, created_at=MONDAY,
    )  # fmt: skip
    yield tables.SpendRow(desk_id=1, day=MONDAY.date(), micros=1240, calls=1)
    yield tables.RatingRow(draft_id=1, person_id=3, good=True, created_at=MONDAY)
    yield tables.ReportRow(desk_id=1, ticket_id=1001, reply_id=1, kind="policy", person_id=3, created_at=MONDAY)
    yield tables.RedraftRow(ticket_id=1001, draft_id=1, wish="shorter", person_id=3, created_at=MONDAY)
    yield tables.ShadowDraftRow(
        desk_id=1, ticket_id=1002, type="refund", body="Bonjour, …", language="fr", engine="embedded", created_at=MONDAY
    )
    yield tables.TypeModeRow(desk_id=1, type="refund", mode="suggest", before="shadow", person_id=2, created_at=MONDAY)
    yield tables.QuarantineRow(
        desk_id=1, kind="article", name="delivery-delays", depends_on="carrier", reason="DHL → GLS from 1 Dec",
        person_id=2, created_at=MONDAY,
    )  # fmt: skip
    yield tables.SourceCheckRow(
        desk_id=1, kind="article", name="delivery-delays", language="en", version=3, person_id=2,
        checked=MONDAY.date(), valid_until=MONDAY.date() + timedelta(days=90), created_at=MONDAY,
    )  # fmt: skip
    yield tables.LearnedQuestionRow(
        desk_id=1, article_id="delivery-delays", language="en", text="Where is my order?", ticket_id=1001,
        created_at=MONDAY,
    )  # fmt: skip


def handoffs() -> Iterator[tables.Row]:
    """Logistics was asked about ticket 1001 and has accepted."""
    yield tables.HandoffRow(
        desk_id=1, department="logistics", state="accepted", needs="Where is the parcel?", told="We are asking.",
        asked_by=3, asked_at=MONDAY, accept_by=MONDAY + timedelta(hours=1), wanted_at=MONDAY + timedelta(hours=8),
        promised_at=MONDAY + timedelta(hours=8), answered_by=2, answered_at=MONDAY, tagged=True, created_at=MONDAY,
    )  # fmt: skip
    yield tables.HandoffTicketRow(handoff_id=1, ticket_id=1001, added_by=3, created_at=MONDAY)
    yield tables.DepartmentTagRow(desk_id=1, department="logistics", tagged_at=MONDAY)


def fill(url: str) -> None:
    """Put the rows into a freshly migrated database."""
    engine = writer(url)
    with Session(engine) as session:
        session.connection().execute(update(tables.DeskRow).values(team_id="T0SHOP", created_at=MONDAY))
        parts = (
            people, tickets, replies, work, schedule, assistant, handoffs, leads, availability, escalations, requests,
            spikes, figures, reviews, events,
        )  # fmt: skip
        for part in parts:
            for row in part():
                session.add(row)
                session.flush()  # one by one, so that ids are given in this order
        session.commit()
    engine.dispose()


def sqlite_dump(folder: Path) -> str:
    with databases.fresh("sqlite", folder) as url:
        fill(url)
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
            return "\n".join(connection.iterdump()) + "\n"


def postgres_dump(folder: Path) -> str:
    """What pg_dump says, without the lines that only psql, or only its own server version, understands."""
    with databases.fresh("postgres", folder) as url:
        fill(url)
        plain = url.replace("postgresql+psycopg", "postgresql")
        command = [str(databases.programs() / "pg_dump"), "--inserts", "--no-owner", "--no-privileges", plain]
        dump = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    skipped = ("\\restrict ", "\\unrestrict ", "SET transaction_timeout", "-- Dumped ")
    return "".join(line for line in dump.splitlines(keepends=True) if not line.startswith(skipped))


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        for kind, dump in (("sqlite", sqlite_dump), ("postgres", postgres_dump)):
            file = VERSIONS / f"{migrate.head()}.{kind}.sql"
            file.write_text(dump(Path(name)), "utf-8")


if __name__ == "__main__":
    main()
