"""The selection on the desk (/desk/selection), and the reviewers' own pages (/review). The rules are in
flows/selection, paper and figures in bot/selection."""
