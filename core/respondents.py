"""Who can answer: kinds, sectors and sizes of respondents, as pairs of key and label. Imports no Django.

The answering pages offer them and the public record shows them; the lists follow docs/content.md.
"""

from core.words import message

CAPACITIES = (
    ("individual", message("Individual")),
    ("msme", message("Micro, small or medium enterprise")),
    ("large_enterprise", message("Large enterprise")),
    ("association", message("Business association")),
    ("civil_society", message("Civil society organisation")),
    ("union", message("Trade union")),
    ("academic", message("Academic or research body")),
    ("authority", message("Public authority")),
    ("international", message("International organisation")),
    ("other", message("Other")),
)

# Cross-cutting sectors first (they tell more for the digital economy), then ISIC Rev.4 sections.
SECTORS = (
    ("platform", message("Online platform or marketplace")),
    ("payment", message("Payment or financial technology")),
    ("logistics", message("Logistics and delivery")),
    ("cloud", message("Cloud and data centre")),
    ("content", message("Digital content and media")),
    ("telecoms", message("Telecommunications")),
    ("retail", message("Retail, online or not")),
    ("exporter", message("Manufacturing for export")),
    ("professional", message("Professional services")),
    ("isic_a", message("Agriculture, forestry and fishing")),
    ("isic_b", message("Mining and quarrying")),
    ("isic_c", message("Manufacturing")),
    ("isic_d", message("Electricity, gas and steam")),
    ("isic_e", message("Water, sewerage and waste")),
    ("isic_f", message("Construction")),
    ("isic_g", message("Wholesale and retail trade")),
    ("isic_h", message("Transport and storage")),
    ("isic_i", message("Accommodation and food")),
    ("isic_j", message("Information and communication")),
    ("isic_k", message("Finance and insurance")),
    ("isic_l", message("Real estate")),
    ("isic_m", message("Professional, scientific and technical work")),
    ("isic_n", message("Administrative and support services")),
    ("isic_o", message("Public administration and defence")),
    ("isic_p", message("Education")),
    ("isic_q", message("Health and social work")),
    ("isic_r", message("Arts, entertainment and recreation")),
    ("isic_s", message("Other services")),
    ("isic_t", message("Households as employers")),
    ("isic_u", message("International bodies")),
)

# Bands of employees. No definition of small and medium holds in all member states: never call a band a legal status.
SIZES = (
    ("0", message("No employees")),
    ("1-9", message("1 to 9 employees")),
    ("10-49", message("10 to 49 employees")),
    ("50-249", message("50 to 249 employees")),
    ("250+", message("250 employees or more")),
)
