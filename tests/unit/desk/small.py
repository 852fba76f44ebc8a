"""A small desk on disk, sound as it stands; tests change one thing at a time."""

from datetime import date
from pathlib import Path

import pytest

from bot.desk import load
from bot.domain.desk import Desk
from bot.domain.errors import DeskFileError

TODAY = date(2026, 11, 24)

EXAMPLES = ", ".join(f'"where is my order {number}"' for number in range(10))

TOML = f"""
[desk]
name = "Aster & Pine"
language = "en"
time_zone = "Europe/Paris"

[owners]
answers = "@marta"
escalation = "@nadia"
prompts = "@marta"
data = "@nadia"

[[queues]]
name = "orders"
title = "Orders"
channel = "#support-orders"
leads = ["@lena"]
sla = "standard"
[queues.hours]
time_zone = "Europe/Paris"
holidays = "FR"
"mon-fri" = ["09:00-12:30", "13:30-18:00"]
sat = "10:00-12:00"

[[queues]]
name = "billing"
title = "Billing"
channel = "#support-billing"

[[types]]
name = "order_status"
title = "Where is my order"
owner = "@marta"
deputies = ["@jonas"]
examples = {{ en = [{EXAMPLES}] }}
words = {{ en = ["where is my order"], fr = ["ou est ma commande"] }}
needs = ["order"]
records = {{ orders = ["status", "carrier"] }}
drafts = "suggest"
template = "order_status"
articles = ["delivery-delays"]

[[types]]
name = "refund"
title = "Refund"
owner = "@nadia"
words = {{ en = ["refund status"] }}
drafts = "shadow"

[[types]]
name = "invoice"
title = "Invoice"

[[routing]]
name = "money"
when = {{ type = ["refund", "invoice"] }}
queue = "billing"

[[routing]]
name = "default"
queue = "orders"

[[priority]]
name = "vip"
when = {{ segment = ["gold"] }}
priority = "high"

[[sensitivity]]
name = "allergy"
words = {{ en = ["allergic"] }}

[escalation]
channel = "#support-escalations"
owner = "@nadia"
deputies = ["@priya"]

[[sla]]
name = "standard"
first_response = {{ normal = "2h", high = "1h" }}
resolution = {{ normal = "2d" }}

[[records]]
name = "orders"
kind = "json"
address = "orders.json"
pattern = '\\b(4[234]\\d\\d)\\b'
fields = {{ status = "state", carrier = "carrier" }}

[[departments]]
name = "logistics"
title = "Logistics"
channel = "#ops-logistics"
fields = ["orders.carrier"]

[[sources]]
name = "helpdesk"

[disclosure]
text = {{ en = "An assistant helped; {{agent}} checked it." }}

[[tone]]
greeting = "Hello {{name}},"
greeting_without_name = "Hello,"
closing = "Kind regards, {{agent}}"

[[digests]]
name = "day"
channel = "#support-managers"
time = "08:30"
time_zone = "Europe/Paris"
"""

ARTICLE = """---
id: delivery-delays
title: Delivery delays
owner: "@marta"
audience: customer
checked: -12d
valid_until: +90d
questions:
  - Why is my parcel late?
---
Parcels may take two days longer.
"""

TEMPLATE = """+++
id = "order_status"
title = "Order status"
owner = "@marta"
checked = "-1d"
valid_until = "+10d"
+++
Your order {orders.number} is {orders.status}.
{quote}
"""


def write(folder: Path, toml: str = TOML, article: str = ARTICLE, template: str = TEMPLATE) -> Path:
    """Lay the desk down in `folder` and return the path of its `desk.toml`."""
    for name, text in (("desk.toml", toml), ("knowledge/a.md", article), ("templates/t.md", template)):
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder / "desk.toml"


def small_desk(folder: Path) -> Desk:
    """The small desk, loaded."""
    return load(write(folder), TODAY)


def problems(path: Path) -> list[str]:
    """Why the desk at `path` is refused."""
    with pytest.raises(DeskFileError) as caught:
        load(path, TODAY)
    return caught.value.problems


def problems_with(folder: Path, old: str, new: str) -> list[str]:
    """Why the small desk is refused once `old` stands as `new`."""
    assert old in TOML
    return problems(write(folder, TOML.replace(old, new, 1)))
