"""The regions of Taiwan, by their counties and cities."""

from collections.abc import Mapping

REGIONS: Mapping[str, frozenset[str]] = {
    "north": frozenset(("臺北市", "新北市", "基隆市", "桃園市", "新竹市", "新竹縣", "宜蘭縣")),
    "centre": frozenset(("苗栗縣", "臺中市", "彰化縣", "南投縣", "雲林縣")),
    "south": frozenset(("嘉義市", "嘉義縣", "臺南市", "高雄市", "屏東縣", "澎湖縣")),
    "east": frozenset(("花蓮縣", "臺東縣")),
    "islands": frozenset(("金門縣", "連江縣")),
}
"""Counties by region, as the National Development Council divides the country; the islands off Fujian apart."""
