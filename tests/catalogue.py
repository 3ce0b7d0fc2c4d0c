"""Words in Indonesian for one test, whatever the catalogues of the portal hold."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.utils.translation import override, trans_real


@contextmanager
def catalogue(words: Mapping[str, str], language: str = "id") -> Iterator[None]:
    """Pages and sentences in ``language``, with these words (msgid -> translation) before all others."""
    known: Any = trans_real.translation(language)._catalog  # type: ignore[attr-defined]  # not in the stubs
    known._catalogs.insert(0, dict(words))
    try:
        with override(language):
            yield
    finally:
        known._catalogs.pop(0)
