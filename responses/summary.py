"""A response as text: for the check page, the receipt and the owner's page, in the reader's language. Imports no Django forms."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from consultations.kinds import Answer, type_of
from consultations.queries import AskedForm
from consultations.texts import AskedText
from core.language import say
from core.places import country_name
from core.words import message
from responses.comments import Comment, comment_lines
from responses.languages import LANGUAGE, LANGUAGES
from responses.models import Response
from responses.profile import CAPACITIES, CONSENT_EFFECTS, SECTORS, SIZES
from responses.states import Consent


@dataclass(frozen=True)
class Row:
    """``key``, ``value``, ``lang``, ``url`` as the tag ``summary_list`` wants them."""

    key: str
    value: str
    url: str = ""
    lang: str = ""


@dataclass(frozen=True)
class Group:
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Shown:
    """What everyone will be able to read, and what not, under a consent."""

    effect: str
    public: tuple[str, ...]
    hidden: tuple[str, ...]


PROFILE_LABELS: tuple[tuple[str, str, Mapping[str, str]], ...] = (
    ("capacity", message("You answer as"), dict(CAPACITIES)),
    ("organisation", message("Organisation"), {}),
    ("name", message("Name"), {}),
    ("email", message("E-mail address"), {}),
    ("country", message("Member state or country"), {}),
    ("sector", message("Sector"), dict(SECTORS)),
    ("size", message("Employees"), dict(SIZES)),
    ("register_number", message("Register number"), {}),
    ("association_code", message("Code of your association"), {}),
    ("represents", message("Who is represented"), {}),
    ("formed", message("How this view was formed"), {}),
)
NEVER_PUBLIC = {"email": message("E-mail address"), "register_number": message("Register number")}
DECLARED = ("represents", "formed")  # published together with the name of the organisation


def profile_group(profile: Mapping[str, str], change: str = "", language: str = "") -> Group:
    """``profile``: by input name, as ``responses.sections`` reads it. ``change``: address of the page to change it; ``language``:
    of the answers, where it is to be shown."""
    rows = [
        Row(say(label), _profile_words(field, profile.get(f"profile__{field}", ""), labels), _to(change, f"profile__{field}"))
        for field, label, labels in PROFILE_LABELS
    ]
    if language:
        rows.append(Row(_("Language of your answers"), say(dict(LANGUAGES).get(language, language)), _to(change, LANGUAGE)))
    return Group(_("About you"), tuple(rows))


def answer_groups(
    form: AskedForm, answers: Mapping[str, Answer], shown: frozenset[str], here: str = "", language: str = ""
) -> list[Group]:
    """One group per section of which something is asked; ``here`` (address of the draft) adds links to change."""
    lang = "" if language == "und" else language
    groups = []
    for section in form.spec.sections:
        change = f"{here}s/{section.key}/" if here else ""
        rows = tuple(
            Row(
                say(question.text),
                "\n".join(map(say, type_of(question).display(question, answers.get(question.key, Answer())))),
                f"{change}#q-{question.key}" if change else "",
                lang if type_of(question).is_text else "",
            )
            for question in section.questions
            if question.key in shown
        )
        if rows:
            groups.append(Group(say(section.title), rows))
    return groups


def sent_groups_of(
    response: Response, form: AskedForm, answers: Mapping[str, Answer], comments: Iterable[Comment] = ()
) -> list[Group]:
    """What was sent, for its owner. ``answers``: by question key."""
    profile = {f"profile__{field}": getattr(response, field, "") for field, *_rest in PROFILE_LABELS}
    profile["profile__association_code"] = _("Given") if response.association_code_hash else ""
    return [
        profile_group(profile),
        *answer_groups(form, answers, frozenset(answers), language=response.language),
        *comment_groups(form.texts, comments, language=response.language),
        consent_group(response.consent),
    ]


def comment_groups(texts: Sequence[AskedText], comments: Iterable[Comment], here: str = "", language: str = "") -> list[Group]:
    """One group per draft text with the paragraphs commented on; a text of which nothing is said only where it can be changed."""
    by_key = {comment.key: comment for comment in comments}
    lang = "" if language == "und" else language
    groups = []
    for text in texts:
        page = f"{here}texts/{text.slug}/" if here else ""
        rows = tuple(
            Row(say(one.name), "\n".join(comment_lines(comment)), f"{page}{one.key}/" if page else "", lang)
            for one in text.paragraphs
            if (comment := by_key.get(text.statement(one.key)))
        )
        if not rows and here:
            rows = (Row(_("Comments"), pgettext("comments", "None"), page),)
        if rows:
            words = {"title": say(text.title), "number": text.number}
            groups.append(Group(_("Comments on “%(title)s”, version %(number)s") % words, rows))
    return groups


def consent_group(consent: str, change: str = "") -> Group:
    label = str(dict(Consent.choices).get(consent, ""))
    return Group(_("Publication"), (Row(_("What may be published"), label, f"{change}#q-consent" if change else ""),))


def shown_under(consent: str, profile: Mapping[str, str], *, claimed: bool = False) -> Shown | None:
    """None while nothing is chosen. ``claimed``: parts are marked as confidential."""
    if consent not in CONSENT_EFFECTS:
        return None
    facts = [
        _fact(label, words)
        for field, label, labels in PROFILE_LABELS
        if field not in ("name", "organisation", "association_code", *NEVER_PUBLIC, *DECLARED)
        and (words := _profile_words(field, profile.get(f"profile__{field}", ""), labels))
    ]
    name, organisation = (profile.get(f"profile__{field}", "") for field in ("name", "organisation"))
    labels = {field: label for field, label, *_rest in PROFILE_LABELS}
    who = [_fact(labels["organisation"], organisation)] if organisation else []
    who += [_fact(labels[field], declared) for field in DECLARED if (declared := profile.get(f"profile__{field}"))]
    me = [_fact(labels["name"], name)] if name else []
    never = [_fact(label, words) for field, label in NEVER_PUBLIC.items() if (words := profile.get(f"profile__{field}", ""))]
    answers = _("Your answers, without what you marked as confidential") if claimed else _("Your answers")
    public = {
        Consent.NAMED: [answers, *me, *who, *facts],
        Consent.ORGANISATION: [answers, *who, *facts],
        Consent.ANONYMOUS: [answers, *facts],
        Consent.NOT_PUBLISHED: [],
    }[Consent(consent)]
    marked = [_("What you marked as confidential")] if claimed and consent != Consent.NOT_PUBLISHED else []
    everything = [answers if consent != Consent.NOT_PUBLISHED else _("Your answers"), *marked, *me, *who, *facts, *never]
    return Shown(say(CONSENT_EFFECTS[consent]), tuple(public), tuple(line for line in everything if line not in public))


def _profile_words(field: str, value: str, labels: Mapping[str, str]) -> str:
    return say(country_name(value) if field == "country" and value else labels.get(value, value))


def _fact(label: str, words: str) -> str:
    return f"{say(label)}: {words}"


def _to(change: str, name: str) -> str:
    return f"{change}#q-{name}" if change else ""
