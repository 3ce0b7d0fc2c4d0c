import select

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Django asks each kept connection ``SELECT 1`` before its first use in a request. Here it is asked only if something came
    in over it unasked: a server that ends a connection says so, or closes the socket, and either can be seen without asking.
    """

    def is_usable(self) -> bool:
        if self.connection is None or self.connection.closed:
            return False
        arrived = select.poll()
        arrived.register(self.connection.fileno(), select.POLLIN)
        return not arrived.poll(0) or super().is_usable()
