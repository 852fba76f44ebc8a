"""The descriptions of helpdesks in docs/connectors.md: what is tried is what stands there."""

import tomllib
from typing import Any

from tests.house.pages import DOCS, blocks


def described(name: str, address: str) -> dict[str, Any]:
    """The `[[sources]]` entry of that name, under the name and at the address that the tests use."""
    entries = [tomllib.loads(text)["sources"][0] for text in blocks(DOCS / "connectors.md", "toml")]
    (found,) = [entry for entry in entries if entry["name"] == name]
    return {**found, "name": "desk", "address": address}
