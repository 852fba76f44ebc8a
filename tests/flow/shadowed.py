"""Types in the shadow, for tests."""

from bot.domain.overlay import Drafts
from store import overlay
from store.tables import ShadowDraftRow, TicketRow
from store.unit_of_work import UnitOfWork


def in_shadow(uow: UnitOfWork, mode: Drafts = "shadow") -> None:
    """`order_status` is in the shadow since now, though the file says that it suggests."""
    overlay.set_mode(uow, "order_status", mode, "suggest", None, "edits", {})


def compared_well(uow: UnitOfWork, ticket_id: int, count: int, change: float = 0.0) -> None:
    """So many tickets like this one were answered by people, with so much of their shadow suggestion changed."""
    model = uow.session.get_one(TicketRow, ticket_id)
    for _ in range(count):
        copied = {name: getattr(model, name) for name in TicketRow.model_fields if name != "id"}
        copy = uow.add(TicketRow(**{**copied, "state": "closed", "ended_at": uow.at}))
        uow.add(
            ShadowDraftRow(
                desk_id=uow.desk_id, ticket_id=copy.id or 0, type="order_status", body="It is late.", language="en",
                engine="embedded", change=change, decided_at=uow.at, created_at=uow.at,
            )
        )  # fmt: skip
