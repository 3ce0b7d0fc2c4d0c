"""Mail: queued in the transaction of an act, sent later by a job, its delivery kept. See docs/mail.md.

``from core.mail import queue_mail`` is all an app's services need. A mail names a reference and never holds an answer, a
confidential text or an access code.
"""

from core.mail.queue import bare_link, fill_in_when_sent, is_set_up, queue_mail, queue_mails, send_only_while

__all__ = ["bare_link", "fill_in_when_sent", "is_set_up", "queue_mail", "queue_mails", "send_only_while"]
