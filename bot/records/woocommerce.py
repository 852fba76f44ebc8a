"""Orders and customers of a WooCommerce shop, by its REST API v3, with the fields that the desk file names.

It follows https://woocommerce.github.io/woocommerce-rest-api-docs/ (authentication, orders, customers) and
https://developer.wordpress.org/rest-api/using-the-rest-api/global-parameters/ (`_fields`), looked up on 2026-11-29.
"""

from typing import Any

from bot.records.remote import Remote


class WooCommerceRecords(Remote):
    """`RECORDS_TOKEN_<NAME>` is `consumer key:consumer secret` of a key that may only read.

    An order is asked for by its id, which is its number unless a plugin numbers orders otherwise; then what is answered
    is another number, and refused.
    """

    nobodys = "0"

    async def _find(self, key: str) -> Any | None:
        number = key.removeprefix("#")
        if not (number.isascii() and number.isdigit()):
            return None
        found = await self._ask(f"{self._api}/{self._spec.reads}/{number}", params={"_fields": self._wanted()})
        return _known(found) if key == number or not isinstance(found, dict) else {**_known(found), "number": key}

    @property
    def _api(self) -> str:
        return f"{self._base}/wp-json/wc/v3"

    def _wanted(self) -> str:
        spec = self._spec
        paths = {spec.key, spec.customer, spec.customer_email, *spec.fields.values()} - {""}
        return ",".join(sorted({".".join(name for name in path.split(".") if not name.isdigit()) for path in paths}))

    def _means_none(self, told: Any) -> bool:
        """`woocommerce_rest_shop_order_invalid_id` and the like; `rest_no_route` where there is no such API."""
        return isinstance(told, dict) and str(told.get("code", "")).endswith("_invalid_id")

    async def _proof(self) -> dict[str, str]:
        return self._basic()


def _known(order: Any) -> Any:
    """Without the customer 0, who is everybody that bought as a guest."""
    if isinstance(order, dict) and order.get("customer_id") == 0:
        return {**order, "customer_id": None}
    return order
