"""`[volume]`: what requests are set against, such as orders, counted by whoever knows it."""

import re
from datetime import timedelta
from typing import Final

from pydantic import BaseModel, ConfigDict

from bot.domain.duration import Duration

_URL: Final = re.compile(r"https?://[^\s/]", re.IGNORECASE)


class Volume(BaseModel):
    """How much business there was, by local day: of the desk's time zone, or of each that the address asks for."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str  # in the desk's language, in the plural: `orders`
    address: str  # a path, or a URL with `{from}` and `{to}`; with `{zone}` it is asked for the days of each zone
    time_out: Duration = timedelta(seconds=10)

    @property
    def remote(self) -> bool:
        """Whether it is asked over HTTP."""
        return _URL.match(self.address) is not None

    def tells(self, zone: str, own: str) -> bool:
        """Whether it counts the days of a time zone; `own` is the desk's."""
        return zone == own or "{zone}" in self.address
