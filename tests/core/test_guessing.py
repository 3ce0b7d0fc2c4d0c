import pytest

from core.guessing import guessed_language

IN_FULL = {
    "en": "We support this element, but ask for a longer transition for small firms.",
    "vi": "Chúng tôi ủng hộ nội dung này nhưng đề nghị thời gian chuyển tiếp dài hơn.",
    "fil": "Sinusuportahan namin ito ngunit humihiling kami ng mas mahabang panahon ng paglipat.",
    "pt": "Apoiamos este elemento, mas pedimos um período de transição mais longo.",
    "ms": "Peraturan hendaklah mudah supaya syarikat kecil dapat mematuhinya. Kami mencadangkan tempoh peralihan selama dua "
    "tahun, bantuan teknikal untuk perusahaan mikro, dan satu kaunter untuk semua kelulusan rentas sempadan.",
    "km": "យើងគាំទ្រធាតុនេះ ប៉ុន្តែសុំរយៈពេលអន្តរកាលវែងជាងនេះ។",
    "lo": "ພວກເຮົາສະໜັບສະໜູນອົງປະກອບນີ້ ແຕ່ຂໍໄລຍະຂ້າມຜ່ານທີ່ຍາວກວ່າ.",
    "my": "ဤအစိတ်အပိုင်းကို ထောက်ခံပါသည်။",
    "th": "เราสนับสนุนองค์ประกอบนี้ แต่ขอระยะเปลี่ยนผ่านที่ยาวขึ้น",
    "ta": "இந்தக் கூறை ஆதரிக்கிறோம், ஆனால் நீண்ட மாற்றக் காலம் வேண்டும்.",
    "zh": "我们支持这一要素，但希望过渡期更长。",
    "ja": "この要素を支持しますが、移行期間の延長を求めます。",
    "ko": "우리는 이 요소를 지지하지만 더 긴 전환 기간을 요청합니다.",
}


@pytest.mark.parametrize(("language", "text"), IN_FULL.items())
def test_a_sentence_or_two_are_enough(language: str, text: str) -> None:
    assert guessed_language(text) == language


@pytest.mark.parametrize(
    "text", ["", "  ", "12,5 %", "Yes, OK.", "ISO 27001, GDPR", "👍👍👍", "ក", "Да, конечно, мы поддерживаем это", "\0"]
)
def test_what_is_short_or_in_a_script_of_many_languages_stays_unknown(text: str) -> None:
    assert guessed_language(text) == "und"


def test_a_khmer_sentence_may_name_a_firm_in_latin_letters() -> None:
    assert guessed_language("យើងប្រើ Mekong Data Co. ដើម្បីរក្សាទុកទិន្នន័យរបស់យើង") == "km"


def test_two_scripts_in_equal_parts_are_not_one_language() -> None:
    assert guessed_language("យើងគាំទ្រធាតុនេះ We support this one") == "und"


def test_one_sentence_that_could_be_indonesian_or_malay_stays_unknown() -> None:
    assert guessed_language("Kami mendukung unsur ini tetapi meminta masa peralihan yang lebih panjang.") == "und"


@pytest.mark.parametrize("odd", ["\0", "\ud800", "\udfff\ud800"])
def test_odd_characters_change_nothing(odd: str) -> None:
    assert guessed_language(IN_FULL["pt"] + odd) == "pt"
