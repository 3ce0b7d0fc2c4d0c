"""The list of words of django-allauth against its templates that are used here."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import allauth
from django.conf import settings
from django.utils.translation.template import templatize

from accounts import library_words

THEIRS = Path(allauth.__file__).parent / "templates"
# For what is not offered here: sign-in by codes, telephones, sign-up by passkey, passwords that were never set, trusted browsers.
NOT_USED = re.compile(
    r"code_|_code|phone|by_passkey|signup_form|signup_closed|email_change|base_confirm|logged_in|logged_out|password_set"
    r"|trust|password_reset_message|password_reset_subject|email_confirm_|already_logged_in"
)


def literals(source: str) -> Iterator[str]:
    for found in re.finditer(r"\bn?gettext\(", source):
        for end in re.finditer(r"\)", source[found.end() :]):
            try:
                call = ast.parse(f"f({source[found.end() : found.end() + end.end()]}", mode="eval").body
            except SyntaxError:
                continue
            assert isinstance(call, ast.Call)
            yield from (one.value for one in call.args if isinstance(one, ast.Constant) and isinstance(one.value, str))
            break


def made_of(words: Any) -> list[object]:
    """The texts that a lazy plural chooses among."""
    _, (_, _, named, *_) = words.__reduce__()
    return [named["singular"], named["plural"]]


def used() -> Iterator[Path]:
    ours = Path(settings.BASE_DIR) / "templates"
    for path in sorted(one for folder in ("account", "mfa") for one in (THEIRS / folder).rglob("*.*")):
        name = str(path.relative_to(THEIRS))
        if not (ours / name).exists() and not NOT_USED.search(name.replace("recovery_codes", "recovery")):
            yield path


def test_every_text_of_a_template_that_is_used_is_in_the_list() -> None:
    listed = {str(words) for words in library_words.PAGES_AND_MAILS + library_words.FORMS}
    counted = {words for one in library_words.COUNTED for words in made_of(one)}
    texts = {words for path in used() for words in literals(templatize(path.read_text()))}
    assert "Email Addresses" in texts
    assert texts - listed - counted == set()
