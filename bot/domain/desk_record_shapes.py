"""What each vendor calls the parts of a record: defaults of `[[records]]`, which the desk file may replace."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """One kind of record at one vendor, by the names that its adapter gives the parts."""

    key: str
    customer: str = "customer_id"
    customer_email: str = "customer_email"
    fields: Mapping[str, str] = field(default_factory=dict)  # our name -> theirs


_STRIPE_KEPT: Final = {"status": "status", "total": "total", "due": "due_date", "paid": "amount_paid"}
_HUBSPOT_DEAL: Final = {"name": "dealname", "stage": "dealstage", "amount": "amount", "closes": "closedate"}

#: By kind of source and by what it `reads`.
VENDORS: Final[Mapping[str, Mapping[str, Shape]]] = {
    "shopify": {
        "orders": Shape(
            key="number", customer="customer.legacyResourceId", customer_email="email",
            fields={
                "number": "name", "status": "displayFulfillmentStatus", "payment": "displayFinancialStatus",
                "carrier": "fulfillments.trackingInfo.company", "tracking": "fulfillments.trackingInfo.number",
            },
        ),
        "customers": Shape(
            key="legacyResourceId", customer="legacyResourceId", customer_email="defaultEmailAddress.emailAddress",
            fields={"orders": "numberOfOrders"},
        ),
    },
    "woocommerce": {
        "orders": Shape(
            key="number", customer_email="billing.email",
            fields={
                "number": "number", "status": "status", "total": "total", "currency": "currency",
                "shipping": "shipping_lines.method_title", "paid": "date_paid",
            },
        ),
        "customers": Shape(key="id", customer="id", customer_email="email", fields={"since": "date_created"}),
    },
    "oscar": {
        "orders": Shape(
            key="number", customer_email="email",
            fields={
                "number": "number", "status": "status", "total": "total_incl_tax", "currency": "currency",
                "shipping": "shipping_method", "placed": "date_placed",
            },
        ),
    },
    "stripe": {
        "invoices": Shape(key="number", customer="customer", fields={"number": "number", **_STRIPE_KEPT}),
        "charges": Shape(
            key="id", customer="customer", customer_email="billing_details.email",
            fields={"status": "status", "amount": "amount", "refunded": "amount_refunded", "paid": "created"},
        ),
        "subscriptions": Shape(
            key="id", customer="customer", customer_email="",
            fields={"status": "status", "ends": "cancel_at", "began": "start_date"},
        ),
        "customers": Shape(key="id", customer="id", customer_email="email", fields={"since": "created"}),
    },
    "hubspot": {
        "contacts": Shape(key="hs_object_id", customer="hs_object_id", customer_email="email",
                          fields={"stage": "lifecyclestage"}),
        "deals": Shape(key="hs_object_id", fields=_HUBSPOT_DEAL),
        "orders": Shape(
            key="hs_external_order_id",
            fields={"number": "hs_external_order_id", "status": "hs_external_order_status"},
        ),
        "invoices": Shape(
            key="hs_number",
            fields={"number": "hs_number", "status": "hs_invoice_status", "due": "hs_due_date"},
        ),
    },
}  # fmt: skip

#: Where a vendor is asked that has one address for everybody.
ADDRESSES: Final[Mapping[str, str]] = {"stripe": "https://api.stripe.com", "hubspot": "https://api.hubapi.com"}


def shape_of(kind: str, reads: str) -> Shape | None:
    """What a vendor calls the parts of what is read; None where it has no such thing, or `kind` is no vendor."""
    return VENDORS.get(kind, {}).get(reads)
