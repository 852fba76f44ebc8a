"""Sources of records: where they may stand, who proves what, and what `check` says of each."""

from pathlib import Path

import pytest

from bot.desk import explain, load
from bot.domain.desk_record_shapes import VENDORS
from tests.house.pages import DOCS, blocks
from tests.unit.desk.small import TODAY, TOML, problems, problems_with, write

FILE = 'kind = "json"\naddress = "orders.json"'
HTTP = 'kind = "http"\naddress = "https://shop.example/{key}"\n'


@pytest.mark.parametrize(
    ("new", "sentence"),
    [
        (f'{FILE}\ncache = "5m"', "cache has no effect on a file"),
        (f'{FILE}\nauth = "bearer"', "auth has no effect on a file"),
        (f'{HTTP}cache = "2h"', 'cache must be at most "1h"'),
        (f'{HTTP}auth = "header"', 'auth = "header" needs header, what the header is called'),
        (f'{HTTP}auth = "header"\nheader = "Host"', 'auth = "header" needs header'),
        (f'{HTTP}auth = "header"\nheader = "X: y"', 'auth = "header" needs header'),
        (f'{HTTP}header = "X-Key"', 'header has no effect without auth = "header"'),
        (f'{HTTP}auth = "token"', 'auth must be "none", "bearer", "basic" or "header"'),
    ],
)
def test_what_has_no_effect_is_refused(tmp_path: Path, new: str, sentence: str) -> None:
    [told] = problems_with(tmp_path, FILE, new)
    assert told.startswith(f'records[1] "orders": {sentence}')


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("http://shop.example/{key}", "must begin with https://; what shop.example answers, and the key for it, could"),
        ("http://127.0.0.1.evil.example/{key}", "must begin with https://"),
        ("http://10.0.0.5/{key}", "must begin with https://"),
        ("https://desk:pw@shop.example/{key}", "must hold no user or password"),
        ("https://{key}.shop.example/", "must name its host in full"),
        ("https://shop.example:99999/{key}", "is no URL"),
        ("https://shop.example/", 'must be a URL with {key} in it, not "https://shop.example/"'),
    ],
)
def test_an_address_that_nothing_may_be_sent_to(tmp_path: Path, address: str, sentence: str) -> None:
    [told] = problems_with(tmp_path, FILE, f'kind = "http"\naddress = "{address}"')
    assert told.startswith(f'records[1] "orders": address {sentence}')


@pytest.mark.parametrize("host", ["localhost:8421", "127.0.0.1", "127.8.9.1", "[::1]:80"])
def test_this_machine_may_be_asked_without_tls(tmp_path: Path, host: str) -> None:
    text = TOML.replace(FILE, f'kind = "http"\naddress = "http://{host}/{{key}}"')
    assert load(write(tmp_path, text), TODAY).file.records[0].address == f"http://{host}/{{key}}"


def test_two_sources_do_not_share_a_variable(tmp_path: Path) -> None:
    other = f'[[records]]\nname = "Orders"\n{HTTP}auth = "bearer"\npattern = "(a)"\n[[departments]]'
    text = TOML.replace(FILE, f'{HTTP}auth = "bearer"').replace("[[departments]]", other)
    assert problems(write(tmp_path, text)) == [
        'records[2] "Orders": "orders" has the same variable (RECORDS_TOKEN_ORDERS); choose another name'
    ]


def test_check_says_what_is_read_where_and_by_which_type(tmp_path: Path) -> None:
    text = TOML.replace(FILE, f'{HTTP}auth = "bearer"\ncache = "5m"')
    told = explain(load(write(tmp_path, text), TODAY), TODAY)

    assert [line for line in told if line.startswith("Records")] == [
        "Records orders: read from shop.example, with RECORDS_TOKEN_ORDERS, one key at a time; "
        "a value may be shown again for 5 minutes.",
        "Records orders: order_status may read status, carrier.",
    ]


@pytest.mark.parametrize("example", blocks(DOCS / "records.md", "toml"))
def test_each_example_of_the_page_makes_a_sound_source(tmp_path: Path, example: str) -> None:
    text = example.replace('name = "orders"', 'name = "purchases"')  # the small desk has orders already
    desk = load(write(tmp_path, TOML.replace("[[departments]]", f"{text}\n[[departments]]", 1)), TODAY)
    assert len(desk.file.records) == 2
    assert desk.file.records[1].fields


def test_every_vendor_and_all_that_it_reads_stands_on_the_page() -> None:
    page = (DOCS / "records.md").read_text("utf-8")
    for kind, things in VENDORS.items():
        [row] = [line for line in page.splitlines() if line.startswith(f"| `{kind}` |")]
        assert [name for name in things if f"`{name}`" not in row] == []


@pytest.mark.parametrize(
    ("new", "sentence"),
    [
        ('kind = "http"\nreads = "orders"\naddress = "https://shop.example/{key}"', "reads has no effect on kind"),
        (
            'kind = "shopify"\naddress = "https://x.myshopify.com"\nreads = "invoices"',
            "reads: there is no thing",
        ),
        ('kind = "shopify"\naddress = "https://x.myshopify.com/{key}"', "address must be where it stands"),
        ('kind = "shopify"\naddress = "http://x.myshopify.com"', "address must begin with https://"),
        ('kind = "oscar"', "address must be where it stands"),
        ('kind = "stripe"\nauth = "bearer"', "auth has no effect on stripe"),
        ('kind = "woocommerce"\naddress = "https://shop.example?x=1"', "address must end before ? and #"),
    ],
)
def test_a_vendor_is_described_as_it_is(tmp_path: Path, new: str, sentence: str) -> None:
    told = problems_with(tmp_path, FILE, new)
    assert any(line.startswith(f'records[1] "orders": {sentence}') for line in told), told
