"""Words that are seldom an answer in words: questions, chat, commands, oneself, ranks. Data only, both languages.

Sets of words are folded as `matching.fold` does (letters, digits and CJK alone, lower case, 臺 as 台); patterns
are looked for in the text as it is written, whatever its case.
"""

from enum import StrEnum
from typing import Final


class Subject(StrEnum):
    """What a question in words asks for, as roles.toml says it; the words that cannot be it differ. What is written
    beside an option is not looked at, nor what a problem is told in."""

    COMPANY = "company"
    PERSON = "person"
    TITLE = "title"
    BRAND = "brand"
    PROSE = "prose"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


QUESTION_CUES: Final = "|".join((
    r"什麼|甚麼|什么|啥(?!米)|怎麼|怎样|怎樣|怎辦|如何|為何|為啥|幹嘛|哪裡|哪邊|哪個|哪一|哪些|填哪|誰",
    r"幾個|幾點|幾題|多久|多少|可不可以|能不能|要不要|是不是|有沒有|可以不|可以先|可以跳|可以晚|要填|要寫",
    r"看不懂|聽不懂|不懂|不知道|不清楚|不曉得|不確定|忘記了|忘了|請問|請教|請說明|找真人|找客服",
))  # fmt: skip
"""Somewhere in a short text: something is asked, or not known."""

SENTENCE_STARTS: Final = "|".join((
    r"我們?(?:要|想|有|還|不|沒|只|晚|先|剛|明明|會|需要|可以|都|再|在|換|忘|現在|今天|明天|等|查|問|是記帳|是會計師)",
    r"(?:你|妳|您)們?|這(?:題|我|個|不|是誰|是什|樣)|那個|上面|剛剛|剛才|不想|不方便|不會|不是|不對|不用|不能|不玩|沒看|沒收|沒空|沒概念|恕不",
    r"先(?:暫停|這樣|不|跳|pass)|等一下|晚點|明天|現在|在忙|取消|刪除|撤回|算了|把我|幫我|給我|叫你|請(?:轉|將|幫|給|再|等|說)",
    r"想(?:參加|修改|申請|報名|改|換|問|要)|改一下|更正一下|重新填|重填|再說|再講|再問|換一|換家|開始填|報名|傳給|會不會|何時|到幾",
    r"大概要|還要|還很|還有幾|用line|公司(?:錯|資料|查)|查錯|統編|負責人換|名字跟|題目(?:不見|看)|資料(?:給|會|被)|客服(?:電話|在)|都送|給個|給會計|沒有?(?:印表|掃描|e?-?mail|信箱|電話)",
    r"無(?:印表|e?-?mail|信箱)|家裡|手機太|最後期限|什麼時候|非常感謝|太感謝|感謝您|謝謝您",
))  # fmt: skip
"""Beginnings of what is said to somebody; a name that begins so ends like one, or is asked about."""

SAID: Final = (
    r"難用|爛死|爛系統|浪費時間|煩死|氣死|靠北|靠腰|廢物|三小|有完沒完|一直問|送出去了|審完|沒收到|打錯了|寫錯|填錯|弄錯|按到"
    r"|聽說|晚安|早安|掰|拜拜|下次見|下線|[ㄅ-ㄩ]"
)
"""Anywhere in what is said to somebody."""

SENTENCE_STARTS_IN_ENGLISH: Final = "|".join((
    r"i|i[’'](?:m|d|ve|ll)|am i|did i|it[’']?s|that[’']?s|this (?:is|sucks)|there|we (?:do|are|have|can)|you|my",
    r"what[’']?s|whats|please|help|let me|will|would|was|were|sign me|send this|say that|delete|cancel|remove",
    r"wrong|one more|switch|save and|repeat|start application|go back|skip this|too long|waste of|so frust|stupid",
    r"don[’']?t|thanks|thank you|good (?:morning|afternoon|evening|night)|printer",
))  # fmt: skip
"""At the beginning of an English text of two words or more."""

