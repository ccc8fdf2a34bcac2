// Events leave one after another: the next is posted when the one before has been answered.

import { Failure } from "./api.js";

const CHANCES = 2; // for an event the server stumbles over, before those behind it may pass

/**
 * `post(event)` sends one; `on` hears `waiting(event)`, `answered(event, reply)`, `failed(event, failure)` and
 * `idle()`. An event that could not be delivered stays at the head, because what follows may depend on it;
 * one the server refuses, or fails at twice, is dropped, so that it cannot block the talk for ever.
 */
export function createQueue(post, on) {
  const events = [];
  let running = false;

  async function run() {
    if (running) return;
    running = true;
    try {
      while (events.length && (await deliver(events[0])));
    } finally {
      running = false;
      on.idle();
    }
  }

  async function deliver(event) {
    on.waiting(event);
    try {
      const reply = await post(event);
      events.shift();
      on.answered(event, reply);
      return true;
    } catch (failure) {
      if (!(failure instanceof Failure)) throw failure; // a mistake of ours, not of the line
      event.stumbles = (event.stumbles ?? 0) + Number(failure.reached);
      const dropped = failure.final || event.stumbles >= CHANCES;
      if (dropped) events.shift();
      on.failed(event, failure);
      return dropped;
    }
  }

  return {
    /** Send `event` after all others; one that is already waiting is only tried again. */
    push(event) {
      if (!events.includes(event)) events.push(event);
      run();
    },
    retry: () => events.length && run(),
    waiting: () => [...events],
  };
}
