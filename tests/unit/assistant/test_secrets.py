"""Placeholders at rest."""

import pytest

from bot.assistant.secrets import SealBroken, seal, unseal

OLD, NEW = b"the key of last year", b"the key of this year"
NAMES = {"[PERSON_1]": "Jo Döe", "[EMAIL_1]": "jo@mail.example"}


def test_what_is_sealed_can_be_opened_and_shows_nothing() -> None:
    token = seal(NAMES, [NEW])

    assert unseal(token, [NEW]) == NAMES
    assert "PERSON" not in token
    assert "mail" not in token


def test_a_key_that_has_been_replaced_still_opens() -> None:
    assert unseal(seal(NAMES, [OLD]), [NEW, OLD]) == NAMES


def test_another_key_or_a_changed_token_opens_nothing() -> None:
    token = seal(NAMES, [OLD])

    with pytest.raises(SealBroken) as refused:
        unseal(token, [NEW])
    assert "jo" not in str(refused.value)
    with pytest.raises(SealBroken):
        unseal(token[:-4] + "AAAA", [OLD])


def test_without_a_key_nothing_is_sealed() -> None:
    with pytest.raises(ValueError, match="SECRET_KEY"):
        seal(NAMES, [])
