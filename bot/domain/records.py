"""Which records a ticket names, whose they are, and what a type still needs."""

import re
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache

from bot.domain.desk import RequestType
from bot.domain.message import Attachment
from bot.domain.people import Customer
from bot.domain.record import LinkedRecord, Record

PICTURES = frozenset({"photo", "photos", "picture", "image"})
FILES = frozenset({"file", "attachment", "document", "receipt", "proof"})


@lru_cache(maxsize=64)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def keys_in(text: str, pattern: str) -> tuple[str, ...]:
    """The keys that a record source's pattern finds in a text, each once, in order. Case does not count."""
    found = (match.group(1) for match in _compiled(pattern).finditer(text))
    return tuple(dict.fromkeys(key.strip() for key in found if key and key.strip()))


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
        return LinkedRecord(source=source, key=key, state="foreign")
    allowed = set(allowed_fields)
    fields = {name: value for name, value in record.fields.items() if name in allowed}
    return LinkedRecord(source=source, key=key, state="own", fields=fields, read_at=record.read_at)


def _belongs(record: Record, customer: Customer, customers_of: Collection[str]) -> bool:
    """An id only means something beside the numbering that it comes from: 1042 in a chat tool is nobody in the shop."""
    known = {name for source, name in customer.identities if source in customers_of and not name.startswith("email:")}
    if record.customer_id and known:
        return record.customer_id in known
    address = record.customer_email.strip().casefold()
    return bool(address) and customer.email_verified and address == customer.email.strip().casefold()


def missing(
    kind: RequestType,
    attributes: Mapping[str, str],
    keys: Mapping[str, tuple[str, ...]],
    attachments: tuple[Attachment, ...] = (),
) -> tuple[str, ...]:
    """What the type needs and the ticket does not give, in the type's order.

    A need is met by an attribute of that name; by a key found for the record source of that name, in the singular or
    the plural (`order` by a key of `orders`); `photo` by a picture; `file`, `document`, `receipt` by any attachment.
    """
    return tuple(need for need in kind.needs if not _met(need, attributes, keys, attachments))


def _met(
    need: str,
    attributes: Mapping[str, str],
    keys: Mapping[str, tuple[str, ...]],
    attachments: tuple[Attachment, ...],
) -> bool:
    if attributes.get(need, "").strip():
        return True
    if any(found and source in (need, f"{need}s") for source, found in keys.items()):
        return True
    if need in PICTURES:
        return any(attachment.media_type.startswith("image/") for attachment in attachments)
    return need in FILES and bool(attachments)
