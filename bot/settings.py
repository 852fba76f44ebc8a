"""Settings, from the environment and `.env`. Nothing else in Deskhand reads the environment."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Final
from urllib.parse import parse_qsl, unquote, urlsplit

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from bot.domain.desk_subscriber_rules import address_fault
from bot.domain.errors import DeskhandError
from bot.domain.webhook_key import key_of

#: Variables that end in a source's or a subscriber's name, and the field that collects them.
_BY_SOURCE: Final = {
    "hook_secret_": "hook_secrets", "hook_token_": "hook_tokens", "reply_url_": "reply_urls",
    "files_token_": "files_tokens", "records_token_": "records_tokens", "helpdesk_token_": "helpdesk_tokens",
    "events_url_": "events_urls", "events_secret_": "events_secrets",
    "mail_user_": "mail_users", "mail_password_": "mail_passwords",
}  # fmt: skip
_LEVELS: Final = ("DEBUG", "INFO", "WARNING", "ERROR")
_SHORTEST_KEY: Final = 32


class SettingsError(DeskhandError):
    """A setting is missing or cannot be used. `problems` has one sentence for each, with the variable's name."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


class Settings(BaseSettings):
    """Everything that is set outside the desk file. Empty variables count as not set.

    `secret_keys` come from `SECRET_KEY`, separated by commas: the first one signs, all of them verify.
    """

    model_config = SettingsConfigDict(
        env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore", frozen=True, hide_input_in_errors=True
    )

    slack_bot_token: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_signing_secret: SecretStr | None = None
    slack_api_url: str = Field("https://slack.com/api/", repr=False)
    database_url: str = Field("sqlite:///data/deskhand.db", repr=False)
    desk_file: Path = Path("desk.toml")
    openai_api_key: SecretStr | None = None
    openai_base_url: str = Field("", repr=False)
    openai_model: str = ""
    tiktoken_cache_dir: Path | None = None
    host: str = "127.0.0.1"
    port: int = Field(8080, ge=0, le=65535)
    worker_port: int | None = Field(None, ge=0, le=65535)
    log_level: str = "INFO"
    api_token: SecretStr | None = None
    volume_token: SecretStr | None = None
    secret_keys: Annotated[tuple[SecretStr, ...], NoDecode] = Field(validation_alias="secret_key")
    hook_secrets: Annotated[dict[str, SecretStr], NoDecode] = Field(default_factory=dict)
    hook_tokens: Annotated[dict[str, SecretStr], NoDecode] = Field(default_factory=dict)
    reply_urls: Annotated[dict[str, SecretStr], NoDecode] = Field(default_factory=dict)
    files_tokens: Annotated[dict[str, SecretStr], NoDecode] = Field(default_factory=dict)
    records_tokens: Annotated[dict[str, SecretStr], NoDecode] = Field(default_factory=dict)
    helpdesk_tokens: Annotated[dict[str, SecretStr], NoDecode] = Field(default_factory=dict)
    events_urls: Annotated[dict[str, SecretStr], NoDecode] = Field(default_factory=dict)
    events_secrets: Annotated[dict[str, SecretStr], NoDecode] = Field(default_factory=dict)
    mail_users: Annotated[dict[str, SecretStr], NoDecode] = Field(default_factory=dict)
    mail_passwords: Annotated[dict[str, SecretStr], NoDecode] = Field(default_factory=dict)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, dotenv_settings, _BySource(settings_cls, env_settings, dotenv_settings)

    @field_validator("log_level")
    @classmethod
    def _known_level(cls, given: str) -> str:
        if given.upper() not in _LEVELS:
            raise ValueError(f"expected one of {', '.join(_LEVELS)}")
        return given.upper()

    @field_validator("slack_bot_token")
    @classmethod
    def _is_bot_token(cls, given: SecretStr | None) -> SecretStr | None:
        return _beginning(given, "xoxb-", "the bot token, under OAuth & Permissions of the app")

    @field_validator("slack_app_token")
    @classmethod
    def _is_app_token(cls, given: SecretStr | None) -> SecretStr | None:
        return _beginning(given, "xapp-", "the app-level token, under Basic Information of the app")

    @field_validator("openai_base_url")
    @classmethod
    def _base_url(cls, given: str) -> str:
        return _address(given) if given else given

    @field_validator("slack_api_url")
    @classmethod
    def _ends_in_a_slash(cls, given: str) -> str:
        return _address(given).rstrip("/") + "/"

    @field_validator("secret_keys", mode="before")
    @classmethod
    def _list_of_keys(cls, given: Any) -> Any:
        keys = [key.strip() for key in given.split(",") if key.strip()] if isinstance(given, str) else given
        if any(isinstance(key, str) and len(key) < _SHORTEST_KEY for key in keys):
            raise ValueError(f"each key needs at least {_SHORTEST_KEY} characters; `python -m bot init` makes one")
        return keys

    @field_validator("hook_secrets", "events_secrets")
    @classmethod
    def _usable_secrets(cls, given: dict[str, SecretStr], info: ValidationInfo) -> dict[str, SecretStr]:
        variable = "HOOK_SECRET" if info.field_name == "hook_secrets" else "EVENTS_SECRET"
        for name, secret in given.items():
            try:
                key_of(secret.get_secret_value())
            except ValueError as error:
                raise ValueError(f"{variable}_{name.upper()}: {error}; `python -m bot init` makes one") from None
        return given

    @field_validator("events_urls")
    @classmethod
    def _events_addresses(cls, given: dict[str, SecretStr]) -> dict[str, SecretStr]:
        for name, url in given.items():
            if fault := address_fault(url.get_secret_value()):
                raise ValueError(f"EVENTS_URL_{name.upper()} {fault}")
        return given

    @field_validator("reply_urls")
    @classmethod
    def _addresses(cls, given: dict[str, SecretStr]) -> dict[str, SecretStr]:
        for source, url in given.items():
            try:
                _address(url.get_secret_value())
            except ValueError as error:
                raise ValueError(f"REPLY_URL_{source.upper()}: {error}") from None
        return given

    @property
    def signing_keys(self) -> tuple[bytes, ...]:
        """The keys of the journal: the first one signs, the others only verify."""
        return tuple(key.get_secret_value().encode() for key in self.secret_keys)

    @property
    def hidden(self) -> frozenset[str]:
        """Every secret as text, for whoever has to keep them out of sight: also those that stand in an address."""
        single = (
            self.slack_bot_token, self.slack_app_token, self.slack_signing_secret, self.openai_api_key, self.api_token,
            self.volume_token,
        )  # fmt: skip
        held = [*filter(None, single), *self.secret_keys, *self.hook_secrets.values(), *self.hook_tokens.values()]
        held += [*self.files_tokens.values(), *self.records_tokens.values(), *self.helpdesk_tokens.values()]
        held += self.events_secrets.values()
        others = (url.get_secret_value() for url in (*self.reply_urls.values(), *self.events_urls.values()))
        addresses = (self.database_url, self.slack_api_url, self.openai_base_url, *others)
        held += self.mail_passwords.values()
        parts = [part for address in addresses for part in _secrets_in(address)]
        parts += [token.get_secret_value().partition(":")[2] for token in self.records_tokens.values()]
        return frozenset([secret.get_secret_value() for secret in held] + parts)

    def mail_user(self, source: str) -> str | None:
        """Who signs in to a source's mailbox, where that is not its address."""
        found = self.mail_users.get(in_variable(source))
        return found.get_secret_value() if found else None

    def mail_password(self, source: str) -> str | None:
        """The password of a source's mailbox."""
        found = self.mail_passwords.get(in_variable(source))
        return found.get_secret_value() if found else None

    def hook_secret(self, source: str) -> str | None:
        """The secret that a source of the desk file signs with."""
        found = self.hook_secrets.get(in_variable(source))
        return found.get_secret_value() if found else None

    def hook_token(self, source: str) -> str | None:
        """The bearer token of a source that cannot sign."""
        found = self.hook_tokens.get(in_variable(source))
        return found.get_secret_value() if found else None

    def reply_url(self, source: str) -> str | None:
        """Where the replies to a source leave, by the generic contract."""
        found = self.reply_urls.get(in_variable(source))
        return found.get_secret_value() if found else None

    def files_token(self, source: str) -> str | None:
        """The bearer token with which a source's attached files are fetched."""
        found = self.files_tokens.get(in_variable(source))
        return found.get_secret_value() if found else None

    def helpdesk_token(self, source: str) -> str | None:
        """What proves us to the helpdesk of a source when a reply is sent there."""
        found = self.helpdesk_tokens.get(in_variable(source))
        return found.get_secret_value() if found else None

    def events_url(self, subscriber: str) -> str | None:
        """Where a subscriber of the desk file is told what happens, if not at the address that stands there."""
        found = self.events_urls.get(in_variable(subscriber))
        return found.get_secret_value() if found else None

    def events_secret(self, subscriber: str) -> str | None:
        """The secret that events for a subscriber are signed with."""
        found = self.events_secrets.get(in_variable(subscriber))
        return found.get_secret_value() if found else None


