"""Forms of a question's page: the question, its choices, its conditions."""

import json
from collections.abc import Mapping
from typing import Any

from django import forms

from consultations.admin.places import AnyInlineFormSet, AnyModelForm, PlacedForm
from consultations.compiling import compile_question, is_number
from consultations.kinds import TYPES, type_of
from consultations.models import Choice, Condition, Question, Section
from consultations.states import Kind, Operator

_ABOUT = {
    "allow_other": "Adds an answer with a line to write on.",
    "max_choices": "How many may be ticked or ranked. Left empty: all.",
    "unit": "“days”, “US$ a year”, “per cent of sales”.",
    "minimum": "The smallest number that can be answered.",
    "maximum": "The largest number that can be answered.",
    "low_label": "What 1 means.",
    "high_label": "What 5 means.",
    "max_characters": "Left empty: 300 for a short text, 4,000 for a long one.",
}
SETTINGS = tuple(_ABOUT)
_COUNTS_FOR = {
    name: ", ".join(Kind(key).label.lower() for key, kind in TYPES.items() if name in kind.settings) for name in SETTINGS
}


class SectionForm(PlacedForm):
    class Meta:
        model = Section
        fields = ["phase", "order", "key", "title", "element", "intro"]
        widgets = {"intro": forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"})}


class QuestionLineForm(PlacedForm):
    """A question as a line of its section's page."""

    named_by = "text"
    fallback = "question"

    class Meta:
        model = Question
        fields = ["section", "order", "key", "kind", "text", "required"]
        widgets = {"text": forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"})}

    def clean_text(self) -> str:
        """One line, however it was typed."""
        return " ".join(str(self.cleaned_data["text"]).split())


class QuestionForm(QuestionLineForm):
    class Meta:
        model = Question
        fields = ["section", "order", "key", "kind", "text", "help", "required", "element", *SETTINGS]
        widgets = QuestionLineForm.Meta.widgets

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in SETTINGS:
            if name in self.fields:
                self.fields[name].help_text = f"{_ABOUT[name]} For: {_COUNTS_FOR[name]}."
        if "kind" in self.fields:
            self.fields["kind"].widget.attrs["data-settings"] = json.dumps(
                {key: sorted(kind.settings) for key, kind in TYPES.items()}
            )

    def clean(self) -> dict[str, Any]:
        """What does not count for the kind is emptied."""
        cleaned = super().clean()
        counts = TYPES[cleaned["kind"]].settings if cleaned.get("kind") in TYPES else frozenset(SETTINGS)
        for name in SETTINGS:
            if name in self.fields and name not in counts:
                cleaned[name] = getattr(Question(), name)
        return cleaned


class ChoiceForm(PlacedForm):
    named_by = "label"
    fallback = "choice"

    class Meta:
        model = Choice
        fields = ["order", "label", "key"]


class EarlierQuestionField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic when it runs
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.section.title}: {obj.text}"


class ConditionForm(AnyModelForm):
    """An earlier question, and the answers of it that count; nothing is typed but a number."""

    depends_on = EarlierQuestionField(queryset=Question.objects.none(), label="Earlier question")
    chosen = forms.MultipleChoiceField(
        required=False, label="Answers", help_text="Of that question. Several: hold Ctrl or ⌘.", widget=forms.SelectMultiple
    )
    number = forms.CharField(required=False, max_length=20, label="Number", help_text="For “at least” and “at most”.")

    class Meta:
        model = Condition
        fields = ["depends_on", "operator"]

    def __init__(self, *args: Any, earlier: Mapping[int, Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.earlier = earlier
        questions = Question.objects.filter(pk__in=earlier)
        depends_on = self.fields["depends_on"]
        assert isinstance(depends_on, EarlierQuestionField)
        depends_on.queryset = questions
        depends_on.choices = [("", "Choose a question"), *((pk, depends_on.label_from_instance(q)) for pk, q in earlier.items())]
        chosen = self.fields["chosen"]
        assert isinstance(chosen, forms.MultipleChoiceField)
        chosen.choices = [(question.text, _answers(question)) for question in earlier.values() if _answers(question)]
        chosen.widget.attrs["data-answers-of"] = "depends_on"
        if self.instance.pk:
            compared = self.instance.operator in (Operator.AT_LEAST, Operator.AT_MOST)
            self.initial["number"] = self.instance.values[0] if compared and self.instance.values else ""
            self.initial["chosen"] = [f"{self.instance.depends_on_id}:{value}" for value in self.instance.values if not compared]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        question, operator = cleaned.get("depends_on"), cleaned.get("operator")
        if question is not None and operator:
            self.instance.values = self._values(self.earlier[question.pk], operator, cleaned)
        return cleaned

    def _values(self, question: Question, operator: str, cleaned: Mapping[str, Any]) -> list[str]:
        if operator == Operator.ANSWERED:
            return []
        if operator in (Operator.AT_LEAST, Operator.AT_MOST):
            return self._number(question, (cleaned.get("number") or "").strip())
        picked = [value.partition(":") for value in cleaned.get("chosen") or ()]
        values = [key for pk, _, key in picked if pk == str(question.pk)]
        if len(values) != len(picked):
            self.add_error("chosen", f"Choose answers of “{question.text}” only.")
        elif not values and _answers(question):
            self.add_error("chosen", f"Choose at least one answer of “{question.text}”.")
        elif not values:
            self.add_error("operator", f"“{question.text}” has no fixed answers. Ask only whether it is answered.")
        return values

    def _number(self, question: Question, typed: str) -> list[str]:
        if question.kind not in (Kind.NUMBER, Kind.SCALE):
            self.add_error("operator", f"“{question.text}” is not answered with a number.")
        elif not is_number(typed):
            self.add_error("number", "Write a number in digits, for example 3 or 2.5.")
        return [typed]


class ConditionFormSet(AnyInlineFormSet):
    earlier: Mapping[int, Question] = {}

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        return {**super().get_form_kwargs(index), "earlier": self.earlier}


def earlier_questions(phase_id: int, before: Question | Section | None, within: Section | None = None) -> dict[int, Question]:
    """Those a condition may look at, by id, in order: all of the phase before the question or section.

    For a new question ``before`` is None and ``within`` its section: then all up to the end of that section.
    """
    questions = (
        Question.objects.filter(section__phase=phase_id)
        .select_related("section__element", "element")
        .prefetch_related("choices", "conditions__depends_on")
        .order_by("section__order", "section_id", "order", "id")
    )
    found: dict[int, Question] = {}
    for question in questions:
        if before is not None and before.pk == (question.pk if isinstance(before, Question) else question.section_id):
            break
        if within is not None and (question.section.order, question.section_id) > (within.order, within.pk):
            break
        found[question.pk] = question
    return found


def _answers(question: Question) -> list[tuple[str, str]]:
    spec = compile_question(question, question.section)
    return [(f"{question.pk}:{choice.key}", choice.label) for choice in type_of(spec).options(spec)]
