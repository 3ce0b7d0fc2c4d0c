from responses.models.member import RepresentedMember
from responses.models.response import Response
from responses.models.statement import Statement

__all__ = ["RepresentedMember", "Response", "Statement"]
