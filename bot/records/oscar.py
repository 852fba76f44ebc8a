"""Orders of a django-oscar shop, by django-oscar-api.

Tried against django-oscar 4.2.1 with django-oscar-api 3.3.0. Its admin API (https://django-oscar-api.readthedocs.io,
looked up on 2026-11-29) finds orders by their row's id only, and a list of all orders would show everybody's. The shop
therefore has two lines more in its `urls.py`, which may only read (docs/records.md):

    by_number = OrderAdminDetail.as_view(lookup_field="number", http_method_names=["get"])
    urlpatterns += [path("api/admin/orders/by-number/<str:number>/", by_number)]
"""

import re
from typing import Any, Final
from urllib.parse import urlsplit

from bot.records.remote import Remote

_NUMBER: Final = re.compile(r"^[A-Za-z0-9][A-Za-z0-9_-]{0,39}\Z")


class OscarRecords(Remote):
    """`RECORDS_TOKEN_<NAME>` is `user:password` of a member of the shop's staff who may see orders."""

    async def _find(self, key: str) -> Any | None:
        number = key.removeprefix("#")
        if not _NUMBER.match(number):
            return None
        found = await self._ask(f"{self._base}/api/admin/orders/by-number/{number}/")
        if not isinstance(found, dict):
            return found
        owner = urlsplit(str(found.get("owner") or "")).path.strip("/").rpartition("/")[2]
        return {**found, "customer_id": owner, **({"number": key} if found.get("number") == number else {})}

    def _means_none(self, told: Any) -> bool:
        """The API says `detail`; of an address that it does not have, the shop shows a page."""
        return isinstance(told, dict) and "detail" in told

    async def _proof(self) -> dict[str, str]:
        return self._basic()
