"""/styleguide/: every component in its states. Only in DEBUG; written for those who build pages."""

from datetime import UTC, datetime

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.icons import ICONS
from responses.claims import MarkedText
from responses.marks import Passage
from responses.models import Attachment
from responses.pairs import pairs_of
from responses.summary import Row

STATUSES = (
    ("Done", "done", "good"),
    ("Open now", "open", "now"),
    ("Waiting", "waiting", "wait"),
    ("Declined", "declined", "bad"),
    ("Planned", "planned", "plain"),
    ("Superseded", "superseded", "plain"),
    ("Unknown", "unknown", "plain"),
)
COLOURS = (
    "ink",
    "ink-soft",
    "paper",
    "surface",
    "surface-sunk",
    "line",
    "line-strong",
    "sea",
    "reef",
    "sun",
    "sun-deep",
    "coral",
)
SCRIPTS = (
    ("vi", "Thương mại điện tử xuyên biên giới"),
    ("th", "การค้าดิจิทัลข้ามพรมแดน"),
    ("km", "ពាណិជ្ជកម្មឌីជីថលឆ្លងដែន"),
    ("lo", "ການຄ້າດິຈິຕອນຂ້າມຊາຍແດນ"),
    ("my", "နယ်စပ်ဖြတ်ကျော် ဒစ်ဂျစ်တယ်ကုန်သွယ်ရေး"),
    ("ta", "எல்லை தாண்டிய மின்வணிகம்"),
    ("zh", "跨境电子商务"),
)


class Sample(forms.Form):
    organisation = forms.CharField(
        help_text="As it is registered.", error_messages={"required": "Write the name of your organisation."}
    )
    kind = forms.ChoiceField(
        choices=[("", "Choose one"), ("association", "Business association"), ("union", "Trade union")],
        error_messages={"required": "Choose the kind of your organisation."},
    )
    trades = forms.ChoiceField(
        label="Do you sell across borders?",
        widget=forms.RadioSelect,
        choices=[("yes", "Yes"), ("no", "No"), ("plan", "Not yet")],
        error_messages={"required": "Say if you sell across borders."},
    )
    topics = forms.MultipleChoiceField(
        label="Which topics matter to you?",
        widget=forms.CheckboxSelectMultiple,
        choices=[("payments", "Payments and e-invoicing"), ("id", "Digital ID and authentication"), ("data", "Data flows")],
        help_text="Choose as many as you like.",
        error_messages={"required": "Choose at least one topic."},
    )
    reasons = forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), max_length=4000, required=False)
    agreed = forms.BooleanField(
        label="I have read what will be published", error_messages={"required": "Read what will be published."}
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they came
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.add_input(Submit("send", "Send my response"))


def anchor(field: forms.BoundField) -> str:
    """The id an error summary links to: the input itself, the first of a group."""
    return f"{field.auto_id}_0" if field.use_fieldset else field.id_for_label


def styleguide(request: HttpRequest) -> HttpResponse:
    wrong = Sample({}, prefix="wrong")
    tasks = [
        {"title": "About you", "url": "#", "hint": "", "word": "Done", "icon": "done", "tone": "good"},
        {"title": "Digital trade", "url": "#", "hint": "2 of 4 questions", "word": "Started", "icon": "draft", "tone": "now"},
        {"title": "Check and send", "url": "", "hint": "", "word": "Cannot start yet", "icon": "closed", "tone": "plain"},
    ]
    rows = [
        Row("Organisation", "Vientiane Textile Association", "#"),
        Row("Biggest barrier", "ການຈ່າຍເງິນ\nແລະ ໃບແຈ້ງໜີ້", "#", lang="lo"),
        Row("Size", "", "#"),
    ]
    sample = {
        "at": datetime(2026, 12, 18, 10, 0, tzinfo=UTC),
        "statuses": STATUSES,
        "icons": list(ICONS),
        "colours": COLOURS,
        "scripts": SCRIPTS,
        "form": Sample(prefix="plain"),
        "wrong": wrong,
        "errors": [(anchor(wrong[name]), sentences[0]) for name, sentences in wrong.errors.items()],
        "tasks": tasks,
        "rows": rows,
        "pairs": pairs_of(
            [MarkedText("why", "Why?", "We pay 4 million a year.", (Passage(7, 16, "a large sum"),))], language="en"
        ),
        "files": [
            Attachment(name="costs.xlsx", kind="xlsx", size=81_200, confidential=True, public_summary="Costs of two years.")
        ],
        "head": ("Word", "Meaning"),
        "terms": (("Milestone", "A dated step of the agreement"), ("Record", "What has been published, and nothing else")),
    }
    return render(request, "pages/styleguide.html", sample)
