from responses.models.response import Response
from responses.models.statement import Statement

__all__ = ["Response", "Statement"]
