"""Numbers as people read them: a comma at each thousand. For display only."""


def grouped(number: int | str) -> str:
    """1,250.5 from "1250.5", the decimals as they are; what is not a number in plain digits is given back."""
    text = str(number)
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    whole, point, rest = digits.partition(".")
    if not (whole.isascii() and whole.isdigit()):
        return text
    return f"{sign}{int(whole):,}{point}{rest}"
