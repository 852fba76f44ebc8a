"""Contacts, deals, orders and invoices of HubSpot's CRM, with the properties that the desk file names.

It follows https://developers.hubspot.com/docs/guides/crm/using-object-apis (one object, `properties`, `associations`)
and https://developers.hubspot.com/docs/api-reference/legacy/crm/search-the-crm (search by a property; what was made
some seconds ago may be missing), looked up on 2026-11-29. A private app's token is enough.

Whose a deal, an order or an invoice is stands in its associations: it is a contact's own only where that is the one
contact that it has.
"""

import re
from typing import Any, Final

from bot.domain.errors import NotRead, RecordsUnreachable
from bot.records.remote import Remote

_ID: Final = "hs_object_id"
_KEY: Final = re.compile(r"^[A-Za-z0-9#][A-Za-z0-9 ._/-]{0,39}\Z")


class HubSpotRecords(Remote):
    """`RECORDS_TOKEN_<NAME>` is the access token of a private app that may read these objects and contacts."""

    nobodys = "0"

    async def _find(self, key: str) -> Any | None:
        if not _KEY.match(key):
            return None
        number = key if self._spec.key == _ID else await self._number_of(key)
        if not (number.isascii() and number.isdigit()):
            return None
        asked = {"properties": self._wanted()}
        whose = self._spec.reads != "contacts"
        if whose:
            asked["associations"] = "contacts"
        found = await self._ask(f"{self._api}/{self._spec.reads}/{number}", params=asked)
        if not isinstance(found, dict) or found.get("archived") is True:
            return None
        told = self._properties(found)
        return {**told, **await self._whose(found)} if whose else told

    async def _number_of(self, key: str) -> str:
        """The id of the one object whose property is the key; empty where there is none."""
        wanted = {"propertyName": self._spec.key, "operator": "EQ", "value": key}
        body = {"filterGroups": [{"filters": [wanted]}], "properties": [self._spec.key], "limit": 2}
        found = await self._ask(f"{self._api}/{self._spec.reads}/search", query=body)
        rows = found.get("results") if isinstance(found, dict) else None
        if not isinstance(rows, list):
            raise RecordsUnreachable(f"{self.name}: the answer is no list")
        if len(rows) > 1:
            raise RecordsUnreachable(f"{self.name}: more than one record has this key", NotRead.ANOTHER)
        return str(rows[0].get("id", "")) if rows and isinstance(rows[0], dict) else ""

    async def _whose(self, found: dict[str, Any]) -> dict[str, str]:
        """The one contact that it belongs to, with the address; nobody where there are several."""
        linked = ((found.get("associations") or {}).get("contacts") or {}).get("results") or []
        contacts = {str(one.get("id", "")) for one in linked if isinstance(one, dict)}
        contact = next(iter(contacts)) if len(contacts) == 1 else ""
        if not contact.isdigit():
            return {"customer_id": "", "customer_email": ""}
        known = await self._ask(f"{self._api}/contacts/{contact}", params={"properties": "email"})
        email = self._properties(known).get("email") if isinstance(known, dict) else ""
        return {"customer_id": contact, "customer_email": str(email or "")}

    @property
    def _api(self) -> str:
        return f"{self._base}/crm/v3/objects"

    def _wanted(self) -> str:
        spec = self._spec
        mine = {spec.customer, spec.customer_email} - {"customer_id", "customer_email"}
        return ",".join(sorted({spec.key, *mine, *spec.fields.values()} - {""}))

    def _properties(self, found: dict[str, Any]) -> dict[str, Any]:
        told = found.get("properties")
        if not isinstance(told, dict):
            raise RecordsUnreachable(f"{self.name}: the answer has no properties")
        return {**told, _ID: str(found.get("id", ""))}

    def _means_none(self, told: Any) -> bool:
        return isinstance(told, dict) and told.get("status") == "error"

    async def _proof(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._secret()}"}
