from responses.models.clearance import ClearanceUpload
from responses.models.invitation import Invitation
from responses.models.response import Response
from responses.models.statement import Statement

__all__ = ["ClearanceUpload", "Invitation", "Response", "Statement"]
