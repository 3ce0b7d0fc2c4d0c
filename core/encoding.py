"""Which encoding of a body a reader wants. Imports no Django."""

from functools import lru_cache


@lru_cache(maxsize=512)
def preferred_encoding(accepted: str) -> str:
    """``br``, ``gzip`` or "" (as it is), by RFC 9110 section 12.5.3: the highest weight wins, 0 refuses."""
    weights: dict[str, float] = {}
    for part in accepted.lower().split(","):
        coding, _, parameters = part.partition(";")
        weights[coding.strip()] = _weight(parameters)
    others = weights.get("*", 0.0)
    offered = {"br": weights.get("br", others), "gzip": weights.get("gzip", weights.get("x-gzip", others))}
    as_it_is = weights.get("identity", 0.0)
    best = max(offered, key=lambda coding: offered[coding])
    return best if offered[best] > 0 and offered[best] >= as_it_is else ""


def _weight(parameters: str) -> float:
    name, _, value = parameters.partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
