"""Read-only sources of customer records, as the desk file names them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from aiohttp import ClientSession
from pydantic import SecretStr

from bot.domain.desk import RecordSource
from bot.flow.ports import Clock, Records
from bot.records.http import HttpRecords
from bot.records.hubspot import HubSpotRecords
from bot.records.json_file import JsonFileRecords
from bot.records.oscar import OscarRecords
from bot.records.remote import Remote
from bot.records.shopify import ShopifyRecords
from bot.records.stripe import StripeRecords
from bot.records.woocommerce import WooCommerceRecords

#: Every kind that is asked over HTTP.
REMOTE: Final[Mapping[str, type[Remote]]] = {
    "http": HttpRecords,
    "shopify": ShopifyRecords,
    "woocommerce": WooCommerceRecords,
    "oscar": OscarRecords,
    "stripe": StripeRecords,
    "hubspot": HubSpotRecords,
}


def build(
    spec: RecordSource, base: Path, session: ClientSession, clock: Clock, token: SecretStr | None = None
) -> Records:
    """The source that `spec` describes. `base` is the folder of the desk file; nothing is read before the first `read`.

    `session` stays the caller's, who closes it; `token` is what the environment has for this source.
    """
    if spec.kind == "json":
        return JsonFileRecords(spec, base, clock)
    return REMOTE[spec.kind](spec, session, clock, token)


def nobodys(spec: RecordSource) -> str:
    """A key that no record of a source has."""
    return REMOTE[spec.kind].nobodys if spec.remote else Remote.nobodys
