"""What a ticket's card and thread say of its handoffs."""

from bot.domain.handoff import Handoff, HandoffLine, Part, Stage, is_late
from store import handoffs
from store.unit_of_work import UnitOfWork


def of(uow: UnitOfWork, ticket_id: int) -> tuple[HandoffLine, ...]:
    """The handoffs that a ticket waits for, the earliest promise first, then answers that no reply has followed."""
    every = handoffs.of_ticket(uow, ticket_id)
    if not every:
        return ()
    untold = handoffs.untold(uow, ticket_id)
    waits = sorted((one for one in every if ticket_id in one.waiting), key=lambda one: (one.promised_at, one.id))
    answered = [one for one in every if one.id in untold and ticket_id not in one.waiting]
    return tuple(line(uow, one, ticket_id, one.id in untold) for one in [*waits, *answered])


def line(uow: UnitOfWork, handoff: Handoff, ticket_id: int, untold: bool = False) -> HandoffLine:
    """One of them, as it stands for this ticket."""
    found = uow.desk.department(handoff.department)
    part, answer = next(
        ((item.part, item.answer) for item in handoff.items if item.ticket_id == ticket_id), (Part.WITHDRAWN, "")
    )
    return HandoffLine(
        number=handoff.number,
        title=found.title if found else handoff.department,
        stage=handoff.stage,
        part=part,
        until=handoff.accept_by if handoff.stage is Stage.ASKED else handoff.promised_at,
        late=part is Part.WAITING and is_late(handoff, uow.at),
        answer=answer,
        untold=untold,
    )
