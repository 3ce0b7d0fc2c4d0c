"""The one-page questionnaire of the measurement: twenty questions of every common type, and one answer to all of them."""

from typing import Any

TEXT = "Our parcels wait two days at the border because one paper still needs a stamp. A shared system would end that. "
_CHOICES = [{"key": f"choice_{n}", "label": f"The {n}. thing one may choose here"} for n in range(1, 6)]
_OF_EACH_KIND: tuple[tuple[int, dict[str, Any], list[str]], ...] = (
    (4, {"kind": "single", "choices": _CHOICES}, ["choice_2"]),
    (3, {"kind": "multiple", "choices": _CHOICES}, ["choice_1", "choice_3"]),
    (3, {"kind": "scale", "low_label": "Not at all", "high_label": "Very much"}, ["4"]),
    (2, {"kind": "number", "unit": "days", "minimum": "0"}, ["12"]),
    (1, {"kind": "date"}, ["2027-03-31"]),
    (1, {"kind": "short_text"}, [TEXT[:60]]),
    (2, {"kind": "long_text"}, [TEXT * 6]),
)
PROFILE = {
    "profile__capacity": ["msme"],
    "profile__name": ["Example Person"],
    "profile__organisation": ["Example firm"],
    "profile__email": ["example@example.org"],
    "profile__country": ["LA"],
    "profile__sector": ["logistics"],
    "profile__size": ["10-49"],
    "consent": ["organisation"],
    "consent__certify": ["yes"],
}


def one_page(elements: list[str]) -> tuple[dict[str, Any], dict[str, list[str]]]:
    """The form as ``load_form`` takes it, and what a respondent posts. ``elements``: slugs to ask a position on."""
    questions: list[dict[str, Any]] = [
        {"key": f"position_{n}", "kind": "position", "element": slug, "required": True, "text": "What is your position on this?"}
        for n, slug in enumerate(elements[:4])
    ]
    posted = {question["key"]: ["with_changes"] for question in questions}
    for number, question, values in _OF_EACH_KIND:
        for n in range(number):
            key = f"{question['kind']}_{n}"
            questions.append({**question, "key": key, "text": f"Question {len(questions) + 1}: how is it with you?"})
            posted[key] = values
    return {"sections": [{"key": "all", "title": "Your answers", "questions": questions}]}, {**PROFILE, **posted}


def limit_form(posted: dict[str, list[str]]) -> dict[str, tuple[int, list[str]]]:
    """The same inputs for the limit: longest value, and the values offered where there is a choice."""
    free = ("name", "organisation", "email", "text", "number", "date")
    return {
        name: (5000, []) if any(word in name for word in free) else (40, ["choice_4", "choice_5", *values])
        for name, values in posted.items()
    }
