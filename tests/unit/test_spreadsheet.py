import pytest

from bot.domain.spreadsheet import cell


@pytest.mark.parametrize("value", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r\n=1", "  =1"])
def test_no_cell_is_run(value: str) -> None:
    assert cell(value).startswith("'")


def test_a_cell_is_one_line_and_else_as_it_was() -> None:
    assert cell("one\ntwo  three") == "one two three"
