"""The lists of the programme's slides: kinds of events, tools, agreements and own indicators, and what proves each.

Source: slides of 113, lines 292–305, 325–339, 344–366, 376. Their words are in templates/alliance/words.
"""

from collections.abc import Mapping, Sequence

EVENTS, TOOLS, CHANNELS, BONUS = "events", "tools", "channels", "bonus"

KINDS: Mapping[str, Sequence[str]] = {
    EVENTS: ("digital", "physical"),
    TOOLS: ("platform", "ads", "social", "ar_vr", "ai_data", "other"),
    CHANNELS: ("distribution", "mou", "order", "other"),
    BONUS: ("localised", "co_brand", "media", "joint_brand", "own"),
}
"""Kinds of rows of each indicator that is made of rows."""

EVIDENCE: Mapping[str, Mapping[str, str]] = {
    EVENTS: {"digital": "event_digital_proof", "physical": "event_physical_proof"},
    TOOLS: {
        "platform": "orders_shot", "ads": "reach_shot", "social": "social_shot", "ar_vr": "campaign_shot",
        "ai_data": "data_result", "other": "other",
    },
    CHANNELS: dict.fromkeys(("distribution", "mou", "order", "other"), "contract_shot"),
    BONUS: {
        "localised": "product_photo", "co_brand": "cobrand_shot", "media": "media_shot",
        "joint_brand": "brand_shot", "own": "other",
    },
}  # fmt: skip
"""The evidence that the slides name for each kind."""

MEASURED = frozenset({TOOLS, BONUS})
"""Indicators whose rows have a number to reach; those of events may."""

MARKETS_TO_CHECK = frozenset({"au", "nz", "hk", "mo"})
"""Markets of Asia-Pacific that the slides do not name: staff decide."""

PROSE: Sequence[str] = (
    "bg_origin", "bg_vision", "bg_products", "bg_strength", "bg_status", "bg_problems", "plan_market", "plan_local",
    "plan_tools", "plan_partners", "plan_channels", "plan_cross", "plan_events", "plan_division", "qual_break",
    "qual_learn",
)  # fmt: skip
"""Sections of the background (bg_) and of aims and means (plan_, qual_); lines 238–245, 431–447, 681–685."""

AIMS = frozenset({"plan_market", "plan_local"})
"""Sections of 肆 that say what is aimed at; the others say by what means."""

LEAST_PROSE, MOST_PROSE = 100, 1500
"""Characters of a section; constructed."""
