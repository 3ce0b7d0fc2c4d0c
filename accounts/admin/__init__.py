from accounts.admin.organisation import OrganisationAdmin
from accounts.admin.staff import StaffAdmin

__all__ = ["OrganisationAdmin", "StaffAdmin"]
