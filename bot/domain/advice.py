"""What the desk file advises the team to do next with a ticket. It is shown to people, and enters no reply."""

from dataclasses import dataclass
from datetime import timedelta

from bot.domain.desk import AdviceWhen, Desk, Level
from bot.domain.phrases import fold
from bot.domain.record import LinkedRecord
from bot.domain.ticket import Ticket
from bot.domain.triage import Request, applies


@dataclass(frozen=True, slots=True)
class Advice:
    """A rule that holds, and its sentence with `{owner}` filled in; where it proposes a handoff, also to whom (by name
    and title), what for, and within what open hours of the department."""

    rule: str
    said: str
    department: str = ""
    title: str = ""
    needs: str = ""
    within: timedelta | None = None


def advised(
    desk: Desk, request: Request, ticket: Ticket, records: tuple[LinkedRecord, ...], owner: str, *, late: bool
) -> Advice | None:
    """The first rule that holds; the same for the same arguments. `owner` is who answers for the type, by name; `late`:
    a department has not kept its promise."""
    become = Become(escalated=bool(ticket.escalated_to), reopened=bool(ticket.reopened), promise_late=late)
    return first(desk, request, ticket.type, ticket.level, records, owner, become)


@dataclass(frozen=True, slots=True, kw_only=True)
class Become:
    """What a ticket has become, beside what it was asked with."""

    escalated: bool = False
    reopened: bool = False
    promise_late: bool = False


def first(
    desk: Desk, request: Request, type_name: str | None, level: Level, records: tuple[LinkedRecord, ...], owner: str,
    become: Become,
) -> Advice | None:  # fmt: skip
    """The first rule that holds for a request of that type and sensitivity, with what its ticket has become."""
    folded = fold(request.text)
    for rule in desk.file.advice:
        if applies(rule.when, request, folded, type_name, level) and _holds(rule.when, become, records):
            said = rule.say.replace("{owner}", owner)
            asked = next((one for one in desk.file.departments if one.name == rule.department), None)
            if asked is None:
                return Advice(rule.name, said)
            return Advice(rule.name, said, asked.name, asked.title, rule.needs, rule.within)
    return None


def _holds(when: AdviceWhen, become: Become, records: tuple[LinkedRecord, ...]) -> bool:
    """Only the customer's own records are looked at."""
    return (
        (when.escalated is None or when.escalated == become.escalated)
        and (when.reopened is None or when.reopened == become.reopened)
        and (when.promise_late is None or when.promise_late == become.promise_late)
        and all(_equals(name, wanted, records) for name, wanted in when.record.items())
    )


def _equals(name: str, wanted: str, records: tuple[LinkedRecord, ...]) -> bool:
    """Whether a field, as `orders.status`, holds these words in any of the records; case does not count."""
    source, _, field = name.partition(".")
    own = (one.fields.get(field, "") for one in records if one.state == "own" and one.source == source)
    return any(fold(wanted.strip()) == fold(value.strip()) for value in own)
