"""Addresses of answering; /responses/<reference>/ itself shows decisions too and belongs to ``defa_portal.views.own``."""

from django.urls import path

from responses.views import drafts, receipts, sending, start, teams, together

urlpatterns = [
    path("consultations/<slug:slug>/respond/", start.respond, name="respond"),
    path("drafts/<uuid:key>/", drafts.draft, name="draft"),
    path("drafts/<uuid:key>/about-you/", drafts.about_you, name="draft-profile"),
    path("drafts/<uuid:key>/s/<slug:section>/", drafts.section, name="draft-section"),
    path("drafts/<uuid:key>/publication/", drafts.publication, name="draft-consent"),
    path("drafts/<uuid:key>/check/", sending.check, name="draft-check"),
    path("drafts/<uuid:key>/submit/", sending.submit, name="draft-submit"),
    path("drafts/<uuid:key>/save/", drafts.save, name="draft-save"),
    path("drafts/<uuid:key>/choose/", together.choose, name="draft-choose"),
    path("drafts/<uuid:key>/ready/", teams.mark_ready, name="draft-ready"),
    path("drafts/<uuid:key>/discard/", drafts.discard, name="draft-discard"),
    path("receipts/", receipts.receipts, name="receipts"),
    path("responses/<slug:reference>/receipt/", receipts.receipt, name="receipt"),
    path("responses/<slug:reference>/amend/", receipts.amend, name="amend"),
    path("responses/<slug:reference>/withdraw/", receipts.withdraw_response, name="withdraw"),
]
