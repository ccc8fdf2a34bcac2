"""The desk's pages about the proposal of an alliance: paper, qualification, what is to be mended."""
