"""The table of the desk file about customer records: where they are read, by whose key, and which fields."""

from datetime import timedelta
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from bot.domain.desk_record_shapes import ADDRESSES, VENDORS, shape_of
from bot.domain.duration import Duration, DurationOrZero

#: How a request to an HTTP address proves who asks; what proves it stands in the environment.
Auth = Literal["none", "bearer", "basic", "header"]
#: The longest that a value may stand in for a fresh one.
LONGEST_CACHE: Final = timedelta(hours=1)
#: As many of a customer's newest records as are shown at most.
MOST_NEWEST: Final = 3


class RecordSource(BaseModel):
    """A read-only source of customer records: a JSON file beside the desk file, an HTTP address, or a vendor's API."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    kind: Literal["json", "http", "shopify", "woocommerce", "oscar", "stripe", "hubspot"]
    reads: str = ""  # of a vendor: which of its things, such as `invoices`
    address: str = ""  # a path, a URL with `{key}`, or where a vendor's installation stands
    pattern: str  # a regular expression with one group that finds a record's key in a customer's text
    key: str = "number"  # the field that is the record's own key
    customer: str = "customer_id"  # the field that says whose record it is
    customer_email: str = ""  # or the e-mail address of its owner
    customers_of: tuple[str, ...] = ("generic",)  # the sources whose customer ids are the records' own
    fields: dict[str, str] = Field(default_factory=dict)  # our name -> name in the source
    auth: Auth = "none"
    header: str = ""  # with `auth = "header"`: what it is called
    time_out: Duration = timedelta(seconds=3)
    cache: DurationOrZero = timedelta()  # so long a value may be shown again; never before a reply leaves

    @model_validator(mode="before")
    @classmethod
    def _as_the_vendor_has_it(cls, given: Any) -> Any:
        """What a vendor calls the parts of a record, for all that is not given."""
        if not isinstance(given, dict) or given.get("kind") not in VENDORS:
            return given
        reads = given.get("reads") or next(iter(VENDORS[given["kind"]]))
        shape = shape_of(given["kind"], str(reads))
        if shape is None:
            return given
        told = {
            "reads": reads, "key": shape.key, "customer": shape.customer, "customer_email": shape.customer_email,
            "fields": dict(shape.fields), "address": ADDRESSES.get(given["kind"], ""),
        }  # fmt: skip
        return told | given

    @property
    def vendor(self) -> bool:
        """Whether it is a vendor's API, which knows by itself what is asked where."""
        return self.kind in VENDORS

    @property
    def remote(self) -> bool:
        """Whether somebody else's server is asked."""
        return self.kind != "json"

    @property
    def variable(self) -> str:
        """The variable of the environment that proves who asks; empty where nothing has to."""
        named = "".join(char if char.isalnum() else "_" for char in self.name.upper())
        return f"RECORDS_TOKEN_{named}" if self.vendor or self.auth != "none" else ""
