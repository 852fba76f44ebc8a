"""What must hold of the sources of records in a desk file, and what `check` says of them."""

import re
from collections.abc import Iterator
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from bot.domain.desk import DeskFile, RecordSource
from bot.domain.desk_faults import BUILT_IN_SOURCES, place, unknown
from bot.domain.desk_record_shapes import VENDORS, shape_of
from bot.domain.desk_records import LONGEST_CACHE
from bot.domain.duration import length

_URL: Final = re.compile(r"^https?://[^/]", re.IGNORECASE)
_GRAPHQL: Final = re.compile(r"^[A-Za-z_][A-Za-z0-9_]*(\.([A-Za-z_][A-Za-z0-9_]*|[0-9]{1,3}))*\Z")
#: RFC 9110, 5.1: what a header may be called. These are ours to set, or say where a request goes.
_HEADER: Final = re.compile(r"^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}\Z")
_NOT_A_PROOF: Final = frozenset({
    "host", "content-length", "transfer-encoding", "connection", "accept", "accept-encoding", "content-type",
})  # fmt: skip


def record_problems(file: DeskFile) -> Iterator[str]:
    """One sentence for each fault of `[[records]]`, and for a department that may see a field that nobody reads."""
    sources = [source.name for source in file.sources] + list(BUILT_IN_SOURCES)
    taken: dict[str, str] = {}
    for index, record in enumerate(file.records, 1):
        where = place("records", index, record.name)
        yield from _keys(where, record)
        yield from _address(where, record)
        yield from _vendor(where, record)
        yield from _proof(where, record, taken)
        for name in record.customers_of:
            if name not in sources:
                yield unknown(f"{where}: customers_of", "source", name, sources)
    known = {name for record in file.records for field in record.fields for name in (field, f"{record.name}.{field}")}
    for index, department in enumerate(file.departments, 1):
        for name in department.fields:
            if name not in known:
                yield unknown(f"{place('departments', index, department.name)}: fields", "field", name, sorted(known))


def _keys(where: str, record: RecordSource) -> Iterator[str]:
    try:
        groups = re.compile(record.pattern).groups
    except re.error as error:
        yield f"{where}: pattern is no regular expression: {error}"
    else:
        if groups != 1:
            yield f"{where}: pattern must have exactly one group, around the key; it has {groups}"
    if not record.customer.strip() and not record.customer_email.strip():
        yield f"{where}: customer or customer_email must name the field that says whose record it is"
    if not record.key.strip():
        yield f"{where}: key must name the field that is the record's own key"
    for name, theirs in record.fields.items():
        if not theirs.strip():
            yield f"{where}: fields.{name} must name the field that stands for it in the source"


def _address(where: str, record: RecordSource) -> Iterator[str]:
    if record.kind == "json":
        if not record.address.strip():
            yield f"{where}: address must be the path of a JSON file, from the folder of the desk file"
        if record.cache:
            yield f"{where}: cache has no effect on a file, which is read again only when it has changed"
        return
    if record.vendor:
        if not _URL.match(record.address) or "{" in record.address:
            yield f'{where}: address must be where it stands, such as "https://shop.example", not "{record.address}"'
        elif trouble := unsafe(record.address):
            yield f"{where}: address {trouble}"
        elif urlsplit(record.address).query or urlsplit(record.address).fragment:
            yield f"{where}: address must end before ? and #"
    elif "{key}" not in record.address or not _URL.match(record.address):
        yield f'{where}: address must be a URL with {{key}} in it, not "{record.address}"'
    elif trouble := unsafe(record.address):
        yield f"{where}: address {trouble}"
    if record.cache > LONGEST_CACHE:
        yield f'{where}: cache must be at most "1h": older values are no facts for an answer'


def _vendor(where: str, record: RecordSource) -> Iterator[str]:
    if not record.vendor:
        if record.reads:
            yield f'{where}: reads has no effect on kind = "{record.kind}"'
        return
    if record.auth != "none":
        yield f"{where}: auth has no effect on {record.kind}, which has a way of its own"
    if shape_of(record.kind, record.reads) is None:
        yield unknown(f"{where}: reads", f"thing of {record.kind}", record.reads, VENDORS[record.kind])
    if record.kind == "shopify":
        for path in (record.customer, record.customer_email, *record.fields.values()):
            if path and not _GRAPHQL.match(path):
                yield f'{where}: "{path}" is no path of names, such as "fulfillments.trackingInfo.company"'


def unsafe(address: str) -> str:
    """Why nothing may be sent to an address, as the end of a sentence; empty where it may."""
    try:
        found = urlsplit(address)
        host, _ = found.hostname or "", found.port
    except ValueError:
        return "is no URL"
    if found.username is not None or found.password is not None:
        return "must hold no user or password; they belong into the environment"
    if "{" in found.netloc:
        return "must name its host in full, without {key}"
    if found.scheme.lower() == "http" and not _loopback(host):
        return f"must begin with https://; what {host or 'it'} answers, and the key for it, could be read on the way"
    return ""


def _loopback(host: str) -> bool:
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _proof(where: str, record: RecordSource, taken: dict[str, str]) -> Iterator[str]:
    if record.kind == "json" and record.auth != "none":
        yield f"{where}: auth has no effect on a file"
    if record.auth == "header":
        if not _HEADER.match(record.header) or record.header.lower() in _NOT_A_PROOF:
            yield f'{where}: auth = "header" needs header, what the header is called, such as "X-Api-Key"'
    elif record.header:
        yield f'{where}: header has no effect without auth = "header"'
    if record.variable and (other := taken.setdefault(record.variable, record.name)) != record.name:
        yield f'{where}: "{other}" has the same variable ({record.variable}); choose another name'


def records_told(file: DeskFile) -> list[str]:
    """What would be read where, by which type, and what it takes; one sentence a line."""
    lines = []
    for record in file.records:
        host = urlsplit(record.address).netloc if record.remote else record.address
        proof = f", with {record.variable}" if record.variable else ""
        kept = f"; a value may be shown again for {length(record.cache)}" if record.cache else ""
        what = f"{record.reads} of {record.kind} at {host}" if record.vendor else host
        lines.append(f"Records {record.name}: read from {what}{proof}, one key at a time{kept}.")
        readers = [(kind.name, kind.records[record.name]) for kind in file.types if record.name in kind.records]
        for name, fields in readers:
            lines.append(f"Records {record.name}: {name} may read {', '.join(fields) or 'whether it is theirs'}.")
        if not readers:
            lines.append(f"Records {record.name}: no type reads a field of it; only whose it is is looked up.")
    return lines
