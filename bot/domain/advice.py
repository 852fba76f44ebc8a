"""What the desk file advises the team to do next with a ticket. It is shown to people, and enters no reply."""

from dataclasses import dataclass

from bot.domain.desk import AdviceWhen, Desk
from bot.domain.phrases import fold
from bot.domain.record import LinkedRecord
from bot.domain.ticket import Ticket
from bot.domain.triage import Request, applies


@dataclass(frozen=True, slots=True)
class Advice:
    """A rule that holds, and its sentence with `{owner}` filled in."""

    rule: str
    said: str


def advised(
    desk: Desk, request: Request, ticket: Ticket, records: tuple[LinkedRecord, ...], owner: str, *, late: bool
) -> Advice | None:
    """The first rule that holds; the same for the same arguments. `owner` is who answers for the type, by name; `late`:
    a department has not kept its promise."""
    folded = fold(request.text)
    for rule in desk.file.advice:
        if applies(rule.when, request, folded, ticket.type, ticket.level) and _holds(rule.when, ticket, records, late):
            return Advice(rule.name, rule.say.replace("{owner}", owner))
    return None


def _holds(when: AdviceWhen, ticket: Ticket, records: tuple[LinkedRecord, ...], late: bool) -> bool:
    """What a ticket has become, beside what it was asked with. Only the customer's own records are looked at."""
    return (
        (when.escalated is None or when.escalated == bool(ticket.escalated_to))
        and (when.reopened is None or when.reopened == bool(ticket.reopened))
        and (when.promise_late is None or when.promise_late == late)
        and all(_equals(name, wanted, records) for name, wanted in when.record.items())
    )


def _equals(name: str, wanted: str, records: tuple[LinkedRecord, ...]) -> bool:
    """Whether a field, as `orders.status`, holds these words in any of the records; case does not count."""
    source, _, field = name.partition(".")
    own = (one.fields.get(field, "") for one in records if one.state == "own" and one.source == source)
    return any(fold(wanted.strip()) == fold(value.strip()) for value in own)
