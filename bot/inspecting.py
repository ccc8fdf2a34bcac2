"""`inspect FILE.pdf`: says plainly, in Chinese and English, whether a document is genuine and unaltered."""

import logging
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.inspection import Finding, Report, inspect
from bot.sealing import seal_of
from bot.settings import Settings
from bot.signatures import Signature
from flows.carried import DIGEST, PREFIX

GENUINE, ALTERED, UNUSABLE = 0, 1, 2
"""Exit codes."""

_WORDS: Mapping[Finding, tuple[int, str, str]] = {
    Finding.SEALED: (
        GENUINE,
        "真實且未經變更：電子印章有效，資料與列印內容一致。",
        "Genuine and unaltered: the seal is valid, and the data matches what is printed.",
    ),
    Finding.INTACT: (
        GENUINE,
        "未經變更：檔案完整，資料與列印內容一致。本檔未蓋電子印章，故無法證明由誰製作。",
        "Unaltered: the file is complete and the data matches what is printed. "
        "It bears no seal, so nothing proves who made it.",
    ),
    Finding.FLIPPED: (
        ALTERED,
        "已遭變更：檔案內容與製作時不同（位元組被改動或損壞）。",
        "Altered: bytes of the file were changed or damaged after it was made.",
    ),
    Finding.APPENDED: (
        ALTERED,
        "已遭變更：原檔完整，但後面附加了會改變文件的修訂內容。",
        "Altered: the original is intact, but a revision that changes the document was appended to it.",
    ),
    Finding.RESAVED: (
        ALTERED,
        "並非原檔：以其他軟體重新儲存過，原有的印章與簽章均已失效，無法確認內容未經變更。",
        "Not the original file: another program saved it again, which voids any seal or signature; "
        "nothing shows whether the content was changed.",
    ),
    Finding.OTHER_SEAL: (
        ALTERED,
        "印章不符：檔案完整，但電子印章不是以本單位的憑證製作。",
        "Wrong seal: the file is complete, but it was sealed with a certificate that is not ours.",
    ),
    Finding.DATA_CHANGED: (
        ALTERED,
        "資料不符：所附資料與其雜湊值或頁尾所印的雜湊值不一致。",
        "Data does not match: the attached data differs from its hash or from the hash printed on the pages.",
    ),
    Finding.DATA_MISSING: (
        ALTERED,
        "資料遺失：是本系統的表格，但檔案中已沒有 application.json。",
        "Data missing: this is a form of ours, but application.json is no longer in it.",
    ),
    Finding.FOREIGN: (UNUSABLE, "不是本系統製作的檔案。", "Not a document of ours."),
    Finding.ENCRYPTED: (
        UNUSABLE,
        "檔案已加密，無法檢查；請提供未加密的原檔。",
        "The file is encrypted and cannot be checked; please provide the original.",
    ),
    Finding.NOT_PDF: (UNUSABLE, "不是可讀取的 PDF 檔。", "Not a readable PDF file."),
}


def inspect_file(settings: Settings, path: Path) -> int:
    """Print the report on a file; returns 0 when it is unaltered, 1 when not, 2 when it cannot be told."""
    try:
        content = path.read_bytes()
    except OSError as error:
        print(f"{path}: {error.strerror}", file=sys.stderr)
        return UNUSABLE
    logging.getLogger("pyhanko").setLevel(
        logging.CRITICAL
    )  # what it finds suspicious is told below, in words
    seal = seal_of(settings)
    report = inspect(content, seal.certificates[0] if seal else None)
    code, chinese, english = _WORDS[report.finding]
    print(*_described(report), chinese, english, sep="\n")
    return code


def _described(report: Report) -> list[str]:
    if report.data is None:
        return []
    return [
        *_facts(report.data),
        f"電子印章 seal: {_signature(report.seal)}",
        f"申請人簽章 applicant's signature: {_signature(report.applicant)}",
        "",
    ]


def _facts(data: Mapping[str, Any]) -> list[str]:
    answers: Mapping[str, Any] = data.get("answers", {})
    verdict = data.get("verdict") or {}
    facts = {
        "案件編號 case number": data.get("case_number") or "草稿 draft",
        "企業名稱 company": answers.get("company_name", ""),
        "統一編號 UBN": answers.get("ubn", ""),
        "申請資格 verdict": " ".join([verdict.get("state", ""), *verdict.get("reasons", [])]),
        "送件時間 submitted": data.get("submitted_at", ""),
        "問卷版本 questionnaire": data.get("questionnaire", {}).get("version", ""),
        "資料雜湊 SHA-256": data.get(DIGEST, ""),
        "頁尾所印 printed": str(data.get(DIGEST, ""))[:PREFIX],
    }
    return [f"{name}: {_shown(value)}" for name, value in facts.items()] + [
        "填答資料 answers:",
        *(f"  {_shown(name)}: {_shown(value)}" for name, value in answers.items()),
    ]


def _shown(value: object) -> str:
    """Without what could steer a terminal: the file may come from anybody."""
    return "".join(character if character.isprintable() else "·" for character in str(value))


def _signature(signature: Signature | None) -> str:
    if signature is None:
        return "無 none"
    return f"{'有效 valid' if signature.holds else '無效 broken'}, {_shown(signature.signer)}"
