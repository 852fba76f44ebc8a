"""A small django-oscar shop with its REST API, as text: another Python runs it, in an environment of its own."""

from pathlib import Path
from typing import Final

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

#: Two customers with an order each; the ids of the customers are printed.
CUSTOMERS: Final = """
import django
django.setup()
from decimal import Decimal
from django.contrib.auth import get_user_model
from oscar.core.loading import get_class, get_model
from oscar.test.basket import add_product
from oscar.test.factories import create_order, create_product
User, Basket = get_user_model(), get_model("basket", "Basket")
User.objects.create_superuser("admin", "admin@example.com", "admin-pass")
for name, number in (("ann", "10423"), ("sam", "10424")):
    user = User.objects.create_user(name, f"{name}@example.com", f"{name}-pass")
    basket = Basket.objects.create(owner=user)
    basket.strategy = get_class("partner.strategy", "Default")()
    kettle = create_product(title="Blue kettle", price=Decimal("19.90"), num_in_stock=9)
    add_product(basket, Decimal("19.90"), 2, kettle)
    create_order(number=number, basket=basket, user=user).set_status("Shipped")
    print(user.pk)
"""


def write(folder: Path) -> dict[str, str]:
    """Lay the shop down, and say which variables its Python needs."""
    for name, text in (("shop_settings", SETTINGS), ("shop_urls", URLS), ("shop_customers", CUSTOMERS)):
        (folder / f"{name}.py").write_text(text, "utf-8")
    return {"DJANGO_SETTINGS_MODULE": "shop_settings", "PYTHONPATH": str(folder), "PYTHONWARNINGS": "ignore"}
