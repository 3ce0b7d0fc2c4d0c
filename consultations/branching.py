"""Which questions are shown, given the earlier answers; and what is wrong with a set of conditions. Imports no Django."""

from collections.abc import Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Problem:
    """A sentence for the officer, and the key of the question (or ``section``) where it is mended."""

    sentence: str
    question: str = ""
    section: str = ""


def problems(spec: FormSpec) -> list[Problem]:
    """What an officer must mend in the conditions: circles, references forward, to nothing, or to itself."""
    place = {key: index for index, key in enumerate(spec.by_key)}
    depends: dict[str, set[str]] = {}
    found: list[Problem] = []
    for section in spec.sections:
        for question in section.questions:
            sources = {condition.question for condition in (*section.show_if, *question.show_if)}
            depends.setdefault(question.key, set()).update(sources & place.keys())
            found += [
                Problem(f"“{question.key}” depends on “{missing}”, which is not in this form.", question.key)
                for missing in sorted(sources - place.keys())
            ]
    circles = _circles(depends)
    found += [Problem(_circle_sentence(circle), circle[0]) for circle in circles]
    in_circle = {key for circle in circles for key in circle}
    for key, sources in depends.items():
        later = sorted(
            source for source in sources if place[source] >= place[key] and not (key in in_circle and source in in_circle)
        )
        found += [Problem(f"“{key}” depends on “{source}”, which comes later.", key) for source in later]
    return found


def _circle_sentence(circle: list[str]) -> str:
    if len(circle) == 2:
        return f"“{circle[0]}” depends on itself."
    return "These questions wait for each other: " + " → ".join(circle) + "."


def _circles(depends: Mapping[str, set[str]]) -> list[list[str]]:
    """A circle for each edge that closes one in a depth-first search, from its first question back to it.

    Empty exactly when the questions can be put in an order. Each question is entered once, so the time is linear.
    """
    left: set[str] = set()
    circles: list[list[str]] = []
    for start in depends:
        path: list[str] = []
        todo = [(start, iter(sorted(depends[start])))] if start not in left else []
        if todo:
            path.append(start)
        while todo:
            source = next(todo[-1][1], None)
            if source is None:
                todo.pop()
                left.add(path.pop())
            elif source in path:
                circles.append([*path[path.index(source) :], source])
            elif source not in left:
                path.append(source)
                todo.append((source, iter(sorted(depends.get(source, ())))))
    return circles


def _as_set(answer: object) -> set[str]:
    if answer is None or answer == "" or answer == []:
        return set()
    if isinstance(answer, (list, tuple)):
        return {str(value) for value in answer}
    return {str(answer)}


def _number(answer: object) -> Decimal | None:
    try:
        number = Decimal(str(answer))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
