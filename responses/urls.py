"""Addresses of answering; /responses/<reference>/ itself shows decisions too and belongs to ``defa_portal.views.own``."""

from django.urls import path

from responses.views import drafts, receipts, sending, start, taking_over, texts

urlpatterns = [
    path("consultations/<slug:slug>/respond/", start.respond, name="respond"),
    path("drafts/<uuid:key>/", drafts.draft, name="draft"),
    path("drafts/<uuid:key>/about-you/", drafts.about_you, name="draft-profile"),
    path("drafts/<uuid:key>/s/<slug:section>/", drafts.section, name="draft-section"),
    path("drafts/<uuid:key>/texts/<slug:text_slug>/", texts.read, name="draft-text"),
    path("drafts/<uuid:key>/texts/<slug:text_slug>/<slug:paragraph>/", texts.comment, name="draft-comment"),
    path("drafts/<uuid:key>/take-over/", taking_over.take_over_page, name="draft-take-over"),
    path("drafts/<uuid:key>/publication/", drafts.publication, name="draft-consent"),
    path("drafts/<uuid:key>/check/", sending.check, name="draft-check"),
    path("drafts/<uuid:key>/submit/", sending.submit, name="draft-submit"),
    path("drafts/<uuid:key>/save/", drafts.save, name="draft-save"),
    path("drafts/<uuid:key>/discard/", drafts.discard, name="draft-discard"),
    path("receipts/", receipts.receipts, name="receipts"),
    path("responses/<slug:reference>/receipt/", receipts.receipt, name="receipt"),
    path("responses/<slug:reference>/amend/", receipts.amend, name="amend"),
    path("responses/<slug:reference>/withdraw/", receipts.withdraw_response, name="withdraw"),
]
