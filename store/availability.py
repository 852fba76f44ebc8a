"""What people have set for themselves, and when they are away."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any, Final

from sqlalchemy import and_, bindparam, delete, or_, update
from sqlmodel import col, select

from bot.domain.availability import Absence, Settings
from bot.domain.desk import Day, Stretch
from store.tables import AbsenceRow, IdentityRow, PersonRow, PersonSettingRow
from store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A person with what they have set and told. Absences that are over are left out; whoever has left Slack is away,
    and nobody knows until when."""

    person_id: int
    slack_id: str
    name: str
    settings: Settings
    absences: tuple[Absence, ...]


_SETTING: Final = (
    PersonSettingRow.language,
    PersonSettingRow.time_zone,
    PersonSettingRow.week,
    PersonSettingRow.quiet_from,
    PersonSettingRow.quiet_until,
)
_OF: Final = (
    select(  # type: ignore[call-overload]
        PersonRow.id, PersonRow.name, PersonRow.restricted, IdentityRow.external_id, *_SETTING, AbsenceRow.begins_at,
        AbsenceRow.until, AbsenceRow.said_by,
    )
    .outerjoin(IdentityRow, and_(col(IdentityRow.person_id) == col(PersonRow.id), col(IdentityRow.kind) == "slack"))
    .outerjoin(PersonSettingRow, col(PersonSettingRow.person_id) == col(PersonRow.id))
    .outerjoin(
        AbsenceRow,
        and_(
            col(AbsenceRow.person_id) == col(PersonRow.id),
            or_(col(AbsenceRow.until).is_(None), col(AbsenceRow.until) > bindparam("at")),
        ),
    )
    .where(col(PersonRow.id).in_(bindparam("person_ids", expanding=True)))
    .order_by(col(PersonRow.id), col(AbsenceRow.begins_at))
)  # fmt: skip
_LANGUAGES: Final = (
    select(PersonSettingRow.language, PersonRow.locale)
    .select_from(IdentityRow)
    .join(PersonRow, col(PersonRow.id) == col(IdentityRow.person_id))
    .outerjoin(PersonSettingRow, col(PersonSettingRow.person_id) == col(PersonRow.id))
    .where(
        col(IdentityRow.desk_id) == bindparam("desk_id"),
        col(IdentityRow.kind) == "slack",
        col(IdentityRow.external_id) == bindparam("slack_id"),
    )
)


_GONE: Final = Absence(begins=datetime.min.replace(tzinfo=UTC), until=None, said_by=0)


def languages(uow: UnitOfWork, slack_id: str) -> tuple[str, str]:
    """(the language that somebody has chosen, the locale of their Slack); empty where nothing is known."""
    row = uow.run(_LANGUAGES, desk_id=uow.desk_id, slack_id=slack_id).first()
    return (row.language or "", row.locale) if row else ("", "")


def of(uow: UnitOfWork, person_ids: Collection[int]) -> dict[int, Known]:
    """People by their ids, in one statement; unknown ids are left out."""
    if not person_ids:
        return {}
    first: dict[int, Any] = {}
    absences: dict[int, dict[datetime, Absence]] = defaultdict(dict)
    for row in uow.run(_OF, person_ids=sorted(set(person_ids)), at=uow.at):
        first.setdefault(row.id, row)
        if row.begins_at is not None:
            absence = Absence(begins=row.begins_at, until=row.until, said_by=row.said_by)
            absences[row.id][row.begins_at] = absence
    return {
        person_id: Known(
            person_id=person_id,
            slack_id=row.external_id or "",
            name=row.name,
            settings=_settings(row),
            absences=(_GONE,) if row.restricted else tuple(absences[person_id].values()),
        )
        for person_id, row in first.items()
    }


