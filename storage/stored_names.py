"""Names kept in rows of the database: roles of files, kinds of jobs and mails, purposes of links. None ever changes.

tests/fixtures/stored_names.json lists every one that was ever stored.
"""

from enum import StrEnum


class FileRole(StrEnum):
    """What a file is to its case."""

    DOCUMENT = "document"
    PREVIEW = "preview"
    """Picture of the document's first page."""
    READING_COPY = "reading_copy"
    """The form in English, for reading."""
    READING_PREVIEW = "reading_preview"
    SEALING_PAGE = "sealing_page"
    SEALING_PREVIEW = "sealing_preview"
    LABEL = "label"
    """What is pasted on the envelope of a proposal."""
    SIGNED_COPY = "signed_copy"
    """The signed copy in force; an earlier one stays beside it, marked replaced."""
    COPY_DRAFT = "copy_draft"
    """A signed copy that is not sent in yet."""
    COPY_PREVIEW = "copy_preview"
    ADVICE = "advice"
    """The written advice as it was uploaded last."""
    COPY_PAGE = "copy_page"
    """One page that was read of it; `_` and the beginning of the picture's hash follow."""
    SEAL_PICTURE = "seal_picture"
    """A seal to stand in the signature field, cleaned, and as it was sent; `_` and the beginning of its hash follow."""
    SIGNING_RECORD = "signing_record"
    """How the document in SIGNED_COPY was signed online."""


class JobKind(StrEnum):
    """What a job does. A kind that ends in `_chat` says something where people chat (bot/outbox/lanes.py)."""

    DOCUMENT = "document"
    STAFF_MAIL = "staff_mail"
    APPLICANT_MAIL = "applicant_mail"
    SIGNED_MAIL = "signed_mail"
    REMIND = "remind"
    REMIND_CHAT = "remind_chat"
    COPY_CHAT = "copy_chat"
    NEWS_MAIL = "news_mail"
    NEWS_CHAT = "news_chat"
    STAFF_NEWS = "staff_news"
    SUPERSEDED_MAIL = "superseded_mail"
    SUPERSEDED_CHAT = "superseded_chat"
    PLACE_MAIL = "place_mail"
    PLACE_CHAT = "place_chat"
    BOUNCES = "bounces"
    DIGEST = "digest"
    CASE_MAIL = "case_mail"
    CASE_CHAT = "case_chat"
    SIGN_IN_MAIL = "sign_in_mail"
    OFFICE_MAIL = "office_mail"
    """Tells one of the staff that it is their turn."""
    RETENTION = "retention"
    SIGNING_CODE = "signing_code"
    SIGNING_SEAL = "signing_seal"
    SIGNING_NEWS_MAIL = "signing_news_mail"
    SIGNING_NEWS_CHAT = "signing_news_chat"
    PROOF_MAIL = "proof_mail"
    VISIT_MAIL = "visit_mail"
    VISIT_CHAT = "visit_chat"
    VISIT_REMIND = "visit_remind"
    VISIT_REMIND_CHAT = "visit_remind_chat"
    CONSULTANT_MAIL = "consultant_mail"
    FORMER_CONSULTANT_MAIL = "former_consultant_mail"
    CASE_STAFF_MAIL = "case_staff_mail"
    VISIT_SUPERSEDED = "visit_superseded"
    """Another case took the place of one that may have a consultant and a visit."""
    STEP_REMIND = "step_remind"
    CASE_CLOSE = "case_close"


class MailKind(StrEnum):
    """Which mail of a case it is; part of its Message-ID. Where there may be several, `-` and a number follow.

    Mails about an occasion have its name (flows/interface/notifications.py)."""

    STAFF = "staff"
    APPLICANT = "applicant"
    SIGNED = "signed"
    REMINDER = "reminder"
    SUPERSEDED = "superseded"
    REPLACE_DECIDED = "replace_decided"
    CASE = "case"
    """An act of the office; its number follows."""
    OFFICE = "office"
    """To one of the staff: what about, and a mark for the person follow."""
    SIGNING_CODE = "signing_code"
    SIGNING_NEWS = "signing_news"
    VISIT = "visit"
    """Something about consultant, visit or advice, to the applicant; the number of the act follows, as below."""
    CONSULTANT = "consultant"
    FORMER_CONSULTANT = "former_consultant"
    CASE_STAFF = "case_staff"
    VISIT_REMIND = "visit_remind"
    VISIT_REMIND_CONSULTANT = "visit_remind_consultant"
    STEP_REMIND = "step_remind"


class LinkPurpose(StrEnum):
    """What a one-time link does (bot/one_time_links)."""

    CONFIRM_ADDRESS = "confirm_address"
    AGREE_REPLACEMENT = "agree_replacement"
    REFUSE_REPLACEMENT = "refuse_replacement"
    OFFICE_ACT = "office_act"
    """Names an act of one of the staff; it is done by whoever is known to be that person (bot/office/act_links)."""
    SIGN_APPLICATION = "sign_application"
    CONSULTANT_CASE = "consultant_case"
    """A consultant's own page of a case."""
    APPLICANT_VISIT = "applicant_visit"
    """The applicant's page of the visit and the advice."""
