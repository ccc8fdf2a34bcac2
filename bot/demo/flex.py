"""LINE's Flex JSON as a tree of elements, near enough to judge a card by: for templates/shared/web/look/line.html."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

Json: TypeAlias = Mapping[str, Any]

_TEXT = {"xxs": 11, "xs": 13, "sm": 14, "md": 16, "lg": 19, "xl": 22, "xxl": 29}
_GAP = {"none": 0, "xs": 2, "sm": 4, "md": 8, "lg": 12, "xl": 16, "xxl": 20}
_WIDTH = {"nano": 120, "micro": 160, "deca": 220, "hecto": 241, "kilo": 260, "mega": 300, "giga": 386}
_PADDING = {"header": "20px", "body": "20px", "footer": "10px"}
"""Sizes in CSS pixels as LINE's app shows them, measured on screenshots of the real cards."""


@dataclass(frozen=True, slots=True)
class Node:
    """An element: `css` is set by static/page.js from an attribute, as our policy allows no styles in HTML."""

    tag: str
    kind: str
    css: str = ""
    text: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    children: tuple["Node", ...] = ()


def bubbles(contents: Json) -> list[Node]:
    """The cards of a Flex message: one, or those of its carousel."""
    return [
        _bubble(each) for each in (contents["contents"] if contents["type"] == "carousel" else [contents])
    ]


def tappable(tag: str, kind: str, action: Json | None, text: str = "", css: str = "") -> Node:
    """An element that does what LINE's action says: a postback is tapped for the chat, a link is opened, a calendar
    asks for a day first; what only a phone does is shown without doing it."""
    match action:
        case None:
            return Node(tag, kind, css, text)
        case {"type": "uri", "uri": uri}:
            return Node("a", kind, css, text, {"href": uri, "target": "_blank", "rel": "noopener"})
        case {"type": "clipboard", "clipboardText": copied}:
            return Node(tag, kind, css, text, {"type": "button", "title": copied})
        case {"type": "camera" | "cameraRoll"}:
            return Node(tag, kind, css, text, {"type": "button"})
        case {"type": "datetimepicker"}:
            asked = {name: action[name] for name in ("min", "max") if name in action}
            asked["value"] = action["initial"]
            day = Node(
                "input", "day", "", "", {"type": "date", "aria-label": text or action["label"], **asked}
            )
            send = Node("button", kind, css, text, {"type": "button", "data-day": action["data"]})
            return Node("span", "day-asked", "", "", {}, (day, send))
        case _:
            role = {"type": "button"} if tag == "button" else {"role": "button", "tabindex": "0"}
            said = {"data-tap": action["data"], "data-says": action.get("displayText") or text}
            return Node(tag, kind, css, text, {**role, **said})


def _bubble(bubble: Json) -> Node:
    parts = []
    for name in ("header", "body", "footer"):
        if name in bubble:
            padding = "" if "paddingAll" in bubble[name] else f"padding:{_PADDING[name]};"
            box = _box(bubble[name], padding, grows=name == "body")
            parts.append(replace(box, kind=f"{box.kind} flex-{name}"))
    return Node("div", "flex-bubble", f"width:{_WIDTH[bubble.get('size', 'mega')]}px", children=tuple(parts))


def _component(component: Json, parent: Json, at: int) -> Node:
    across = parent["layout"] != "vertical"
    share = component.get("flex", 1 if across else 0)
    css = f"flex:{share} {share} {0 if across else 'auto'};" if share else "flex:none;"
    gap = component.get("margin", parent.get("spacing", "none"))
    if at and gap != "none":
        css += f"margin-{'left' if across else 'top'}:{_length(gap)};"
    match component["type"]:
        case "box":
            return _box(component, css)
        case "text":
            return _text(component, css)
        case "button":
            return _button(component, css)
        case _:
            return Node("div", "flex-rule", css)


def _box(box: Json, css: str = "", *, grows: bool = False) -> Node:
    every = box.get("paddingAll", "0")
    sides = (
        box.get("paddingTop", every),
        every,
        box.get("paddingBottom", every),
        box.get("paddingStart", every),
    )
    if "padding:" not in css:
        css += f"padding:{' '.join(_length(side) for side in sides)};"
    css += f"flex-direction:{'column' if box['layout'] == 'vertical' else 'row'};"
    css += "align-items:baseline;" if box["layout"] == "baseline" else ""
    css += "flex-grow:1;" if grows else ""
    named = {
        "alignItems": "align-items", "justifyContent": "justify-content", "backgroundColor": "background-color",
        "width": "width", "height": "height",
    }  # fmt: skip
    css += "".join(f"{name}:{box[key]};" for key, name in named.items() if key in box)
    css += f"border-radius:{_length(box['cornerRadius'])};" if "cornerRadius" in box else ""
    made = tappable("div", "flex-box", box.get("action"), css=css)
    children = tuple(_component(child, box, at) for at, child in enumerate(box.get("contents", ())))
    said = made.attributes
    if "data-tap" in said and not said["data-says"]:
        said = {**said, "data-says": box["action"].get("label", "")}
    return Node(made.tag, made.kind, made.css, "", said, (*made.children, *children))


def _text(text: Json, css: str) -> Node:
    spacing = f"calc(1.35em + {text['lineSpacing']})" if "lineSpacing" in text else "1.35"
    css += (
        f"font-size:{_TEXT[text.get('size', 'md')]}px;color:{text.get('color', '#111111')};"
        f"font-weight:{700 if text.get('weight') == 'bold' else 400};text-align:{text.get('align', 'start')};"
        f"white-space:{'pre-wrap' if text.get('wrap') else 'nowrap'};line-height:{spacing};"
    )
    lines = text.get("maxLines")
    css += f"-webkit-line-clamp:{lines};" if lines else ""
    return tappable(
        "span", "flex-text clamped" if lines else "flex-text", text.get("action"), text["text"], css
    )


def _button(button: Json, css: str) -> Node:
    css += f"height:{40 if button.get('height') == 'sm' else 52}px;"
    style = button.get("style", "link")
    css += f"background-color:{button['color']};" if style == "primary" and "color" in button else ""
    kind = f"flex-button {style}{' shrinks' if button.get('adjustMode') == 'shrink-to-fit' else ''}"
    return tappable("button", kind, button["action"], button["action"]["label"], css)


def _length(value: str) -> str:
    return f"{_GAP[value]}px" if value in _GAP else value if value.endswith(("px", "%")) else f"{value}px"
