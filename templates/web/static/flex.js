// LINE's message objects → elements: text, image, Flex bubbles and carousels, quick replies. What we send, no more.

import { el } from "./dom.js";

const TEXT = { xxs: 11, xs: 13, sm: 14, md: 16, lg: 19, xl: 22, xxl: 29 };
const GAP = { none: 0, xs: 2, sm: 4, md: 8, lg: 12, xl: 16, xxl: 20 };
const WIDTH = { nano: 120, micro: 160, deca: 220, hecto: 241, kilo: 260, mega: 300, giga: 386 };
const PADDING = { header: "20px", body: "20px", footer: "10px" };
const ALIGN = { start: "left", center: "center", end: "right" };
const JUSTIFY = { "flex-start": "flex-start", center: "center", "flex-end": "flex-end", "space-between": "space-between" };

/** One reply: its objects in order, the last one's quick replies beneath. */
export function drawLine(objects) {
  return objects.map((object) => {
    const article = el("article", { class: "message line-skin" }, drawObject(object));
    if (object.quickReply) {
      article.append(el("div", { class: "quick" }, ...object.quickReply.items.map(({ action }) => tappable("button", action, "quick-item", action.label))));
    }
    return article;
  });
}

function drawObject(object) {
  if (object.type === "text") return el("p", { class: "line-text" }, object.text);
  if (object.type === "image") return el("img", { class: "line-image", src: object.previewImageUrl, alt: "" });
  const bubbles = object.contents.type === "carousel" ? object.contents.contents : [object.contents];
  return el("div", { class: "carousel", title: object.altText }, ...bubbles.map(drawBubble));
}

function drawBubble(bubble) {
  const card = el("div", { class: "flex-bubble" });
  card.style.width = `${WIDTH[bubble.size ?? "mega"]}px`;
  for (const part of ["header", "body", "footer"]) {
    if (!bubble[part]) continue;
    const box = drawBox(bubble[part]);
    if (!bubble[part].paddingAll) box.style.padding = PADDING[part];
    if (part === "body") box.style.flexGrow = 1;
    card.append(box);
  }
  return card;
}

function drawComponent(component, parent) {
  const draw = { box: drawBox, text: drawText, button: drawButton, separator: () => el("hr") };
  const node = draw[component.type](component);
  const across = parent.layout !== "vertical";
  const share = component.flex ?? (across ? 1 : 0);
  node.style.flex = share ? `${share} ${share} ${across ? 0 : "auto"}` : "none";
  if (component.width) node.style.width = component.width;
  if (component.height && component.type === "box") node.style.height = component.height;
  return node;
}

function drawBox(box) {
  const node = tappable("div", box.action, "flex-box");
  const { style } = node;
  style.flexDirection = box.layout === "vertical" ? "column" : "row";
  if (box.layout === "baseline") style.alignItems = "baseline";
  if (box.alignItems) style.alignItems = box.alignItems;
  if (box.justifyContent) style.justifyContent = JUSTIFY[box.justifyContent];
  if (box.backgroundColor) style.backgroundColor = box.backgroundColor;
  if (box.cornerRadius) style.borderRadius = length(box.cornerRadius);
  const { paddingAll = 0, paddingTop = paddingAll, paddingBottom = paddingAll, paddingStart = paddingAll } = box;
  style.padding = [paddingTop, paddingAll, paddingBottom, paddingStart].map(length).join(" ");
  (box.contents ?? []).forEach((child, at) => {
    const drawn = drawComponent(child, box);
    const gap = child.margin ?? (at ? box.spacing : "none") ?? "none";
    if (at) drawn.style[box.layout === "vertical" ? "marginTop" : "marginLeft"] = length(gap);
    node.append(drawn);
  });
  return node;
}

function drawText(text) {
  const node = tappable("span", text.action, "flex-text", text.text);
  const { style } = node;
  style.fontSize = `${TEXT[text.size ?? "md"]}px`;
  style.color = text.color ?? "#111111";
  style.fontWeight = text.weight === "bold" ? 700 : 400;
  style.textAlign = ALIGN[text.align ?? "start"];
  style.whiteSpace = text.wrap ? "pre-wrap" : "nowrap";
  style.lineHeight = text.lineSpacing ? `calc(1.35em + ${text.lineSpacing})` : 1.35;
  if (text.maxLines) {
    node.classList.add("clamped");
    style.webkitLineClamp = text.maxLines;
  }
  return node;
}

function drawButton(button) {
  const node = tappable("button", button.action, `flex-button ${button.style ?? "link"}`, button.action.label);
  node.style.height = button.height === "sm" ? "40px" : "52px";
  if (button.style === "primary" && button.color) node.style.backgroundColor = button.color;
  if (button.adjustMode === "shrink-to-fit") node.dataset.shrink = "";
  return node;
}

/** An element that does what LINE's action says: a postback is tapped for the chat, a link is opened. */
function tappable(tag, action, kind, label = "") {
  if (!action) return el(tag, { class: kind }, label);
  if (action.type === "uri") return el("a", { class: kind, href: action.uri, target: "_blank", rel: "noopener" }, label);
  const calendar = action.type === "datetimepicker";
  const data = calendar ? null : action.data;
  const role = tag === "button" ? { type: "button" } : { role: "button", tabindex: 0 };
  return el(tag, { class: kind, ...role, "data-tap": data, "data-says": action.displayText ?? label, title: calendar ? "📅" : null }, label);
}

function length(value) {
  return typeof value === "string" && value in GAP ? `${GAP[value]}px` : `${parseFloat(value)}px`;
}
