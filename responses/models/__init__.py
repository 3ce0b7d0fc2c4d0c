from responses.models.passage import ConfidentialPassage
from responses.models.response import Response
from responses.models.statement import Statement

__all__ = ["ConfidentialPassage", "Response", "Statement"]
