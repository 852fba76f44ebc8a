"""The helpdesks that a source may be, and what the desk file must say of each."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from bot.domain.desk_around import Source
from bot.domain.desk_faults import place
from bot.domain.desk_mail import mail_problems
from bot.domain.desk_mapped import mapped_problems, mapped_told
from bot.domain.upkeep import ASPECTS, Aspect

_LOOPBACK: Final = ("127.0.0.1", "::1", "localhost")
#: What signs may also carry a token; what carries a token may have the secret for one.
_EITHER: Final = ("HOOK_SECRET", "HOOK_TOKEN")
_TOKEN: Final = ("HOOK_TOKEN", "HOOK_SECRET")


@dataclass(frozen=True, slots=True)
class Vendor:
    """What a helpdesk is told by. `address` is where it stands unless the desk file says otherwise; "" where each
    customer of it has an address of their own."""

    title: str
    address: str = ""
    user: str = ""  # what `user` names, where it is needed
    account: str = ""  # what `account` names, where it is needed
    asked: bool = False  # it is asked for what has changed, and tells nothing by itself
    proof: tuple[str, ...] = ("HOOK_SECRET",)  # the variables of which one proves what it sends, best first
    writes: tuple[Aspect, ...] = ()  # what can be written there besides replies


VENDORS: Final[dict[str, Vendor]] = {
    "mapped": Vendor("helpdesk"),
    "chatwoot": Vendor(
        "Chatwoot", account="the number in the address of its pages, /app/accounts/…", proof=_EITHER, writes=ASPECTS
    ),
    "django_helpdesk": Vendor("django-helpdesk", proof=_TOKEN, writes=("note", "status")),
    "freshdesk": Vendor("Freshdesk", asked=True, proof=(), writes=ASPECTS),
    "helpscout": Vendor(
        "Help Scout", "https://api.helpscout.net", user="the App ID of the app for Deskhand", writes=ASPECTS
    ),
    "intercom": Vendor(
        "Intercom",
        "https://api.intercom.io",
        user="the e-mail address of a teammate who answers where nobody else can",
        writes=ASPECTS,
    ),
    "zammad": Vendor("Zammad", writes=ASPECTS),
    "zendesk": Vendor("Zendesk", user="the e-mail address of the account whose token it is", writes=ASPECTS),
}


def proofs(source: Source) -> tuple[str, ...]:
    """The variables of which one must be set, with the source's name behind it, so that what it sends is believed; the
    first is the one to set. None where it is asked instead."""
    if source.mapped is not None:
        return ("HOOK_SECRET",) if source.mapped.proof.by == "hmac" else _TOKEN
    vendor = VENDORS.get(source.kind)
    return vendor.proof if vendor else _EITHER


def vendor_problems(sources: tuple[Source, ...]) -> Iterator[str]:
    """One sentence for each thing that a source of a helpdesk lacks, or that it says without effect."""
    for index, source in enumerate(sources, 1):
        where = place("sources", index, source.name)
        yield from _described(where, source)
        yield from _written(where, source)
        vendor = VENDORS.get(source.kind)
        if vendor is None:
            given = [key for key in ("address", "user", "account", "verifies_addresses") if getattr(source, key)]
            if given:
                yield f'{where}: {" and ".join(given)} is for the kinds of helpdesks, not for "{source.kind}"'
            continue
        if not (address := source.address or vendor.address):
            yield f"{where}: address must say where your {vendor.title} stands"
        elif not _may_be_called(address):
            yield f'{where}: address must begin with https:// (http:// on this machine only), not "{address}"'
        for key in ("user", "account"):
            if (needed := getattr(vendor, key)) and not getattr(source, key).strip():
                yield f"{where}: {key} must be {needed}"
        if source.idempotent or source.read_back:
            yield f"{where}: idempotent and read_back are for the generic contract; {vendor.title} is looked at anyway"


def _described(where: str, source: Source) -> Iterator[str]:
    if (source.kind == "mapped") != (source.mapped is not None):
        yield f'{where}: kind = "mapped" and the table [sources.mapped] go together'
    elif source.mapped is not None:
        yield from mapped_problems(where, source.mapped, source.user)


def _written(where: str, source: Source) -> Iterator[str]:
    vendor = VENDORS.get(source.kind)
    if source.writes and (vendor is None or not vendor.writes):
        yield f'{where}: writes is for the kinds of helpdesks, not for "{source.kind}"'
    elif vendor is not None:
        for name in dict.fromkeys(source.writes):
            if name not in vendor.writes:
                yield f'{where}: writes: {vendor.title} takes {", ".join(vendor.writes)}, not "{name}"'


_WRITTEN: Final[dict[Aspect, str]] = {
    "note": "a private note with the summary",
    "status": "the status",
    "assignee": "whose it is, matched by e-mail address",
    "tags": "tags that begin with deskhand-",
}


def writes_told(sources: tuple[Source, ...]) -> list[str]:
    """What is written to helpdesks besides replies, for `python -m bot check`."""
    return [
        f"{source.name} ({VENDORS[source.kind].title}) also gets {', '.join(_WRITTEN[name] for name in given)}."
        for source in sources
        if (given := [name for name in ASPECTS if name in source.writes]) and source.kind in VENDORS
    ]


def vendors_told(sources: tuple[Source, ...]) -> list[str]:
    """What is read from where, of the sources that the desk file alone describes, for `python -m bot check`."""
    described = [(source, source.mapped) for source in sources if source.mapped is not None]
    return [line for source, mapped in described for line in mapped_told(source.name, source.address, mapped)]


def _may_be_called(address: str) -> bool:
    """Whether an address is one of https, or of this machine, and holds no password and no query."""
    try:
        found = urlsplit(address)
        if found.username or found.password or found.query or found.fragment or not found.hostname:
            return False
        return found.scheme == "https" or (found.scheme == "http" and found.hostname in _LOOPBACK)
    except ValueError:
        return False


def mailbox_problems(sources: tuple[Source, ...]) -> Iterator[str]:
    """One sentence for each thing that is wrong with the mailbox of a source."""
    for index, source in enumerate(sources, 1):
        yield from mail_problems(place("sources", index, source.name), source.mail, source.kind)
