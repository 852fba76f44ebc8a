"""The figures of the example day, worked out from its requests and from what people do in it, not from what the program
says: see the table in `test_the_day_in_figures`."""

import json
import re
from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Final

from bot.cli import shop as example
from tests.scenarios.lived import REQUESTS, minutes

FIRST_LINES: Final = {one.conversation: one for one in reversed(REQUESTS)}
MIDNIGHT: Final = 24 * 60
#: Where triage leaves a request without a type (sealed, asked about, or not to be told), and where it finds another.
UNTYPED: Final = frozenset(
    f"r-{number:03}"
    for number in (
        *(8, 11, 17, 20, 22, 26, 30, 50, 56, 59, 64, 69, 72, 74, 78, 83, 87, 89, 99, 102, 104, 109, 112, 115, 116),
    )
)
TYPED_OTHERWISE: Final = {"r-063": "order_status", "r-091": "delivery_costs", "r-093": "gift_card"}
#: Who came back about the same order on the same day: the later one of each pair.
REPEATED: Final = ("r-046", "r-079", "r-085", "r-091", "r-105", "r-107", "r-113", "r-117")
BILLING: Final = (
    "refund_status", "invoice_copy", "payment_methods", "double_charge", "promo_code", "gift_card",
)  # fmt: skip
RETURNS: Final = ("return_item", "damaged_item", "warranty")


def type_of(conversation: str) -> str | None:
    if conversation in UNTYPED:
        return None
    return TYPED_OTHERWISE.get(conversation, FIRST_LINES[conversation].type)


def queue_of(conversation: str) -> str:
    """By the routing rules of the desk file. What r-030 wants is told apart by its words: a refund."""
    kind = "refund_status" if conversation == "r-030" else type_of(conversation)
    return "billing" if kind in BILLING else "returns" if kind in RETURNS else "orders"


def about_gls(conversation: str) -> bool:
    """Asks for an order, and names one of its customer's own that GLS has."""
    if type_of(conversation) != "order_status":
        return False
    lines = [one for one in REQUESTS if one.conversation == conversation]
    named = {key for one in lines for key in re.findall(r"(?<!\d)4[2-9]\d\d(?!\d)", f"{one.subject} {one.body}")}
    orders = json.loads((example.FOLDER / "orders.json").read_text("utf-8"))
    own = (one for one in orders if one["number"] in named and one["customer_id"] == lines[0].customer)
    return any(one["carrier"] == "GLS" for one in own)


def waited_for_us(queue: str = "") -> int:
    """Minutes until midnight: of everything from when it came, less what was not ours of it."""
    until = {
        "r-001": -(6 * 60 + 8 * 60),  # 09:00 to 15:00 and from 16:00 on
        "r-004": -15 * 60,  # from 09:00 on
        "r-005": -(14 * 60 + 30),  # from 09:30 on
        "r-012": -2 * 60,  # 10:00 to 12:00
        "r-015": -(13 * 60 + 3),  # from 10:57 on
        "r-027": -(13 * 60 + 25),  # from 10:35 on
        "r-033": -(2 * 60 + 30),  # 11:00 to 13:30
        "r-034": -8 * 60,  # from 16:00 on
        "r-116": -(6 * 60 + 15),  # from 17:45 on
    }
    mine = [one for one in FIRST_LINES if queue in ("", queue_of(one))]
    return sum(MIDNIGHT - minutes(FIRST_LINES[one].at) + until.get(one, 0) for one in mine)


def told(number: int) -> str:
    """Minutes as people read them: days and hours, what is left over cut off."""
    return f"{number // 1440} d {number % 1440 // 60} h"


#: What is open and has an answer, or is no request.
ANSWERED: Final = ("r-001", "r-004", "r-005", "r-015", "r-027", "r-116")
#: (first answer, resolution) in open minutes, by policy and priority.
PROMISED: Final = {
    ("standard", "high"): (60, 480), ("standard", "normal"): (120, 960), ("standard", "low"): (480, 1920),
    ("relaxed", "high"): (120, 960), ("relaxed", "normal"): (240, 1920),
}  # fmt: skip
LOW: Final = ("opening_hours_store", "stock_question", "product_question")
HIGH: Final = ("change_address", "cancel_order")
CUSTOMERS: Final = {one.id: one for one in example.customers()}


def priority(conversation: str) -> str:
    """By the rules of the desk file; r-117 is the third request of its customer."""
    customer = CUSTOMERS[FIRST_LINES[conversation].customer]
    gold = customer.segment == "gold" and customer.value >= 2000
    sealed = FIRST_LINES[conversation].expect == "sealed"
    if sealed or gold or conversation == "r-117" or type_of(conversation) in HIGH:
        return "high"
    return "low" if type_of(conversation) in LOW else "normal"


#: What is closed, or no request, at the end of the day; r-012 was resolved and is open again.
DONE: Final = ("r-004", "r-015", "r-027", "r-116")


def high(conversations: Iterable[str]) -> int:
    """Those of high priority of what is open; the example has no urgent one."""
    return sum(priority(one) == "high" for one in conversations if one not in DONE)


def open_since(queue: str, tuesday: date, holidays: Collection[date]) -> int:
    """Minutes that a queue is open from Wednesday until the next Monday at nine."""
    weekday = 480 if queue == "billing" else 540  # 08:00 to 12:30, and 13:30 to 17:00 or 18:00
    opened = [weekday, weekday, weekday, 240 if queue == "orders" else 0, 0, 60]  # Saturday: 09:00 to 13:00
    days = [tuesday + timedelta(days=number) for number in range(1, 7)]
    return sum(minutes for day, minutes in zip(days, opened, strict=True) if day not in holidays)


def overdue(conversation: str, opened: int) -> list[str]:
    """What is late when its queue has been open for so many minutes again since Tuesday."""
    if conversation in ANSWERED:
        return []
    queue, at = queue_of(conversation), minutes(FIRST_LINES[conversation].at)
    closes = 17 * 60 if queue == "billing" else 18 * 60
    lunch = max(0, 13 * 60 + 30 - max(at, 12 * 60 + 30))
    open_for = max(0, closes - at - lunch) + opened
    first, resolution = PROMISED["relaxed" if queue == "returns" else "standard", priority(conversation)]
    paused = 120 if conversation == "r-012" else 0
    return [name for name, most in (("first", first), ("resolution", resolution)) if open_for - paused > most]
