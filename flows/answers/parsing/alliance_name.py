"""The name of an alliance as people type it, with or without what is printed around it."""


def bare_name(typed: str) -> str:
    """An alliance's name without what is printed around it: 「泰美保養」主題聯盟 is 泰美保養."""
    bare = typed.strip().strip("「」『』").strip()
    for ending in ("主題聯盟", "聯盟"):
        if bare.endswith(ending) and len(bare) > len(ending) + 1:
            return bare.removesuffix(ending).strip().strip("「」『』")
    return bare
