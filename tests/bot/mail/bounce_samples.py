"""Notices as several servers write them, about the mail <113-0001.staff@bot.example.org>; all made up."""

OURS = "<113-0001.staff@bot.example.org>"

_ORIGINAL = f"""From: apply@bot.example.org
To: staff@programme.example
Subject: =?utf-8?b?WzExMy0wMDAxXQ==?=
Message-ID: {OURS}
"""

POSTFIX = f"""Return-Path: <>
From: MAILER-DAEMON@mail.example.org (Mail Delivery System)
To: apply@bot.example.org
Subject: Undelivered Mail Returned to Sender
Message-ID: <20241105060301.4XYZ@mail.example.org>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="A/mail"

--A/mail
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mail.example.org. I'm sorry to have to inform you.

--A/mail
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.org
Arrival-Date: Tue,  5 Nov 2024 14:02:10 +0800 (CST)

Final-Recipient: rfc822; staff@programme.example
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 <staff@programme.example>: no such user

--A/mail
Content-Type: message/rfc822

{_ORIGINAL}Content-Type: text/plain

body
--A/mail--
"""

HEADERS_ONLY = f"""Return-Path: <>
From: postmaster@outlook.example
To: apply@bot.example.org
Subject: =?utf-8?b?54Sh5rOV5YKz6YCB?=
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

--b1
Content-Type: multipart/alternative; boundary="b2"

--b2
Content-Type: text/html; charset="utf-8"
Content-Transfer-Encoding: base64

PHA+5L2g55qE6YO15Lu254Sh5rOV5YKz6YCBPC9wPg==
--b2--
--b1
Content-Type: message/delivery-status

Reporting-MTA: dns;outlook.example
Received-From-MTA: dns;bot.example.org

Original-Recipient: rfc822;first@programme.example
Final-Recipient: rfc822;first@programme.example
Action: delivered
Status: 2.0.0

Final-Recipient: rfc822;staff@programme.example
Action: failed
Status: 5.2.2 (mailbox full)

--b1
Content-Type: text/rfc822-headers

{_ORIGINAL}
--b1--
"""

QMAIL = f"""Return-Path: <>
From: MAILER-DAEMON@old.example
To: apply@bot.example.org
Subject: failure notice

Hi. This is the qmail-send program at old.example.
I'm afraid I wasn't able to deliver your message. This is a permanent error; I've given up. Sorry it
didn't work out.

<staff@programme.example>:
192.0.2.7 does not like recipient.
Remote host said: 550 5.7.1 blocked

--- Below this line is a copy of the message.

{_ORIGINAL}
body
"""

EXIM = f"""Return-path: <>
From: Mail Delivery System <Mailer-Daemon@exim.example>
To: apply@bot.example.org
Subject: Mail delivery failed: returning message to sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="exim"

--exim
Content-Type: text/plain; charset=utf-8

A message that you sent could not be delivered to one or more of its recipients. This is a permanent error.

--exim
Content-Type: message/rfc822

{_ORIGINAL}
body
--exim--
"""

CHINESE = f"""Return-Path: <>
From: postmaster@tw.example
To: apply@bot.example.org
Subject: =?big5?b?sGil8w==?=
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

您的郵件無法送達收件人，已退回。原因：查無此帳號 5.1.10
Message-Id: {OURS}
"""

DELAYED = POSTFIX.replace("Action: failed", "Action: delayed").replace("Status: 5.1.1", "Status: 4.4.1")

HOLIDAY = f"""From: staff@programme.example
To: apply@bot.example.org
Subject: Auto: on leave, mail could not be delivered to my desk
In-Reply-To: {OURS}
Auto-Submitted: auto-replied

I am on leave until Monday.
Message-ID: {OURS}
"""

READ_RECEIPT = f"""From: staff@programme.example
To: apply@bot.example.org
Subject: Read
MIME-Version: 1.0
Content-Type: multipart/report; report-type=disposition-notification; boundary="m"

--m
Content-Type: message/disposition-notification

Final-Recipient: rfc822; staff@programme.example
Original-Message-ID: {OURS}
Disposition: manual-action/MDN-sent-manually; displayed

--m--
"""

SOMEBODY_ELSES = POSTFIX.replace(OURS, "<newsletter-7@other.example>")