QUESTION_ENDS: Final = r"[?？]|[嗎吗呢ㄇㄋ蛤]$"

QUESTION_STARTS: Final = (
    r"(?:what|how|why|who|whom|whose|when|where|which|can|could|do|does|did|is|are|should|may|must|not sure"
    r"|i don[’']?t know|i do not know|no idea)\b"
)
"""At the beginning of an English text of three words or more."""

BUSINESS_ENDS: Final = "|".join((
    r"公司|企業|商行|商號|行|社|店|舖|鋪|館|廳|坊|屋|室|所|診所|中心|協會|基金會|學院|學校|小吃|咖啡|飲料|民宿|文創",
    r"農場|食品|書|課程|系統|軟體|服務|設計|影像|部|處|組|科|專員|師傅|企劃",
    r"ltd\.?|inc\.?|co\.?|llc|studio|shop|store|cafe|café",
))  # fmt: skip
"""A text that ends so is the name of a business, a product or a job, whatever else it says."""

CHAT: Final = _words("""
    謝謝 謝謝你 謝謝您 感謝 感恩 多謝 辛苦了 你好 您好 妳好 哈囉 嗨 早安 午安 晚安 早 安安 再見 掰掰 拜拜
    好的 好喔 好啊 好哦 好呀 嗯 嗯嗯 恩 喔 喔喔 ok okay 了解 瞭解 收到 知道了 明白 可以 可以啊 沒問題 沒事
    等一下 等等 稍等 等我一下 在嗎 有人嗎 哈哈 呵呵 對不起 抱歉 不好意思 怎麼沒反應 沒反應
    打錯了 打錯 填錯了 寫錯了 按錯 按錯了 上一頁 下一頁 下一題 下一步 上題 回首頁 返回 取消 結束 離開 退出
    重來 重填 重新開始 重新填寫 從頭開始 改統編 改資料 修改資料 我要修改 改上一題 不填 不想填 不要填 先不填 跳過這題
    我要找真人 找真人 人工客服 找客服 客服電話 聯絡客服 真人客服 轉真人 我要報名 我要申請 我想申請 我想報名 測試 測試中
    thanks thankyou thx hello hi hey bye goodbye sure fine noted wait stop restart cancel quit exit settings menu
    喂 大家好 哈摟 泥好 hello你好 拜 掰 886 3q 甘溫 蟹蟹 走囉 沒概念 靠 煩 pass idk ty cheers alright gotit hithere
    holdon brb ttyl cya later tomorrow apply withdraw forgetit explain confidential noidea byebye nextstep
    whatnow stillwaiting talklater
    exampleplease noprinter noemailaddress desktopversion realpersonplease muchappreciated yourewelcome helo lineonly
    test testing human agent nextquestion next back previous skip help talktoahuman customerservice
""")
"""Said to whoever answers a chat."""

PLAIN_ANSWERS: Final = _words("好 ok n y a")
"""Taken where one character may be an answer: a title, a brand."""

_COMMANDS = "客服 真人 語言 中文 英文 修改 說明 進度 english chinese language human change edit "
COMMANDS: Final = {
    Subject.TITLE: _words(_COMMANDS),
    Subject.PROSE: _words(_COMMANDS),
    Subject.BRAND: _words(_COMMANDS + """
        返回 開始 繼續 你好 您好 哈囉 嗨 檢視 暫停 幫助 skip back about start continue resume review status
        progress pause hello hi help reading erase
    """),
}  # fmt: skip
"""Words that work anywhere and may as well be an answer here: asked, and obeyed when they are said again."""

PRONOUNS: Final = _words(
    "我 本人 我自己 就我 就我自己 就是我 是我 我本人 我啦 我啊 自己 me myself self itsme"
)
SELVES: Final = PRONOUNS | _words("""
    同負責人 負責人 負責人本人 同代表人 代表人 就是負責人 我就是負責人 我是負責人 負責人就是我 老闆 老闆本人 我老闆
    董事長 總經理 經理 老闆娘 聯絡人 窗口 承辦人 會計 boss owner theowner sameastheowner
""")
"""Who it is, said without a name; a rank is one of them only where a person's name is asked."""

