"""The floor: the least that a signed-in Django page costs, to compare Alur's pages with; and an upsert by POST.

Django as a new project has it (its middleware, its ORM), granian and Jinja2; session and user, four indexed queries,
about 7.6 kB. `python -m benchmarks.floor N` fills its database and prints N session keys.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path
from jinja2 import Environment

from alur.config import environment

TEMPLATE = Environment(autoescape=True).from_string(
    "<!doctype html><html><head><title>Floor</title></head><body><h1>{{ user }}</h1>"
    "{% for rows in lists %}<ul>{% for row in rows %}<li><a href='/item/{{ row[0] }}'>{{ row[1] }}</a>"
    "<span class='soft'>{{ row[2] }} of a line as long as most of ours are</span></li>"
    "{% endfor %}</ul>{% endfor %}</body>"
)
UPSERT = """
INSERT INTO done (owner, item, times) VALUES (%s, %s, 1) ON CONFLICT (owner, item) DO UPDATE SET times = done.times + 1
"""
KINDS, ITEMS = 4, 4_000


def configure() -> None:
    found = environment.current()
    settings.configure(
        SECRET_KEY="floor",  # noqa: S106 - of no installation
        ALLOWED_HOSTS=["*"],
        DATABASES={"default": plain(environment.database(found))},
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "django.contrib.messages",
        ],
        MIDDLEWARE=[
            "django.middleware.security.SecurityMiddleware",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "django.middleware.clickjacking.XFrameOptionsMiddleware",
        ],
        ROOT_URLCONF=__name__ if __name__ != "__main__" else "benchmarks.floor",
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        USE_TZ=True,
    )
    django.setup()
    define_item()


def plain(database: dict[str, Any]) -> dict[str, Any]:
    """Return a database's settings without what we add for PostgreSQL; connections are kept as ours are."""
    if not database["ENGINE"].startswith("alur."):
        return database
    return database | {"ENGINE": "django.db.backends.postgresql", "OPTIONS": {}}


def define_item() -> None:
    from django.db import models

    class Item(models.Model):
        owner = models.BigIntegerField()
        kind = models.IntegerField()
        title = models.TextField()
        amount = models.IntegerField()

        class Meta:
            app_label, db_table, managed, ordering = "contenttypes", "item", False, ("id",)


def page(request: HttpRequest) -> HttpResponse:
    Item = apps.get_model("contenttypes", "Item")  # type: ignore[misc]
    lists = [
        [(item.id, item.title, item.amount) for item in Item.objects.filter(owner=request.user.pk, kind=kind)[:14]]
        for kind in range(KINDS)
    ]
    return HttpResponse(TEMPLATE.render(user=request.user.get_username(), lists=lists))


def upsert(request: HttpRequest) -> HttpResponse:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(UPSERT, [request.user.pk, int(request.POST["item"])])
    return HttpResponse("done")


urlpatterns = [path("", page), path("upsert", upsert)]


def fill(users: int) -> list[str]:
    """Make the tables and sign users in; return their session keys."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.auth.models import User
    from django.contrib.sessions.backends.db import SessionStore

    call_command("migrate", verbosity=0)
    keys = []
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE item (id BIGINT PRIMARY KEY, owner BIGINT, kind INT, title TEXT, amount INT)")
        cursor.execute("CREATE TABLE done (owner BIGINT, item BIGINT, times INT, PRIMARY KEY (owner, item))")
        rows = [(id, id % users + 1, id // users % KINDS, f"An item with a title {id}", id % 9) for id in range(ITEMS)]
        cursor.executemany("INSERT INTO item VALUES (%s, %s, %s, %s, %s)", rows)
        cursor.execute("CREATE INDEX item_owner ON item (owner, kind, id)")
    for number in range(users):
        user = User.objects.create(username=f"user{number}")
        session = SessionStore()
        backend = "django.contrib.auth.backends.ModelBackend"
        session.update(
            {SESSION_KEY: str(user.pk), BACKEND_SESSION_KEY: backend, HASH_SESSION_KEY: user.get_session_auth_hash()}
        )
        session.create()
        keys.append(str(session.session_key))
    return keys


configure()
if __name__ == "__main__":
    Path(os.environ["ALUR_HOME"]).mkdir(parents=True, exist_ok=True)
    print(json.dumps(fill(int(sys.argv[1]))))
else:
    application = get_wsgi_application()
