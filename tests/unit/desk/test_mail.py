"""A mailbox in the desk file: what is wrong with one is said, and where its servers are."""

from typing import Any, Final

import pytest

from bot.domain.desk_around import Source
from bot.domain.desk_mail import Mail, Server, mail_problems, server

GOOD: Final[dict[str, Any]] = {
    "address": "support@shop.example", "imap": "imaps://imap.shop.example", "smtp": "smtps://smtp.shop.example",
}  # fmt: skip


def problems(**more: Any) -> list[str]:
    return list(mail_problems("[[sources]] 1", Mail(**{**GOOD, **more}), "mail"))


def test_a_sound_one_has_none() -> None:
    assert problems() == []
    assert (
        problems(imap="imap://127.0.0.1:1143", smtp="smtp://smtp.shop.example:587", also=("help@shop.example",)) == []
    )


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"address": "support"}, "mail.address must be an address"),
        ({"also": ("a@b@c",)}, "mail.also must be an address"),
        ({"imap": "https://imap.shop.example"}, "mail.imap must be an address such as"),
        ({"imap": "imaps://user:secret@imap.shop.example"}, "mail.imap"),
        ({"imap": "imaps://"}, "mail.imap"),
        ({"smtp": "imaps://smtp.shop.example"}, "mail.smtp"),
        ({"smtp": "smtp://smtp.shop.example:99999"}, "mail.smtp"),
        ({"sender": "Shop\nBcc: all@evil.example"}, "mail.sender must be one line"),
    ],
)
def test_what_cannot_be_used_is_said(more: dict[str, Any], says: str) -> None:
    (problem,) = problems(**more)
    assert says in problem
    assert "secret" not in problem or "imap" in says


def test_table_and_kind_belong_together() -> None:
    assert list(mail_problems("x", None, "mail")) == ["x: a table [sources.mail] must say address, imap and smtp"]
    assert list(mail_problems("x", Mail(**GOOD), "generic")) == ['x: mail is for kind "mail", not for "generic"']
    assert list(mail_problems("x", None, "generic")) == []


def test_servers_have_their_usual_ports_and_tls() -> None:
    assert server("imaps://imap.shop.example") == Server("imap.shop.example", 993, tls=True)
    assert server("smtp://smtp.shop.example") == Server("smtp.shop.example", 587, tls=False)
    assert not server("smtp://smtp.shop.example").loopback
    assert server("smtp://127.0.0.1:25").loopback


def test_doubt_is_looked_into_where_the_mailbox_shows_what_has_left() -> None:
    def source(**more: Any) -> Source:
        return Source(name="mail", kind="mail", mail=Mail(**{**GOOD, **more}))

    assert source().after_doubt == "look"
    assert source(copy_to_self=False).after_doubt == "ask"
    assert source(copy_to_self=False, sent="Sent").after_doubt == "look"
    assert source().is_asked
    assert source().fetches("imap:17/4/2")
    assert not source().fetches("https://shop.example/x")
    assert not Source(name="x").fetches("imap:17/4/2")