SAME_AS: Final = "|".join((
    r"同(?:產業|行業|業)別?|同(?:官網|網站|主要產品)",
    r"同上|同前|同左|如上|一樣|相同|同上面|同公司|同品牌|同公司名稱?|同企業名稱|同登記名稱|公司名稱|企業名稱",
    r"same|sameasabove|asabove|ditto",
    r"(?:跟|和|與|如|就是|同)(?:上面|上一題|前面|剛才|剛剛|負責人|公司|企業|代表人|那個).{0,6}",
))  # fmt: skip

NOTHINGS: Final = (
    r"(?:目前|現在|還|尚|暫|暫時|都)*(?:無|沒有?|没有|未定|未有|想中|不適用|none|nil|nothing|na|notyet|no)"
    r"(?:品牌|名字|名稱|自有品牌|brand|name)?(?:耶|喔|了)?"
    r"|(?:我們?|公司)*[還还][沒没]有?(?:去)?(?:想到?|想好|取名?|取好|決定|確定|有想法|登記|登记|成立|設立|设立|註冊|注册|辦|办)(?:好|下來|啦|了)?"
    r"|(?:沒有?|没有?|無)(?:職稱|職位|职称|头衔|頭銜|部門)"
    r"|還在想|想不到|之後再說|再說|待定|以後再填|晚點再填|先空著|空白|隨便|都可以|不方便透露|不方便|保密|秘密"
)

RANKS: Final = (
    r"先生|小姐|女士|太太|董事長|董仔?|總經理|總|副理|協理|經理|主任|老闆娘?|老板|店長|會計|特助|廠長|課長|襄理"
    r"|ms\.?|mr\.?|mrs\.?|miss"
)
"""What people are called by instead of their name: 陳董, 林小姐."""

PERSON_ENDS_AS_BUSINESS: Final = (
    r"(?:公司|企業社|商行|商號|食品|實業|工作室|股份有限|行號|小吃|店|ltd\.?|inc\.?|llc)$"
)

BARE_SUFFIXES: Final = _words("""
    公司 有限公司 股份有限公司 商行 企業社 工作室 行號 商號 企業 實業 實業有限公司 科技有限公司 企業有限公司
    國際有限公司 ltd inc coltd company llc studio
""")

_KIN: Final = (
    r"我(?:的|們)?(?:老公|老婆|先生|太太|爸爸?|媽媽?|父親|母親|哥哥?|姊姊?|姐姐?|弟弟?|妹妹?|兒子|女兒|婆婆|公公|岳父|岳母"
    r"|家人|同事|合夥人|股東|朋友|助理|會計|秘書|主管|老闆)"
)
SOMEBODY_CLOSE: Final = (
    rf"{_KIN}|my (?:husband|wife|father|mother|dad|mum|mom|son|daughter|brother|sister|partner|boss)"
)
"""Somebody called by what they are to the writer, without a name."""

NAMED_BEFORE: Final = r".{0,10}那(?:個|一個|家|張|份)(?:名字|名稱|公司)?"
"""What stands somewhere else: 就營業登記上那個."""

TOO_MANY_TO_SAY: Final = (
    r"(?:太多|很多|好多|許多|好幾[個種]|一大?堆|什麼都[有賣做])"
    r".{0,3}?(?:[講說寫打列填數]不[完盡清]|[啊啦欸耶喔了]|不知道.*)?"
)
"""That there is much to say, instead of it."""

SEEN_ELSEWHERE: Final = (
    r"(?:請|可|都)?(?:看|見|參考|參照|詳見?|如)(?:我們?的?)?"
    r"(?:官網|網站|粉專|臉書|fb|ig|型錄|目錄|附件|名片|上面|下面|網址).*"
)
"""Where the answer may be read, instead of the answer."""

