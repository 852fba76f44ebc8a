"""Whether a mail's sender has been verified: only by what the mailbox's own server says (RFC 8601)."""

import re
from typing import Final

_COMMENT: Final = re.compile(r"\((?:[^()\\]|\\.)*\)")


def verified(results: list[str], authserv_id: str, address: str) -> bool:
    """Whether the server `authserv_id` says that the domain of a From address stands behind the mail.

    `results` are the mail's Authentication-Results, the topmost first. Only the first one of that server counts: it
    puts its own above what the mail came with. DMARC that passed for this domain says so, and DKIM that passed for it
    or a domain above it. SPF alone does not: it speaks of the envelope. Without `authserv_id` nothing is believed.
    """
    domain = address.rpartition("@")[2].lower()
    if not authserv_id or not domain:
        return False
    for told in results:
        server, _, said = _plain(told).partition(";")
        if server.strip().split(" ")[0].lower() == authserv_id.lower():
            return any(_speaks_for(one, domain) for one in said.split(";"))
    return False


def server_of(results: list[str]) -> str:
    """What the server of the topmost Authentication-Results calls itself; empty where there is none."""
    return _plain(str(results[0])).partition(";")[0].strip().split(" ")[0] if results else ""


def _speaks_for(result: str, domain: str) -> bool:
    given: dict[str, str] = dict(re.findall(r"([\w.-]+)\s*=\s*\"?([^\s\";]+)", result.lower()))
    if given.get("dmarc") == "pass":
        return given.get("header.from", "").rpartition("@")[2].rstrip(".") == domain
    if given.get("dkim") == "pass":
        signer = given.get("header.d", given.get("header.i", "").rpartition("@")[2]).rstrip(".")
        return "." in signer and f".{domain}".endswith(f".{signer}")
    return False


def _plain(told: str) -> str:
    """Without comments, which may hold anything."""
    before = ""
    while told != before:
        before, told = told, _COMMENT.sub(" ", told)
    return " ".join(told.split())