def _settings(row: Any) -> Settings:
    if row.language is None:  # they have none yet
        return Settings()
    week: dict[Day, tuple[Stretch, ...]] = {
        day: tuple(Stretch.model_validate(stretch) for stretch in stretches) for day, stretches in row.week.items()
    }
    quiet = (time.fromisoformat(row.quiet_from), time.fromisoformat(row.quiet_until)) if row.quiet_from else None
    return Settings(language=row.language, time_zone=row.time_zone, week=week, quiet=quiet)


def choose(
    uow: UnitOfWork,
    person_id: int,
    *,
    language: str,
    week: Mapping[Day, tuple[Stretch, ...]],
    quiet: tuple[time, time] | None,
) -> None:
    """What a person has chosen replaces what they chose before. Safe to call twice."""
    begins, ends = (f"{one:%H:%M}" for one in quiet) if quiet else ("", "")
    plain = {day: [stretch.model_dump(mode="json") for stretch in stretches] for day, stretches in week.items()}
    _keep(uow, person_id, {"language": language, "week": plain, "quiet_from": begins, "quiet_until": ends})


def keep_zones(uow: UnitOfWork, zones: Mapping[int, str]) -> None:
    """Keep the time zones of usable accounts by their person's id; what has not changed is not written."""
    for person_id, known in sorted(of(uow, zones).items()):
        if known.settings.time_zone != zones[person_id]:
            _keep(uow, person_id, {"time_zone": zones[person_id]})


def _keep(uow: UnitOfWork, person_id: int, fresh: dict[str, Any]) -> None:
    empty = {"language": "", "time_zone": "", "week": {}, "quiet_from": "", "quiet_until": ""}
    row = {"desk_id": uow.desk_id, "person_id": person_id, **empty, **fresh, "created_at": uow.at}
    insert = uow.insert(PersonSettingRow).values(retention=PersonSettingRow.model_fields["retention"].default, **row)
    newest = {name: insert.excluded[name] for name in fresh}
    uow.execute(insert.on_conflict_do_update(index_elements=["person_id"], set_=newest))


def say_away(uow: UnitOfWork, person_id: int, begins: datetime, until: datetime | None, said_by: int) -> None:
    """A person is, or will be, away; the same said twice is once."""
    values = {
        "desk_id": uow.desk_id,
        "person_id": person_id,
        "begins_at": begins,
        "until": until,
        "said_by": said_by,
        "retention": AbsenceRow.model_fields["retention"].default,
        "created_at": uow.at,
    }
    uow.insert_new(AbsenceRow, values, ("person_id", "begins_at"))


def forget(uow: UnitOfWork, before: datetime, limit: int) -> int:
    """Delete absences that were over before then (the desk's clock), and the settings of accounts that may do nothing
    any more; how many, at most `limit` of each."""
    over = select(AbsenceRow.id).where(AbsenceRow.desk_id == uow.desk_id, col(AbsenceRow.until) < before).limit(limit)
    gone = (
        select(PersonSettingRow.id)
        .join(PersonRow, col(PersonRow.id) == col(PersonSettingRow.person_id))
        .where(PersonSettingRow.desk_id == uow.desk_id, col(PersonRow.restricted).is_(True))
        .limit(limit)
    )
    deleted = (
        uow.execute(delete(AbsenceRow).where(col(AbsenceRow.id).in_(over))),
        uow.execute(delete(PersonSettingRow).where(col(PersonSettingRow.id).in_(gone))),
    )
    return sum(int(getattr(result, "rowcount", 0)) for result in deleted)


def end_absences(uow: UnitOfWork, person_id: int) -> int:
    """What runs ends now, and what was to come does not; how many there were. Safe to call twice."""
    mine = col(AbsenceRow.person_id) == person_id
    coming = uow.execute(delete(AbsenceRow).where(mine, col(AbsenceRow.begins_at) >= uow.at))
    running = or_(col(AbsenceRow.until).is_(None), col(AbsenceRow.until) > uow.at)
    ended = uow.execute(update(AbsenceRow).where(mine, running).values(until=uow.at))
    return sum(int(getattr(result, "rowcount", 0)) for result in (coming, ended))
