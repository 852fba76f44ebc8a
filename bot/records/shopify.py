"""Orders and customers of a Shopify shop, by its GraphQL Admin API: one query, of the fields that the desk file names.

It follows https://shopify.dev/docs/api/admin-graphql/latest/queries/orders (version 2026-10),
https://shopify.dev/docs/api/usage/limits (`THROTTLED`, HTTP 200) and, for a token,
https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens/client-credentials-grant; all looked up
on 2026-11-29. The REST Admin API has been called legacy there since October 2024.

Without the scope `read_all_orders` only orders of the last 60 days are seen: an order that is not found may be older.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from bot.domain.errors import NotRead, RecordsUnreachable
from bot.records.remote import Remote

VERSION: Final = "2026-10"
#: What may stand in a search: a customer's text must not be able to add a condition.
_NAME: Final = re.compile(r"^[A-Za-z0-9][A-Za-z0-9_-]{0,39}\Z")
_CODE: Final = re.compile(r"^[A-Za-z_]{1,60}\Z")
#: Lists of the schema that must be told how many: connections, and two plain lists.
_LISTS: Final[Mapping[str, int]] = {
    "fulfillments": 5, "trackingInfo": 5, "lineItems": 20, "refunds": 5, "events": 5, "returns": 5,
}  # fmt: skip
#: A token is fetched anew this long before it ends.
_MARGIN: Final = timedelta(minutes=5)


class ShopifyRecords(Remote):
    """`RECORDS_TOKEN_<NAME>` is an access token (`shpat_…`), or `client id:client secret` of an app of the shop's own,
    for which a token of a day is fetched when it is needed."""

    nobodys = "0"
    _fetched: tuple[str, datetime] | None = None

    async def _find(self, key: str) -> Any | None:
        name = key.removeprefix("#")
        if not _NAME.match(name):
            return None
        if self._spec.reads == "customers":
            return await self._customer(name) if name.isdigit() else None
        found = [node for node in await self._orders(f"name:{name}", 5) if node.get("number") == name]
        if len(found) > 1:
            raise RecordsUnreachable(f"{self.name}: more than one order has this number", NotRead.ANOTHER)
        return {**found[0], "number": key} if found else None

    async def _orders(self, wanted: str, most: int) -> list[dict[str, Any]]:
        query = (
            "query($wanted: String!, $most: Int!) { orders(first: $most, query: $wanted, sortKey: CREATED_AT, "
            f"reverse: true) {{ nodes {{ name {self._selection()} }} }} }}"
        )
        data = await self._graphql(query, {"wanted": wanted, "most": most})
        nodes = (data.get("orders") or {}).get("nodes") or []
        return [
            {**node, "number": str(node.get("name", "")).removeprefix("#")} for node in nodes if isinstance(node, dict)
        ]

    async def _customer(self, number: str) -> Any | None:
        query = f"query($id: ID!) {{ customer(id: $id) {{ {self._selection()} }} }}"
        return (await self._graphql(query, {"id": f"gid://shopify/Customer/{number}"})).get("customer")

    def _selection(self) -> str:
        spec = self._spec
        paths = {spec.customer, spec.customer_email, *spec.fields.values()} - {"", "name", "number"}
        return selection(sorted(paths))

    async def _graphql(self, query: str, variables: Mapping[str, Any]) -> dict[str, Any]:
        address = f"{self._base}/admin/api/{VERSION}/graphql.json"
        try:
            answer = await self._ask(address, query={"query": query, "variables": dict(variables)})
        except RecordsUnreachable as error:
            if error.why is NotRead.REFUSED:
                self._fetched = None  # the token may have ended before its time
            raise
        if not isinstance(answer, dict):
            raise RecordsUnreachable(f"{self.name}: there is no GraphQL at its address")
        if errors := answer.get("errors"):
            raise self._failure(errors, answer.get("extensions"))
        return answer.get("data") or {}

    def _failure(self, errors: Any, extensions: Any) -> RecordsUnreachable:
        named = [one.get("extensions") for one in errors if isinstance(one, dict)] if isinstance(errors, list) else []
        codes = {str(one.get("code")) for one in named if isinstance(one, dict)}
        codes = {code for code in codes if _CODE.match(code)}
        told = f"{self.name}: GraphQL answered with {', '.join(sorted(codes)) or 'an error'}"
        if "THROTTLED" in codes:
            return RecordsUnreachable(told, NotRead.LIMITED, _until_enough(extensions))
        if "ACCESS_DENIED" in codes:
            return RecordsUnreachable(told, NotRead.REFUSED)
        failed = "INTERNAL_SERVER_ERROR" in codes
        return RecordsUnreachable(told, NotRead.FAILED if failed else NotRead.UNUSABLE)

    async def _proof(self) -> dict[str, str]:
        return {"X-Shopify-Access-Token": await self._access()}

    async def _access(self) -> str:
        told = self._secret()
        client, parted, secret = told.partition(":")
        if not parted:
            return told
        now = self._clock.now()
        if self._fetched is None or self._fetched[1] <= now:
            form = {"grant_type": "client_credentials", "client_id": client, "client_secret": secret}
            answer = await self._send("POST", f"{self._base}/admin/oauth/access_token", headers={}, form=form)
            if not isinstance(answer, dict) or not isinstance(answer.get("access_token"), str):
                raise RecordsUnreachable(f"{self.name}: no token was given for the client secret", NotRead.REFUSED)
            lasts = answer.get("expires_in")
            ends = timedelta(seconds=lasts if isinstance(lasts, int) else 3600)
            self._fetched = answer["access_token"], now + max(ends - _MARGIN, timedelta())
        return self._fetched[0]


def _until_enough(extensions: Any) -> timedelta:
    """How long until there is enough for the query again, by what the answer says; a second where it says nothing."""
    try:
        cost = extensions["cost"]
        state = cost["throttleStatus"]
        seconds = (cost["requestedQueryCost"] - state["currentlyAvailable"]) / state["restoreRate"]
        return timedelta(seconds=max(1.0, min(seconds, 60.0)))
    except (KeyError, TypeError, ZeroDivisionError):
        return timedelta(seconds=1)


def selection(paths: Iterable[str]) -> str:
    """The GraphQL selection of these paths (`customer.legacyResourceId`), each list with how many of it are wanted."""
    tree: dict[str, Any] = {}
    for path in paths:
        at = tree
        for name in path.split("."):
            if not name.isdigit():
                at = at.setdefault(name, {})
    return _written(tree)


def _written(tree: Mapping[str, Any]) -> str:
    return " ".join(
        name + (f"(first: {_LISTS[name]})" if name in _LISTS else "") + (f" {{ {_written(below)} }}" if below else "")
        for name, below in tree.items()
    )
