"""One family of errors: a code for machines, a status for browsers, a sentence for people."""

from core.words import message


class PortalError(Exception):
    """Raised by getters and services; ``core.middleware.PortalErrorMiddleware`` turns it into a page."""

    code = "error"
    status = 400
    sentence: str = message("The portal could not do this.")

    def __init__(self, sentence: str = "", **context: object) -> None:
        self.sentence = sentence or self.sentence
        self.context = context
        super().__init__(self.sentence)


class BadInput(PortalError):
    code = "bad-input"
    sentence = message("The address or the form held something that cannot be read.")


class NotFound(PortalError):
    """Also raised for what exists but belongs to someone else: the two must look alike."""

    code = "not-found"
    status = 404
    sentence = message("There is nothing at this address.")


class Conflict(PortalError):
    """A lost race: someone else moved the object first. ``context`` may name what they did."""

    code = "conflict"
    status = 409
    sentence = message("Someone else changed this a moment ago. Nothing of yours was applied.")


class Refused(PortalError):
    """The act is not allowed for this object in its present state, whoever asks."""

    code = "refused"
    status = 403
    sentence = message("This is not possible here.")


class Closed(Refused):
    code = "closed"
    sentence = message("This consultation is not open for answers.")


class TooMany(PortalError):
    code = "too-many"
    status = 429
    sentence = message("Too many tries. Please wait a few minutes.")
