"""Invoices, charges, subscriptions and customers at Stripe, each by one GET; amounts and dates as people write them.

It follows https://docs.stripe.com/api (authentication by bearer key, errors, lists newest first),
https://docs.stripe.com/search (invoices by `number`; what is a minute old may be missing) and
https://docs.stripe.com/currencies#zero-decimal, looked up on 2026-11-29. Tried against localstripe 1.15.10, which has
no search. A restricted key that may read these alone is enough, and is what to give.
"""

import re
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Final

from bot.domain.errors import NotRead, RecordsUnreachable
from bot.records.remote import Remote

#: What may stand in a search or at the end of an address.
_KEY: Final = re.compile(r"^[A-Za-z0-9][A-Za-z0-9_-]{0,39}\Z")
#: Currencies that have no smaller unit, and those that have three digits of it.
_NO_DIGITS: Final = frozenset({
    "bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "ugx", "vnd", "vuv", "xaf", "xof", "xpf",
})  # fmt: skip
_THREE_DIGITS: Final = frozenset(["bhd", "jod", "kwd", "omr", "tnd"])
_MONEY: Final = frozenset({
    "amount", "amount_due", "amount_paid", "amount_remaining", "amount_refunded", "amount_captured", "total",
    "subtotal",
})  # fmt: skip
_DATES: Final = frozenset({
    "created", "due_date", "period_start", "period_end", "current_period_end", "cancel_at", "canceled_at", "ended_at",
    "start_date", "trial_end", "paid_at", "finalized_at", "voided_at",
})  # fmt: skip


class StripeRecords(Remote):
    """`RECORDS_TOKEN_<NAME>` is a secret or, better, a restricted key."""

    async def _find(self, key: str) -> Any | None:
        if not _KEY.match(key):
            return None
        if self._spec.key == "id":
            return told(await self._ask(f"{self._api}/{self._spec.reads}/{key}"))
        asked = {"query": f'{self._spec.key}:"{key}"', "limit": "2"}
        found = self._rows(await self._ask(f"{self._api}/{self._spec.reads}/search", params=asked))
        if len(found) > 1:
            raise RecordsUnreachable(f"{self.name}: more than one record has this key", NotRead.ANOTHER)
        return told(found[0]) if found else None

    @property
    def _api(self) -> str:
        return f"{self._base}/v1"

    def _rows(self, answer: Any) -> list[dict[str, Any]]:
        rows = answer.get("data") if isinstance(answer, dict) else None
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise RecordsUnreachable(f"{self.name}: the answer is no list")
        return rows

    def _means_none(self, told: Any) -> bool:
        """An error of Stripe's, other than that it does not know the address."""
        error = told.get("error") if isinstance(told, dict) else None
        return isinstance(error, dict) and not str(error.get("message", "")).startswith("Unrecognized request URL")

    async def _proof(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._secret()}"}


def told(found: Any, currency: str = "") -> Any:
    """An object of Stripe's with amounts such as `15.00 EUR` and dates such as `2026-11-24`, also within it.

    A deleted one is none.
    """
    if isinstance(found, list):
        return [told(one, currency) for one in found]
    if not isinstance(found, dict):
        return found
    if found.get("deleted") is True:
        return None
    currency = str(found.get("currency") or currency)
    return {name: _told(name, value, currency) for name, value in found.items()}


def _told(name: str, value: Any, currency: str) -> Any:
    if isinstance(value, int) and not isinstance(value, bool):
        if name in _MONEY and currency:
            return _amount(value, currency)
        if name in _DATES:
            return datetime.fromtimestamp(value, UTC).date().isoformat()
    return told(value, currency)


def _amount(units: int, currency: str) -> str:
    digits = 0 if currency in _NO_DIGITS else 3 if currency in _THREE_DIGITS else 2
    return f"{Decimal(units).scaleb(-digits):.{digits}f} {currency.upper()}"
