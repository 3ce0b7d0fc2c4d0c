import pytest

from moderation.who import Who, who

FIRM = {"name": "Somsak", "organisation": "Mekong Crafts", "capacity": "msme", "country": "VN", "sector": "logistics"}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (
            {"consent": "named", "size": "10-49"},
            Who(
                "Somsak, Mekong Crafts",
                "Micro, small or medium enterprise in Viet Nam, logistics and delivery, 10 to 49 employees",
            ),
        ),
        (
            {"consent": "organisation"},
            Who("Mekong Crafts", "Micro, small or medium enterprise in Viet Nam, logistics and delivery"),
        ),
        (
            {"consent": "anonymous", "size": "0"},
            Who("A micro, small or medium enterprise in Viet Nam, logistics and delivery", "No employees"),
        ),
        (
            {"consent": "anonymous", "capacity": "individual", "country": "PH", "sector": ""},
            Who("An individual in the Philippines", ""),
        ),
        ({"consent": "anonymous", "capacity": "other", "country": "", "sector": ""}, Who("A respondent", "")),
        (
            {"consent": "named", "organisation": "", "capacity": "individual", "sector": ""},
            Who("Somsak", "Individual in Viet Nam"),
        ),
        ({"consent": "named", "name": "", "organisation": ""}, who(consent="anonymous", **FIRM)),
    ],
)
def test_a_respondent_is_named_as_consented(given: dict[str, str], expected: Who) -> None:
    assert who(**(FIRM | given)) == expected
