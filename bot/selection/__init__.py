"""What the selection of alliances leaves on paper: minutes and figures. The rules are in flows/selection."""
