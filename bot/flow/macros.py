"""Macros: which are offered beside a reply, and what one says on a ticket."""

from bot.domain import macro, tone
from bot.domain.article import Macro
from bot.domain.errors import RefusalCode, Refused
from bot.domain.people import Actor, Customer
from bot.domain.roles import Action, require
from bot.domain.ticket import Ticket
from bot.flow.actors import actor
from store import journal, people, records, tickets
from store.unit_of_work import UnitOfWork


def offered(uow: UnitOfWork, ticket: Ticket) -> tuple[tuple[str, str], ...]:
    """(id, title) of the macros for this ticket, in the customer's language; where there are none, in the desk's."""
    return tuple((one.id, one.title) for one in _fit(uow, ticket))


def _fit(uow: UnitOfWork, ticket: Ticket) -> tuple[Macro, ...]:
    for language in dict.fromkeys((ticket.language, uow.desk.file.language)):
        if found := macro.offered(uow.desk.macros, ticket.type, language, uow.at.date()):
            return found
    return ()


def use(uow: UnitOfWork, ticket_id: int, macro_id: str, by: str) -> str:
    """The text of a macro on a ticket, filled in as far as the ticket's own records and the desk say; on record.

    Nothing is sent by that. Raises `Refused(NO_SUCH_MACRO)` for one that is not offered any more, or a role's refusal.
    """
    ticket = tickets.lock(uow, ticket_id)
    who = actor(uow, by)
    require(Action.WRITE_REPLY, who, ticket)
    chosen = next((one for one in _fit(uow, ticket) if one.id == macro_id), None)
    if chosen is None:
        raise Refused(RefusalCode.NO_SUCH_MACRO)
    journal.append(
        uow,
        ticket.id,
        who.journal_name,
        "macro.used",
        macro=chosen.id,
        language=chosen.language,
        version=chosen.version,
    )
    return macro.fill(chosen.body, _values(uow, ticket, who, chosen.language))


def _values(uow: UnitOfWork, ticket: Ticket, who: Actor, language: str) -> dict[str, str]:
    """What may be told: fields of the customer's own records that the type may read, and names."""
    file, customer = uow.desk.file, people.customer(uow, ticket.customer_id)
    values = {
        "name": _greeted(uow, customer, language), "agent": who.person.first_name, "shop": file.name,
        "ticket": ticket.number,
    }  # fmt: skip
    kind = uow.desk.type(ticket.type)
    allowed = kind.records if kind else {}
    for found in records.linked(uow, ticket.id):
        source = next((one for one in file.records if one.name == found.source), None)
        if found.state != "own" or source is None:
            continue
        values.setdefault("order", found.key)
        values.setdefault(f"{found.source}.{source.key}", found.key)
        for name in allowed.get(found.source, ()):
            values.setdefault(f"{found.source}.{name}", " ".join(found.fields.get(name, "").split()))
    return {**_framed(uow, customer, language, values), **values}


def _framed(uow: UnitOfWork, customer: Customer, language: str, values: dict[str, str]) -> dict[str, str]:
    try:
        used = tone.tone_for(uow.desk.file, customer, language)
    except KeyError:  # neither the team nor Deskhand greets in this language
        return {}
    greeting = used.greeting if values["name"] else used.greeting_without_name
    return {"greeting": macro.fill(greeting, values), "closing": macro.fill(used.closing, values)}


def _greeted(uow: UnitOfWork, customer: Customer, language: str) -> str:
    """The name to greet by, where it is reliable."""
    try:
        return tone.known(uow.desk.file, customer, language)["name"]
    except KeyError:
        return ""
