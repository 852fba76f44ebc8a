"""Tokens: counted exactly where the file is at hand, never fetched; long threads lose their middle."""

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.assistant.outside.tokens import FILE, Counter, conversation, estimate, shortened

CACHE = Path(os.environ.get("TIKTOKEN_CACHE_DIR", "nowhere"))


def words(text: str) -> int:
    return len(text.split())


def test_an_estimate_is_a_third_of_the_bytes() -> None:
    assert [estimate(text) for text in ("", "a", "abcd", "你好")] == [0, 1, 2, 2]


def test_without_a_file_it_estimates_and_fetches_nothing(tmp_path: Path) -> None:
    for folder in (None, tmp_path, tmp_path / "missing"):
        counter = Counter(folder)

        assert counter.load() is False
        assert counter("hello world") == estimate("hello world")


def test_a_file_that_was_changed_is_neither_used_nor_removed(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("aGVsbG8= 0\n", "utf-8")
    counter = Counter(tmp_path)

    assert counter.load() is False
    assert counter("hello") == estimate("hello")
    assert (tmp_path / FILE).exists()


@pytest.mark.skipif(not (CACHE / FILE).exists(), reason="TIKTOKEN_CACHE_DIR has no file of o200k_base")
def test_with_the_file_it_counts_as_the_models_do() -> None:
    counter = Counter(CACHE)

    assert counter.load() is True
    assert [counter(text) for text in ("hello world", "tiktoken is great!", "<|endoftext|>")] == [2, 6, 7]
    assert counter(" " * 1_000_001) == estimate(" " * 1_000_001)


def test_the_name_of_the_file_is_what_tiktoken_would_look_for() -> None:
    address = "https://openaipublic.blob.core.windows.net/encodings/o200k_base.tiktoken"

    assert hashlib.sha1(address.encode(), usedforsecurity=False).hexdigest() == FILE


def test_a_long_thread_loses_its_middle_and_keeps_the_first_and_the_newest() -> None:
    messages = [f"message {number} {'word ' * 20}".strip() for number in range(12)]

    told = conversation(messages, 120, words)

    assert told.startswith("message 0 ")
    assert told.endswith(messages[-1])
    assert "messages left out]" in told
    assert "message 5 " not in told
    assert "message 10 " in told


@given(st.lists(st.text(max_size=400), min_size=1, max_size=8), st.integers(40, 400))
def test_a_conversation_keeps_to_its_budget(messages: list[str], most: int) -> None:
    assert estimate(conversation(messages, most, estimate)) <= most + 8


@given(st.text(max_size=2000), st.integers(4, 300))
def test_a_shortened_text_keeps_to_its_budget_and_a_short_one_stays(text: str, most: int) -> None:
    kept = shortened(text, most, estimate)

    assert estimate(kept) <= most
    assert kept == text or estimate(text) > most
