"""What `inspect` says, in Chinese and English, and its exit codes."""

from collections.abc import Mapping

from bot.documents import Difference
from bot.documents.verification import Finding

UNALTERED, ALTERED, UNKNOWN = 0, 1, 2
"""Exit codes. 0 says that no change was found and the words say what that proves."""

WORDS: Mapping[Finding, tuple[int, str, str]] = {
    Finding.ORIGINAL: (
        UNALTERED,
        "未經變更：與資料庫中這個案件的原檔相同，除簽章外沒有任何增減。",
        "Unaltered: the same as the original that the database keeps of this case, with nothing but signatures added.",
    ),
    Finding.RETURNED_KEPT: (
        UNALTERED,
        "本系統保存的回傳申請書：由傳回的照片、掃描與原申請書各頁組成，與資料庫中的檔案相同。紙上內容與簽章須由人核對。",
        "A returned form as this system keeps it, put together of pictures that came back and pages of the original; "
        "the same as in the database. What is written on the paper, and by whom, people must check.",
    ),
    Finding.RETURNED: (
        UNALTERED,
        "本系統組成的回傳申請書（照片、掃描與原申請書各頁），組成後未經變更。"
        "沒有電子印章，也沒有在資料庫中找到同一份檔案，不能證明由本系統製作。",
        "A returned form as this system puts them together, unaltered since. It bears no seal and was not found in "
        "a database, so nothing proves that it was made here.",
    ),
    Finding.SEALED: (
        UNALTERED,
        "真實且未經變更：電子印章有效，資料與列印內容一致。",
        "Genuine and unaltered: the seal is valid, and the data matches what is printed.",
    ),
    Finding.INTACT: (
        UNALTERED,
        "看不出變更：檔案完整，資料與列印內容一致。但本檔未蓋電子印章，也沒有與資料庫中的原檔比對，不能證明由本系統製作。",
        "No change found: the file is complete and the data matches what is printed. But it bears no seal and was not "
        "compared with an original in the database, so nothing proves that it was made here.",
    ),
    Finding.UNSEALED: (
        UNKNOWN,
        "無法確認：本單位的申請書都蓋有電子印章，這份沒有，也沒有與資料庫中的原檔比對。檔案本身看不出變更。",
        "Cannot tell: forms of this organisation bear its seal, this one does not, and it was not compared with an "
        "original in the database. The file itself shows no change.",
    ),
    Finding.UNKNOWN_SEAL: (
        UNKNOWN,
        "無法確認：檔案上有電子印章，但不知道是誰的（沒有設定 SEAL_CERT_FILE，任何人都能自製憑證）。蓋章後看不出變更。",
        "Cannot tell: the file bears a seal, but whose is not known here (SEAL_CERT_FILE is not set, and anybody can "
        "make a certificate). It shows no change since it was sealed.",
    ),
    Finding.NOT_AS_KEPT: (
        ALTERED,
        "不是原檔：與資料庫中這個案件的原檔不同。",
        "Not the original: it differs from the one that the database keeps of this case.",
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
    Finding.FOREIGN: (
        UNKNOWN,
        "看不出是本系統製作的檔案：沒有本系統的標記、表單欄位或資料，資料庫中也沒有這個檔案。",
        "Nothing shows that this is a file of ours: no mark, no field, no data, and it was not found in a database.",
    ),
    Finding.ENCRYPTED: (
        UNKNOWN,
        "檔案已加密，無法檢查；請提供未加密的原檔。",
        "The file is encrypted and cannot be checked; please provide the original.",
    ),
    Finding.NOT_PDF: (UNKNOWN, "不是可讀取的 PDF 檔。", "Not a readable PDF file."),
}

DIFFERENCES: Mapping[Difference, str] = {
    Difference.BYTES: "檔案內容不同，或附加內容無法可靠讀取 other bytes, or additions that cannot be read safely",
    Difference.PAGES: "頁面內容、頁數、大小、方向或字型不同 pages, their number, size, rotation or fonts",
    Difference.FIELDS: "頁面上多了東西，或簽章欄位被改過 something lies on a page, or the signature field was changed",
    Difference.FILES: "附帶的資料或檔案不同 the attached data or files",
    Difference.ACTIONS: "有會自動執行的動作、連結或附檔 actions, scripts, links or attached files",
    Difference.DETAILS: "其他設定不同 other properties of the document",
    Difference.LOOKS: "頁面看起來不同 a page looks different",
}
