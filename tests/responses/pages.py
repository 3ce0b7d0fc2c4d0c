"""What the tests of pages share: a begun draft, and reading of what stands on a page."""

import re
from dataclasses import dataclass

from django.test import Client

from consultations.models import Phase, Question
from consultations.services.forms import publish_correction, start_correction
from tests import make

RESPOND = "/consultations/rules-for-trade/respond/"
PROFILE = {name: values for name, values in make.WHOLE_ANSWER.items() if name.startswith("profile__")}
CONSENT = {name: values for name, values in make.WHOLE_ANSWER.items() if name.startswith("consent")}
ANSWERS = {name: values for name, values in make.WHOLE_ANSWER.items() if name not in PROFILE and name not in CONSENT}


@dataclass(frozen=True)
class Sent:
    reference: str
    code: str


def begin(client: Client) -> str:
    """Address of a new draft, ending in a slash."""
    answer = client.post(RESPOND, {"language": "en"})
    assert answer.status_code == 303
    return str(answer["Location"])


def fill(client: Client, here: str) -> None:
    """All parts of SHORT_FORM, page by page, as a browser without JavaScript posts them."""
    for page, values in (("about-you/", PROFILE), ("s/trade/", ANSWERS), ("publication/", CONSENT)):
        assert client.post(here + page, values).status_code == 303


def send(client: Client, here: str = "") -> Sent:
    """Fill and send a draft, and read the receipt."""
    here = here or begin(client)
    fill(client, here)
    answer = client.post(f"{here}submit/")
    assert answer.status_code == 303
    page = client.get(answer["Location"]).content.decode()
    code = re.search(r'class="code"[^>]*>([^<]+)<', page)
    return Sent(str(answer["Location"]).split("/")[2], code[1].strip() if code else "")


def correct(question: str, **changes: str) -> None:
    """A correction of the one form there is, begun and published by an officer."""
    phase = Phase.objects.get()
    start_correction(phase=phase, by="test", reason="A word was missing.")
    Question.objects.filter(key=question).update(**changes)
    publish_correction(phase=phase, by="test")
