"""What a page weighs counts all that a browser fetches to show it."""

import pytest
from django.test import Client

from tools.weigh import LINKED

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/", "/admin/login/"])
def test_every_style_sheet_and_script_of_a_page_is_counted(client: Client, address: str) -> None:
    page = client.get(address).content.decode()
    found = LINKED.findall(page)
    assert found
    assert len(found) == page.count('rel="stylesheet"') + page.count("<script ") - page.count("application/json")
