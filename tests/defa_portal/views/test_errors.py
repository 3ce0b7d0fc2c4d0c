"""What a refused token gives back."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_refused_token_gives_back_words_but_no_password_and_no_code() -> None:
    client = Client(enforce_csrf_checks=True)
    posted = {"password1": "of no use to others", "old_password": "of old", "code": "7K2M", "reasons": "Words of a person"}
    answer = client.post("/receipts/", posted)
    page = answer.content.decode()
    assert answer.status_code == 403
    assert 'name="reasons" value="Words of a person"' in page
    assert not [secret for secret in ("of no use", "of old", "7K2M") if secret in page]
