"""Strict stand-ins for vendors of records, each refusing what its documentation refuses (the adapters name the pages).

Order 4417 is customer 7's, 4339 somebody else's, and there is no other. `fault` answers instead, where a test sets it.
"""

import re
from abc import ABC, abstractmethod
from base64 import b64encode
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, ClassVar

from aiohttp import web

Fault = Callable[[web.Request], Awaitable[web.StreamResponse]]
JO, STRANGER = "jo.doe@mail.example", "sam@mail.example"
#: What nobody has asked for, and what must not be found in anything that is read.
SECRET = "FR7630006000011234567890189"


@dataclass
class Vendor(ABC):
    kind: ClassVar[str]
    reads: ClassVar[str] = ""
    token: ClassVar[str] = "ck_4417secret:cs_4417secret"
    own: ClassVar[str] = "4417"
    foreign: ClassVar[str] = "4339"
    unknown: ClassVar[str] = "9999"
    customer: ClassVar[str] = "7"
    by_email: ClassVar[bool] = True
    more: ClassVar[dict[str, Any]] = {}
    expected: ClassVar[dict[str, str]]

    fault: Fault | None = None
    mixed_up: bool = False  # the stranger's record is answered for every key
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request.raw_path)
        if self.fault is not None:
            return await self.fault(request)
        if not self.proved(request):
            return web.json_response({"error": "who are you?"}, status=401)
        return await self.answer(request)

    def proved(self, request: web.Request) -> bool:
        return request.headers.get("Authorization") == f"Basic {b64encode(self.token.encode()).decode()}"

    def refuse(self, why: str, status: int = 400) -> web.Response:
        self.complaints.append(why)
        return web.json_response({"error": why}, status=status)

    @abstractmethod
    async def answer(self, request: web.Request) -> web.StreamResponse:
        """As the vendor does, of whom the request has proved who asks."""

    def row(self, key: str) -> str | None:
        """The key of the row that is answered for a key."""
        return self.foreign if self.mixed_up else key if key in (self.own, self.foreign) else None


class Own(Vendor):
    """An order system of one's own, behind a header."""

    kind = "http"
    more: ClassVar = {
        "auth": "header", "header": "X-Api-Key", "customer_email": "buyer.email",
        "fields": {"status": "state", "items": "lines.title", "first": "lines.0.title"},
    }  # fmt: skip
    expected: ClassVar = {"status": "in transit", "items": "Blue kettle, Cup", "first": "Blue kettle"}

    def proved(self, request: web.Request) -> bool:
        return request.headers.get("X-Api-Key") == self.token

    async def answer(self, request: web.Request) -> web.StreamResponse:
        key = self.row(request.path.removeprefix("/orders/"))
        if key is None:
            return web.json_response({"detail": "none"}, status=404)
        mine = key == self.own
        lines = [{"title": "Blue kettle", "sku": 1}, {"title": "Cup"}, {"title": "Cup"}]
        return web.json_response({
            "number": key, "customer_id": 7 if mine else 9, "buyer": {"email": JO if mine else STRANGER},
            "state": "in transit", "lines": lines, "iban": SECRET,
        })  # fmt: skip


class WooCommerce(Vendor):
    kind, reads = "woocommerce", "orders"
    expected: ClassVar = {
        "number": "4417", "status": "processing", "total": "39.80", "currency": "EUR", "shipping": "GLS",
        "paid": "2026-11-20T10:00:00",
    }  # fmt: skip

    async def answer(self, request: web.Request) -> web.StreamResponse:
        found = re.fullmatch(r"/wp-json/wc/v3/orders/(\d+)", request.path)
        wanted = set(request.query.get("_fields", "").split(","))
        if found is None or set(request.query) != {"_fields"} or "billing" in wanted:
            return self.refuse(f"rest_no_route or more than is needed: {request.raw_path}")
        key = self.row(found[1])
        if key is None:
            said = {"code": "woocommerce_rest_shop_order_invalid_id", "message": "Invalid ID.", "data": {"status": 404}}
            return web.json_response(said, status=404)
        mine = key == self.own
        whole = {
            "id": int(key), "number": key, "status": "processing", "currency": "EUR", "total": "39.80",
            "customer_id": 7 if mine else 9, "billing": {"email": JO if mine else STRANGER, "phone": SECRET},
            "shipping_lines": [{"method_title": "GLS", "total": "4.90"}], "date_paid": "2026-11-20T10:00:00",
            "meta_data": [{"key": "iban", "value": SECRET}],
        }  # fmt: skip
        return web.json_response({name: value for name, value in whole.items() if _asked(name, wanted)})


