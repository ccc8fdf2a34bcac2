"""A small questionnaire without mistakes, as texts that a test spoils in one place before it is linted."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from flows.answers import KINDS
from flows.definitions.edition import Edition
from flows.definitions.issues import Issue
from flows.definitions.loader import load
from flows.lint import LintContext, lint
from flows.lint.phrase_families import ENGINE_CODES
from flows.schemes.common.sme import Reason
from flows.schemes.diagnosis.rules import APPLICATION

STRUCTURE = """
version = "113.1"
pages = 2
checks = ["no_employees"]
lists.markets = [{ id = "jp", group = "asia" }, { id = "th", group = "asia" }, { id = "us" }]
question = [
  { id = "ubn", kind = "ubn", page = 1, number = 1, section = "eligibility" },
  { id = "company_name", kind = "text", page = 1, number = 2, section = "eligibility" },
  { id = "registration_type", kind = "single_choice", page = 1, number = 3, section = "eligibility", options = [{ id = "company" }, { id = "other", free_text = true }] },
  { id = "paid_in_capital", kind = "amount", page = 1, number = 4, section = "eligibility" },
  { id = "employee_count", kind = "number", page = 1, number = 5, section = "eligibility", limits = { maximum = 1000 } },
  { id = "contact_name", kind = "text", page = 1, number = 6 },
  { id = "contact_phone", kind = "phone", page = 1, number = 7 },
  { id = "contact_email", kind = "email", page = 1, number = 8 },
  { id = "exports", kind = "boolean", page = 2, number = 9, options = [{ id = "yes" }, { id = "no" }] },
  { id = "markets", kind = "multi_choice", page = 2, number = 10, list = "markets", when = { question = "exports", any_of = ["yes"] } },
  { id = "wishes", kind = "ranking", page = 2, number = 11, list = "markets", limits = { max_items = 2 } },
  { id = "scores", kind = "matrix", page = 2, number = 12, rows = ["ads", "shop"], cell = "scale", scale = ["1", "2"] },
  { id = "support", kind = "table", page = 2, number = 13, columns = [{ id = "year", year = true }, { id = "agency" }, { id = "title" }], limits = { max_items = 2 } },
  { id = "story", kind = "long_text", page = 2, number = 14, limits = { max_length = 300 } },
  { id = "declare_sme_truth", kind = "boolean", page = 1, section = "signing", must_be_true = true, options = [{ id = "yes" }, { id = "no" }] },
  { id = "deemed_sme", kind = "boolean", page = 1, section = "signing", required = false, asked = false, options = [{ id = "yes" }, { id = "no" }] },
  { id = "consent_pdpa", kind = "boolean", page = 1, section = "signing", asked = false, options = [{ id = "yes" }, { id = "no" }] },
  { id = "signatory_name", kind = "text", page = 1, section = "signing", same_as = "contact_name" },
  { id = "signatory_title", kind = "text", page = 1, section = "signing" },
  { id = "signature_method", kind = "single_choice", page = 1, section = "signing", asked = false, options = [{ id = "print_scan" }] },
]
"""  # noqa: E501 - one question to a line is what makes this readable

ROLES = """
[roles]
"company.id" = "ubn"
"company.name" = "company_name"
"company.registration" = "registration_type"
"company.capital" = "paid_in_capital"
"company.employees" = "employee_count"
"contact.email" = "contact_email"
"sme.deemed" = "deemed_sme"
"signing.method" = "signature_method"
[meanings]
"company.registration" = { company = ["company"], other = ["other"] }
"signing.method" = { paper = ["print_scan"] }
[subjects]
person = ["contact_name"]
[summary]
matching = ["wishes"]
"""
ASKED_FOR = re.findall(r'"([a-z.]+)" = "', ROLES)
RULES = replace(APPLICATION, needs={role: APPLICATION.needs[role] for role in ASKED_FOR})
"""The rules of the diagnosis, as far as so small a form can follow them."""

CHINESE = """
language = "zh-TW"
pages = { 1 = "公司", 2 = "市場" }
groups = { asia = "亞洲" }
checks = { no_employees = "員工填 0 人，對嗎？" }
lists.markets = { jp = "日本", th = "泰國", us = "美國" }
lists_also.markets = { us = ["美利堅"] }
[question]
ubn = { label = "統一編號", example = "04595257" }
company_name = { label = "企業名稱", example = "大發公司" }
registration_type = { label = "登記型態", example = "公司", options = { company = "公司", other = "其他（請說明）" } }
paid_in_capital = { label = "實收資本額", example = "500萬" }
employee_count = { label = "員工數", example = "12" }
contact_name = { label = "聯絡人", example = "林小華" }
contact_phone = { label = "聯絡電話", example = "0912-345-678" }
contact_email = { label = "電子郵件", example = "service@example.com.tw" }
exports = { label = "有外銷嗎", example = "是", options = { yes = "是", no = "否" } }
markets = { label = "外銷市場", example = "日本、泰國" }
wishes = { label = "想去的市場", example = "2,1" }
scores = { label = "自評", example = "1,2", rows = { ads = "廣告", shop = "銷售" }, scale = { 1 = "未", 2 = "已有" } }
support = { label = "計畫", example = "113 國貿署 補助計畫", columns = { year = "年", agency = "單位", title = "名" } }
story = { label = "問題與目標", example = "想打入越南市場。" }
declare_sme_truth = { label = "聲明屬實", example = "同意", options = { yes = "同意", no = "不同意" } }
deemed_sme = { label = "視同中小企業", options = { yes = "是", no = "否" } }
consent_pdpa = { label = "個人資料同意", options = { yes = "同意", no = "不同意" } }
signatory_name = { label = "授權主管", example = "王大明" }
signatory_title = { label = "職稱", example = "經理" }
signature_method = { label = "簽章方式", options = { print_scan = "列印後簽名" } }
"""

ENGLISH = """
language = "en"
pages = { 1 = "Company", 2 = "Markets" }
groups = { asia = "Asia" }
checks = { no_employees = "No employees: is that right?" }
lists.markets = { jp = "Japan", th = "Thailand", us = "United States" }
[question]
ubn = { label = "UBN", example = "04595257" }
company_name = { label = "Company name", example = "大發公司" }
registration_type = { label = "Registration", example = "Company", options = { company = "Company", other = "Other" } }
paid_in_capital = { label = "Paid-in capital", example = "5,000,000" }
employee_count = { label = "Employees", example = "12" }
contact_name = { label = "Contact", example = "Amy Lin" }
contact_phone = { label = "Phone", example = "0912-345-678" }
contact_email = { label = "E-mail", example = "service@example.com.tw" }
exports = { label = "Do you export?", example = "Yes", options = { yes = "Yes", no = "No" } }
markets = { label = "Export markets", example = "Japan, Thailand" }
wishes = { label = "Wanted markets", example = "2,1" }
scores = { label = "Scores", example = "1,2", rows = { ads = "Ads", shop = "Shop" }, scale = { 1 = "No", 2 = "Begun" } }
support = { label = "Aid", example = "113 國貿署 補助計畫", columns = { year = "ROC", agency = "By", title = "Title" } }
story = { label = "Problem and goal", example = "We want to enter Vietnam." }
declare_sme_truth = { label = "It is true", example = "I agree", options = { yes = "I agree", no = "I do not agree" } }
deemed_sme = { label = "Deemed an SME", options = { yes = "Yes", no = "No" } }
consent_pdpa = { label = "Notice agreed", options = { yes = "I agree", no = "I do not agree" } }
signatory_name = { label = "Manager", example = "王大明" }
signatory_title = { label = "Title", example = "Manager" }
signature_method = { label = "Signing", options = { print_scan = "Print and sign" } }
"""

SOURCE = """
say("greeting.hello", name="x")
words.say(f"reason.{reason}")
context.button("done", verb), context.button("submit", verb)
how = "greeting.bye" if late else "greeting.hello"
say(how)
event = Asked("no_back" if first else "again")
say(f"pages.{page}"), say(f"groups.{group}"), say(f"checks.{check}"), say(f"note.{topic}")
"""


def _chat() -> str:
    codes = {
        code
        for kind, reader in KINDS.items()
        for code in reader.rejects | ENGINE_CODES.get(kind, frozenset())
    }
    doubts = [(kind, code) for kind, reader in KINDS.items() for code in sorted(reader.doubts)]
    return "\n".join(
        [
            'greeting = { hello = "Hello {name}", bye = "Bye" }',
            'button = { done = "Done", submit = "Submit" }',
            'note = { no_back = "This is the first.", closed = "No.", not_yet = "No.", between = "No." }',
            *(f'{page} = {{ title = "Title", body = "Body" }}' for page in ("help", "human")),
            *(f'reason.{reason} = "Because."' for reason in Reason),
            *(f'reject.any.{code} = "No."' for code in sorted({"required", *codes})),
            *(f'doubt.{kind}.{code} = "Sure?"' for kind, code in doubts),
        ]
    )


@dataclass(frozen=True)
class Texts:
    """Everything the linter reads, by the name a test spoils it under."""

    structure: str = STRUCTURE
    roles: str = ROLES
    chinese: str = CHINESE
    english: str = ENGLISH
    chat_chinese: str = field(default_factory=_chat)
    chat_english: str = field(default_factory=_chat)
    templates: str = ""
    source: str = SOURCE

    def spoilt(self, name: str, old: str, new: str) -> "Texts":
        """The texts with one passage replaced; it must be there."""
        text = str(getattr(self, name))
        assert old in text
        changed = {name: text.replace(old, new, 1)}
        return replace(self, **changed)

    def edition(self) -> Edition:
        """As the service loads it."""
        words = {"zh-TW": self.chinese, "en": self.english}
        chat = {"zh-TW": [self.chat_chinese], "en": [self.chat_english]}
        return load(self.structure, words, chat, roles=self.roles)

    def issues(self, published: Mapping[str, str] | None = None) -> tuple[Issue, ...]:
        """What the linter finds; published as it stands unless told otherwise."""
        edition = self.edition()
        known = (
            {edition.questionnaire.version: edition.questionnaire.digest} if published is None else published
        )
        words = {"zh-TW": self.chinese, "en": self.english}
        return lint(edition, LintContext(RULES, words, self.templates, known, {"bot/said.py": self.source}))


def sample() -> Texts:
    """The texts without mistakes."""
    numbered = [question.id for question in Texts().edition().questionnaire.questions if question.number]
    return Texts(templates="\n".join(f'#field("{question}")' for question in numbered))
