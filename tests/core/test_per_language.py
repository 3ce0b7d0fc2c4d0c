from django.utils import translation

from core.per_language import per_language


def test_made_once_for_each_language() -> None:
    made = []

    @per_language
    def words(name: str) -> str:
        made.append(name)
        return f"{name} in {translation.get_language()}"

    assert [words("a"), words("a")] == ["a in en"] * 2
    with translation.override("km"):
        assert [words("a"), words("a")] == ["a in km"] * 2
    assert made == ["a", "a"]