def _asked(name: str, wanted: set[str]) -> bool:
    return any(path.split(".")[0] == name for path in wanted)


class Oscar(Vendor):
    kind, reads, token = "oscar", "orders", "desk:a-long-password"
    expected: ClassVar = {
        "number": "4417", "status": "Shipped", "total": "39.80", "currency": "EUR", "shipping": "GLS",
        "placed": "2026-11-20T10:00:00Z",
    }  # fmt: skip

    async def answer(self, request: web.Request) -> web.StreamResponse:
        found = re.fullmatch(r"/api/admin/orders/by-number/([^/]+)/", request.path)
        if found is None or request.query:
            self.complaints.append(request.raw_path)
            return web.Response(text="<h1>Not Found</h1>", content_type="text/html", status=404)
        key = self.row(found[1])
        if key is None:
            return web.json_response({"detail": "No Order matches the given query."}, status=404)
        mine = key == self.own
        return web.json_response({
            "number": key, "owner": f"http://shop/api/users/{7 if mine else 9}/", "email": JO if mine else STRANGER,
            "status": "Shipped", "currency": "EUR", "total_incl_tax": "39.80", "shipping_method": "GLS",
            "date_placed": "2026-11-20T10:00:00Z", "billing_address": {"line1": SECRET},
        })  # fmt: skip


class StripeInvoices(Vendor):
    kind, reads, token = "stripe", "invoices", "rk_test_4417secret"
    own, foreign, unknown, customer = "A1B2-0001", "A1B2-0002", "A1B2-0009", "cus_7"
    expected: ClassVar = {
        "number": "A1B2-0001", "status": "open", "total": "15.00 EUR", "due": "2026-11-24", "paid": "0.00 EUR",
    }  # fmt: skip

    def proved(self, request: web.Request) -> bool:
        return request.headers.get("Authorization") == f"Bearer {self.token}"

    async def answer(self, request: web.Request) -> web.StreamResponse:
        found = re.fullmatch(r'number:"([A-Za-z0-9_-]+)"', request.query.get("query", ""))
        if request.path != "/v1/invoices/search" or found is None or set(request.query) - {"query", "limit"}:
            return self.refuse(f"We were unable to parse your search query: {request.raw_path}")
        key = self.row(found[1])
        rows = [] if key is None else [self.invoice(key)]
        return web.json_response({"object": "search_result", "data": rows, "has_more": False})

    def invoice(self, key: str) -> dict[str, Any]:
        mine = key == self.own
        return {
            "id": "in_1", "object": "invoice", "number": key, "customer": "cus_7" if mine else "cus_9",
            "customer_email": JO if mine else STRANGER, "status": "open", "currency": "eur", "total": 1500,
            "amount_paid": 0, "due_date": 1795478400, "customer_address": {"line1": SECRET},
        }  # fmt: skip


