from accounts.models.organisation import Invitation, Membership, Organisation
from accounts.models.user import User

__all__ = ["Invitation", "Membership", "Organisation", "User"]
