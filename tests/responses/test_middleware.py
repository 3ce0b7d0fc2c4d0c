"""Forms that are too large."""

from io import BytesIO
from typing import Any
from urllib.parse import quote_plus

import pytest
from django.test import Client

from responses.models import Response
from tests import make
from tests.responses.pages import begin

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def here(client: Client) -> str:
    make.consultation()
    return begin(client)


def test_body_that_is_too_large_gets_its_words_back(client: Client, here: str, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2000
    client.post(f"{here}save/", {"reasons": "Saved before"})
    words = "ការពិចារណា <b> " * 50
    body = f"csrfmiddlewaretoken=secret&reasons={quote_plus(words)}"
    answer = client.post(f"{here}s/trade/", body, content_type=FORM)
    page = answer.content.decode()
    assert answer.status_code == 413
    assert "ការពិចារណា &lt;b&gt;" in page
    assert "secret" not in page
    assert answer["Cache-Control"] == "no-store"
    assert Response.objects.get().draft == {"reasons": ["Saved before"]}


def test_too_many_fields_get_their_words_back(client: Client, here: str) -> None:
    body = "reasons=Words+of+a+person&" + "&".join(f"field{n}=x" for n in range(6000))
    answer = client.post(f"{here}s/trade/", body, content_type=FORM)
    assert answer.status_code == 413
    assert answer.content.decode().count("Words of a person") == 1


def test_body_of_twice_the_limit_is_not_read_to_its_end(client: Client, here: str, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    body = f"reasons={'a+' * 5000}the+end"
    answer = client.post(f"{here}save/", body, content_type=FORM)
    assert answer.status_code == 413
    assert "the end" not in answer.content.decode()


def test_form_that_arrived_in_part_is_not_taken_for_the_whole(client: Client, here: str) -> None:
    client.post(f"{here}save/", {"reasons": "All that was typed"})
    cut: dict[str, Any] = {"CONTENT_LENGTH": "500", "wsgi.input": BytesIO(b"reasons=All+that")}
    answer = client.post(f"{here}s/trade/", content_type=FORM, **cut)
    assert answer.status_code == 400
    assert "before all of the form had arrived" in answer.content.decode()
    assert Response.objects.get().draft == {"reasons": ["All that was typed"]}


def test_passwords_are_not_given_back(client: Client, here: str, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    body = f"new_password1=correct+horse+battery&text={'words+' * 30}"
    assert "horse" not in client.post("/admin/password_change/", body, content_type=FORM).content.decode()
