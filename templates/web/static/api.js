// Talking to the server: JSON in and out, and failures that say whether trying again can help.

const PATIENCE_MS = 60_000; // a 20 MB photo over a slow mobile line still gets through
const WORTH_RETRYING = [408, 425, 429];

/** A request that failed. `reached`: the server did answer; `final`: it will refuse the same again. */
export class Failure extends Error {
  constructor(message, { reached, final }) {
    super(message);
    this.reached = reached;
    this.final = final;
  }
}

/** The JSON the server answers with; throws Failure. */
export async function ask(address, options = {}) {
  let response;
  try {
    response = await fetch(address, { ...options, signal: AbortSignal.timeout(PATIENCE_MS) });
    if (response.ok) return await response.json();
  } catch {
    throw new Failure("", { reached: false, final: false }); // no connection, no answer in time, or half an answer
  }
  const { error = "" } = await response.json().catch(() => ({}));
  const final = response.status < 500 && !WORTH_RETRYING.includes(response.status);
  throw new Failure(error, { reached: true, final });
}

/** Post one event of the chat. Its `id` makes a repeated post harmless. */
export function postEvent({ id, text, tap, says, file }) {
  if (!file) {
    const body = JSON.stringify(tap ? { id, tap, says } : { id, text });
    return ask("/chat/messages", { method: "POST", headers: { "Content-Type": "application/json" }, body });
  }
  const form = new FormData();
  form.append("id", id); // before the file, so that a server reading the stream knows it first
  form.append("file", file);
  return ask("/chat/messages", { method: "POST", body: form });
}

/** A fresh event id. Not crypto.randomUUID: that is missing on plain-HTTP addresses of a local network. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
