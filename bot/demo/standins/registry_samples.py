"""Invented companies for every case a look-up meets; the personas of flows/schemes/diagnosis/samples are among them."""

from typing import Final

from bot.demo.standins.registry_formats import BRANCH, OTHER_AGENCY, Sample, company, shop, shop_row, tax

_FOOD, _SOAP, _COSMETICS = ("089999", "其他食品製造"), ("193011", "清潔用品製造"), ("194011", "化粧品製造")
_METAL, _WOOD, _SOFTWARE = (
    ("259999", "其他金屬製品製造"),
    ("149099", "其他木製品製造"),
    ("620100", "電腦程式設計"),
)
_GIFTS, _DESIGN, _CAFE = ("485999", "其他專賣零售"), ("740199", "其他專門設計"), ("563111", "咖啡館")
_BRANCH, _THERE = "大發食品股份有限公司高雄分公司", "高雄市苓雅區四維三路2號"
_NAMES: Final = ["並列資訊股份有限公司", "並列軟體股份有限公司"]
_STALL: Final = ("563299", "其他飲料攤販")

EXPORTER, NON_EXPORTER, LARGE, ENGLISH = "12345675", "90800708", "55501236", "70070077"
SOLE, MESSY, FOREIGN = "80706057", "31415922", "60606066"
AMOUNTS_AS_TEXT, PAID_IN_ZERO, PARTNERS, LIMITED_PARTNERS = "24100102", "24100200", "24100303", "24100401"
DOMESTIC_BRANCH, DISSOLVED, SUSPENDED, ASSOCIATION = "24100503", "24100601", "24100802", "24100900"
A_SCHOOL, MASKED, MOVED, OLD_COUNTY = "24101101", "24101204", "24101302", "24101400"
FULL_WIDTH, LISTED_NAMES, TAX_ONLY, UNKNOWN = "24101502", "24101600", "24101801", "24101904"

