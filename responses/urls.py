"""Addresses of answering; /responses/<reference>/ itself shows decisions too and belongs to ``defa_portal.views.own``."""

from django.urls import path

from responses.views import (
    clearance,
    confidential,
    copies,
    drafts,
    invitation,
    members,
    receipts,
    sending,
    start,
    taking_over,
    texts,
)

urlpatterns = [
    path("consultations/<slug:slug>/respond/", start.respond, name="respond"),
    path("drafts/<uuid:key>/", drafts.draft, name="draft"),
    path("drafts/<uuid:key>/about-you/", drafts.about_you, name="draft-profile"),
    path("drafts/<uuid:key>/members/", members.members, name="draft-members"),
    path("drafts/<uuid:key>/members/add/", members.add, name="draft-member-add"),
    path("drafts/<uuid:key>/members/paste/", members.paste, name="draft-members-paste"),
    path("drafts/<uuid:key>/members/<uuid:member>/", members.change, name="draft-member"),
    path("drafts/<uuid:key>/members/<uuid:member>/remove/", members.remove, name="draft-member-remove"),
    path("drafts/<uuid:key>/s/<slug:section>/", drafts.section, name="draft-section"),
    path("drafts/<uuid:key>/confidential/", confidential.confidential, name="draft-confidential"),
    path("drafts/<uuid:key>/texts/<slug:slug>/", texts.read, name="draft-text"),
    path("drafts/<uuid:key>/texts/<slug:slug>/<slug:paragraph>/", texts.comment, name="draft-comment"),
    path("drafts/<uuid:key>/take-over/", taking_over.take_over_page, name="draft-take-over"),
    path("drafts/<uuid:key>/publication/", drafts.publication, name="draft-consent"),
    path("drafts/<uuid:key>/check/", sending.check, name="draft-check"),
    path("drafts/<uuid:key>/submit/", sending.submit, name="draft-submit"),
    path("drafts/<uuid:key>/save/", drafts.save, name="draft-save"),
    path("drafts/<uuid:key>/discard/", drafts.discard, name="draft-discard"),
    path("drafts/<uuid:key>/upload/", clearance.upload, name="draft-upload"),
    path("drafts/<uuid:key>/upload/report/", clearance.report, name="draft-upload-report"),
    path("drafts/<uuid:key>/my-answers.<slug:extension>", clearance.draft_file, name="draft-file"),
    path("consultations/<slug:slug>/questionnaire.<slug:extension>", clearance.questionnaire, name="questionnaire"),
    path("invitation/", invitation.invitation, name="invitation"),
    path("receipts/", receipts.receipts, name="receipts"),
    path("responses/<slug:reference>/receipt/", receipts.receipt, name="receipt"),
    path("responses/<slug:reference>/receipt.pdf", copies.receipt_as_pdf, name="receipt-pdf"),
    path("responses/<slug:reference>/receipt.json", copies.receipt_as_json, name="receipt-json"),
    path("responses/<slug:reference>/amend/", receipts.amend, name="amend"),
    path("responses/<slug:reference>/withdraw/", receipts.withdraw_response, name="withdraw"),
]
