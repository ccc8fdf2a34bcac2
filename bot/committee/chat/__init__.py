"""The reviewers' desk in a chat: opened by a code, drawn for LINE and Telegram alike."""
