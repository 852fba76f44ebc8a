/** Up to where the acting person has read each channel. */

import { post } from "./server.js";
import { newest, unreadSince } from "./store.js";

/**
 * The sandbox counts what was unread when the state was read; from then on the page counts, and tells the sandbox
 * what has been seen.
 */
export class Marks {
  #store;
  #marks = new Map();

  constructor(store) {
    this.#store = store;
    this.reset();
  }

  /** Begin again from the state as it is now. */
  reset() {
    const { state } = this.#store;
    const unread = new Map([...state.channels, ...state.dms].map(({ id, unread: count }) => [id, count ?? 0]));
    const mark = (id) => [id, { ts: newest(state, id), before: unread.get(id) ?? 0 }];
    this.#marks = new Map(Object.keys(state.messages).map(mark));
  }

  unread(channel) {
    const { ts, before } = this.#marks.get(channel) ?? { ts: "0", before: 0 };
    return before + unreadSince(this.#store.state, channel, ts);
  }

  /** Everything in the channel has been seen. */
  see(channel) {
    const { state } = this.#store;
    const ts = newest(state, channel);
    const mark = this.#marks.get(channel);
    if (mark?.ts === ts && !mark.before) return;
    this.#marks.set(channel, { ts, before: 0 });
    post("read", { user: state.you, channel });
  }
}
