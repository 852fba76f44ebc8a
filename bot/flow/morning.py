"""The morning list of a department: what it is asked, the earliest promise first."""

from dataclasses import dataclass

from bot.domain.handoff import HandoffFacts
from bot.flow import handoff_cards
from store import digests, handoffs
from store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Morning:
    """What stands in one channel's list; with no request there is nothing to post."""

    title: str
    channel: str
    requests: tuple[HandoffFacts, ...]


def of_run(uow: UnitOfWork, run_id: int) -> Morning | None:
    """The list of a digest's run; None where the digest is of another kind, or is no longer in the desk file."""
    run = digests.run(uow, run_id)
    spec = next((one for one in uow.desk.file.digests if run and one.name == run.digest), None)
    if run is None or spec is None or spec.kind != "handoffs":
        return None
    mine = [one for one in uow.desk.file.departments if one.channel == run.audience]
    found = [handoff for one in mine for handoff in handoffs.of_department(uow, one.name)]
    found.sort(key=lambda one: (one.promised_at, one.id))
    title = " · ".join(one.title for one in mine)
    return Morning(title, run.audience, tuple(handoff_cards.facts(uow, one) for one in found))
