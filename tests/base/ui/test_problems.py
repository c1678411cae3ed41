"""Refusals as pages and as problem details."""

import json

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path

from alur.base.lib import requestid
from alur.base.lib.problems import Problem
from alur.base.ui import problems
from alur.config.urls import handler400, handler403, handler404, handler429, handler500
from alur.config.urls import urlpatterns as installed

__all__ = ["handler400", "handler403", "handler404", "handler429", "handler500"]

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


def refuse(_request: HttpRequest) -> HttpResponse:
    first = Problem("house.first", "Row 3 has no code.", field="code")
    raise Problem(
        "house.full", "The house is <full>.", field="guests", mend="Come tomorrow.", status=409, details=(first,)
    )


def break_down(_request: HttpRequest) -> HttpResponse:
    raise RuntimeError("secret of the house")


refuse.login_required = False  # type: ignore[attr-defined]
break_down.login_required = False  # type: ignore[attr-defined]
urlpatterns = [
    *installed,
    path("penuh", refuse),
    path("api/penuh", refuse),
    path("rusak", break_down),
    path("api/rusak", break_down),
]


@pytest.fixture(autouse=True)
def calm(client: Client) -> None:
    client.raise_request_exception = False


def test_problem_becomes_a_page(client: Client) -> None:
    answer = client.get("/penuh")
    page = answer.content.decode()

    assert answer.status_code == 409
    assert "<h1>The house is &lt;full&gt;.</h1>" in page
    assert "Come tomorrow." in page
    assert "<li>Row 3 has no code.</li>" in page


def test_problem_becomes_problem_details_for_programs(client: Client) -> None:
    answer = client.get("/api/penuh")
    said = json.loads(answer.content)
    said["instance"] = said["instance"].partition("#")[0]

    assert (answer.status_code, answer.headers["Content-Type"]) == (409, "application/problem+json")
    assert said == {
        "type": "urn:alur:problem:house.full",
        "title": "The house is <full>.",
        "status": 409,
        "detail": "The house is <full>. Come tomorrow.",
        "field": "guests",
        "mend": "Come tomorrow.",
        "instance": "/api/penuh",
        "errors": [
            {
                "type": "urn:alur:problem:house.first",
                "title": "Row 3 has no code.",
                "status": 400,
                "detail": "Row 3 has no code.",
                "field": "code",
            }
        ],
    }


@pytest.mark.filterwarnings("ignore")
def test_breakdown_tells_nothing_of_itself(client: Client) -> None:
    page = client.get("/rusak")
    details = client.get("/api/rusak")

    assert (page.status_code, details.status_code) == (500, 500)
    assert "secret of the house" not in page.content.decode() + details.content.decode()
    assert "Ada yang rusak di pihak kami." in page.content.decode()
    assert '<a class="button" href="/">Ke Beranda</a>' in page.content.decode()
    assert json.loads(details.content)["type"] == "urn:alur:problem:http.server_error"


def test_breakdown_page_needs_neither_database_nor_session(django_assert_num_queries: object) -> None:
    request = RequestFactory().get("/rusak")

    with django_assert_num_queries(0):  # type: ignore[operator]
        answer = problems.server_error(request)

    assert answer.status_code == 500


def test_unknown_address(client: Client) -> None:
    page = client.get("/tidak-ada")
    details = client.get("/api/tidak-ada")

    assert (page.status_code, details.status_code) == (404, 404)
    assert "Tidak ada halaman di alamat ini." in page.content.decode()
    assert json.loads(details.content)["type"] == "urn:alur:problem:http.not_found"


def test_page_in_english(client: Client) -> None:
    client.cookies["bahasa"] = "en"

    assert "There is no page at this address." in client.get("/tidak-ada").content.decode()


def test_page_names_the_request(client: Client) -> None:
    number = requestid.begin()
    request = RequestFactory().get("/penuh")

    assert number in problems.as_page(request, Problem("house.full", "Full.")).content.decode()


def test_stale_form(client: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/masuk", {"username": "x", "password": "y"})

    assert answer.status_code == 403
    assert "Formulir ini tidak berlaku lagi." in answer.content.decode()
