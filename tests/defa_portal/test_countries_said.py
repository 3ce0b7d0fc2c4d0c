"""A country has one name in a language, wherever it stands: lists, own response, receipt, record, figures, questionnaires."""

import io
import json

import openpyxl
import pytest
from django.test import Client

from tests import make
from tests.responses import pages

pytestmark = pytest.mark.django_db
TH = {"accept-language": "th"}
GERMANY, JAPAN = "เยอรมนี", "ญี่ปุ่น"
CONSULTATION = "/consultations/rules-for-trade/"
ONE_OF_EACH = {"trades": "yes", "partner": "JP", "reasons": "Why not?"}


def read(client: Client, address: str) -> str:
    answer = client.get(address, headers=TH)
    assert answer.status_code == 200, address
    return " ".join(answer.content.decode().split())


def test_names_of_countries_in_thai_on_every_page_that_names_one(client: Client) -> None:
    phase = make.consultation(questions=make.EVERY_KIND).phases.get()
    for partner, number in (("IN", 6), ("JP", 7)):  # the smallest cell is not shown
        for _ in range(number):
            reference = make.published(phase, country="DE", answers={"partner": partner}).reference
    assert GERMANY in read(client, f"{CONSULTATION}responses/")
    page = read(client, f"{CONSULTATION}responses/{reference}/")
    assert GERMANY in page
    assert JAPAN in page
    assert JAPAN in read(client, f"{CONSULTATION}figures/")
    assert "Japan" not in read(client, f"{CONSULTATION}figures/")


def test_names_of_countries_in_thai_on_ones_own_way(client: Client) -> None:
    make.consultation(questions=make.EVERY_KIND)
    here = pages.begin(client)
    for part in ("about-you/", "s/trade/"):
        assert f'<option value="JP">{JAPAN}</option>' in read(client, here + part)
    client.post(f"{here}about-you/", {**pages.PROFILE, "profile__country": "DE"})
    client.post(f"{here}s/trade/", ONE_OF_EACH)
    client.post(f"{here}publication/", pages.CONSENT)
    assert all(name in read(client, f"{here}check/") for name in (GERMANY, JAPAN))
    assert f'<option value="JP" selected>{JAPAN}</option>' in read(client, f"{here}s/trade/")
    mine = openpyxl.load_workbook(io.BytesIO(client.get(f"{here}my-answers.xlsx", headers=TH).content))
    assert JAPAN in [cell.value for row in mine.worksheets[0].iter_rows() for cell in row]
    answer = client.post(f"{here}submit/")
    reference = answer["Location"].split("/")[2]
    assert all(name in read(client, f"/responses/{reference}/") for name in (GERMANY, JAPAN))
    copy = json.loads(client.get(f"/responses/{reference}/receipt.json", headers=TH).content)
    said = {one["key"]: one["in_words"] for one in copy["words"]["answers"]}
    stored = {one["key"]: one["in_words"] for one in copy["response"]["answers"]}
    assert (said["partner"], stored["partner"]) == ([JAPAN], ["Japan"])
