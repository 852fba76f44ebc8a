"""The decisions that a digest leads to: what it offers, who took it, and what the next digest says of it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from bot.domain.availability import Presence
from bot.domain.decision import NONE, Decision, DecisionKind, Decisions, chosen
from bot.domain.desk import DigestSpec
from bot.domain.digest import covers
from bot.domain.errors import RefusalCode, Refused
from bot.domain.overlay import falling_due
from bot.domain.roles import Action, require
from bot.domain.spike import Spike, SpikeState
from bot.flow import load, sources, spikes, weekly
from bot.flow.actors import actor
from store import decisions, digests, people
from store import spikes as spike_rows
from store.unit_of_work import UnitOfWork

_DAY: Final = timedelta(days=1)


def prepare(uow: UnitOfWork, run_id: int) -> Decisions:
    """Choose what a run offers and look at what the run before offered, both on record. Again for the same run it is
    what it was."""
    run = digests.run(uow, run_id)
    spec = next((one for one in uow.desk.file.digests if run is not None and one.name == run.digest), None)
    if run is None or spec is None:
        return NONE
    told_of = covers(run.local_date, spec.days)[1]
    if not decisions.of_run(uow, run_id):
        decisions.offer(uow, run, told_of, chosen([*_possible(uow, spec)]))
    return Decisions(
        offered=tuple(_named(uow, one) for one in decisions.of_run(uow, run_id)),
        before=tuple(_named(uow, one) for one in _settled(uow, run, told_of)),
    )


def _settled(uow: UnitOfWork, run: digests.Run, told_of: date) -> Iterator[Decision]:
    before = decisions.run_before(uow, run)
    for one in decisions.of_run(uow, before) if before is not None else ():
        now = one.now or _measured(uow, one.kind, one.subject)
        decisions.settle(uow, one.id, now, told_of)
        yield replace(one, now=now)


def _possible(uow: UnitOfWork, spec: DigestSpec) -> Iterator[Decision]:
    places = [queue.name for queue in uow.desk.file.queues if not spec.queues or queue.name in spec.queues]
    if spec.people == "workload":
        for name in places:
            for one in load.of_queue(uow, name).loads:
                if one.where.presence is Presence.AWAY and one.open:
                    figures = {"open": one.open, "overdue": one.overdue}
                    yield Decision(kind=DecisionKind.REASSIGN, subject=f"{name}:{one.person.id}", figures=figures)
    for spike in spike_rows.standing(uow):
        if spike.state is SpikeState.GROWING:
            yield Decision(kind=DecisionKind.INCIDENT, subject=f"{spike.id}", figures={"requests": _lately(uow, spike)})
    articles = _articles(uow)
    if any(articles.values()):
        yield Decision(kind=DecisionKind.ARTICLES, subject="articles", figures=articles)


def _measured(uow: UnitOfWork, kind: DecisionKind, subject: str) -> dict[str, int]:
    """The figures of a decision as they are now."""
    match kind:
        case DecisionKind.REASSIGN:
            queue, person_id = _share(subject)
            known = {place.name for place in uow.desk.file.queues}
            loads = load.of_queue(uow, queue).loads if queue in known else ()
            mine = next((one for one in loads if one.person.id == person_id), None)
            return {"open": mine.open if mine else 0, "overdue": mine.overdue if mine else 0}
        case DecisionKind.INCIDENT:
            spike = spike_rows.get(uow, int(subject))
            return {"requests": _lately(uow, spike) if spike else 0}
        case DecisionKind.ARTICLES:
            return _articles(uow)


def _lately(uow: UnitOfWork, spike: Spike) -> int:
    return len(spike_rows.moments(uow, spike.key, uow.at - _DAY))


def _articles(uow: UnitOfWork) -> dict[str, int]:
    due = falling_due(uow.desk, uow.today, sources.SOON)
    past = sum(entry.valid_until < uow.today for entry in due)
    return {"past": past, "soon": len(due) - past}


def _share(subject: str) -> tuple[str, int]:
    queue, _, person = subject.rpartition(":")
    return queue, int(person)


def _named(uow: UnitOfWork, one: Decision) -> Decision:
    decider = people.by_id(uow, int(one.decided_by)) if one.decided_by else None
    one = replace(one, decided_by=decider.first_name if decider else one.decided_by and "–")
    match one.kind:
        case DecisionKind.REASSIGN:
            queue, person_id = _share(one.subject)
            person = people.by_id(uow, person_id)
            title = next((place.title for place in uow.desk.file.queues if place.name == queue), queue)
            return replace(one, named={"who": person.first_name if person else "", "queue": title})
        case DecisionKind.INCIDENT:
            spike = spike_rows.get(uow, int(one.subject))
            key = {"rule": spike.key.rule, "value": spike.key.value} if spike else {"rule": "", "value": ""}
            return replace(one, named=key)
        case DecisionKind.ARTICLES:
            return one


def of(uow: UnitOfWork, decision_id: int, by: str) -> Decision:
    """The decision of a button. Raises a role's refusal, or `Refused(NO_SUCH_DECISION)`."""
    require(Action.DIGEST, actor(uow, by), None)
    found = decisions.get(uow, decision_id)
    if found is None:
        raise Refused(RefusalCode.NO_SUCH_DECISION)
    return _named(uow, found)


def share(one: Decision) -> tuple[str, int]:
    """The queue and the person of a decision to reassign."""
    return _share(one.subject)


def take(uow: UnitOfWork, decision_id: int, by: str) -> Decision:
    """Make a cause an incident, or remind the owners of articles; both may be asked for again. What somebody has is
    given away by a form of its own (`load.reassign`). Raises as `of`, and what `spikes.incident` raises."""
    one = of(uow, decision_id, by)
    who = actor(uow, by)
    if one.kind is DecisionKind.INCIDENT:
        spikes.incident(uow, int(one.subject), by)
    elif one.kind is DecisionKind.ARTICLES and not one.decided_by:
        weekly.remind(uow)
        decisions.take(uow, one.kind, one.subject, who.person.id)
    return of(uow, decision_id, by)
