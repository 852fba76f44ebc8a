"""`export` and what `check` tells of the database; `replay` refuses what costs money."""

import asyncio
import re
import shutil
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.cli.dispatch import main
from bot.desk import load
from bot.domain.overlay import Ref
from store import migrate, overlay
from store.store import Store
from store.tables import PersonRow
from store.unit_of_work import UnitOfWork

SHOP = Path(__file__).parents[3] / "examples" / "shop"
UNTIL = date(2030, 1, 1)


@pytest.fixture
def shop(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The shop's files, and a database in which two things were decided and one held back."""
    for name in ("knowledge", "templates"):
        shutil.copytree(SHOP / name, folder / name)
    for name in ("desk.toml", "orders.json"):
        shutil.copy(SHOP / name, folder / name)
    url = f"sqlite:///{folder}/desk.db"
    for name, value in {"DATABASE_URL": url, "DESK_FILE": "desk.toml", "SECRET_KEY": "k" * 32}.items():
        monkeypatch.setenv(name, value)
    migrate.upgrade(url)
    asyncio.run(_decide(url, folder / "desk.toml"))
    return folder


async def _decide(url: str, file: Path) -> None:
    store = Store(url, load(file, datetime.now(UTC)), secrets=[b"k" * 32])
    await store.open()

    def decide(uow: UnitOfWork) -> None:
        marta = uow.add(PersonRow(desk_id=uow.desk_id, kind="staff", name="Marta", created_at=uow.at)).id or 0
        version = next(one.version for one in uow.desk.articles if one.id == "delivery-delays")
        overlay.check(uow, Ref("article", "delivery-delays", "en", version), marta, UNTIL)
        overlay.set_mode(uow, "promo_code", "suggest", "shadow", marta, "promoted", {})
        overlay.quarantine(uow, "template", "order_status", "carrier", "DHL → GLS", marta)

    await store.write(decide)
    store.close()


def today() -> date:
    """The day that the shop writes; where a test runs past its midnight, the day that it is now."""
    return datetime.now(UTC).astimezone(ZoneInfo("Europe/Paris")).date()


def test_a_patch_is_printed_and_nothing_changed(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.read_bytes() for path in shop.rglob("*.*") if path.suffix in (".md", ".toml")}
    assert main(["export"]) == 0
    patch = capsys.readouterr().out
    assert '-drafts = "shadow"\n+drafts = "suggest"\n' in patch
    assert f"+valid_until: {UNTIL}" in patch
    assert patch.count("+++ ") == 2
    assert {path: path.read_bytes() for path in before} == before


def test_what_is_written_says_the_same_as_the_database(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--write"]) == 0
    desk = load(shop / "desk.toml", datetime.now(UTC))
    kind, article = desk.type("promo_code"), desk.article("delivery-delays")
    assert kind is not None
    assert article is not None
    assert (kind.drafts, article.valid_until, article.checked) == ("suggest", UNTIL, today())
    capsys.readouterr()
    assert main(["export"]) == 0
    assert capsys.readouterr().out == ""


def test_check_says_what_lives_in_the_database(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    shown = capsys.readouterr().out
    assert 'promo_code: drafts are "suggest" by its owner' in shown
    assert f'"Delivery delays" (@marta): checked on {today()}, valid until {UNTIL}' in shown
    assert 'template "order_status" is held back' in shown
    assert "DHL → GLS" in shown


def test_without_a_database_check_says_nothing_of_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(SHOP / "desk.toml")]) == 0
    assert "database" not in capsys.readouterr().out


def test_a_replay_says_how_many_would_differ(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["replay", "--since", "30d"]) == 0
    assert "0 tickets, 0 would differ." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("given", "said"), [(["--outside"], "this desk file asks nobody outside"), (["--since", "soon"], "--since")]
)
def test_a_replay_refuses_in_words(shop: Path, capsys: pytest.CaptureFixture[str], given: list[str], said: str) -> None:
    assert main(["replay", *given]) == 1
    assert said in capsys.readouterr().err


def test_what_a_model_may_cost_is_said_before_it_is_asked(
    shop: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = shop / "desk.toml"
    outside = (
        '[ai]\nengine = "outside"\n\n[ai.outside]\nvendor = "OpenAI"\nregion = "EU"\nagreement = "DPA 12"\n'
        'purposes = ["draft"]\ntypes = ["order_status"]\ndaily_ceiling = 5.0\n'
    )
    toml = re.sub(r"^\[ai\]\n(?:[^\[\n][^\n]*\n|\n)*", "", file.read_text("utf-8"), flags=re.MULTILINE)
    file.write_text(f"{toml}\n{outside}", "utf-8")
    monkeypatch.setattr("builtins.input", lambda _: "n")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test")
    assert main(["replay", "--outside"]) == 1
    shown = capsys.readouterr().out
    assert "Up to 0 tickets would be sent to OpenAI" in shown
    assert "Nobody was asked." in shown
