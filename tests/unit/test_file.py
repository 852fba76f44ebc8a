"""Which addresses may be called for a file, what it turns out to be, and which may do harm."""

import pytest

from bot.domain.file import address_fault, danger, found_type, may_fetch, media_type, origin, other_type

HOME = "https://desk.example.com/attachments/"


@pytest.mark.parametrize(
    "url",
    [
        f"{HOME}a.jpg",
        f"{HOME}1/2/box%20photo.jpg?token=a%2Fb&x=1",
        "https://desk.example.com:443/attachments/a.jpg",
        "https://DESK.example.com/attachments/a.jpg",
        f"{HOME}a.jpg#page=2",
    ],
)
def test_what_lies_below_a_named_address_may_be_fetched(url: str) -> None:
    assert may_fetch(url, [HOME])


@pytest.mark.parametrize(
    "url",
    [
        "",
        "attachments/a.jpg",
        "//desk.example.com/attachments/a.jpg",
        "http://desk.example.com/attachments/a.jpg",
        "https://desk.example.com:8443/attachments/a.jpg",
        "https://desk.example.com/attachmentsX/a.jpg",
        "https://desk.example.com/attachments",
        "https://desk.example.com/private/a.jpg",
        "https://evil.example/attachments/a.jpg",
        "https://desk.example.com.evil.example/attachments/a.jpg",
        "https://desk.example.com@evil.example/attachments/a.jpg",
        "https://evil.example\\@desk.example.com/attachments/a.jpg",
        "https://user:secret@desk.example.com/attachments/a.jpg",
        "https://desk.example.com%2eevil.example/attachments/a.jpg",
        f"{HOME}../private/a.jpg",
        f"{HOME}x/../../private/a.jpg",
        f"{HOME}%2e%2e/private/a.jpg",
        f"{HOME}.%2e/private/a.jpg",
        f"{HOME}%252e%252e/private/a.jpg",
        f"{HOME}..%2fprivate/a.jpg",
        f"{HOME}..%5cprivate/a.jpg",
        f"{HOME}..\\private/a.jpg",
        f"{HOME}%00a.jpg",
        f"{HOME}a.jpg\r\nHost: evil.example",
        f"{HOME}a b.jpg",
        f" {HOME}a.jpg",
        "https://dеsk.example.com/attachments/a.jpg",  # noqa: RUF001 - a Cyrillic letter, as a deceiver writes it
        "https://desk.example.com:99999/attachments/a.jpg",
        "https://[::1/attachments/a.jpg",
        "file:///attachments/a.jpg",
        f"{HOME}{'a' * 2100}",
    ],
)
def test_whatever_could_be_read_as_another_place_may_not(url: str) -> None:
    assert not may_fetch(url, [HOME])


def test_where_nothing_is_named_nothing_may_be_fetched() -> None:
    assert not may_fetch(f"{HOME}a.jpg", [])


def test_a_token_knows_scheme_host_and_port() -> None:
    assert origin("https://desk.example.com/a") == origin("https://desk.example.com:443/b")
    assert origin("https://desk.example.com/a") != origin("https://files.example.com/a")
    assert origin("https://desk.example.com/a") != origin("https://desk.example.com:444/a")
    assert origin("nonsense") is None


@pytest.mark.parametrize("address", [HOME, "https://desk.example.com/", "http://127.0.0.1:8081/files/"])
def test_a_sound_address_of_the_desk_file(address: str) -> None:
    assert address_fault(address) == ""


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://desk.example.com/attachments/", "must begin with https://"),
        ("https://desk.example.com/attachments", "with a slash at its end"),
        ("https://desk.example.com/a/?b=/", "with a slash at its end"),
        ("https://desk.example.com/../", "must be an address"),
        ("desk.example.com/", "must be an address"),
        ("https://token@desk.example.com/", "must be an address"),
    ],
)
def test_an_address_that_will_not_do(address: str, said: str) -> None:
    assert said in address_fault(address)


@pytest.mark.parametrize(
    ("content", "said", "found"),
    [
        (b"\x89PNG\r\n\x1a\n....", "", "image/png"),
        (b"\xff\xd8\xff\xe0", "text/plain", "image/jpeg"),
        (b"RIFF....WEBPVP8 ", "", "image/webp"),
        (b"%PDF-1.7", "image/jpeg", "application/pdf"),
        (b"MZ\x90\x00", "image/jpeg", "application/x-msdownload"),
        (b"\x7fELF", "", "application/x-executable"),
        (b"#!/bin/sh\n", "text/plain", "text/x-shellscript"),
        (b"\xef\xbb\xbf<!DOCTYPE html><p>", "", "text/html"),
        (b"  <html lang=en>", "image/png", "text/html"),
        (b'<?xml version="1.0"?>\n<svg xmlns="x">', "text/plain", "image/svg+xml"),
        (b"just words", "Text/Plain; charset=utf-8", "text/plain"),
        (b"just words", "application/octet-stream", ""),
        (b"just words", "<script>", ""),
    ],
)
def test_a_file_is_what_it_begins_with(content: bytes, said: str, found: str) -> None:
    assert found_type(content, said) == found


@pytest.mark.parametrize(
    ("name", "types", "harm"),
    [
        ("box.jpg", ("image/jpeg",), ""),
        ("invoice.pdf", ("application/pdf",), ""),
        ("setup.EXE", (), "program"),
        ("photo.jpg.scr ", ("image/jpeg",), "program"),
        ("photo.jpg", ("image/jpeg", "application/x-msdownload"), "program"),
        ("list.xlsm", (), "macros"),
        ("letter.html", (), "page"),
        ("letter", ("text/html; charset=utf-8",), "page"),
        ("logo.svg", (), "drawing"),
        ("exe", ("",), ""),
    ],
)
def test_which_files_may_do_harm(name: str, types: tuple[str, ...], harm: str) -> None:
    assert danger(name, *types) == harm


@pytest.mark.parametrize(
    ("told", "found", "differs"),
    [
        ("image/jpeg", "image/jpeg", False),
        ("image/jpg", "image/jpeg", False),
        ("image/jpeg", "application/pdf", True),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "application/zip", False),
        ("application/msword", "application/x-ole-storage", False),
        ("image/png", "application/zip", True),
        ("text/csv", "text/plain", False),
        ("application/octet-stream", "image/png", False),
        ("", "image/png", False),
        ("image/png", "", False),
    ],
)
def test_when_it_is_something_else_than_was_said(told: str, found: str, differs: bool) -> None:
    assert other_type(told, found) is differs


def test_a_media_type_is_read_strictly() -> None:
    assert media_type(" Image/JPEG; q=1") == "image/jpeg"
    assert media_type("<!channel>/x") == media_type("nothing") == ""
