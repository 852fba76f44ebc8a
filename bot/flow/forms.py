"""The form of a new ticket: what it asks for a type, and what is wrong with the answers."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.desk import RequestType
from bot.domain.desk_needs import Need
from bot.domain.needs import NeedFault, fault, needs_of, unasked
from bot.domain.records import called
from store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What a form shows: every type by name and title, the one that was chosen, and what is asked for it.

    `any_order` is the question for an order before a type is chosen, on desks that know orders.
    """

    types: tuple[tuple[str, str], ...]
    chosen: str = ""
    needs: tuple[Need, ...] = ()
    any_order: bool = False


class Unfit(Exception):
    """Answers that will not do: what is wrong, by the need's name. Nothing was stored."""

    def __init__(self, faults: dict[str, NeedFault], needs: tuple[Need, ...]) -> None:
        super().__init__(", ".join(faults))
        self.faults = faults
        self.needs = needs


def form(uow: UnitOfWork, chosen: str = "", text: str = "") -> Form:
    """The form for a type. What `text` (subject and description so far) has said already is not asked for again."""
    file = uow.desk.file
    kind = uow.desk.type(chosen)
    knows_orders = any(called("order", source.name) for source in file.records)
    return Form(
        types=tuple((one.name, one.title) for one in file.types),
        chosen=kind.name if kind else "",
        needs=unasked(file, needs_of(file, kind), text, {}),
        any_order=kind is None and (knows_orders or any("order" in one.needs for one in file.types)),
    )


def checked(
    uow: UnitOfWork, kind: RequestType | None, text: str, given: Mapping[str, str], shown: frozenset[str]
) -> dict[str, str]:
    """The answers by the need's name, without empty ones, for a ticket of that type.

    `given` is what stands in the form, and `shown` what the form asked; a question that it did not ask, or that `text`
    answers, may stay open. Raises `Unfit`.
    """
    file = uow.desk.file
    needs = tuple(need for need in needs_of(file, kind) if need.name in shown)
    open_questions = {need.name for need in unasked(file, needs, text, given)}
    faults = {}
    for need in needs:
        value = given.get(need.name, "")
        if value.strip() or need.name in open_questions:
            found = fault(file, need, value, uow.today)
            if found is not None:
                faults[need.name] = found
    if faults:
        raise Unfit(faults, needs)
    return {need.name: value for need in needs if (value := given.get(need.name, "").strip())}
