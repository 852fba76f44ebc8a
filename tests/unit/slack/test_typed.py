"""What people type in Slack, read without Slack's markup."""

import pytest

from bot.slack.typed import mentioned, readable

NAMES = {"U0ANA000001": "Ana Ferreira", "C0ORDERS": "support-orders"}


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("A &amp; B &lt;3", "A & B <3"),
        ("&amp;lt; stays", "&lt; stays"),
        ("<@U0ANA000001>, please", "@Ana Ferreira, please"),
        ("<@U0NOBODY> and <@U0NOBODY|zoe>", "@somebody and @zoe"),
        ("<#C0ORDERS|> <#C1|ops> <#C2>", "#support-orders #ops #channel"),
        ("<!here> <!subteam^S1|@agents> <!date^1^{time}|noon>", "@here @agents noon"),
        ("<https://x.example/a?b=1&amp;c=2|the site>", "the site (https://x.example/a?b=1&c=2)"),
        ("<https://x.example/a>", "https://x.example/a"),
        ("<http://x.example|x.example>", "http://x.example"),
        ("<mailto:jo@mail.example|jo@mail.example> <tel:+4930|+4930>", "jo@mail.example +4930"),
    ],
)
def test_it_reads_as_it_does_in_slack(text: str, reads: str) -> None:
    assert readable(text, NAMES, "somebody") == reads


def test_who_is_mentioned() -> None:
    assert mentioned("<@U1> <@W2|wim> <@U1> <#C1> U3") == ("U1", "W2")