class _BySource(PydanticBaseSettingsSource):
    """Collects the variables that end in a source's name; the environment goes before `.env`."""

    def __init__(self, settings_cls: type[BaseSettings], *sources: PydanticBaseSettingsSource) -> None:
        super().__init__(settings_cls)
        self._sources = sources

    def get_field_value(self, field: Any, field_name: str) -> tuple[Any, str, bool]:
        return None, field_name, False

    def __call__(self) -> dict[str, Any]:
        found: dict[str, dict[str, str]] = {field: {} for field in _BY_SOURCE.values()}
        for source in reversed(self._sources):
            assert isinstance(source, EnvSettingsSource)  # noqa: S101 - of `settings_customise_sources`
            for name, given in source.env_vars.items():
                for prefix, field in _BY_SOURCE.items():
                    if name.lower().startswith(prefix) and given:
                        found[field][name.lower().removeprefix(prefix)] = given
        return found


def in_variable(source: str) -> str:
    """A source's name as it stands at the end of a variable: `my-desk` is set by `HOOK_SECRET_MY_DESK`."""
    return "".join(char if char.isalnum() else "_" for char in source.lower())


def load(env_file: Path | None = Path(".env"), **given: Any) -> Settings:
    """The settings of this process; `given` goes before the environment, which goes before `env_file`.

    Raises `SettingsError` with one sentence for each variable that is missing or cannot be used.
    """
    try:
        return Settings(_env_file=env_file, **given)
    except ValidationError as error:
        raise SettingsError(
            [_sentence(fault) for fault in error.errors(include_url=False, include_input=False)]
        ) from None
    except UnicodeDecodeError:
        raise SettingsError([f"{env_file} is not UTF-8; save it as UTF-8"]) from None


def _sentence(fault: Mapping[str, Any]) -> str:
    name = str(fault["loc"][0]).upper() if fault["loc"] else ""
    if name == "SECRET_KEY" and fault["type"] == "missing":
        return "SECRET_KEY is not set; `python -m bot init` makes one and writes it to .env"
    reason = str(fault["msg"]).removeprefix("Value error, ")
    return reason if name in {field.upper() for field in _BY_SOURCE.values()} else f"{name}: {reason}"


def _beginning(given: SecretStr | None, prefix: str, where: str) -> SecretStr | None:
    if given is not None and not given.get_secret_value().startswith(prefix):
        raise ValueError(f"it must begin with {prefix} ({where})")
    return given


def _secrets_in(address: str) -> list[str]:
    """What proves somebody in an address, as written and as meant: the password, else the user; the query's values."""
    try:
        found = urlsplit(address)
        written = [found.password or found.username, *(value for _, value in parse_qsl(found.query))]
    except ValueError:
        return []
    return [text for part in written if part for text in (part, unquote(part))]


def _address(given: str) -> str:
    if not given.startswith(("https://", "http://")):
        raise ValueError("expected an address that begins with https:// or http://")
    return given
