import re

from hypothesis import given
from hypothesis import strategies as st

from consultations.keys import propose_key


def test_a_key_is_made_of_the_words_that_say_something() -> None:
    assert propose_key("Which elements do you want to answer on?", set(), "question") == "elements_want_answer"
    assert propose_key("Coûts d’accès", set(), "question") == "couts_dacces"
    assert propose_key("ທ່ານຄິດແນວໃດ?", set(), "question") == "question"


def test_a_key_is_never_one_that_is_taken() -> None:
    assert propose_key("Cost", {"cost", "cost_2"}, "question") == "cost_3"


@given(st.text(max_size=200))
def test_any_text_gives_a_sound_key(text: str) -> None:
    assert re.fullmatch(r"[a-z](?!.*__)[a-z0-9_]{0,39}", propose_key(text, set(), "question"))
