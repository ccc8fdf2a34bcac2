"""Literal words and answers of the sample forms."""

from typing import Any

from flows.document.model import PrintedProgramme

PROGRAMME = PrintedProgramme(
    year=113,
    name="中小企業數位創新國際行銷計畫",
    host="經濟部中小及新創企業署",
    executor="中華民國資訊軟體協會",
    contact_name="翁小姐",
    contact_phone="(02)25533988 #606",
    email="diagnosis@example.org",
)
DECLARATION = (
    "本企業為依法辦理公司或商業登記，且符合「中小企業認定標準」之中小企業；"
    "所填資料均屬實，並同意本問卷等同申請表。"
)
NOTICE = (
    "依個人資料保護法第 8 條告知：一、機關：經濟部中小及新創企業署，委託中華民國資訊軟體協會執行。"
    "二、目的：中小企業及其他產業之輔導（○○八）。三、類別：辨識個人者（C○○一）、職業（C○三八）、"
    "現行之受僱情形（C○六一）、簽章影像及通訊軟體帳號識別碼。四、期間：原蒐集目的之存續期間；"
    "地區：中華民國領域，惟通訊軟體及雲端主機可能位於境外；對象：主辦單位、執行單位及媒合之顧問；方式：電子及紙本。"
    "五、權利：得向執行單位請求查詢、閱覽、製給複製本、補充、更正、停止蒐集、處理、利用或刪除。"
    "六、不提供者，將無法受理申請或提供診斷服務。"
)
CONSENT = "本人已充分知悉個人資料蒐集告知事項，並同意本計畫於特定目的範圍內蒐集、處理及利用。"

LARGEST_AMOUNT = "新臺幣 999,999,999,999 元（9,999 億 9,999.9999 萬元）"

Answers = dict[str, Any]

EXPORTER: Answers = {
    "ubn": "12345675",
    "company_name": "晨曦國際美學科技股份有限公司",
    "registration_type": ["company"],
    "responsible_person": "林志明",
    "established_date": "民國 98 年 5 月 12 日（2009-05-12）",
    "paid_in_capital": "新臺幣 25,000,000 元（2,500 萬元）",
    "employee_count": "38",
    "annual_revenue": "新臺幣 86,400,000 元（8,640 萬元）",
    "registered_address": "104097 臺北市中山區長安東路二段99號8樓",
    "mailing_address": "同登記地址",
    "industry_focus": ["beauty"],
    "main_products": "天然植萃臉部保養品（精華液、面膜）、敏感肌清潔用品，以及沙龍通路專用之客製化配方。",
    "website": "https://www.chenxi-beauty.example.tw",
    "contact_name": "陳怡君",
    "contact_title": "國際行銷部／經理",
    "contact_phone": "(02)25533988 #606",
    "contact_email": "yichun.chen@chenxi-beauty.example.tw",
    "gov_support_3y": ["yes"],
    "gov_support_details": (
        ("111", "經濟部國際貿易局", "補助業界開發國際市場計畫"),
        ("112", "經濟部中小及新創企業署", "中小企業跨域創新生態圈數位轉型計畫"),
    ),
    "export_status": ["regular"],
    "export_revenue_2y": {
        "y1": "新臺幣 21,600,000 元（2,160 萬元）",
        "y2": "新臺幣 15,200,000 元（1,520 萬元）",
    },
    "export_share": "25%",
    "export_markets": ["sg", "my", "vn", "jp", "hk"],
    "export_mode": ["direct", "distributor", "cross_border_ec"],
    "business_models": ["b2b", "b2c"],
    "brand_types": ["own_brand", "odm"],
    "brand_names": "晨曦 CHENXI、Dawn Lab",
    "overseas_channels": ["marketplace", "distributor", {"other": "機場免稅店寄售"}],
    "distributor_status": ["negotiating"],
    "overseas_activities": ["trade_fair", "kol_live"],
    "target_markets": ["vn", "id", "jp"],
    "digital_capability": {
        "customer_profile": "3",
        "demand_info": "2",
        "market_intel": "2",
        "promotion": "3",
        "online_sales": "4",
        "pre_sales": "2",
        "after_sales": "3",
        "new_channel": "1",
    },
    "tools_in_use": ["search_ads", "social_ads", "kol_koc", "web_analytics"],
    "ecommerce_status": ["overseas"],
    "ecommerce_platforms": ["own_site", "shopee", "amazon"],
    "social_channels": ["facebook", "instagram", "line", "tiktok"],
    "marketing_team": ["one_person"],
    "marketing_budget": ["from_500k_to_1m"],
    "pain_points": ["content_language", "ad_performance", "find_buyers"],
    "pain_detail": "想以數位廣告打入越南市場，但不清楚當地消費者使用的平台與偏好的內容形式；"
    "現有廣告多以英文素材投放，轉換率偏低。"
    "目標於一年內建立越南及印尼各一個穩定通路，海外營收占比提升至 35%。",
    "guidance_needs": ["market_research", "strategy", "ads", "channel"],
    "tools_wanted": ["seo", "social_ads", "ai_audience_ads", "genai_content"],
    "start_timeline": ["m3"],
    "interview_mode": ["online"],
}
HIDDEN_FOR_NON_EXPORTER = (
    "export_revenue_2y",
    "export_share",
    "export_markets",
    "export_mode",
    "brand_names",
    "overseas_channels",
    "ecommerce_platforms",
    "gov_support_details",
)

HOSTILE = (
    '<b>粗</b> &amp; <script>alert(1)</script> #import "x" #panic(1) $x^2$ *星* _底_ `碼` = 標題 \\ '
    "@ref <label> {{7*7}} [括] // 註 /* 註 */ --- ~ 'q' - 項"
)
