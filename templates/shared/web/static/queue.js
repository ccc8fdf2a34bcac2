// Events leave one after another: the next is posted when the one before has been answered.

const PATIENCE_MS = 60_000; // a 20 MB photo over a slow mobile line still gets through
const CHANCES = 2; // for an event the server stumbles over, before those behind it may pass
const WORTH_RETRYING = [408, 425, 429];

/** `on` hears `waiting(event)`, `answered(event, html)`, `failed(event)` and `idle()`. An event that could not be
 * delivered stays at the head, because what follows may depend on it; one the server refuses, or fails at twice, is
 * dropped, so that it cannot block the talk for ever. The `id` of an event makes a repeated post harmless. */
export function createQueue(address, on) {
  const events = [];
  let running = false;

  async function run() {
    if (running) return;
    running = true;
    while (events.length && (await deliver(events[0])));
    running = false;
    on.idle();
  }

  async function deliver(event) {
    on.waiting(event);
    const [status, html] = await post(address, event.fields);
    const refused = status && status < 500 && !WORTH_RETRYING.includes(status);
    event.stumbles = (event.stumbles ?? 0) + Number(status > 0);
    const gone = status === 200 || refused || event.stumbles >= CHANCES;
    if (gone) events.shift();
    if (status === 200) on.answered(event, html);
    else on.failed(event);
    return gone;
  }

  return {
    /** Send `event` after all others; one that is already waiting is only tried again. */
    push(event) {
      // Not crypto.randomUUID: that is missing on plain-HTTP addresses of a local network.
      event.fields.id ??= crypto.getRandomValues(new Uint32Array(4)).join("-");
      if (!events.includes(event)) events.push(event);
      run();
    },
    retry: run,
    waiting: () => [...events],
  };
}

/** Post a form: the status and the text; status 0 without a connection, an answer in time, or all of it. */
async function post(address, fields) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  try {
    const response = await fetch(address, { method: "POST", body, signal: AbortSignal.timeout(PATIENCE_MS) });
    return [response.status, await response.text()];
  } catch {
    return [0, ""];
  }
}
