"""Who can answer: kinds, sectors and sizes of respondents, as pairs of key and label. Imports nothing.

The answering pages offer them and the public record shows them; the lists follow docs/content.md.
"""

CAPACITIES = (
    ("individual", "Individual"),
    ("msme", "Micro, small or medium enterprise"),
    ("large_enterprise", "Large enterprise"),
    ("association", "Business association"),
    ("civil_society", "Civil society organisation"),
    ("union", "Trade union"),
    ("academic", "Academic or research body"),
    ("authority", "Public authority"),
    ("international", "International organisation"),
    ("other", "Other"),
)

# Cross-cutting sectors first (they tell more for the digital economy), then ISIC Rev.4 sections.
SECTORS = (
    ("platform", "Online platform or marketplace"),
    ("payment", "Payment or financial technology"),
    ("logistics", "Logistics and delivery"),
    ("cloud", "Cloud and data centre"),
    ("content", "Digital content and media"),
    ("telecoms", "Telecommunications"),
    ("retail", "Retail, online or not"),
    ("exporter", "Manufacturing for export"),
    ("professional", "Professional services"),
    ("isic_a", "Agriculture, forestry and fishing"),
    ("isic_b", "Mining and quarrying"),
    ("isic_c", "Manufacturing"),
    ("isic_d", "Electricity, gas and steam"),
    ("isic_e", "Water, sewerage and waste"),
    ("isic_f", "Construction"),
    ("isic_g", "Wholesale and retail trade"),
    ("isic_h", "Transport and storage"),
    ("isic_i", "Accommodation and food"),
    ("isic_j", "Information and communication"),
    ("isic_k", "Finance and insurance"),
    ("isic_l", "Real estate"),
    ("isic_m", "Professional, scientific and technical work"),
    ("isic_n", "Administrative and support services"),
    ("isic_o", "Public administration and defence"),
    ("isic_p", "Education"),
    ("isic_q", "Health and social work"),
    ("isic_r", "Arts, entertainment and recreation"),
    ("isic_s", "Other services"),
    ("isic_t", "Households as employers"),
    ("isic_u", "International bodies"),
)

# Bands of employees. No definition of small and medium holds in all member states: never call a band a legal status.
SIZES = (
    ("0", "No employees"),
    ("1-9", "1 to 9 employees"),
    ("10-49", "10 to 49 employees"),
    ("50-249", "50 to 249 employees"),
    ("250+", "250 employees or more"),
)
