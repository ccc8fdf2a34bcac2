"""方案二, the alliance: at least six SMEs under a leading company propose one project for one market."""
