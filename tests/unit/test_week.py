"""What a week's digest says besides: worked out by hand on a few answers, articles and types."""

import pytest

from bot.domain.figures import Amount, Figures
from bot.domain.outcome import Band
from bot.domain.week import Answer, disagreed, most_edited, without_article

LABEL = "Please send it back with the return label from our page; the refund follows within ten days."
DRIVER = "Our driver collects the furniture next Tuesday morning, nothing has to be packed."


def drafts(as_is: int, light: int = 0, discarded: int = 0) -> Figures:
    counts = {Band.AS_IS: as_is, Band.LIGHT: light, Band.DISCARDED: discarded}
    return Figures({("draft", band): Amount(count) for band, count in counts.items()})


def test_articles_whose_suggestions_are_changed_in_half_of_all_cases_or_more() -> None:
    articles = {
        "delays": drafts(2, 4, 2),  # 6 of 8
        "returns": drafts(2, 2),  # 2 of 4
        "stock": drafts(4, 3),  # fewer than half
        "roses": drafts(0, 3),  # too few
    }
    assert most_edited(articles) == (("delays", 6, 8), ("returns", 2, 4))


def test_types_that_no_article_answers() -> None:
    types = {
        "hours": Figures({("withheld", "no_source"): Amount(6), ("withheld", "caution"): Amount(9)}),
        "other": Figures({("withheld", "no_source"): Amount(3)}),
        "frost": Figures({("withheld", "no_source"): Amount(7)}),
    }
    assert without_article(types) == (("frost", 7), ("hours", 6))


def answers(*told: tuple[int, str], kind: str = "return") -> list[Answer]:
    return [Answer(kind, person, body) for person, body in told]


def test_pairs_of_different_people_that_say_much_the_same() -> None:
    """Ana (1) says the label six times, Ben (2) four times the driver and once the label: of their 30 pairs those of
    Ben's one label with each of Ana's are alike."""
    told = answers(*[(1, LABEL)] * 6, *[(2, DRIVER)] * 4, (2, LABEL))
    assert disagreed(told) == (("return", 6, 30),)


@pytest.mark.parametrize(
    "told",
    [
        [(1, LABEL)] * 5 + [(2, LABEL)] * 5,  # they agree
        [(1, LABEL)] * 5 + [(2, DRIVER)] * 4,  # too few
        [(1, LABEL)] * 6 + [(1, DRIVER)] * 6,  # one person
        [(1, LABEL)] * 5 + [(2, DRIVER)] * 4 + [(2, " ")] * 3,  # a text that is gone says nothing
    ],
)
def test_where_people_agree_or_little_is_known_nothing_is_said(told: list[tuple[int, str]]) -> None:
    assert disagreed(answers(*told)) == ()


def test_where_they_agree_least_stands_first() -> None:
    half = answers(*[(1, LABEL)] * 6, *[(2, DRIVER)] * 4, (2, LABEL), kind="b")
    none = answers(*[(1, LABEL)] * 5, *[(2, DRIVER)] * 5, kind="a")
    assert [name for name, *_ in disagreed(half + none)] == ["a", "b"]
