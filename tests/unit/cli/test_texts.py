"""Customer texts from CSV files."""

from pathlib import Path

import pytest

from bot.cli.texts import read
from bot.domain.errors import DeskhandError

EXAMPLES = Path(__file__).parents[3] / "examples" / "texts.csv"


def written(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    file = folder / "texts.csv"
    file.write_text(text, encoding)
    return file


def test_the_only_column_is_taken() -> None:
    texts = read([EXAMPLES])

    assert len(texts) == len(EXAMPLES.read_text("utf-8").splitlines()) - 1
    assert texts[0].startswith("Where is my order 4392?")


def test_else_the_one_with_the_longest_texts(tmp_path: Path) -> None:
    file = written(
        tmp_path, "id,body,type\n1,Where is it?,order_status_of_a_parcel\n2,And where is the other one then?,x\n"
    )

    assert read([file]) == ["Where is it?", "And where is the other one then?"]


def test_a_column_can_be_named(tmp_path: Path) -> None:
    assert read([written(tmp_path, "a,b\nlong text,x\n")], "b") == ["x"]


def test_lines_breaks_in_quotes_and_a_byte_order_mark_are_read(tmp_path: Path) -> None:
    assert read([written(tmp_path, 'text\n"one\ntwo, three"\n', "utf-8-sig")]) == ["one\ntwo, three"]


def test_empty_texts_and_short_rows_are_left_out(tmp_path: Path) -> None:
    assert read([written(tmp_path, "id,text\n1,hello\n2,\n3\n")], "text") == ["hello"]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_the_one_between_the_names_of_the_columns(tmp_path: Path, separator: str) -> None:
    rows = [["id", "the text, as it was written", "lang"], ["1", "Well, where is it; now?\tAnd when?", "en"]]
    file = written(tmp_path, "".join(separator.join(f'"{cell}"' for cell in row) + "\n" for row in rows))

    assert read([file]) == ["Well, where is it; now?\tAnd when?"]
    assert read([file], "lang") == ["en"]


def test_semicolons_in_a_text_separate_nothing(tmp_path: Path) -> None:
    assert read([written(tmp_path, "text\nHello; where is it; please?\n")]) == ["Hello; where is it; please?"]


def test_a_column_that_is_not_there_is_told_by_the_names_that_are(tmp_path: Path) -> None:
    with pytest.raises(DeskhandError, match='has no column "body"; it has id, text'):
        read([written(tmp_path, "id;text\n1;hello\n")], "body")


def test_several_files_follow_each_other(tmp_path: Path) -> None:
    file = written(tmp_path, "text\none\n")

    assert read([file, file]) == ["one", "one"]


@pytest.mark.parametrize(
    ("content", "column", "said"),
    [
        (b"text\n", None, "has no rows"),
        (b"", None, "has no rows"),
        (b"a,b\n1,2\n", "body", 'has no column "body"; it has a, b.'),
        (b"text\n\xff\xfe\n", None, "is not UTF-8"),
        (b"text\n" + b"x" * 1_000_001, None, "is no CSV file"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(tmp_path: Path, content: bytes, column: str | None, said: str) -> None:
    file = tmp_path / "texts.csv"
    file.write_bytes(content)

    with pytest.raises(DeskhandError) as refused:
        read([file], column)

    assert said in str(refused.value)
