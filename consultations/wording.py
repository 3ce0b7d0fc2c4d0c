"""Conditions in words, for officers."""

from consultations.kinds import type_of
from consultations.spec import ConditionSpec, FormSpec


def condition_words(spec: FormSpec, condition: ConditionSpec) -> str:
    """For example: “Do you trade across borders?” is answered “Yes, often” or “Now and then”."""
    source = spec.by_key.get(condition.question)
    if source is None:
        return f"“{condition.question}”, which is not in this form"
    labels = {choice.key: choice.label for choice in type_of(source).options(source)}
    values = " or ".join(f"“{labels.get(value, value)}”" for value in condition.values)
    asked = f"“{source.text}”"
    match condition.operator:
        case "any_of":
            return f"{asked} is answered {values}"
        case "none_of":
            return f"{asked} is not answered {values}"
        case "at_least":
            return f"{asked} is answered with {condition.values[0]} or more"
        case "at_most":
            return f"{asked} is answered with {condition.values[0]} or less"
    return f"{asked} is answered"


def conditions_words(spec: FormSpec, conditions: tuple[ConditionSpec, ...]) -> str:
    """Empty if there are none."""
    return "; and ".join(condition_words(spec, condition) for condition in conditions)
