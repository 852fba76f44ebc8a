"""A small django-helpdesk, as text: another Python runs it, in an environment of its own."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

SETTINGS: Final = """
import os
from pathlib import Path
HERE = Path(__file__).parent
SECRET_KEY, DEBUG, ALLOWED_HOSTS, SITE_ID = "t", True, ["127.0.0.1"], 1
INSTALLED_APPS = [f"django.contrib.{name}" for name in
    "admin auth contenttypes sessions messages staticfiles sites humanize".split()] + [
    "helpdesk", "rest_framework", "rest_framework.authtoken"]
MIDDLEWARE = ["django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware", "django.contrib.messages.middleware.MessageMiddleware"]
ROOT_URLCONF = "desk_urls"
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True,
    "OPTIONS": {"context_processors": ["django.template.context_processors.request",
        "django.contrib.auth.context_processors.auth", "django.contrib.messages.context_processors.messages"]}}]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": HERE / "desk.sqlite3",
    "OPTIONS": {"timeout": 20}}}
USE_TZ, TIME_ZONE, STATIC_URL, MEDIA_URL, MEDIA_ROOT = True, "UTC", "/static/", "/media/", HERE / "media"
DEFAULT_AUTO_FIELD, LOGIN_URL = "django.db.models.AutoField", "helpdesk:login"
EMAIL_BACKEND, EMAIL_FILE_PATH = "django.core.mail.backends.filebased.EmailBackend", HERE / "mail"
DEFAULT_FROM_EMAIL = "support@example.com"
REST_FRAMEWORK = {"DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.TokenAuthentication"]}
HELPDESK_TEAMS_MODE_ENABLED = False
HELPDESK_PUBLIC_ENABLED = True
HELPDESK_WEBHOOK_TIMEOUT = 30
"""

URLS: Final = """
from django.urls import include, path
urlpatterns = [path("", include("helpdesk.urls", namespace="helpdesk"))]
"""

#: A queue that reads a folder of mails, and two users of staff, whose tokens are printed.
PEOPLE: Final = """
import django
django.setup()
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.sites.models import Site
from rest_framework.authtoken.models import Token
from helpdesk.models import Queue
Site.objects.update_or_create(id=1, defaults={"domain": "127.0.0.1", "name": "desk"})
for name in ("inbox", "mail"):
    (settings.HERE / name).mkdir(exist_ok=True)
Queue.objects.get_or_create(slug="support", defaults=dict(title="Support", email_address="support@example.com",
    allow_email_submission=True, email_box_type="local", email_box_local_dir=f"{settings.HERE}/inbox/",
    email_box_interval=0))
for name in ("deskhand", "rita"):
    user, _ = get_user_model().objects.get_or_create(username=name, defaults=dict(email=f"{name}@example.com",
        is_staff=True, is_superuser=True))
    print(Token.objects.get_or_create(user=user)[0].key)
"""


def write(folder: Path, webhook: str) -> Mapping[str, str]:
    """Put the project into a folder; the variables with which it runs."""
    for name, text in (("desk_settings", SETTINGS), ("desk_urls", URLS), ("desk_people", PEOPLE)):
        (folder / f"{name}.py").write_text(text, "utf-8")
    return {
        "DJANGO_SETTINGS_MODULE": "desk_settings", "PYTHONPATH": str(folder), "PYTHONWARNINGS": "ignore",
        "HELPDESK_NEW_TICKET_WEBHOOK_URLS": webhook, "HELPDESK_FOLLOWUP_WEBHOOK_URLS": webhook,
    }  # fmt: skip
