"""Requests that are too large, and what is no HTTP at all, by raw sockets through the real door."""

import gzip
import io
import json

import pytest

from bot import telemetry
from tests.edge.wire import BODY, HEAD, SHORT, Build

# -- too large ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/hooks/generic", "/api/v1/tickets"])
async def test_a_body_in_pieces_has_the_same_limit(house: Build, path: str) -> None:
    wire = await (await house(body=100_000)).enter()
    await wire.say(HEAD.replace("/hooks/generic", path), "Transfer-Encoding: chunked\r\n\r\n")
    for _ in range(3):
        await wire.say("c350\r\n", b"x" * 50_000, "\r\n")

    assert await wire.told() == (413, "the body is larger than 97 KiB")
    assert await wire.closed()


async def test_a_body_that_announces_too_much_is_refused_before_it_comes(house: Build) -> None:
    wire = await (await house()).enter()
    await wire.say(HEAD, "Content-Length: 1048577\r\n\r\n")

    assert await wire.told() == (413, "the body is larger than 1024 KiB")
    assert await wire.closed()


async def test_the_largest_body_is_taken(house: Build) -> None:
    wire = await (await house()).enter()
    await wire.webhook(BODY + b" " * (1024 * 1024 - len(BODY)))

    assert (await wire.answer())[0] == 202


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd", "gzip, gzip"])
async def test_nothing_compressed_is_unpacked(house: Build, coding: str) -> None:
    wire = await (await house()).enter()
    await wire.webhook(gzip.compress(b" " * 50_000_000), f"Content-Encoding: {coding}\r\n")

    status, headers, body = await wire.answer()

    assert (status, headers["accept-encoding"]) == (415, "identity")
    assert json.loads(body) == {"error": "the body must not be compressed"}


@pytest.mark.parametrize(
    ("head", "status"),
    [
        ("GET /healthz HTTP/1.1\r\n" + "".join(f"X-{n}: {'y' * 900}\r\n" for n in range(40)) + "\r\n", 431),
        ("GET /healthz HTTP/1.1\r\nX: " + "y" * 9000 + "\r\n\r\n", 431),
        ("GET /" + "y" * 9000 + " HTTP/1.1\r\n\r\n", 431),
        ("GET /" + "y" * 40_000, 431),  # and the line does not even end
        ("GET /healthz HTTP/1.1\r\n" + "".join(f"X-{n}: {'y' * 900}\r\n" for n in range(40)), 431),  # nor the head
        ("GET /healthz HTTP/1.1\r\n" + "".join(f"X-{n}: y\r\n" for n in range(200)) + "\r\n", 400),
    ],
)
async def test_too_large_a_head_is_refused(house: Build, head: str, status: int) -> None:
    wire = await (await house()).enter()
    await wire.say(head)

    assert (await wire.told())[0] == status
    assert await wire.closed()


async def test_a_body_that_nobody_wants_is_not_taken_for_a_request(house: Build) -> None:
    wire = await (await house()).enter()
    await wire.say("POST /nothing HTTP/1.1\r\nHost: a\r\nContent-Length: 5000\r\n\r\n")

    status, headers, _ = await wire.answer()

    assert (status, headers["connection"]) == (404, "close")
    await wire.say("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
    assert await wire.closed()


# -- no HTTP -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(400),
        b"SWORDFISH\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nHost: a\r\nSwordfish\r\n\r\n",
        b"POST /hooks/generic HTTP/1.1\r\nHost: a\r\nContent-Length: swordfish\r\n\r\n",
        b"POST /hooks/generic HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        b"POST /hooks/generic HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nHost: a\r\nX: swordfish\x00\r\n\r\n",
    ],
)
async def test_what_is_no_http_is_refused_in_one_sentence(house: Build, said: bytes) -> None:
    log = io.StringIO()
    telemetry.configure("INFO", json=True, stream=log)
    wire = await (await house()).enter()
    await wire.say(said)

    status, headers, body = await wire.answer()

    assert (status, json.loads(body)) == (400, {"error": "this is not HTTP as it is understood here"})
    assert headers["server"] == "Deskhand"
    assert await wire.closed()
    assert "Traceback" not in log.getvalue()
    assert "swordfish" not in log.getvalue().lower()


@pytest.mark.parametrize("lines", ["5\r\nab", "zz\r\nab\r\n0\r\n\r\n", "-1\r\n"])
async def test_a_body_that_is_not_as_announced_is_refused(house: Build, lines: str) -> None:
    wire = await (await house(body_seconds=SHORT)).enter()
    await wire.say(HEAD, "Transfer-Encoding: chunked\r\n\r\n", lines)

    assert (await wire.told())[0] in (400, 408)
    assert await wire.closed()


@pytest.mark.parametrize("asked", ["GET /healthz", "GET /nothing", "PUT /hooks/generic", "BREW /healthz"])
async def test_no_answer_names_a_version(house: Build, asked: str) -> None:
    wire = await (await house()).enter()
    await wire.say(f"{asked} HTTP/1.1\r\nHost: a\r\nExpect: coffee\r\nConnection: close\r\n\r\n")

    said = (await wire.reader.read()).decode().lower()
    assert "server: deskhand" in said
    assert "aiohttp" not in said
    assert "python" not in said
