"""What the example consultation says and answers is believable."""

import json
from random import Random

from django.conf import settings

from consultations.services.load_form import read_spec
from consultations.spec import FormSpec
from defa_portal.demo.answers import draw_answers
from defa_portal.demo.people import texts
from responses.views.start import minutes


def spec() -> FormSpec:
    return read_spec(json.loads((settings.BASE_DIR / "data" / "demo_questionnaire.json").read_text(encoding="utf-8")))


def test_consultation_names_the_time_that_the_start_page_names() -> None:
    words = (settings.BASE_DIR / "data" / "demo_consultation.md").read_text(encoding="utf-8")
    assert f"all nine about {minutes(spec())} minutes" in words


def test_numbers_drawn_are_those_of_the_data() -> None:
    form, believable = spec(), texts()["numbers"]
    numbers = [question for question in form.questions() if question.kind == "number"]
    assert {question.unit for question in numbers} == believable.keys()
    drawn = [draw_answers(form, "en", Random(seed), texts()) for seed in range(60)]
    for question in numbers:
        found = {raw[question.key][0] for raw in drawn if question.key in raw}
        assert len(found) > 5
        assert found <= set(believable[question.unit])
    assert all(float(share) <= 10 for share in believable["per cent of the amount"])
