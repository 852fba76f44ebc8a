"""A strict stand-in for Shopify's GraphQL Admin API: it knows one query, and its fields as far as they are needed.

It follows the pages that bot/records/shopify.py names.
"""

import re
from dataclasses import dataclass
from typing import Any, ClassVar

from aiohttp import web

from tests.fakes.vendors import JO, SECRET, STRANGER, Vendor

_QUERY = re.compile(
    r"query\(\$wanted: String!, \$most: Int!\) \{ orders\(first: \$most, query: \$wanted, sortKey: CREATED_AT, "
    r"reverse: true\) \{ nodes \{ name (.*) \} \} \}\Z"
)
#: As much of the schema as is known here; of a list, how it is written.
_SCHEMA: dict[str, Any] = {
    "name": "", "email": "", "displayFulfillmentStatus": "", "displayFinancialStatus": "",
    "customer": {"legacyResourceId": ""},
    "fulfillments(first: 5)": {"trackingInfo(first: 5)": {"company": "", "number": ""}},
}  # fmt: skip


@dataclass
class Shopify(Vendor):
    """`token` is a static one; `client` a pair for which a token of a day is given."""

    kind, reads, token = "shopify", "orders", "shpat_4417secret"
    client: ClassVar[str] = "client-id:shpss_4417secret"
    expected: ClassVar = {
        "number": "#4417", "status": "FULFILLED", "payment": "PAID", "carrier": "GLS", "tracking": "GLS-1, GLS-2",
    }  # fmt: skip
    given: int = 0  # tokens
    throttled: bool = False

    def proved(self, request: web.Request) -> bool:
        if request.path == "/admin/oauth/access_token":
            return True
        return request.headers.get("X-Shopify-Access-Token") == self.token

    async def answer(self, request: web.Request) -> web.StreamResponse:
        if request.path == "/admin/oauth/access_token":
            return await self.give(request)
        if request.method != "POST" or not re.fullmatch(r"/admin/api/\d{4}-\d\d/graphql\.json", request.path):
            return self.refuse(f"no such page: {request.raw_path}", 404)
        body = await request.json()
        found = _QUERY.match(body["query"])
        if found is None or set(body["variables"]) != {"wanted", "most"} or not _is_selection(found[1]):
            return self.error("undefinedField")
        if self.throttled:
            return self.error("THROTTLED")
        searched = re.fullmatch(r"name:([A-Za-z0-9_-]+)", body["variables"]["wanted"])
        if searched is None:
            return self.error("argumentLiteralsIncompatible")
        key = self.row(searched[1])
        near = [self.order(f"{key}0")] if key else []  # a search finds what begins alike
        return web.json_response({"data": {"orders": {"nodes": [*near, *([self.order(key)] if key else [])]}}})

    async def give(self, request: web.Request) -> web.StreamResponse:
        form = await request.post()
        client, _, secret = self.client.partition(":")
        if form.get("grant_type") != "client_credentials" or form.get("client_secret") != secret:
            return web.json_response({"error": "invalid_client"}, status=401)
        assert form.get("client_id") == client
        self.given += 1
        return web.json_response({"access_token": self.token, "scope": "read_orders", "expires_in": 86399})

    def error(self, code: str) -> web.Response:
        if code != "THROTTLED":
            self.complaints.append(code)
        left = {"maximumAvailable": 1000.0, "currentlyAvailable": 2, "restoreRate": 50.0}
        cost = {"requestedQueryCost": 152, "actualQueryCost": None, "throttleStatus": left}
        said = {"errors": [{"message": code, "extensions": {"code": code}}], "extensions": {"cost": cost}}
        return web.json_response(said)

    def order(self, key: str) -> dict[str, Any]:
        mine = key == self.own
        tracked = [{"trackingInfo": [{"company": "GLS", "number": f"GLS-{n}"}]} for n in (1, 2)]
        return {
            "name": f"#{key}", "email": JO if mine else STRANGER,
            "customer": {"legacyResourceId": "7" if mine else "9"},
            "displayFulfillmentStatus": "FULFILLED", "displayFinancialStatus": "PAID", "fulfillments": tracked,
            "note": SECRET,
        }  # fmt: skip


def _is_selection(text: str) -> bool:
    """Whether it asks for what is in the schema, with a selection below each object and none below a scalar."""
    words = re.findall(r"[A-Za-z]+\(first: \d+\)|[A-Za-z]+|[{}]", text)
    at: list[dict[str, Any]] = [_SCHEMA]
    for word, after in zip(words, [*words[1:], ""], strict=True):
        if word == "{":
            continue
        if word == "}":
            at.pop()
            continue
        below = at[-1].get(word)
        if below is None or (after == "{") != isinstance(below, dict):
            return False
        if isinstance(below, dict):
            at.append(below)
    return len(at) == 1
