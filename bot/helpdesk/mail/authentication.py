"""Whether a mail's sender has been verified: only by what the mailbox's own server says (RFC 8601)."""

import re
from typing import Final

_WORD: Final = re.compile(r"[\w.@+-]*")


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
    """What was tried stands first, before what is said of it: whoever sends a mail may choose some of that."""
    given: dict[str, str] = dict(re.findall(r"([\w.-]+)\s*=\s*([^\s;]+)", result.lower()))
    tried = next(iter(given), "")
    if tried == "dmarc" and given[tried] == "pass":
        return given.get("header.from", "").rpartition("@")[2].rstrip(".") == domain
    if tried == "dkim" and given[tried] == "pass":
        signer = given.get("header.d", given.get("header.i", "").rpartition("@")[2]).rstrip(".")
        return "." in signer and f".{domain}".endswith(f".{signer}")
    return False


def _plain(told: str) -> str:
    """On one line, without comments, which may hold anything, and without quoted texts that are more than a word: of an
    envelope's address a sender writes what they like between quotes, also what looks like a server's word."""
    kept: list[str] = []
    depth, quoted, at = 0, -1, 0
    while at < len(told):
        char = told[at]
        if quoted >= 0:
            if char == '"':
                inside = "".join(kept[quoted:])
                kept[quoted:] = [inside if _WORD.fullmatch(inside) else "?"]
                quoted = -1
            else:
                at += char == "\\"
                kept += told[at : at + 1]
        elif char == '"' and not depth:
            quoted = len(kept)
        elif char == "(":
            depth += 1
        elif char == ")" and depth:
            depth -= 1
            kept.append(" ")
        elif not depth:
            kept.append(char)
        else:
            at += char == "\\"
        at += 1
    return " ".join("".join(kept if quoted < 0 else kept[:quoted]).split())
