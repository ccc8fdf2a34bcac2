// The pad: strokes as numbers from 0 to 1, drawn anew whenever the phone is turned; the server draws the real picture.
"use strict";

const form = document.getElementById("drawing");
const canvas = form.querySelector("canvas");
const field = form.elements.strokes;
const ink = canvas.getContext("2d");
const kept = "strokes " + location.pathname; // a browser short of memory loads the page anew when it is turned
let strokes = [];
let pointer = null; // which finger or pen draws; others are a resting hand
let pen = false; // after a pen, fingers do not draw

/** What a browser that keeps things kept; one that does not still sends what is drawn. */
function storage(use) {
  try {
    return use(sessionStorage);
  } catch {
    return null;
  }
}

/** As large as fits above the buttons, five to two, whichever way the phone is held. */
function fit() {
  const bar = form.querySelector(".bar").offsetHeight;
  const top = canvas.parentElement.getBoundingClientRect().top + scrollY;
  const room = Math.max(110, innerHeight - top - bar - 12);
  const width = Math.min(canvas.parentElement.clientWidth, room * 2.5);
  const dots = devicePixelRatio || 1;
  canvas.style.width = width + "px";
  canvas.style.height = width / 2.5 + "px";
  canvas.width = Math.round(width * dots);
  canvas.height = Math.round((width / 2.5) * dots);
  draw();
}

function draw() {
  const { width, height } = canvas;
  ink.clearRect(0, 0, width, height);
  ink.strokeStyle = ink.fillStyle = "#10245c";
  ink.lineWidth = width / 75;
  ink.lineCap = ink.lineJoin = "round";
  for (const stroke of strokes) {
    ink.beginPath();
    if (stroke.length === 1) {
      ink.arc(stroke[0][0] * width, stroke[0][1] * height, width / 110, 0, 7);
      ink.fill();
    }
    stroke.forEach(([x, y]) => ink.lineTo(x * width, y * height));
    ink.stroke();
  }
}

function keep() {
  field.value = JSON.stringify(strokes);
  storage((session) => session.setItem(kept, field.value));
  draw();
}

function point(event) {
  const box = canvas.getBoundingClientRect();
  const part = (at, start, size) => Math.round(Math.min(1, Math.max(0, (at - start) / size)) * 1e4) / 1e4;
  return [part(event.clientX, box.left + 2, box.width - 4), part(event.clientY, box.top + 2, box.height - 4)];
}

canvas.addEventListener("pointerdown", (event) => {
  if (pointer !== null || event.button > 0 || (pen && event.pointerType === "touch")) return;
  pen ||= event.pointerType === "pen";
  pointer = event.pointerId;
  canvas.setPointerCapture(pointer);
  strokes.push([point(event)]);
  keep();
});
canvas.addEventListener("pointermove", (event) => {
  if (event.pointerId !== pointer) return;
  const more = event.getCoalescedEvents ? event.getCoalescedEvents() : [];
  for (const each of more.length ? more : [event]) strokes.at(-1).push(point(each));
  draw();
});
for (const end of ["pointerup", "pointercancel", "lostpointercapture"])
  canvas.addEventListener(end, (event) => {
    if (event.pointerId !== pointer) return;
    pointer = null;
    keep();
  });
// iPadOS takes a pen's strokes for handwriting, and browsers in apps scroll, unless the touch itself is refused.
for (const touch of ["touchstart", "touchmove"])
  canvas.addEventListener(touch, (event) => event.preventDefault(), { passive: false });

document.getElementById("undo").addEventListener("click", () => {
  strokes.pop();
  keep();
});
document.getElementById("clear").addEventListener("click", () => {
  strokes = [];
  keep();
});
form.addEventListener("submit", () => {
  field.value = JSON.stringify(strokes);
  storage((session) => session.removeItem(kept));
});
addEventListener("resize", fit);
strokes = storage((session) => JSON.parse(session.getItem(kept))) || [];
field.value = JSON.stringify(strokes);
fit();
