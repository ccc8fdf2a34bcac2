"""How mail servers say in words for people that a mail came back for good, that it is late, that somebody is away."""

import re

FAILED = re.compile(
    r"undeliver|failure notice|returned mail|return(?:ed|ing) (?:message )?to sender|\(failure\)|permanent|"
    r"delivery (?:status notification \(failure\)|failure|has failed|failed|error|problem)|(?:mail|message) failure|"
    r"(?:unable|not able|failed|impossible) to (?:be )?deliver|"
    r"(?:could|can|was|is|were|has|have)(?: ?n[o']t|not) (?:be |been )?deliver|(?:did not|didn't) reach|"
    r"had (?:permanent )?fatal errors|no such (?:user|account|mailbox|address|recipient|person)|"
    r"(?:user|recipient|mailbox|account|address) (?:is )?(?:unknown|disabled|not found|unavailable)|"
    r"(?:recipient|address|message|mail) (?:was |has been )?(?:rejected|blocked|refused)|"
    r"無法(?:成功)?(?:傳送|投遞|遞送|寄達|寄出|寄送|送達|傳遞|送出|交付)|"
    r"(?:未能|不能|沒有|未)(?:成功)?(?:送達|投遞|寄達)|"
    r"(?:傳送|投遞|遞送|寄送|寄信|發送|傳遞|郵件)失敗|退信|退回|退件|查無此|無此(?:帳號|使用者|用戶|收件)|"
    r"(?:帳號|收件人|信箱|使用者)不存在|无法(?:传送|投递|送达|发送)|投递失败|发送失败",
    re.IGNORECASE,
)
"""It is over: some are the subject of the notice, some a sentence in it."""

LATE = re.compile(
    r"\bdelay(?:ed)?\b|(?:message|mail) still (?:un|not )|not (?:yet )?been delivered yet|temporar(?:y|ily)|"
    r"(?:will|shall) (?:continue|keep|be (?:re)?tried|be re-?attempted|try|retry)|still (?:trying|being)|"
    r"do not need to resend|no action is required|warning:|"
    r"延遲|延後|暫時|稍後(?:再|會)|(?:繼續|持續|再次)嘗試|重試中|延迟|暂时",
    re.IGNORECASE,
)
"""It is not over: a warning, which most servers send after some hours."""

LAST_TRY = re.compile(
    r"returned mail|undeliverable:|undelivered mail|failure notice|\(failure\)|delivery (?:failure|failed|has failed)|"
    r"given up|giv(?:e|ing) up|gave up|retry (?:time-?out|limit|time) exceeded|max(?:imum)? (?:hop|retr)|"
    r"(?:not|no longer|stop(?:ped)?) (?:be )?(?:retr|try)|permanent|expired|放棄|不再(?:嘗試|重試)|退信|退回|失敗",
    re.IGNORECASE,
)
"""It was late, and now it is over: a failure may tell of the tries before it."""

AWAY = re.compile(
    r"^\s*(?:auto(?:matic|mated|matische)?[ :_-]*(?:reply|response|antwort)?|out of (?:the )?office|vacation|on leave|"
    r"away from|absence|i am away|ooo\b|"
    r"自動(?:回[覆復信]|答覆|應答)|不在(?:辦公室)?|休假|請假|出差|外出|自动(?:回复|答复))",
    re.IGNORECASE,
)
"""Subjects of automatic replies: the mail arrived. Some of them come without a sender, as notices do."""

ANSWER = re.compile(r"^\s*(?:(?:re|fw|fwd|aw|回覆|回复|轉寄|答覆)\s*[:：])", re.IGNORECASE)
"""Subjects of mails that people write."""

ROBOTS = re.compile(
    r"(?:mailer[-_.]?daemon|post-?master|mail-?daemon|mdaemon|mail[-_.]?(?:delivery|system|admin)|double-?bounce|"
    r"(?:no-?reply|bounces?|microsoftexchange)[\w.+-]*)",
    re.IGNORECASE,
)
"""What is before the @ of the sender of a notice."""

AUTOMATIC_REPLIES = (
    "automatic reply", "auto(?:matic)?[- ]?reply", "out of office", "自動回覆", "自动回复",
)  # fmt: skip
"""How the subject of a mail begins that a program wrote for somebody who is away (patterns, in small letters)."""
