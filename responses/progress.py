"""How far a draft has come: what the task list and the check page show, in the reader's language. Imports no Django forms."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from consultations.kinds import Raw, type_of
from consultations.queries import AskedForm
from consultations.spec import SectionSpec
from consultations.texts import AskedText
from core.language import say
from responses.claims import CLAIM_NAMES, WORDING
from responses.filing import FILES, MOST_FILES, Filed
from responses.forms import CLAIM, CONSENT, MEMBERS, PROFILE
from responses.members import SEEN, members_in, represents
from responses.reading import WholeReading, holds_marks, read_whole
from responses.sections import CONSENT_NAMES, PROFILE_NAMES


@dataclass(frozen=True)
class Task:
    """One line of the task list; ``word``, ``icon`` and ``tone`` as components/status_tag.html wants them."""

    key: str
    title: str
    url: str
    hint: str
    word: str
    icon: str
    tone: str
    is_asked: bool = True


@dataclass(frozen=True)
class Progress:
    reading: WholeReading
    parts: tuple[str, ...]  # keys of the pages still asked for, in order
    tasks: tuple[Task, ...]
    left: int  # how many answers are missing or need a change

    @property
    def asked(self) -> list[Task]:
        return [task for task in self.tasks if task.is_asked]

    @property
    def not_asked(self) -> list[Task]:
        return [task for task in self.tasks if not task.is_asked]

    def go_on(self, here: str) -> tuple[str, str]:
        """Address and words of the button: the first part that is not done, else the check page."""
        for task in self.tasks:
            if task.url and task.key not in ("check", FILES) and task.tone != "good":
                words = _("Go on with “%(part)s”") if task.tone == "wait" else _("Start “%(part)s”")
                return task.url, words % {"part": task.title}
        return f"{here}check/", _("Check and send")


def progress_of(
    form: AskedForm, raw: Raw, here: str, files: Sequence[Filed], more_errors: Mapping[str, str] | None = None
) -> Progress:
    """``here``: address of the draft, ending in a slash. ``more_errors``: found elsewhere than in the answers themselves."""
    reading = read_whole(form.spec, raw, form.texts, files)
    reading.errors |= {name: sentence for name, sentence in (more_errors or {}).items() if reading.asks(name)}
    tasks = [_own_task(PROFILE, _("About you"), f"{here}about-you/", PROFILE_NAMES, raw, reading.errors)]
    if represents(raw):
        tasks.append(_members_task(f"{here}members/", raw))
    tasks += [_section_task(section, here, raw, reading) for section in form.spec.sections]
    tasks += [_text_task(text, here, raw, reading) for text in form.texts]
    tasks.append(_files_task(f"{here}files/", files, reading))
    if reading.claim.is_made:
        tasks.append(_claim_task(f"{here}confidential/", raw, reading))
    tasks.append(_own_task(CONSENT, _("Publication"), f"{here}publication/", CONSENT_NAMES, raw, reading.errors))
    word, tone = (_("When nothing is missing"), "plain") if reading.errors else (_("Nothing is missing"), "now")
    tasks.append(Task("check", _("Check your answers and send them"), f"{here}check/", "", word, "arrow", tone))
    parts = parts_of(form, reading.form.shown, raw, claimed=reading.claim.is_made)
    return Progress(reading, parts, tuple(tasks), len(reading.errors))


def parts_of(
    form: AskedForm, shown: frozenset[str], raw: Raw, *, claimed: bool | None = None, confidential_file: bool = False
) -> tuple[str, ...]:
    """Keys of the pages, in order: about you, members if one represents others, the sections of which something is asked, the
    draft texts, what is confidential (``claimed``: if something is; where the caller does not know, it is read from ``raw`` and
    from ``confidential_file``: whether the draft has one), publication."""
    if claimed is None:
        claimed = confidential_file or holds_marks(form.spec, raw, form.texts)
    sections = [section.key for section in form.spec.sections if any(q.key in shown for q in section.questions)]
    members = [MEMBERS] if represents(raw) else []
    return (PROFILE, *members, *sections, *(text.part for text in form.texts), FILES, *([CLAIM] if claimed else []), CONSENT)


def place_words(parts: tuple[str, ...], key: str) -> str:
    """“Part 2 of 5”; empty for a page that is not among them."""
    if key not in parts:
        return ""
    return _("Part %(number)s of %(total)s") % {"number": parts.index(key) + 1, "total": len(parts)}


def next_part(parts: tuple[str, ...], key: str) -> str:
    place = parts.index(key) if key in parts else -1
    return parts[place + 1] if 0 <= place < len(parts) - 1 else ""


def _own_task(key: str, title: str, url: str, names: tuple[str, ...], raw: Raw, errors: Mapping[str, str]) -> Task:
    left = sum(name in errors for name in names)
    return _task(key, title, url, "", left=left, begun=any(raw.get(name) not in (None, [], [""]) for name in names))


def _files_task(url: str, files: Sequence[Filed], reading: WholeReading) -> Task:
    if not files:
        hint = _("If you wish, up to %(most)s") % {"most": MOST_FILES}
        return Task(FILES, _("Files"), url, hint, pgettext("files", "None"), "planned", "plain")
    hint = ngettext("%(count)s file", "%(count)s files", len(files)) % {"count": len(files)}
    return _task(FILES, _("Files"), url, hint, left=int(FILES in reading.errors), begun=True)


def _claim_task(url: str, raw: Raw, reading: WholeReading) -> Task:
    left = sum(name in CLAIM_NAMES or name.startswith(WORDING) for name in reading.errors)
    marked = sum(len(text.passages) for text in reading.claim.texts)
    hint = ngettext("%(count)s passage marked", "%(count)s passages marked", marked) % {"count": marked} if marked else ""
    begun = any(raw.get(name) not in (None, [], [""]) for name in CLAIM_NAMES)
    return _task(CLAIM, _("Confidential passages"), url, hint, left=left, begun=begun)


def _members_task(url: str, raw: Raw) -> Task:
    title, hint = _("Members you file for"), _("For whom you answer, besides yourself. You can skip this.")
    listed = len(members_in(raw))
    if not listed and not raw.get(SEEN):
        return Task(MEMBERS, title, url, hint, _("Not started"), "planned", "plain")
    word = ngettext("%(count)s member", "%(count)s members", listed) % {"count": listed} if listed else _("None listed")
    return Task(MEMBERS, title, url, hint, word, "done", "good")


def _section_task(section: SectionSpec, here: str, raw: Raw, reading: WholeReading) -> Task:
    asked = [question for question in section.questions if question.key in reading.form.shown]
    if not asked:
        return Task(section.key, say(section.title), "", "", _("Not needed with your answers"), "hidden", "plain", is_asked=False)
    needed = sum(question.required for question in asked)
    words = {
        "questions": ngettext("%(count)s question", "%(count)s questions", len(asked)) % {"count": len(asked)},
        "needed": needed,
    }
    hint = (_("%(questions)s, %(needed)s must be answered") if needed else _("%(questions)s, all can be skipped")) % words
    left = sum(question.key in reading.errors for question in asked)
    seen = any(name in raw for question in asked for name in type_of(question).names(question))
    return _task(section.key, say(section.title), f"{here}s/{section.key}/", hint, left=left, begun=seen)


def _text_task(text: AskedText, here: str, raw: Raw, reading: WholeReading) -> Task:
    comments = sum(one.key.startswith(f"{text.key}__") for one in reading.comments)
    long = len(text.paragraphs)
    words = {
        "paragraphs": ngettext("%(count)s paragraph", "%(count)s paragraphs", long) % {"count": long},
        "comments": ngettext("%(count)s comment", "%(count)s comments", comments) % {"count": comments},
    }
    hint = (_("%(paragraphs)s, %(comments)s so far") if comments else _("%(paragraphs)s, all can be skipped")) % words
    left = sum(name.startswith(f"{text.key}__") for name in reading.errors)
    begun = bool(comments) or bool(raw.get(text.seen))
    title = _("Comment on “%(title)s”") % {"title": say(text.title)}
    return _task(text.part, title, f"{here}texts/{text.slug}/", hint, left=left, begun=begun)


def _task(key: str, title: str, url: str, hint: str, *, left: int, begun: bool) -> Task:
    if not begun:
        return Task(key, title, url, hint, _("Not started"), "planned", "plain")
    if left:
        lacks = ngettext("%(count)s answer missing or to change", "%(count)s answers missing or to change", left) % {
            "count": left
        }
        return Task(key, title, url, lacks, _("In progress"), "draft", "wait")
    return Task(key, title, url, hint, _("Done"), "done", "good")
