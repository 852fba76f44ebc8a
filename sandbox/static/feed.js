/** Keeping the store in step with the sandbox. */

import { listen, readState } from "./server.js";

const RETRY = 1000;

/** The state as `user` sees it, asked for until the sandbox answers. */
export async function firstState(user) {
  for (;;) {
    try {
      return await readState(user);
    } catch {
      await new Promise((resolve) => setTimeout(resolve, RETRY));
    }
  }
}

const knows = (state, channel) => [...state.channels, ...state.dms].some((one) => one.id === channel);

/**
 * Apply to `store` what is pushed to `user`. The state is read again at every connection and when a message stands in
 * a channel that was not there before. Returns a function that ends it.
 */
export function follow(store, user, { onNotice, onLost }) {
  let over = false;
  let waiting = null;

  // What is pushed while the state is on its way may be newer than it: it is kept and applied on top.
  async function reread() {
    if (waiting) return;
    waiting = [];
    const whole = await firstState(user);
    if (over) return;
    store.replace(whole);
    const pushed = waiting;
    waiting = null;
    for (const push of pushed) store.apply(push);
  }

  function take(push) {
    if (push.kind === "notice") onNotice(push.text);
    else if (waiting) waiting.push(push);
    else if (push.message && !knows(store.state, push.message.channel)) reread();
    else store.apply(push);
  }

  const stop = listen(user, {
    onOpen: () => {
      onLost(false);
      reread();
    },
    onPush: take,
    onLost: () => onLost(true),
  });
  return () => {
    over = true;
    stop();
  };
}
