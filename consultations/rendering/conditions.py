"""Show-if on pages: which questions stand on a page, the sentence for those that may be skipped, and the same for the script."""

import json

from django.utils.translation import gettext as _

from consultations.branching import holds, shown
from consultations.kinds import Invalid, Raw, type_of
from consultations.spec import ConditionSpec, FormSpec, QuestionSpec, SectionSpec
from core.language import say


def shown_now(spec: FormSpec, raw: Raw) -> frozenset[str]:
    """Keys of the questions to be asked with these values; as ``consultations.validation.read_form``, but reading only what
    conditions look at."""
    return shown(spec, _sources(spec, raw))


def asked_on_page(spec: FormSpec, section: SectionSpec, raw: Raw) -> frozenset[str]:
    """Keys of the questions that stand on the page of a section.

    A condition on an earlier page is decided here. A condition on the same page is left to the reader, or to the script:
    without it, such a question is always there, with a sentence.
    """
    keys = {question.key for question in section.questions}
    conditions = [*section.show_if, *(one for question in section.questions for one in question.show_if)]
    if all(one.question in keys for one in conditions):
        return frozenset(keys)
    answers = _sources(spec, raw)
    visible = set(shown(spec, answers))
    on_page: set[str] = set()
    for question in section.questions:
        decided = (one for one in (*section.show_if, *question.show_if) if one.question not in on_page)
        if all(holds(one, answers, visible - keys) for one in decided):
            on_page.add(question.key)
    return frozenset(on_page)


def only_if(conditions: tuple[ConditionSpec, ...], spec: FormSpec) -> str:
    """“Answer this only if …”; empty if nothing is to be said."""
    clauses = [_clause(one, spec) for one in conditions if one.question in spec.by_key]
    if not clauses:
        return ""
    together = clauses[0]
    for clause in clauses[1:]:
        together = _("%(condition)s, and %(another)s") % {"condition": together, "another": clause}
    return _("Answer this only if %(condition)s.") % {"condition": together}


def for_script(conditions: tuple[ConditionSpec, ...]) -> str:
    """JSON that static/js/showif.js reads."""
    return json.dumps([{"question": one.question, "operator": one.operator, "values": one.values} for one in conditions])


def on_same_page(conditions: tuple[ConditionSpec, ...], section: SectionSpec) -> tuple[ConditionSpec, ...]:
    keys = {question.key for question in section.questions}
    return tuple(one for one in conditions if one.question in keys)


def _sources(spec: FormSpec, raw: Raw) -> dict[str, object]:
    answers: dict[str, object] = {}
    for key in spec.sources:
        question = spec.by_key[key]
        try:
            answer = type_of(question).clean(question, raw)
        except Invalid:
            continue
        answers[key] = answer.value if answer.value is not None else " ".join(answer.texts.values())
    return answers


def _clause(condition: ConditionSpec, spec: FormSpec) -> str:
    source = spec.by_key[condition.question]
    words = {"question": say(source.text), "answers": _chosen(condition, source), "number": "".join(condition.values[:1])}
    match condition.operator:
        case "any_of":
            return _("you chose %(answers)s for “%(question)s”") % words
        case "none_of":
            return _("you did not choose %(answers)s for “%(question)s”") % words
        case "at_least":
            return _("your answer to “%(question)s” is %(number)s or more") % words
        case "at_most":
            return _("your answer to “%(question)s” is %(number)s or less") % words
    return _("you answered “%(question)s”") % words


def _chosen(condition: ConditionSpec, source: QuestionSpec) -> str:
    """“Yes” or “No”."""
    labels = {choice.key: choice.label for choice in type_of(source).options(source)}
    together = ""
    for value in condition.values:
        one = _("“%(answer)s”") % {"answer": say(labels.get(value, value))}
        together = _("%(answer)s or %(another)s") % {"answer": together, "another": one} if together else one
    return together
