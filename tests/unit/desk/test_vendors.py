"""What a source of a helpdesk must say of itself."""

from typing import Any

import pytest

from bot.domain.desk_around import Source
from bot.domain.desk_vendors import vendor_problems

HERE = "https://zammad.example.com"


@pytest.mark.parametrize(
    "source",
    [
        {"kind": "zammad", "address": HERE, "verifies_addresses": True},
        {"kind": "zammad", "address": "http://127.0.0.1:3000"},
        {"kind": "zammad", "address": "http://[::1]:3000/desk"},
        {"kind": "intercom", "user": "team@example.com"},
        {"kind": "freshdesk", "address": "https://yourname.freshdesk.com"},
        {"kind": "generic"},
    ],
)
def test_what_suffices(source: dict[str, Any]) -> None:
    assert list(vendor_problems((Source(name="desk", **source),))) == []


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ({"kind": "zammad"}, "address must say where your Zammad stands"),
        ({"kind": "zammad", "address": "http://zammad.example.com"}, "must begin with https://"),
        ({"kind": "zammad", "address": "http://127.0.0.1.evil.example"}, "must begin with https://"),
        ({"kind": "zammad", "address": "https://u:p@zammad.example.com"}, "must begin with https://"),
        ({"kind": "zammad", "address": "https://[zammad"}, "must begin with https://"),
        ({"kind": "zammad", "address": "zammad.example.com"}, "must begin with https://"),
        ({"kind": "zendesk", "address": HERE}, "user must be the e-mail address"),
        ({"kind": "chatwoot", "address": HERE}, "account must be the number"),
        ({"kind": "zammad", "address": HERE, "idempotent": True}, "are for the generic contract"),
        ({"kind": "generic", "address": HERE}, 'address is for the kinds of helpdesks, not for "generic"'),
        ({"kind": "generic", "verifies_addresses": True}, "verifies_addresses is for the kinds of helpdesks"),
    ],
)
def test_what_is_missing_is_named(source: dict[str, Any], says: str) -> None:
    (problem,) = vendor_problems((Source(name="desk", **source),))
    assert problem.startswith('sources[1] "desk": ')
    assert says in problem
