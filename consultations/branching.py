"""Which questions are shown, given the earlier answers; and what is wrong with a set of conditions. Imports no Django."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from consultations.spec import ConditionSpec, FormSpec

Answers = Mapping[str, object]  # question key -> cleaned answer, as consultations.kinds makes it


def shown(spec: FormSpec, answers: Answers) -> frozenset[str]:
    """Keys of the questions to be asked. The answer of a hidden question counts as not given."""
    visible: set[str] = set()
    for section in spec.sections:
        if not all(holds(condition, answers, visible) for condition in section.show_if):
            continue
        for question in section.questions:
            if all(holds(condition, answers, visible) for condition in question.show_if):
                visible.add(question.key)
    return frozenset(visible)


def holds(condition: ConditionSpec, answers: Answers, visible: set[str]) -> bool:
    answer = answers.get(condition.question) if condition.question in visible else None
    given = _as_set(answer)
    match condition.operator:
        case "answered":
            return bool(given)
        case "any_of":
            return bool(given & set(condition.values))
        case "none_of":
            return not given & set(condition.values)
        case "at_least" | "at_most":
            number, limit = _number(answer), _number(condition.values[0] if condition.values else None)
            if number is None or limit is None:
                return False
            return number >= limit if condition.operator == "at_least" else number <= limit
    return False


def problems(spec: FormSpec) -> list[str]:
    """What an officer must mend before the form can open: circles, references forward, to nothing, or to itself."""
    place = {key: index for index, key in enumerate(spec.by_key)}
    depends: dict[str, set[str]] = {}
    found: list[str] = []
    for section in spec.sections:
        for question in section.questions:
            sources = {condition.question for condition in (*section.show_if, *question.show_if)}
            depends[question.key] = sources & place.keys()
            found += [
                f"“{question.key}” depends on “{missing}”, which is not in this form."
                for missing in sorted(sources - place.keys())
            ]
    circles = _circles(depends)
    found += ["These questions wait for each other: " + " → ".join(circle) + "." for circle in circles]
    in_circle = {key for circle in circles for key in circle}
    for key, sources in depends.items():
        later = sorted(
            source for source in sources if place[source] >= place[key] and not (key in in_circle and source in in_circle)
        )
        found += [f"“{key}” depends on “{source}”, which comes later." for source in later]
    return found


def _circles(depends: Mapping[str, set[str]]) -> list[list[str]]:
    """Each circle once, starting and ending at its first question (depth-first search)."""
    done: set[str] = set()
    circles: list[list[str]] = []
    for start in depends:
        stack: list[tuple[str, list[str]]] = [(start, [start])]
        while stack:
            key, path = stack.pop()
            for source in sorted(depends.get(key, ())):
                if source in path:
                    circle = path[path.index(source) :]
                    if not any(set(circle) == set(known) for known in circles):
                        circles.append([*circle, source])
                elif source not in done:
                    stack.append((source, [*path, source]))
        done.add(start)
    return circles


def _as_set(answer: object) -> set[str]:
    if answer is None or answer == "" or answer == []:
        return set()
    if isinstance(answer, (list, tuple)):
        return {str(value) for value in answer}
    return {str(answer)}


def _number(answer: object) -> Decimal | None:
    try:
        return Decimal(str(answer))
    except InvalidOperation:
        return None
