"""`connect` for a source of requests: its secrets, the way to it, what to paste there, and a trial ticket."""

import argparse
import base64
import secrets
from datetime import date
from typing import Any, Final

from pydantic import SecretStr

from bot.cli import connect_lines as lines
from bot.cli.connect_checks import listed_lately, trouble_of
from bot.cli.connect_lines import ask
from bot.cli.connect_trial import send, shown, waited_for
from bot.cli.opened import opened
from bot.domain.desk import Desk, Source
from bot.domain.desk_vendors import VENDORS, proofs, vendor_problems
from bot.domain.errors import DeskFileError, DeskhandError
from bot.helpdesk.guides import Guide, guide_of
from bot.settings import Settings, in_variable
from store.store import Store

_BUILT_IN: Final = ("generic", "api")
KINDS: Final = (*_BUILT_IN, *VENDORS)
_API: Final = Guide("", ("POST {hook} with API_TOKEN as the bearer token; docs/webhooks.md has the body.",))
#: The variables that end in a source's name, and where the settings keep them.
_FIELDS: Final = {"HOOK_SECRET": "hook_secrets", "HOOK_TOKEN": "hook_tokens", "HELPDESK_TOKEN": "helpdesk_tokens"}


async def connect_source(chosen: argparse.Namespace, read: Settings, desk: Desk, today: date) -> int:
    """Say what to paste at a source, test the way to it, write what is new where that is wished, and show where a trial
    ticket arrives. Raises `DeskhandError` with a sentence that says what to do."""
    source, new = _source(chosen, desk)
    signs = source.mapped is not None and source.mapped.proof.by == "hmac"
    guide = _API if chosen.kind == "api" else guide_of(chosen.kind, signs=signs)
    url = (chosen.url or f"http://{read.host}:{read.port}").rstrip("/")
    made = _made(read, source, guide)
    _tell_steps(guide, source, url, _with(read, source.name, made))
    made |= _typed(read, source, guide)
    ready = _with(read, source.name, made)
    if trouble := await trouble_of(source, ready):
        raise DeskhandError(f"{trouble}.")
    if source.of_vendor:
        print(f"{VENDORS[source.kind].title} answers, and accepts what was given.")
        if seen := await listed_lately(source, ready):
            print(seen)
    if new or made:
        entry = {"name": source.name, "kind": source.kind, "address": source.address, "user": source.user,
                 "account": source.account}  # fmt: skip
        lines.tell(lines.entry("sources", entry) if new else "", made, read.desk_file, today, write=chosen.write)
        put = "" if chosen.write else "Put them there, or run this again with --write. "
        print(f"{put}Then restart Deskhand, and run this once more: a trial ticket follows.")
        return 0
    async with opened(read, desk) as store:
        ticket_id = await _trial(store, source, ready, url, chosen.wait)
        print("\n".join(await shown(store, ticket_id, ready) if ticket_id else []))
    return 0


async def _trial(store: Store, source: Source, ready: Settings, url: str, seconds: float) -> int | None:
    """The id of a ticket that came from a source just now; None where nobody wants to wait for one."""
    if not source.of_vendor:
        return await send(url, source, ready)
    title = VENDORS[source.kind].title
    if not seconds:
        print(f"To see a ticket of {title} arrive, run this with --wait 300, and write one there.")
        return None
    print(f"Write a ticket in {title} now; waiting for {seconds:.0f} seconds.", flush=True)
    return await waited_for(store, source, seconds)


def _tell_steps(guide: Guide, source: Source, url: str, ready: Settings) -> None:
    ending = in_variable(source.name).upper()
    secret = ready.hook_secret(source.name) or ""
    hook = f"{url}/api/v1/tickets" if source.name == "api" else f"{url}/hooks/{source.name}"
    if guide.makes == "HOOK_TOKEN":
        hook = f"{hook}/{ready.hook_token(source.name)}"
    for number, step in enumerate(guide.steps, 1):
        print(f"  {number}. {step.format(hook=hook, secret=secret, ending=ending)}")


def _source(chosen: argparse.Namespace, desk: Desk) -> tuple[Source, bool]:
    """The source, and whether the desk file has it not yet. Raises `DeskhandError` for one of another kind, and for one
    that the desk file would refuse."""
    name = chosen.name or chosen.kind
    there = next((one for one in desk.file.sources if one.name == name), None)
    if there is not None or name in _BUILT_IN:
        found = there or Source(name=name)
        if found.kind != ("generic" if chosen.kind == "api" else chosen.kind):
            raise DeskhandError(f'The desk file’s source "{name}" is of the kind {found.kind}; choose another --name.')
        return found, False
    vendor = VENDORS.get(chosen.kind)
    given = {"address": chosen.address, "user": chosen.user, "account": chosen.account}
    if vendor is not None:
        asked = {"address": "" if vendor.address else f"where {vendor.title} stands, https://…", "user": vendor.user,
                 "account": vendor.account}  # fmt: skip
        given = {key: given[key] or ask(f"--{key}", what) if what else given[key] for key, what in asked.items()}
    source = Source.model_validate({"name": name, "kind": chosen.kind, **given})
    if problems := list(vendor_problems((source,))):  # before anything is called that the desk file would refuse
        raise DeskFileError(problems)
    return source, True


def _made(read: Settings, source: Source, guide: Guide) -> dict[str, str]:
    """The variables that we make, where they are not set yet."""
    if source.name == "api":
        return {} if read.api_token else {"API_TOKEN": secrets.token_urlsafe(32)}
    if _proves_itself(read, source) or not guide.makes:
        return {}
    in_path = guide.makes == "HOOK_TOKEN"
    value = secrets.token_urlsafe(32) if in_path else f"whsec_{base64.b64encode(secrets.token_bytes(32)).decode()}"
    return {f"{guide.makes}_{in_variable(source.name).upper()}": value}


def _typed(read: Settings, source: Source, guide: Guide) -> dict[str, str]:
    """The variables that the other side has made, where they are not set yet."""
    if source.name == "api":
        return {}
    ending, found = in_variable(source.name).upper(), {}
    if not guide.makes and not guide.asked and not _proves_itself(read, source):
        found[f"HOOK_SECRET_{ending}"] = "the secret that it signs its webhooks with"
    if guide.token and read.helpdesk_token(source.name) is None:
        found[f"HELPDESK_TOKEN_{ending}"] = guide.token
    return {variable: ask(variable, what, hidden=True) for variable, what in found.items()}


def _proves_itself(read: Settings, source: Source) -> bool:
    given = {"HOOK_SECRET": read.hook_secret(source.name), "HOOK_TOKEN": read.hook_token(source.name)}
    return any(given[variable] is not None for variable in proofs(source))


def _with(read: Settings, name: str, made: dict[str, str]) -> Settings:
    """The settings as they are once the variables are set."""
    fields: dict[str, Any] = {"api_token": SecretStr(made["API_TOKEN"])} if "API_TOKEN" in made else {}
    for prefix, field in _FIELDS.items():
        if (value := made.get(f"{prefix}_{in_variable(name).upper()}")) is not None:
            fields[field] = {**getattr(read, field), in_variable(name): SecretStr(value)}
    return read.model_copy(update=fields)
