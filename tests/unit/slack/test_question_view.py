"""What `/desk try` and `/desk kb` answer: within Slack's limits, whatever was asked."""

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.article import Article
from bot.domain.question import Shown, Tried, shown, words_at
from bot.domain.sensitivity import Flag
from bot.domain.triage import Triage
from bot.slack import limits
from bot.slack.question_view import found, tried
from bot.words import words

SAID = words("en")
TODAY = date(2026, 11, 23)
DECIDED = Triage(
    type="order_status", type_source="classifier", type_confidence=0.91, looks_like="order_status", priority="normal",
    queue="orders", level="none", classes=(), keys_needed=1, rules=("type:order_status", "routing:default"),
)  # fmt: skip
PLAIN = Tried(
    triage=DECIDED, type_title="Where is my order", type_words=(), looks_like="", confidence=None, shown=(),
    queue_title="Orders", place="#support-orders", owner="", due=datetime(2026, 11, 23, 11, tzinfo=UTC), withheld="",
    facts={}, advice=None, named=(("orders", "4417"),), language="en", via="email", today=TODAY,
)  # fmt: skip
ARTICLE = Article(
    id="a", title="Delivery delays", owner="@marta", body="…", checked=date(2026, 11, 11), valid_until=date(2027, 1, 1)
)

anything = st.text(max_size=5000)


def test_a_suggestion_and_what_it_would_quote() -> None:
    told = str(tried(PLAIN, ((ARTICLE, "Two days."),), SAID).blocks)
    for part in ("recognised from the text, 91 % sure", "A suggestion would be made.", "*Delivery delays*", "Marta",
                 "checked 12 days ago", "Order 4417", "Answer due"):  # fmt: skip
        assert part in told


def test_a_sealed_one_is_said_to_be_sealed() -> None:
    sealed = replace(DECIDED, level="sensitive", classes=("legal",))
    told = str(tried(replace(PLAIN, triage=sealed, shown=(Shown("legal", "sensitive", ("sue",), False),),
                             place="#support-escalations", owner="@marta", withheld="sensitive",
                             facts={"classes": "legal"}), (), SAID).blocks)  # fmt: skip
    assert "Legal threat, sensitive: “sue”" in told
    assert "Sealed: its card would stand in #support-escalations; Marta is asked" in told
    assert "No article would be quoted." in told


def test_internal_held_back_and_expired_articles_say_so() -> None:
    articles = [
        (ARTICLE, "One."),
        (ARTICLE.model_copy(update={"quarantine": "DHL → GLS"}), "Two."),
        (ARTICLE.model_copy(update={"valid_until": date(2026, 11, 1)}), "Three."),
    ]
    post = found(articles, TODAY, SAID)
    limits.check_post(post)
    told = str(post.blocks)
    for part in ("for the team only", "Held back since this has changed: DHL → GLS", "past its date", "(2026-11-01)"):
        assert part in told


@given(title=anything, word=anything, quote=anything, many=st.integers(0, 30))
def test_it_stays_within_slacks_limits(title: str, word: str, quote: str, many: int) -> None:
    article = ARTICLE.model_copy(
        update={"title": title, "quarantine": word, "owner": title, "url": f"https://x/{word}"}
    )
    pieces = ((article, quote),) * many
    limits.check_post(found(pieces, TODAY, SAID))
    flags = tuple(Shown(word[:40], "sensitive", (word,) * 4, False) for _ in range(many))
    decided = replace(DECIDED, level="sensitive", rules=(f"type:{title}",) * many)
    wide = replace(PLAIN, triage=decided, type_title=title, looks_like=title, shown=flags, named=((word, word),) * many)
    limits.check_post(tried(wide, pieces, SAID))


def test_of_many_kinds_the_sensitive_ones_stand_first_and_the_rest_is_counted() -> None:
    mild = tuple(Shown(f"kind {number}", "caution", ("hm",), False) for number in range(20))
    told = str(tried(replace(PLAIN, shown=(*mild, Shown("legal", "sensitive", ("lawyer",), False))), (), SAID).blocks)
    assert "lawyer" in told
    assert "9 more" in told


def test_the_words_that_fired_are_shown_once_as_they_are_written() -> None:
    text = "My LAWYER and my\nlawyer will sue; sue!"
    flag = Flag("legal", "sensitive", ((3, 9), (17, 23), (29, 32), (34, 37)))
    assert words_at(text, flag.spans) == ("LAWYER", "lawyer", "sue")
    decided = replace(DECIDED, level="sensitive", classes=("complex", "legal", "health"), rules=("sounds:health",))
    assert shown(text, decided, (flag,)) == (
        Shown("complex", "caution", (), False),
        Shown("legal", "sensitive", ("LAWYER", "lawyer", "sue"), False),
        Shown("health", "sensitive", (), True),
    )
