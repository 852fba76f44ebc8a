"""A small django-oscar shop with its REST API, as text: another Python runs it, in an environment of its own."""

import json
import os
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.real.records import done, free_port, running

SETTINGS: Final = """
import os
from pathlib import Path
from oscar.defaults import *
SECRET_KEY, DEBUG, ALLOWED_HOSTS, SITE_ID = "t", False, ["127.0.0.1"], 1
USE_TZ, TIME_ZONE, ROOT_URLCONF, STATIC_URL = True, "UTC", "shop_urls", "/static/"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = [f"django.contrib.{name}" for name in
    "admin auth contenttypes sessions messages staticfiles sites flatpages".split()] + ["oscar.config.Shop"] + [
    f"oscar.apps.{path}.apps.{name}Config" for path, name in {
        "analytics": "Analytics", "checkout": "Checkout", "address": "Address", "shipping": "Shipping",
        "catalogue": "Catalogue", "catalogue.reviews": "CatalogueReviews", "communication": "Communication",
        "partner": "Partner", "basket": "Basket", "payment": "Payment", "offer": "Offer", "order": "Order",
        "customer": "Customer", "search": "Search", "voucher": "Voucher", "wishlists": "Wishlists",
        "dashboard": "Dashboard", "dashboard.reports": "ReportsDashboard", "dashboard.users": "UsersDashboard",
        "dashboard.orders": "OrdersDashboard", "dashboard.catalogue": "CatalogueDashboard",
        "dashboard.offers": "OffersDashboard", "dashboard.partners": "PartnersDashboard",
        "dashboard.pages": "PagesDashboard", "dashboard.ranges": "RangesDashboard",
        "dashboard.reviews": "ReviewsDashboard", "dashboard.vouchers": "VouchersDashboard",
        "dashboard.communications": "CommunicationsDashboard", "dashboard.shipping": "ShippingDashboard",
    }.items()] + ["widget_tweaks", "haystack", "treebeard", "sorl.thumbnail", "django_tables2", "rest_framework",
                  "oscarapi"]
MIDDLEWARE = ["django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware", "django.contrib.messages.middleware.MessageMiddleware",
    "oscar.apps.basket.middleware.BasketMiddleware", "oscarapi.middleware.ApiBasketMiddleWare"]
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True,
    "OPTIONS": {"context_processors": ["django.template.context_processors.request",
        "django.contrib.auth.context_processors.auth", "django.contrib.messages.context_processors.messages"]}}]
HAYSTACK_CONNECTIONS = {"default": {"ENGINE": "haystack.backends.simple_backend.SimpleEngine"}}
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": Path(__file__).parent / "shop.sqlite3"}}
OSCAR_DEFAULT_CURRENCY, OSCAR_INITIAL_ORDER_STATUS = "EUR", "Pending"
OSCAR_ORDER_STATUS_PIPELINE = {"Pending": ("Shipped",), "Shipped": ("Complete",), "Complete": ()}
OSCARAPI_BLOCK_ADMIN_API_ACCESS = False
REST_FRAMEWORK = {"DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.BasicAuthentication"]}
"""

URLS: Final = """
from django.apps import apps
from django.urls import include, path
from oscarapi.views.admin.order import OrderAdminDetail
urlpatterns = [
    path("api/admin/orders/by-number/<str:number>/",
         OrderAdminDetail.as_view(lookup_field="number", http_method_names=["get"])),
    path("api/", include("oscarapi.urls")),
    path("", include(apps.get_app_config("oscar").urls[0])),
]
"""

#: Customers with an order each, as `write` was given them; the ids of the customers are printed.
CUSTOMERS: Final = """
import django, json
django.setup()
from decimal import Decimal
from pathlib import Path
from django.contrib.auth import get_user_model
from oscar.apps.shipping.methods import Free
from oscar.core.loading import get_class, get_model
from oscar.test.basket import add_product
from oscar.test.factories import create_order, create_product
User, Basket = get_user_model(), get_model("basket", "Basket")
User.objects.create_superuser("admin", "admin@example.com", "admin-pass")
for name, number, carrier in json.loads((Path(__file__).parent / "customers.json").read_text()):
    user = User.objects.create_user(name, f"{name}@example.com", f"{name}-pass")
    basket = Basket.objects.create(owner=user)
    basket.strategy = get_class("partner.strategy", "Default")()
    kettle = create_product(title="Blue kettle", price=Decimal("19.90"), num_in_stock=9)
    add_product(basket, Decimal("19.90"), 2, kettle)
    by = Free()
    by.name = carrier or by.name
    create_order(number=number, basket=basket, user=user, shipping_method=by).set_status("Shipped")
    print(user.pk)
"""

#: What the warehouse does: the order of that number has this status now.
STATUS: Final = """
import django, sys
django.setup()
from oscar.core.loading import get_model
get_model("order", "Order").objects.get(number=sys.argv[1]).set_status(sys.argv[2])
"""

PYTHON = os.environ.get("OSCAR", "")
#: Name, number of the order, and who carries it.
TWO: Final = (("ann", "10423", ""), ("sam", "10424", ""))


def write(folder: Path, customers: Sequence[tuple[str, str, str]] = TWO) -> dict[str, str]:
    """Lay the shop down, and say which variables its Python needs."""
    texts = (("shop_settings", SETTINGS), ("shop_urls", URLS), ("shop_customers", CUSTOMERS), ("shop_status", STATUS))
    for name, text in texts:
        (folder / f"{name}.py").write_text(text, "utf-8")
    (folder / "customers.json").write_text(json.dumps(customers), "utf-8")
    return {"DJANGO_SETTINGS_MODULE": "shop_settings", "PYTHONPATH": str(folder), "PYTHONWARNINGS": "ignore"}


@dataclass
class Shop:
    """A running one at `address`; `ids` are its customers', in their order."""

    address: str
    ids: list[str]
    folder: Path
    env: Mapping[str, str]

    async def order_is(self, number: str, status: str) -> None:
        """What the warehouse does."""
        await done(PYTHON, str(self.folder / "shop_status.py"), number, status, env=self.env)


@asynccontextmanager
async def open_shop(folder: Path, customers: Sequence[tuple[str, str, str]] = TWO) -> AsyncIterator[Shop]:
    env = write(folder, customers)
    await done(PYTHON, "-m", "django", "migrate", "-v0", env=env)
    ids = (await done(PYTHON, str(folder / "shop_customers.py"), env=env)).split()
    address = f"http://127.0.0.1:{free_port()}"
    command = (PYTHON, "-m", "django", "runserver", "--noreload", address.removeprefix("http://"))
    async with running(*command, address=f"{address}/api/", env=env):
        yield Shop(address, ids, folder, env)
