"""The worked example as a workspace: who is there, in which channels, and what customers write that day."""

import json
from dataclasses import dataclass, field
from datetime import time
from pathlib import Path
from typing import Any, Final

from sandbox import Channel, Customer, User, Usergroup

FOLDER: Final = Path(__file__).parents[2] / "examples" / "shop"
DESK: Final = FOLDER / "desk.toml"

AGENTS: Final = ("ana", "ben", "chloe", "julie")
OWNERS: Final = ("marta", "jonas", "nadia", "priya")
OPERATIONS: Final = ("tomas", "ines")

PEOPLE: Final = (
    User("ana", real_name="Ana Ferreira", title="Agent"),
    User("ben", real_name="Ben Okafor", title="Agent"),
    User("chloe", real_name="Chloé Martin", title="Agent"),
    User("julie", real_name="Julie Blanc", title="Agent, whose Slack is in French", locale="fr-FR"),
    User("lena", real_name="Lena Vogt", title="Team lead"),
    User("marta", real_name="Marta Silva", title="Owner: orders and returns"),
    User("jonas", real_name="Jonas Weber", title="Deputy: orders and returns"),
    User("nadia", real_name="Nadia Haddad", title="Owner: payments, escalations"),
    User("priya", real_name="Priya Nair", title="Deputy: escalations"),
    User("omar", real_name="Omar Benali", title="Manager"),
    User("tomas", real_name="Tomás Ruiz", title="Logistics"),
    User("ines", real_name="Inês Costa", title="Logistics"),
    User("gus", real_name="Gus Lind (guest)", title="Temp for the season", is_restricted=True),
    User("zoe", real_name="Zoe Park", title="Marketing"),
)
CHANNELS: Final = (
    Channel("support-orders", topic="Orders and deliveries", members=(*AGENTS, "lena", "marta", "jonas", "gus")),
    Channel("support-billing", topic="Payments and invoices", members=(*AGENTS, "lena", "nadia", "priya")),
    Channel("support-returns", topic="Returns, damage, guarantee", members=(*AGENTS, "lena", "marta", "jonas")),
    Channel("support-escalations", private=True, topic="Sensitive requests", members=(*OWNERS, "lena")),
    Channel("support-managers", private=True, topic="What the day was like", members=("omar", "lena", "nadia")),
    Channel("ops-logistics", topic="Carriers and warehouse", members=(*OPERATIONS, "lena")),
)
USERGROUPS: Final = (
    Usergroup("agents", name="Support agents", users=AGENTS),
    Usergroup("leads", name="Support leads", users=("lena",)),
    Usergroup("logistics", name="Logistics", users=OPERATIONS),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A line of `requests.jsonl`: what a customer writes at `at` (the shop's time), and what should come of it."""

    at: time
    customer: str
    subject: str
    body: str
    via: str
    language: str
    conversation: str
    expect: str
    type: str | None
    attributes: dict[str, str] = field(default_factory=dict)
    attachments: list[dict[str, Any]] = field(default_factory=list)


def customers() -> list[Customer]:
    """The shop's customers."""
    return [Customer(**row) for row in json.loads((FOLDER / "customers.json").read_text("utf-8"))]


def requests() -> list[Request]:
    """The day's requests, in their order."""
    return [_request(json.loads(line)) for line in (FOLDER / "requests.jsonl").read_text("utf-8").splitlines()]


def _request(row: dict[str, Any]) -> Request:
    row.pop("note", None)
    row["body"] *= row.pop("repeat", 1)
    row["at"] = time.fromisoformat(row["at"])
    return Request(**row)