class StripeCharges(StripeInvoices):
    reads, own, foreign, unknown = "charges", "ch_4417", "ch_4339", "ch_9999"
    expected: ClassVar = {"status": "succeeded", "amount": "1500 JPY", "refunded": "0 JPY", "paid": "2026-11-24"}

    async def answer(self, request: web.Request) -> web.StreamResponse:
        found = re.fullmatch(r"/v1/charges/([A-Za-z0-9_-]+)", request.path)
        if found is None or request.query:
            self.complaints.append(request.raw_path)
            return web.json_response({"error": {"message": "Unrecognized request URL (GET: /v1)."}}, status=404)
        key = self.row(found[1])
        if key is None:
            said = {"error": {"code": "resource_missing", "type": "invalid_request_error"}}
            return web.json_response(said, status=404)
        mine = key == self.own
        return web.json_response({
            "id": key, "object": "charge", "customer": "cus_7" if mine else "cus_9", "status": "succeeded",
            "billing_details": {"email": JO if mine else STRANGER, "name": SECRET}, "currency": "jpy", "amount": 1500,
            "amount_refunded": 0, "created": 1795478400, "payment_method_details": {"card": {"last4": SECRET}},
        })  # fmt: skip


class HubSpotOrders(Vendor):
    kind, reads, token = "hubspot", "orders", "pat-eu1-4417secret"
    expected: ClassVar = {"number": "4417", "status": "shipped"}
    _ids: ClassVar[dict[str, str]] = {"4417": "101", "4339": "102"}

    def proved(self, request: web.Request) -> bool:
        return request.headers.get("Authorization") == f"Bearer {self.token}"

    async def answer(self, request: web.Request) -> web.StreamResponse:
        if request.method == "POST" and request.path == "/crm/v3/objects/orders/search":
            return self.search(await request.json())
        if found := re.fullmatch(r"/crm/v3/objects/contacts/(\d+)", request.path):
            if dict(request.query) != {"properties": "email"}:
                return self.refuse("more than the address was asked of a contact")
            email = {"7": JO, "9": STRANGER}[found[1]]
            return web.json_response({"id": found[1], "properties": {"email": email, "hs_object_id": found[1]}})
        found = re.fullmatch(r"/crm/v3/objects/orders/(\d+)", request.path)
        if found is None or request.query.get("associations") != "contacts":
            return self.refuse(f"no such page: {request.raw_path}")
        key = next(key for key, number in self._ids.items() if number == found[1])
        wanted = request.query["properties"].split(",")
        whole = {"hs_external_order_id": key, "hs_external_order_status": "shipped", "hs_shipping_address_name": SECRET}
        linked = [{"id": "7" if key == self.own else "9", "type": "order_to_contact"}]
        return web.json_response({
            "id": found[1], "properties": {name: whole.get(name) for name in wanted}, "archived": False,
            "associations": {"contacts": {"results": linked}},
        })  # fmt: skip

    def search(self, body: dict[str, Any]) -> web.Response:
        [group] = body["filterGroups"]
        [wanted] = group["filters"]
        if set(body) != {"filterGroups", "properties", "limit"} or wanted["operator"] != "EQ":
            return self.refuse("an unknown search")
        key = self.row(wanted["value"])
        rows = [] if key is None else [{"id": self._ids[key], "properties": {wanted["propertyName"]: key}}]
        return web.json_response({"total": len(rows), "results": rows})


class HubSpotContacts(HubSpotOrders):
    reads, customer = "contacts", "4417"
    expected: ClassVar = {"stage": "customer"}

    async def answer(self, request: web.Request) -> web.StreamResponse:
        found = re.fullmatch(r"/crm/v3/objects/contacts/(\d+)", request.path)
        if found is None or set(request.query) != {"properties"}:
            return self.refuse(f"no such page: {request.raw_path}")
        key = self.row(found[1])
        if key is None:
            return web.json_response({"status": "error", "category": "OBJECT_NOT_FOUND"}, status=404)
        whole = {"email": JO if key == self.own else STRANGER, "lifecyclestage": "customer", "phone": SECRET}
        wanted = request.query["properties"].split(",")
        return web.json_response({"id": key, "properties": {name: whole.get(name) for name in wanted}})
