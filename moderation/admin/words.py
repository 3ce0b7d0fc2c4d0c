"""How officers call it. The labels of ``responses.states`` speak to the owner of a response."""

from responses.states import Consent, Standing

STANDING_WORDS: dict[str, str] = {
    Standing.WAITING.value: "Waiting",
    Standing.PUBLISHED.value: "Published",
    Standing.KEPT.value: "Counted, not published",
    Standing.DECLINED.value: "Declined",
    Standing.RETURNED.value: "Returned to the filer",
}
CONSENT_WORDS: dict[str, str] = {
    Consent.NAMED.value: "With name",
    Consent.ORGANISATION.value: "Organisation only",
    Consent.ANONYMOUS.value: "Without a name",
    Consent.NOT_PUBLISHED.value: "Not for publication",
}
