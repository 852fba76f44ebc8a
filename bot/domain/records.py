"""Which records a ticket names, whose they are, and what a type still needs."""

import re
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache

from bot.domain.desk import RecordSource, RequestType
from bot.domain.desk_needs import FILES, PICTURES
from bot.domain.message import Attachment
from bot.domain.people import Customer
from bot.domain.record import LinkedRecord, Record

LONGEST_KEY = 40
_LINK = re.compile(r"https?://\S", re.IGNORECASE)


@lru_cache(maxsize=64)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def keys_in(text: str, pattern: str) -> tuple[str, ...]:
    """The keys that a record source's pattern finds in a text, each once, in order. Case does not count."""
    found = (match.group(1) for match in _compiled(pattern).finditer(text))
    return tuple(dict.fromkeys(key.strip() for key in found if key and key.strip()))


def keys_given(attributes: Mapping[str, str], sources: Iterable[RecordSource]) -> tuple[tuple[str, str], ...]:
    """The (record source, key) pairs that a form names: in a field called like the source, in the singular or plural.

    What the source's pattern finds in the field, else the whole of it where it is one word with a figure in it: it is
    looked up then, and a key that does not exist is said to be unknown.
    """
    given: dict[tuple[str, str], None] = {}
    for source in sources:
        for name, value in attributes.items():
            if called(name, source.name):
                one = str(value).strip().lstrip("#")
                whole = (one,) if len(one) <= LONGEST_KEY and re.fullmatch(r"\S*\d\S*", one) else ()
                given |= {(source.name, key): None for key in keys_in(str(value), source.pattern) or whole}
    return tuple(given)


def keys_named(text: str, given: Iterable[tuple[str, str]], source: RecordSource) -> tuple[str, ...]:
    """All keys of one source that a request names, in its text or in a form; each once."""
    from_form = (key for name, key in given if name == source.name)
    return tuple(dict.fromkeys([*keys_in(text, source.pattern), *from_form]))


def called(need: str, source: str) -> bool:
    """Whether a need or a field of a form is called like a record source, in the singular or the plural."""
    return source in (need, f"{need}s")


def link(
    source: str,
    key: str,
    record: Record | None,
    customer: Customer,
    allowed_fields: Iterable[str],
    customers_of: Collection[str] = ("generic",),
) -> LinkedRecord:
    """A record as this customer's ticket may use it: with the allowed fields if it is theirs, else with none.

    Theirs means: the record names their id, and it was given by one of `customers_of`, the sources that number
    customers as the records do; or, where no such id is known, its address is theirs and verified. No record under
    that key is `unknown`; anybody else's, and one that cannot be tied to anybody, is `foreign`.
    """
    if record is None:
        return LinkedRecord(source=source, key=key, state="unknown")
    if not _belongs(record, customer, customers_of):
        return LinkedRecord(source=source, key=key, state="foreign", kept=record.kept)
    allowed = set(allowed_fields)
    fields = {name: value for name, value in record.fields.items() if name in allowed}
    return LinkedRecord(source=source, key=key, state="own", fields=fields, read_at=record.read_at, kept=record.kept)


def _ids(customer: Customer, customers_of: Collection[str]) -> set[str]:
    return {name for source, name in customer.identities if source in customers_of and not name.startswith("email:")}


def _belongs(record: Record, customer: Customer, customers_of: Collection[str]) -> bool:
    """An id only means something beside the numbering that it comes from: 1042 in a chat tool is nobody in the shop."""
    known = _ids(customer, customers_of)
    if record.customer_id and known:
        return record.customer_id in known
    address = record.customer_email.strip().casefold()
    return bool(address) and customer.email_verified and address == customer.email.strip().casefold()


def missing(
    kind: RequestType,
    attributes: Mapping[str, str],
    keys: Mapping[str, tuple[str, ...]],
    attachments: tuple[Attachment, ...] = (),
    said: Collection[str] = (),
) -> tuple[str, ...]:
    """What the type needs and the ticket does not give, in the type's order.

    `keys` are the customer's own, by record source; every source of the desk is in it. A need that is called like a
    source, in the singular or the plural, is met by such a key alone (`order` by a key of `orders`), whatever a form
    says; `photo` by a picture, or a link in a form; `file`, `document`, `receipt` by any attachment, or a link;
    anything else by an attribute of that name, or because the text has `said` it (`bot.domain.needs.answers`).
    """
    return tuple(need for need in kind.needs if need not in said and not _met(need, attributes, keys, attachments))


def _met(
    need: str,
    attributes: Mapping[str, str],
    keys: Mapping[str, tuple[str, ...]],
    attachments: tuple[Attachment, ...],
) -> bool:
    if found := [own for source, own in keys.items() if called(need, source)]:
        return any(found)
    given = str(attributes.get(need, "")).strip()
    if need in PICTURES:
        return bool(_LINK.search(given)) or any(one.media_type.startswith("image/") for one in attachments)
    if need in FILES:
        return bool(_LINK.search(given)) or bool(attachments)
    return bool(given)
