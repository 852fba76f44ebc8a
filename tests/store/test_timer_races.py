"""Two connections to PostgreSQL, step by step: what happens when a timer's time and people meet.

Whoever has claimed a timer never waits for its ticket: people hold the ticket first, and nobody waits in a circle.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.schedule import TimerKind
from bot.domain.ticket import State, Ticket
from bot.flow import claim, intake, reply, resolve, snooze, timers
from store import replies, tickets
from store import timers as rows
from tests import databases
from tests.flow import desk
from tests.flow.desk import ANA, LENA, OMAR
from tests.store.connection import Connection, two_to

pytestmark = pytest.mark.postgres

HOUR = timedelta(hours=1)


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Connection, Connection]]:
    """Somebody of the desk, and the scheduler an hour later: a ticket sleeps until then."""
    with databases.fresh("postgres", tmp_path) as url, two_to(url) as (people, scheduler):
        desk.people(people.uow)
        receipt = intake.take(people.uow, desk.REQUEST)
        assert receipt.ticket_id is not None
        claim.claim(people.uow, receipt.ticket_id, ANA)
        snooze.snooze(people.uow, receipt.ticket_id, people.uow.at + HOUR, ANA, "V1")
        people.commit()
        for each in (people, scheduler):
            each.uow.at += HOUR
        yield people, scheduler


def the_timer(connection: Connection) -> rows.Timer:
    (found,) = rows.of(connection.uow, TimerKind.SNOOZE)
    connection.commit()
    return found


def ticket_of(connection: Connection, timer: rows.Timer) -> Ticket:
    connection.session.expire_all()
    connection.uow.held.clear()
    found = tickets.get(connection.uow, int(timer.subject))
    connection.commit()
    return found


def timers_left(connection: Connection) -> int:
    found = len(rows.of(connection.uow, TimerKind.SNOOZE))
    connection.commit()
    return found


def test_somebody_has_the_ticket_when_its_time_comes(two: tuple[Connection, Connection]) -> None:
    people, scheduler = two
    timer = the_timer(scheduler)
    tickets.lock(people.uow, int(timer.subject))
    assert timers.run(scheduler.uow, timer.id) is False, "it waits for nobody"
    late = people.meanwhile(lambda: resolve.resolve(people.uow, int(timer.subject), LENA))
    scheduler.commit()
    late.join()
    people.commit()
    assert ticket_of(people, timer).state is State.RESOLVED
    assert timers_left(people) == 0
    assert timers.run(scheduler.uow, timer.id) is False


def test_somebody_moves_the_time_while_it_is_claimed(two: tuple[Connection, Connection]) -> None:
    people, scheduler = two
    timer = the_timer(scheduler)
    tickets.lock(people.uow, int(timer.subject))
    assert timers.run(scheduler.uow, timer.id) is False
    until = people.uow.at + HOUR
    late = people.meanwhile(lambda: snooze.snooze(people.uow, int(timer.subject), until, OMAR, "V2"))
    scheduler.commit()
    late.join()
    people.commit()
    assert ticket_of(people, timer).snoozed_until == until
    assert timers.run(scheduler.uow, timer.id) is False, "it is not due any more"
    scheduler.commit()
    assert timers_left(people) == 1


def test_its_time_came_first_and_somebody_waits_for_the_ticket(two: tuple[Connection, Connection]) -> None:
    people, scheduler = two
    timer = the_timer(scheduler)
    assert timers.run(scheduler.uow, timer.id) is True
    late = people.meanwhile(lambda: resolve.resolve(people.uow, int(timer.subject), LENA))
    scheduler.commit()
    late.join()
    people.commit()
    assert ticket_of(people, timer).state is State.RESOLVED
    assert timers_left(people) == 0


def test_somebody_has_dropped_the_timer_and_not_committed(two: tuple[Connection, Connection]) -> None:
    people, scheduler = two
    timer = the_timer(scheduler)
    resolve.resolve(people.uow, int(timer.subject), LENA)
    assert timers.run(scheduler.uow, timer.id) is False
    scheduler.commit()
    people.commit()
    assert ticket_of(people, timer).state is State.RESOLVED


def test_somebody_approves_while_the_next_one_is_about_to_be_asked(tmp_path: Path) -> None:
    with databases.fresh("postgres", tmp_path) as url, two_to(url) as (people, scheduler):
        desk.people(people.uow)
        receipt = intake.take(people.uow, replace(desk.REQUEST, body=desk.DELICATE))
        assert receipt.ticket_id is not None
        sent = reply.send_text(people.uow, receipt.ticket_id, "We are sorry.", LENA, view_id="V1")
        assert sent is not None
        people.commit()
        scheduler.uow.at += 2 * HOUR
        (timer,) = rows.of(scheduler.uow, TimerKind.SECOND_APPROVAL)
        reply.second_approve(people.uow, sent.id, desk.MARTA)
        assert timers.run(scheduler.uow, timer.id) is False, "it waits for nobody"
        scheduler.commit()
        people.commit()
        assert timers.run(scheduler.uow, timer.id) is True
        scheduler.commit()
        assert rows.of(scheduler.uow, TimerKind.SECOND_APPROVAL) == []
        after = replies.get(scheduler.uow, sent.id)
        assert after is not None
        assert after.asked == 1, "nobody else was asked"


def test_two_schedulers_never_run_the_same_timer(two: tuple[Connection, Connection]) -> None:
    one, other = two
    timer = the_timer(one)
    assert timers.run(one.uow, timer.id) is True
    assert timers.run(other.uow, timer.id) is False
    one.commit()
    other.commit()
    assert timers.run(other.uow, timer.id) is False
    other.commit()
    assert ticket_of(one, timer).state is State.OPEN


def test_the_desk_file_is_looked_at_while_a_digest_runs(two: tuple[Connection, Connection]) -> None:
    one, other = two
    started = one.uow.at
    timers.reconcile(one.uow, started)
    one.commit()
    for each in two:
        each.uow.at += timedelta(days=1)
    digest = next(found for found in rows.due(one.uow, 100) if found.kind is TimerKind.DIGEST)
    assert timers.run(one.uow, digest.id)
    timers.reconcile(other.uow, started)  # what it sees stands as it should, so it waits for nothing
    other.commit()
    one.commit()
    (after,) = rows.of(one.uow, TimerKind.DIGEST)
    assert after.since == one.uow.at
