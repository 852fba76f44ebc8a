"""`[[subscribers]]` of a desk file: what must hold, and what is sent to whom, in sentences."""

from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from bot.domain.desk import DeskFile
from bot.domain.desk_faults import place, unknown
from bot.domain.desk_subscribers import Subscriber
from bot.domain.events import ABOUT_SPIKES, EVENTS

_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_IN_WORDS: Final = {
    "subject": "the subject",
    "conversation": "the helpdesk’s id of the conversation",
    "customer_id": "the customer’s id",
    "customer_name": "the customer’s name",
    "customer_email": "the customer’s e-mail address",
    "segment": "the customer’s segment",
    "person": "the name of whoever of the team did it",
    "cause": "what the requests of a spike share",
}


def address_fault(address: str) -> str:
    """What is wrong with an address that events may be sent to; empty for a sound one."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return "is no address"
    if not address.isprintable() or " " in address or not host:
        return "is no address"
    if parts.scheme != "https" and not (parts.scheme == "http" and host in _LOOPBACK):
        return "must begin with https://, or with http:// on this machine (localhost, 127.0.0.1, ::1)"
    if parts.username or parts.password:
        return "must not hold a user or a password; the signature proves who sent it"
    return ""


def variable(name: str) -> str:
    """How a subscriber's name stands at the end of a variable: `my-tool` has `EVENTS_SECRET_MY_TOOL`."""
    return "".join(char if char.isalnum() else "_" for char in name).upper()


def subscriber_problems(file: DeskFile) -> Iterator[str]:
    """One sentence for each fault."""
    variables: dict[str, str] = {}
    for index, one in enumerate(file.subscribers, 1):
        where = place("subscribers", index, one.name)
        other = variables.setdefault(variable(one.name), one.name)
        if other != one.name:
            yield f'{where}: its secret would be that of "{other}": both are EVENTS_SECRET_{variable(one.name)}'
        if one.address and (fault := address_fault(one.address)):
            yield f"{where}: address {fault}"
        yield from _names(file, one, where)


def _names(file: DeskFile, one: Subscriber, where: str) -> Iterator[str]:
    queues, types = [queue.name for queue in file.queues], [kind.name for kind in file.types]
    yield from (unknown(f"{where}: events", "event", name, EVENTS) for name in one.events if name not in EVENTS)
    yield from (unknown(f"{where}: queues", "queue", name, queues) for name in one.queues if name not in queues)
    yield from (unknown(f"{where}: types", "request type", name, types) for name in one.types if name not in types)
    if one.queues and (lost := sorted(ABOUT_SPIKES & set(one.events))):
        yield f"{where}: {', '.join(lost)} would never come: a spike stands in no queue, and queues are named"
    if "cause" in one.fields and not ABOUT_SPIKES & set(one.events):
        yield f'{where}: fields: "cause" goes with the events of spikes, and none is named'


def subscribers_told(file: DeskFile) -> Iterator[str]:
    """What is sent to whom, two sentences each, for `python -m bot check`."""
    for one in file.subscribers:
        where = urlsplit(one.address).netloc if one.address else f"the address in EVENTS_URL_{variable(one.name)}"
        only = [f"the queues {', '.join(one.queues)}"] if one.queues else []
        only += [f"the types {', '.join(one.types)}"] if one.types else []
        of = f", only of {' and '.join(only)}" if only else ""
        more = f", and {', '.join(_IN_WORDS[name] for name in one.fields)}" if one.fields else ""
        yield (
            f"Subscriber {one.name} ({where}) is told of {', '.join(one.events)}{of}: "
            f"numbers, words of this file, times and a link to the card{more}."
        )
        yield f"Of sensitive tickets {one.name} is told the event and the number, and nothing else."
