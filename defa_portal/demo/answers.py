"""What the example respondents answer: a plausible value for every question type, texts in the languages of the region."""

from random import Random

from consultations.branching import shown
from consultations.kinds import type_of
from consultations.kinds.base import OTHER
from consultations.spec import FormSpec, QuestionSpec
from consultations.validation import read_form

SHARE_ANSWERED = 0.8  # of optional questions
POSITION_SHARES = {"support": 48, "with_changes": 32, "oppose": 10, "no_view": 10}
SCALE_SHARES = {"1": 4, "2": 8, "3": 20, "4": 36, "5": 32}


def draw_answers(spec: FormSpec, language: str, chance: Random, texts: dict[str, dict[str, list[str]]]) -> dict[str, list[str]]:
    """Posted values for the questions that are shown, section by section, as a respondent would meet them."""
    raw: dict[str, list[str]] = {}
    for section in spec.sections:
        for question in section.questions:
            reading = read_form(spec, raw)
            answers = {key: answer.value for key, answer in reading.answers.items()}
            if question.key in shown(spec, answers) and (question.required or chance.random() < SHARE_ANSWERED):
                raw |= _draw(question, language, chance, texts)
    return raw


def _draw(question: QuestionSpec, language: str, chance: Random, texts: dict[str, dict[str, list[str]]]) -> dict[str, list[str]]:
    key, options = question.key, [choice.key for choice in type_of(question).options(question)]
    match question.kind:
        case "position":
            return {key: [_weighted(POSITION_SHARES, chance)]}
        case "scale":
            return {key: [_weighted(SCALE_SHARES, chance)]}
        case "multiple":
            several = sorted(
                chance.sample(options, k=min(len(options), question.max_choices or 4, chance.randint(1, 4))), key=options.index
            )
            return {key: several} | _other(question, OTHER in several, language, chance, texts)
        case "ranking":
            places = min(question.max_choices or len(options), len(options))
            ranked = chance.sample(options, k=places)
            return {f"{key}__{choice}": [str(place)] for place, choice in enumerate(ranked, start=1)}
        case "number":
            if believable := texts["numbers"].get(question.unit):
                return {key: [chance.choice(believable)]}
            low, high = int(float(question.minimum or 0)), int(float(question.maximum or 5000))
            return {key: [str(chance.randint(low, min(high, low + 5000)))]}
        case "date":
            return {key: [f"2027-{chance.randint(1, 12):02}-{chance.choice((1, 15, 28)):02}"]}
        case "country":
            return {key: [chance.choice(("SG", "ID", "MY", "TH", "VN", "CN", "JP", "AU", "US", "IN"))]}
        case "short_text" | "long_text":
            return {key: [_sentences(question, language, chance, texts)]}
    chosen = chance.choice(options)
    return {key: [chosen]} | _other(question, chosen == OTHER, language, chance, texts)


def _sentences(question: QuestionSpec, language: str, chance: Random, texts: dict[str, dict[str, list[str]]]) -> str:
    about = texts["by_element"].get(question.element, [])
    pool = [*about, *texts["by_language"]["en"]] if language == "en" else texts["by_language"][language]
    wanted = 1 if question.kind == "short_text" else chance.randint(1, min(3, len(pool)))
    return " ".join(chance.sample(pool, k=wanted))


def _other(
    question: QuestionSpec, ticked: bool, language: str, chance: Random, texts: dict[str, dict[str, list[str]]]
) -> dict[str, list[str]]:
    return {f"{question.key}__{OTHER}": [chance.choice(texts["by_language"][language])]} if ticked else {}


def _weighted(shares: dict[str, int], chance: Random) -> str:
    return chance.choices(list(shares), weights=list(shares.values()))[0]
