"""Whether what the desk file says of its mapped sources can be used, tried before anything comes in or leaves."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from bot.domain.desk_around import Source
from bot.domain.desk_faults import place
from bot.domain.desk_mapped import MappedEvent, MappedListing, MappedLook, MappedReply
from bot.domain.reply import OutgoingReply
from bot.helpdesk.expressions import Expression, NotSound
from bot.helpdesk.mapped import DELIVERED, EACH
from bot.helpdesk.mapped_listing import OF_DELIVERIES, OF_LISTING, OF_TICKET
from bot.helpdesk.mapped_replies import ANSWERED, OF_LOOK, OF_REPLY, values_of
from bot.helpdesk.templates import NotFilled, Template

#: A reply with something in every value, for a trial.
_TRIAL: Final = values_of(
    OutgoingReply(
        reply_id=1, source="trial", conversation="88", body="Your order is on its way.", language="en",
        author_name="Ana", author_email="ana@shop.example", approved_by=("Ana",), in_reply_to="880",
        expect_last_message="880", disclosed=True,
    )
)  # fmt: skip


def unsound(sources: Iterable[Source]) -> list[str]:
    """One sentence for each expression and template that cannot be used."""
    found = []
    for index, source in enumerate(sources, 1):
        if source.mapped is None:
            continue
        where = place("sources", index, source.name)
        parts = [*_ignored(source), *_of_look(source.mapped.look), *_of_reply(source.mapped.reply)]
        parts += _of_listing(source.mapped.listing)
        for number, event in enumerate(source.mapped.events, 1):
            parts += _of_event(f"events[{number}]", event)
        for name, attempt in parts:
            try:
                attempt()
            except (NotSound, NotFilled) as error:
                found.append(f"{where}: mapped.{name}: {error}")
    return found


Part = tuple[str, Callable[[], Any]]


def _reads(name: str, text: str, names: frozenset[str]) -> Iterator[Part]:
    if text:
        yield name, lambda: Expression(text, names)


def _fills(name: str, text: str, names: frozenset[str], kind: Any) -> Iterator[Part]:
    values = {**_TRIAL, "page": 1, "start": 0, "since": "2026-11-29T12:00:00Z", "since_seconds": 1_795_953_600,
              "next": "CAEaAggD"}  # fmt: skip
    if kind == "path" and not text.startswith("/"):
        yield name, lambda: _no("must begin with a slash; it stands below the source's address")
    yield name, lambda: Template(text, names, kind).filled({key: values[key] for key in names})


def _no(why: str) -> None:
    raise NotSound(why)


def _ignored(source: Source) -> Iterator[Part]:
    yield from _reads("ignore", source.mapped.ignore if source.mapped else "", DELIVERED)


def _of_event(where: str, event: MappedEvent) -> Iterator[Part]:
    names = DELIVERED | (EACH if event.each else frozenset())
    yield from _reads(f"{where}.each", event.each, DELIVERED)
    yield from _reads(f"{where}.when", event.when, names)
    yield from _reads(f"{where}.at", event.at, names)
    yield from _reads(f"{where}.known_by", event.known_by, names)
    for name, inner in event.fields.items():
        if isinstance(inner, dict):
            for key, text in inner.items():
                yield from _reads(f"{where}.fields.{name}.{key}", text, names)
        else:
            yield from _reads(f"{where}.fields.{name}", inner, names)


def _of_reply(reply: MappedReply) -> Iterator[Part]:
    yield from _fills("reply.path", reply.path, OF_REPLY, "path")
    for name, text in reply.headers.items():
        yield from _fills(f"reply.headers.{name}", text, OF_REPLY, "header")
    yield from _of_body("reply.body", reply.body)
    yield from _reads("reply.id", reply.id, ANSWERED)


def _of_body(name: str, given: Any) -> Iterator[Part]:
    if isinstance(given, str):
        yield from _fills(name, given, OF_REPLY, "json")
    elif isinstance(given, dict):
        for key, inner in given.items():
            yield from _of_body(f"{name}.{key}", inner)
    elif isinstance(given, list):
        for number, inner in enumerate(given, 1):
            yield from _of_body(f"{name}[{number}]", inner)
    elif not isinstance(given, bool | int | float):
        yield name, lambda: _no("is neither text, number, true nor false")


def _of_look(look: MappedLook | None) -> Iterator[Part]:
    if look is None:
        return
    yield from _fills("look.path", look.path, OF_LOOK, "path")
    yield from _reads("look.messages", look.messages, ANSWERED)
    yield from _reads("look.more", look.more, ANSWERED)
    for name in ("id", "body", "from_team", "public", "at", "reply_id"):
        yield from _reads(f"look.{name}", getattr(look, name), ANSWERED | EACH)


def _of_listing(listing: MappedListing | None) -> Iterator[Part]:
    if listing is None:
        return
    yield from _fills("listing.path", listing.path, OF_LISTING, "path")
    if listing.ticket:
        yield from _fills("listing.ticket", listing.ticket, OF_TICKET, "path")
    yield from _reads("listing.tickets", listing.tickets, ANSWERED)
    yield from _reads("listing.more", listing.more, ANSWERED)
    yield from _reads("listing.next", listing.next, ANSWERED)
    for name in ("id", "at"):
        yield from _reads(f"listing.{name}", getattr(listing, name), ANSWERED | EACH)
    yield from _reads("listing.deliveries", listing.deliveries, OF_DELIVERIES)