_ALL: Final = (
    company(EXPORTER, "大發食品股份有限公司", "王大明", "1996-03-01", (50_000_000, 30_000_000),
            "臺南市安平區新平路88號", _FOOD),
    company(NON_EXPORTER, "沐晨生技有限公司", "陳怡安", "2018-09-12", (5_000_000, 0),
            "新北市板橋區文化路二段168號5樓", _COSMETICS),
    company(LARGE, "宏遠精密工業股份有限公司", "張志宏", "1987-11-20", (300_000_000, 200_000_000),
            "高雄市前鎮區新衙路200號", _METAL),
    company(ENGLISH, "綠芽數位科技有限公司", "黃柏翰", "2016-05-18", (5_000_000, 0),
            "台中市南屯區公益路二段51號9樓", _SOFTWARE),
    shop(SOLE, "山海手作工坊", "李阿美", "2021-06-15", 200_000, "宜蘭縣羅東鎮中正路66號", _WOOD),
    shop(MESSY, "阿珠手工皂行", "林阿珠", "1996-03-01", "5000000", "台北市中山區長安東路２段１０號３樓", _SOAP),
    company(FOREIGN, "新加坡商曦光數位有限公司台灣分公司", "周文傑", "2018-04-09", (10_000_000, 0),
            "臺北市信義區松高路30號12樓", _SOFTWARE, kind="外國公司在臺分公司",
            gcis={"Company_Status_Desc": "核准登記"}, g0v={"資本總額(元)": "", "在中華民國境內營運資金": "10,000,000"}),
    company(AMOUNTS_AS_TEXT, "晴川國際股份有限公司", "許文清", "2010-01-01", ("30,000,000", "25,000,000"),
            "桃園市中壢區中央東路88號", _GIFTS, gcis={"Company_Setup_Date": "990101"}),
    company(PAID_IN_ZERO, "葉脈設計有限公司", "葉芳如", "2015-07-06", (2_000_000, 0),
            "臺中市南屯區春社里中台路61之3號", _DESIGN),
    shop(PARTNERS, "雙木木作行", "林一山", "2012-10-12", 968_000, "嘉義市東區中山路12號", _WOOD, kind="合夥",
         g0v={"負責人姓名": ["林一山", "林二海"]}),
    Sample(LIMITED_PARTNERS, fia=tax(LIMITED_PARTNERS, "遠映影視有限合夥", "有限合夥", "臺北市大安區和平東路1段5號",
                                     ("591111", "影片製作"))),
    Sample(DOMESTIC_BRANCH, (BRANCH,), branch={
        "Business_Accounting_NO": EXPORTER, "Branch_Office_Business_Accounting_NO": DOMESTIC_BRANCH,
        "Branch_Office_Name": _BRANCH, "Branch_Office_Manager_Name": "蔡南",
        "Branch_Office_Status": "01", "Branch_Office_Status_Desc": "核准設立", "BR_ESTAB_DATE": "0951229",
        "Branch_Office_Location": _THERE, "CHG_APP_DATE": "1120724", "Revoke_App_Date": "       ",
    }, fia=tax(DOMESTIC_BRANCH, _BRANCH, "分公司", _THERE, _GIFTS, EXPORTER),
        g0v={"分公司名稱": _BRANCH, "分公司狀況": "核准設立", "分公司所在地": _THERE,
             "分公司經理姓名": "蔡南", "總(本)公司統一編號": EXPORTER,
             "核准設立日期": {"year": "2006", "month": "12", "day": "29"},
             "財政部": {"營業人名稱": _BRANCH, "行業": [list(_GIFTS)]}}),
    company(DISSOLVED, "落日實業有限公司", "郭西平", "2001-02-03", (1_000_000, 0), "基隆市仁愛區愛一路1號", _GIFTS,
            gcis={"Company_Status_Desc": "核准設立，但已命令解散", "Revoke_App_Date": "1120101"}),
    company(SUSPENDED, "小憩咖啡有限公司", "何靜", "2019-08-08", (3_000_000, 0), "花蓮縣花蓮市中山路1號", _CAFE,
            gcis={"Sus_App_Date": "1130401", "Sus_Beg_Date": "1130401", "Sus_End_Date": "1140331"},
            g0v={"停業日期(起)": {"year": 2024, "month": 4, "day": 1}}),
    Sample(ASSOCIATION, fia={"ban": ASSOCIATION, "unitNm": "社團法人示範數位推廣協會", "hsnNm": "臺北市"},
           fia_path="nonBusinessUnit"),
    Sample(A_SCHOOL, fia={"ban": A_SCHOOL, "unitNm": "示範市立示範國民小學", "hsnNm": "新竹市"},
           fia_path="schoolBanData"),
    company(MASKED, "隱山科技股份有限公司", "陳O聖", "1979-07-18", (80_000_000, 60_000_000),
            "新竹科學園區新竹市力行六路8號", _SOFTWARE),
    shop(MOVED, "鼎盛油行", "朱Ｏ勝", "2011-10-12", 968_000, "臺中市西區公益路9號", ("086011", "食用油脂製造"),
         others=(
             shop_row(MOVED, "鼎盛油行", "朱○勝", "2011-10-12", 500_000, "臺南市東區東門路1號",
                      state=("05", "遷他縣市"), changed="1130301", agency=OTHER_AGENCY),
             shop_row(MOVED, "鼎盛油行", "朱Ｏ勝", "2011-10-12", 600_000, "臺中市西區公益路5號", changed="1010507"),
         )),
    company(OLD_COUNTY, "老街餅舖有限公司", "廖秋香", "1991-11-01", (6_000_000, 0), "台北縣板橋市府中路2號", _FOOD),
    company(FULL_WIDTH, "全形文具股份有限公司", "彭全", "2003-03-03", (10_000_000, 10_000_000),
            "台中市西屯區台灣大道３段９９號Ｂ１", _GIFTS),
    company(LISTED_NAMES, "並列資訊股份有限公司", "江並", "2014-04-04", (9_000_000, 9_000_000),
            "臺北市內湖區瑞光路10號", _SOFTWARE, gcis={"Company_Name": _NAMES},
            g0v={"公司名稱": _NAMES, "代表人姓名": ["江並"]}),
    Sample(TAX_ONLY, fia=tax(TAX_ONLY, "阿水飲料攤", "獨資", "臺南市中西區民族路二段1號", _STALL, capital=10_000)),
)  # fmt: skip

SAMPLES: Final = {sample.ubn: sample for sample in _ALL}
"""By 統一編號; `UNKNOWN` is in none of the registers."""
