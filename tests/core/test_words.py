from django.utils import translation

from core.language import say
from core.words import message, message_n


def test_message_is_its_english_text() -> None:
    assert message("At most %(limit)s answers.", limit=3) == "At most 3 answers."
    assert message("100 % sure") == "100 % sure"
    assert message_n("%(count)s word", "%(count)s words", 1) == "1 word"
    assert message_n("%(count)s word", "%(count)s words", 3) == "3 words"


def test_message_is_said_in_the_active_language_with_the_messages_inside_it() -> None:
    with translation.override("id"):
        assert say(message("Yes")) == "Ya"  # of Django's own catalogue
        assert say(message("%(first)s!", first=message("Yes"))) == "Ya!"
        assert say("Yes") == "Yes"
