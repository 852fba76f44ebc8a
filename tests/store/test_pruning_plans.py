"""What is looked for every few minutes is found without reading a table of a million rows."""

import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, text

from bot.flow import retention
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests.flow.clock import Clock
from tests.flow.conftest import clock, either  # noqa: F401 - fixtures

#: Tables that grow for as long as a desk works.
LONG = ("outbox", "inbox", "submission", "notice", "ticket", "message", "draft", "reply", "slack_post", "journal")
ROWS = 20_000


def fill(uow: UnitOfWork) -> None:
    """A desk that has worked for a while: closed tickets, done work, all of it younger than its time."""
    lite = uow.dialect.name == "sqlite"
    now = "'2026-11-23 07:00:00'" if lite else "TIMESTAMPTZ '2026-11-23 07:00:00+00'"
    counted = "SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i <" if lite else "SELECT * FROM generate_series(1,"
    numbers = f"WITH RECURSIVE n(i) AS ({counted} {ROWS}{'' if lite else ')'})"
    version = uow.desk_version

    def insert(table: str, columns: str, values: str) -> None:
        uow.execute(text(f"INSERT INTO {table} ({columns}) {numbers} SELECT {values} FROM n"))  # noqa: S608

    people, conversations = "1, 'customer', 'Jo', '', false, '', '', false, 'messages'", "1, 'generic', 'c'"
    insert(
        "person",
        "desk_id, kind, name, email, email_verified, segment, language, restricted, retention, created_at",
        f"{people}, {now}",
    )
    insert(
        "ticket",
        "desk_id, source, state, subject, queue, type_source, priority, level, classes, marked, unmarked, keys_needed, "
        "language, via, customer_id, escalated_to, escalation_reason, attributes, summary, missing, duplicate_of, "
        "contacts, rules, url, reopened, desk_version_id, retention, version, prepared, created_at, ended_at",
        f"1, 'generic', 'closed', 'x', 'orders', 'none', 'normal', 'none', '[]', '[]', '[]', 1, 'en', 'email', i, "
        f"'', '', '{{}}', '{{}}', '[]', '', 1, '[]', '', 0, {version}, 'messages', 1, true, {now}, {now}",
    )
    first = int(uow.execute(text("SELECT min(id) FROM ticket")).scalar_one())
    ticket = f"i + {first - 1}"
    uow.execute(
        text(f"INSERT INTO conversation (desk_id, source, external_id, ticket_id) VALUES ({conversations}, {first})")  # noqa: S608
    )
    insert(
        "message",
        "ticket_id, conversation_id, external_id, named, author, author_name, person_id, body, attachments, public, "
        "retention, created_at",
        f"{ticket}, 1, i, true, 'customer', '', i, 'x', '[]', true, 'messages', {now}",
    )
    insert(
        "draft",
        "ticket_id, state, facts, body, sentences, records, language, engine, desk_version_id, prompt_id, "
        "input_tokens, output_tokens, latency_ms, opened, reject_reason, retention, created_at",
        f"{ticket}, 'sent', '{{}}', 'x', '[]', '[]', 'en', 'embedded', {version}, '', 0, 0, 1, false, '', "
        f"'model_text', {now}",
    )
    insert(
        "reply",
        "ticket_id, state, body, language, disclosed, written_by, keys_needed, after_send, stop_reason, stop_facts, "
        "external_id, retention, created_at",
        f"{ticket}, 'sent', 'x', 'en', false, 1, 1, 'wait', '', '{{}}', '', 'messages', {now}",
    )
    insert(
        "outbox",
        "desk_id, kind, subject, lane, bucket, priority, state, due_at, touched, attempts, lease_token, last_error, "
        "created_at, finished_at",
        f"1, 'card', i, 'l', '', 50, 'done', {now}, 1, 1, '', '', {now}, {now}",
    )
    insert(
        "inbox",
        "desk_id, source, external_id, kind, state, body, error, answer, retention, received_at",
        f"1, 'generic', i, 'k', 'done', '', '', '{{}}', 'messages', {now}",
    )
    insert("submission", "desk_id, view_id, created_at", f"1, i, {now}")
    insert(
        "notice",
        'desk_id, kind, "to", facts, retention, created_at',
        f"1, 'assigned', 'U1', '{{}}', 'slack_text', {now}",
    )
    insert(
        "slack_post",
        "desk_id, ticket_id, kind, subject, place, channel, ts, state, shown, retention, created_at",
        f"1, {ticket}, 'card', {ticket}, '#c', 'C', i, 'live', '', 'slack_text', {now}",
    )


def plans(uow: UnitOfWork) -> list[str]:
    """How the database looks for what is due, statement by statement, where it reads a whole long table."""
    asked: list[tuple[str, Any]] = []

    def note(_conn: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        asked.append((statement, parameters))

    connection = uow.session.connection()
    event.listen(connection, "before_cursor_execute", note)
    assert retention.fade_due(uow) == 0
    event.remove(connection, "before_cursor_execute", note)
    explain = "EXPLAIN QUERY PLAN " if uow.dialect.name == "sqlite" else "EXPLAIN (FORMAT JSON) "
    bad = []
    for statement, parameters in asked:
        rows = connection.exec_driver_sql(explain + statement, parameters).all()
        found = [row[3] for row in rows] if uow.dialect.name == "sqlite" else _nodes(rows[0][0])
        bad += [f"{line}: {statement}" for line in found if _whole(line)]
    return bad


def _nodes(plan: Any) -> list[str]:
    given = json.loads(plan) if isinstance(plan, str) else plan
    found: list[str] = []

    def walk(node: dict[str, Any]) -> None:
        if node["Node Type"] == "Seq Scan":
            found.append(f"SCAN {node['Relation Name']}")
        for child in node.get("Plans", []):
            walk(child)

    walk(given[0]["Plan"])
    return found


def _whole(line: str) -> bool:
    """SQLite also takes an index by its first column, the desk, which is one: all of it."""
    words = line.split()
    whole = (words[0] == "SCAN" and "USING" not in words) or line.endswith("(desk_id=?)")
    return whole and words[1] in LONG


@pytest.mark.usefixtures("clock")
async def test_nothing_is_due_and_no_long_table_is_read(either: Store, clock: Clock) -> None:  # noqa: F811
    await either.write(fill)
    if not either.sqlite:
        with either.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("ANALYZE")
    clock.move(timedelta(hours=1))
    assert await either.write(plans) == []
