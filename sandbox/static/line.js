/** A running list of messages, kept in step with the state without redrawing what has not changed. */

import { h, keepFocus } from "./dom.js";
import { messageNode } from "./message.js";
import { now } from "./store.js";
import { dayName, postedAt, sameDay } from "./times.js";

const AT_ONCE = 200;
const CLOSE_IN_TIME = 300;
const NEAR_END = 60;

const prints = new WeakMap();

function printOf(message) {
  if (!prints.has(message)) prints.set(message, JSON.stringify(message));
  return prints.get(message);
}

/** A person's next line within minutes goes without a head; what the app posts never does. */
function isCompact(message, before) {
  if (!before || before.user !== message.user || message.bot || message.ephemeral || before.ephemeral) return false;
  return Number(message.ts) - Number(before.ts) < CLOSE_IN_TIME && sameDay(postedAt(message), postedAt(before));
}

/** Put `wanted` into `parent` in this order, moving as little as possible. */
function arrange(parent, wanted) {
  const stay = new Set(wanted);
  for (const node of [...parent.children]) if (!stay.has(node)) node.remove();
  let here = parent.firstElementChild;
  for (const node of wanted) {
    if (node === here) here = here.nextElementSibling;
    else parent.insertBefore(node, here);
  }
}

/** A list for a channel (`inThread` false) or a thread; `node` is what is shown. */
export class Line {
  #app;
  #inThread;
  #list = h("div", { role: "list", class: "line-list" });
  #earlier;
  #news;
  #scroller;
  #drawn = new Map();
  #key = null;
  #limit = AT_ONCE;
  #newest = null;
  #atEnd = true;
  #messages = [];
  #threads = null;

  constructor(app, { inThread = false } = {}) {
    this.#app = app;
    this.#inThread = inThread;
    const testid = !inThread && "show-earlier";
    const props = { type: "button", class: "button small earlier", "data-testid": testid, hidden: true };
    this.#earlier = h("button", { ...props, onclick: () => this.#showEarlier() }, "Show earlier messages");
    const pill = { type: "button", class: "news", hidden: true, onclick: () => this.#toEnd() };
    this.#news = h("button", pill, "New messages ↓");
    const label = inThread ? "Thread" : "Messages";
    const region = { class: "line", tabindex: "0", role: "region", "aria-label": label };
    this.#scroller = h("div", { ...region, onscroll: () => this.#scrolled() }, this.#earlier, this.#list);
    this.node = h("div", { class: "line-frame" }, this.#scroller, this.#news);
    // Pictures arrive late and windows are resized: who was at the end stays there.
    const resized = new ResizeObserver(() => this.#atEnd && this.#toEnd());
    resized.observe(this.#list);
    resized.observe(this.#scroller);
  }

  /**
   * Show these messages. `key` names what is shown, a new one starts at the end; `threads` is a Map from ts to
   * `{count, users}` of its answers. Drawing again with the same messages changes nothing.
   */
  draw(key, messages, threads) {
    const fresh = key !== this.#key;
    if (fresh) {
      this.#drawn = new Map();
      this.#limit = AT_ONCE;
      this.#key = key;
    }
    const before = this.#messages.at(-1);
    this.#messages = messages;
    this.#threads = threads;
    const last = messages.at(-1);
    const isOwn = last?.user === this.#app.state.you && last.ts !== this.#newest;
    // What only you see is read before others' messages push it away.
    const isRead = before?.ephemeral && messages.some((message) => message.ts === before.ts) && !last.ephemeral;
    if (isRead) this.#atEnd = false;
    const stay = fresh || this.#atEnd || isOwn;
    this.#fill();
    const newest = last?.ts ?? null;
    if (stay) this.#toEnd();
    else if (Number(newest) > Number(this.#newest)) this.#news.hidden = false;
    this.#newest = newest;
  }

  #fill() {
    const kept = new Map();
    const wanted = [];
    const shown = this.#inThread ? this.#messages : this.#messages.slice(-this.#limit);
    shown.forEach((message, at) => {
      const before = shown[at - 1];
      const date = postedAt(message);
      if (!before || !sameDay(postedAt(before), date)) wanted.push(this.#dayNode(date, kept));
      wanted.push(this.#messageNode(message, isCompact(message, before), kept));
    });
    this.#drawn = kept;
    keepFocus(this.#list, () => arrange(this.#list, wanted));
    this.#earlier.hidden = shown.length === this.#messages.length;
  }

  #messageNode(message, compact, kept) {
    const replies = this.#threads?.get(message.ts);
    const print = `${compact}${replies?.count ?? 0}${printOf(message)}`;
    const old = this.#drawn.get(message.ts);
    const context = { compact, inThread: this.#inThread, replies };
    const drawn = old?.print === print ? old : { print, node: messageNode(this.#app, message, context) };
    kept.set(message.ts, drawn);
    return drawn.node;
  }

  #dayNode(date, kept) {
    const name = dayName(date, now(this.#app.state));
    const node = () => h("div", { class: "day", role: "separator" }, h("span", {}, name));
    kept.set(name, this.#drawn.get(name) ?? { node: node() });
    return kept.get(name).node;
  }

  #showEarlier() {
    this.#limit += AT_ONCE;
    const fromBottom = this.#scroller.scrollHeight - this.#scroller.scrollTop;
    this.#fill();
    this.#scroller.scrollTop = this.#scroller.scrollHeight - fromBottom;
  }

  #scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.#scroller;
    this.#atEnd = scrollHeight - scrollTop - clientHeight < NEAR_END;
    if (this.#atEnd) this.#news.hidden = true;
  }

  #toEnd() {
    this.#atEnd = true;
    this.#scroller.scrollTop = this.#scroller.scrollHeight;
    this.#news.hidden = true;
  }
}
