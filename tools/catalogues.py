"""The catalogues under locale/: new texts into them, and each compiled. ``python -m tools.catalogues collect|compile``.

Both files of a language stand in the repository, so that a machine without any tool runs the portal in every language;
tests/codebase/test_catalogues.py holds them together.
"""

import io
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from core.languages import LANGUAGES, SOURCE, Language

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "locale"
TRANSLATED = tuple(language for code, language in LANGUAGES.items() if code != SOURCE)
PLURALS = {
    "nplurals=1; plural=0;": ("id", "ms", "th", "vi", "km", "lo", "my", "zh-hans"),
    "nplurals=2; plural=(n != 1);": ("ta", "pt"),
    "nplurals=2; plural=(n > 1);": ("fil",),
}
HEADER = """\
# {name} ({own_name}): the interface of the DEFA consultation portal.
# This translation awaits review by native speakers. The English text is what counts.
# docs/languages.md says how to review it.
#"""


def locale_name(language: Language) -> str:
    """As Django names the folder: zh_Hans of zh-hans."""
    first, _, rest = language.code.partition("-")
    return f"{first}_{rest.title()}" if rest else first


def source_of(language: Language) -> Path:
    return FOLDER / locale_name(language) / "LC_MESSAGES" / "django.po"


def plural_header(language: Language) -> str:
    return next(rule for rule, codes in PLURALS.items() if language.code in codes)


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, abort_invalid=True)


def merged(language: Language, fresh: Catalog, old: Catalog | None) -> Catalog:
    """The texts of ``fresh`` with the translations of ``old``. A text that changed has none: nothing is guessed."""
    catalog = Catalog(
        locale=None,
        charset="utf-8",
        fuzzy=False,
        header_comment=HEADER.format(name=language.english_name, own_name=language.own_name),
    )
    catalog.mime_headers = [("Plural-Forms", plural_header(language))]
    for message in fresh:
        if not message.id:
            continue
        known = old.get(message.id, message.context) if old else None
        kept = known.string if known and known.pluralizable == message.pluralizable and not known.fuzzy else None
        user_comments = known.user_comments if known else ()
        flags = {flag for flag in message.flags if flag != "fuzzy"}
        string = _as_many(kept, message, language)
        catalog.add(message.id, string, message.locations, flags, message.auto_comments, user_comments, context=message.context)
    return catalog


def _as_many(kept: object, message: Message, language: Language) -> "str | tuple[str, ...]":
    if not message.pluralizable:
        return kept if isinstance(kept, str) else ""
    forms = 1 if "nplurals=1" in plural_header(language) else 2
    strings = tuple(str(one or "") for one in kept) if isinstance(kept, tuple | list) else (str(kept or ""),)
    return (strings + ("",) * forms)[:forms]


def written(catalog: Catalog, language: Language) -> bytes:
    """The text of the file. The header is ours alone: no dates, which would change at every run."""
    body = io.BytesIO()
    write_po(body, catalog, width=0, omit_header=True, sort_by_file=False, include_lineno=False)
    head = "\n".join(
        (
            HEADER.format(name=language.english_name, own_name=language.own_name),
            'msgid ""',
            'msgstr ""',
            '"Project-Id-Version: DEFA consultation portal\\n"',
            f'"Language: {locale_name(language)}\\n"',
            '"MIME-Version: 1.0\\n"',
            '"Content-Type: text/plain; charset=utf-8\\n"',
            '"Content-Transfer-Encoding: 8bit\\n"',
            f'"Plural-Forms: {plural_header(language)}\\n"',
        )
    )
    return f"{head}\n\n".encode() + body.getvalue()


def compiled(path: Path) -> bytes:
    """The .mo of this .po: texts without a translation are left out, so English is shown for them."""
    body, catalog = io.BytesIO(), read(path)
    for one in [one for one in catalog if one.id and not is_whole(one.string)]:
        catalog.delete(one.id, one.context)
    write_mo(body, without_time(catalog))
    return body.getvalue()


def without_time(catalog: Catalog) -> Catalog:
    """Babel writes the moment of reading where a file names none; the same file is to compile to the same bytes."""
    catalog.creation_date = catalog.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    return catalog


def collect() -> None:
    from tools.collecting import collected  # needs Django's settings

    fresh = collected()
    for language in TRANSLATED:
        path = source_of(language)
        old = read(path) if path.exists() else None
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written(merged(language, fresh, old), language))
        missing = sum(1 for one in read(path) if one.id and not is_whole(one.string))
        sys.stdout.write(f"{language.code:8} {len(fresh)} texts, {missing} without a translation\n")


def compile_all() -> None:
    for language in TRANSLATED:
        if (path := source_of(language)).exists():
            path.with_suffix(".mo").write_bytes(compiled(path))


def is_whole(string: object) -> bool:
    return all(string) if isinstance(string, tuple | list) else bool(string)


def main(arguments: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings_for_types")
    if arguments == ["collect"]:
        collect()
    if arguments in (["collect"], ["compile"]):
        compile_all()
        return 0
    sys.stderr.write("python -m tools.catalogues collect|compile\n")
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