_FIELDS: Final = "|".join((
    r"負責人|代表人|統編|統一編號|電話|手機|市話|分機|地址|資本額?|聯絡人|員工|設立|信箱",
    r"e-?mail|tel|phone|ubn",
))  # fmt: skip
ANOTHER_FIELD: Final = rf"[ ,，;；、。]+(?:{_FIELDS}).*$"
FIELD_LEFT: Final = rf"[ ,，;；]*(?:{_FIELDS})(?:是|[:：])?$"
"""What belongs to another question, behind a name: …，負責人王小明."""

EXTENSION: Final = r"(?:分機|轉|#)\s*[0-9]{1,6}"
TWO_PEOPLE: Final = (
    r"([\u3400-\u9fff]{2,4})(?:或者?是?|、|和|跟|與|及)([\u3400-\u9fff]{2,4}?)(?:都可以?|皆可|都行|均可)?"
)
"""Two names where one person is asked for."""

_IS: Final = r"(?:就?叫做?|是|為|[:：])"
_NAMED: Final = r"(?:的?(?:登記的?)?(?:名稱|名字|全名|全稱|名))"
LEAD_INS: Final = {
    Subject.COMPANY: "|".join((
        rf"(?:我們?的?)?(?:公司|店|本店|行號|企業){_NAMED}?{_IS}",
        rf"(?:我們|[敝本]公司|小店|[我敝]司)(?:公司)?(?:叫做?|是|{_NAMED}{_IS})|(?:店名|登記名稱|名稱|全名|品牌){_IS}",
        r"(?:our|the|my) (?:company|name|shop)(?: name)? is|we are called|company(?: name)?[:：]",
    )),
    Subject.PERSON: "|".join((
        rf"(?:我|本人|敝人)(?:的?(?:名字|姓名))?{_IS}|我叫|叫我|敝姓|免貴姓|我姓|本人(?=..)|(?:就?是|叫做?)(?=..)",
        rf"(?:負責人|代表人|聯絡人|窗口|姓名|名字|承辦人|授權主管|主管|老闆)(?:的?(?:姓名|名字))?(?:{_IS}|(?= ))",
        rf"(?:登記的?)?(?:就?是|為)?{_KIN}(?:就?叫|是)?(?=..)",
        r"(?:聯絡人|窗口|簽名|負責人)?(?:請|就|直接)*(?:填寫?|寫|找|聯絡|打給)我?(?=..)",
        r"my name is|name[:：]|i am|i[’']m|this is|contact(?: person)?[:：]",
    )),
    Subject.TITLE: "|".join((
        rf"(?:我的?)?(?:職稱|職位|職務|部門|title){_IS}|我(?:就)?是|我擔任|擔任",
        r"my title is|(?:i am|i[’']m) (?:the |a )?",
    )),
    Subject.BRAND: "|".join((
        r"(?:我們?的?)?(?:自有)?品牌(?:名稱?|名字)?(?:就?叫做?|是|有|為|[:：])|(?:我們|本公司)(?:的品牌)?叫做?",
        r"our brands? (?:is|are)|brands?[:：]",
    )),
}  # fmt: skip
"""What people say in front of the name they were asked for."""

_SAID_BEHIND = r"喔|哦|噢|啦|耶|ㄛ|ㄟ|欸|唷|餒|囉|齁|謝謝[您你]?|感謝|thanks?|thank you"
PARTICLES: Final = rf"[\s，,。.!！~～]*(?:(?:{_SAID_BEHIND})[\s，,。.!！~～]*)+$"
"""What people say behind it."""

BEHIND_A_PERSON: Final = r"[ ，,]*(?:來?簽名?|簽章|就好|就可以|就行|即可|都可以|也可以|收)$"
"""What people say behind a person's name."""
