from accounts.services.staff import DEMO_DOMAIN, ensure_demo_staff, ensure_roles

__all__ = ["DEMO_DOMAIN", "ensure_demo_staff", "ensure_roles"]
