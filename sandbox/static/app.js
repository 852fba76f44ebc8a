/** What the parts of the page share: where the person is, what is open, and how to get somewhere else. */

import { createChannel, createThread } from "./channel.js";
import { Customers } from "./customers.js";
import { h } from "./dom.js";
import { firstState, follow } from "./feed.js";
import { createHome } from "./home.js";
import { Marks } from "./marks.js";
import { Modal } from "./modal.js";
import { post } from "./server.js";
import { createSidebar, visibleChannels } from "./sidebar.js";
import { namesOf } from "./store.js";
import { createSurface } from "./surface.js";
import { keepBusinessTime } from "./times.js";
import { hostToasts, toast } from "./toasts.js";
import { createTopbar } from "./topbar.js";

/** Draw once a frame at most, whatever arrives. */
function inFrames(draw) {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      draw();
    });
  };
}

/** The page over a store that holds a first state. `place` is `{channel}` or `{home: true}`. */
export class App {
  place = {};
  thread = null;
  side = "workspace";
  listOpen = false; // in a narrow window the channels are put away
  #entered = new Map();
  #marks;
  #parts = {};
  #stop = () => {};

  constructor(store) {
    this.store = store;
    this.names = namesOf(store.state);
    this.#marks = new Marks(store);
    this.#build();
    store.watch((kind) => kind === "all" && this.#marks.reset());
    store.watch(inFrames(() => this.#draw()));
    this.#follow();
  }

  get state() {
    return this.store.state;
  }

  /** Where this person can be: the channels that they see and their direct messages. */
  places() {
    return [...visibleChannels(this.state), ...this.state.dms];
  }

  go(place) {
    this.place = place;
    this.thread = null;
    this.side = "workspace";
    this.listOpen = false;
    const query = new URLSearchParams({ user: this.state.you });
    if (place.channel) query.set("in", place.channel);
    history.replaceState(null, "", `?${query}`);
    this.#draw();
    if (place.home) post("home", { user: this.state.you });
  }

  /** Go to a channel if this person sees it, else to the first one. */
  goNear(channel) {
    const found = this.places().find((one) => one.id === channel) ?? this.places()[0];
    this.go(found ? { channel: found.id } : { home: true });
  }

  /** Show the "workspace" or the "customers". */
  show(side) {
    this.side = side;
    this.#draw();
  }

  /** In a narrow window: show the channels, or put them away. */
  toggleList() {
    this.listOpen = !this.listOpen;
    this.#draw();
  }

  /** Whether something is unread anywhere. */
  news() {
    return this.places().some((place) => this.unread(place.id) > 0);
  }

  /** Open a thread beside the channel; without a channel, close it. */
  openThread(channel, ts) {
    this.thread = channel ? { channel, ts } : null;
    this.#draw();
    if (channel) this.#parts.thread.focus();
  }

  /** Act as somebody else from now on. */
  async become(user) {
    this.#stop();
    this.store.replace(await firstState(user));
    this.#follow();
    if (this.place.home) this.go({ home: true });
    else this.goNear(this.place.channel);
  }

  /** Take a message that only this person sees off the screen. */
  dismiss({ channel, ts }) {
    this.store.apply({ kind: "ephemeral_gone", channel, ts });
  }

  unread(channel) {
    const open = channel === this.place.channel && this.side === "workspace";
    return open ? 0 : this.#marks.unread(channel);
  }

  customerNews() {
    return this.#parts.customers.news();
  }

  /** What was entered at a place; it outlives redraws. */
  entered(place) {
    const key = `${this.state.you}/${place}`;
    if (!this.#entered.has(key)) this.#entered.set(key, new Map());
    return this.#entered.get(key);
  }

  /** A surface for `blocks`; `key` names the place whose entered values it uses. */
  surface(kind, target, blocks, key = `${target.channel ?? target.view_id}/${target.ts ?? ""}`) {
    const { users, you } = this.state;
    const name = (user) => ({ id: user.id, name: user.real_name || user.name, detail: user.title });
    const people = () => users.filter((user) => !user.is_bot).map(name);
    const places = () => visibleChannels(this.state).map((channel) => ({ id: channel.id, name: `#${channel.name}` }));
    return createSurface({ kind, target, blocks, entered: this.entered(key), you, names: this.names, people, places });
  }

  #follow() {
    const onLost = (isLost) => this.#parts.topbar.lost(isLost);
    this.#stop = follow(this.store, this.state.you, { onNotice: (text) => toast(text), onLost });
  }

  #build() {
    const parts = this.#parts;
    parts.topbar = createTopbar(this);
    parts.sidebar = createSidebar(this);
    parts.channel = createChannel(this);
    parts.home = createHome(this);
    parts.thread = createThread(this);
    parts.customers = new Customers(this);
    const columns = [parts.sidebar, parts.channel, parts.home, parts.thread].map((part) => part.node);
    parts.workspace = h("main", { class: "workspace" }, columns);
    parts.modal = new Modal(this);
    const dialogs = document.querySelectorAll("body > dialog");
    document.body.replaceChildren(parts.topbar.node, parts.workspace, parts.customers.node, ...dialogs);
    hostToasts(document.body);
  }

  #draw() {
    keepBusinessTime(this.state.clock);
    const parts = this.#parts;
    const inWorkspace = this.side === "workspace";
    this.names = namesOf(this.state);
    parts.workspace.hidden = !inWorkspace;
    parts.workspace.classList.toggle("list-open", this.listOpen);
    parts.customers.node.hidden = inWorkspace;
    parts.home.node.hidden = !this.place.home;
    parts.channel.node.hidden = !this.place.channel;
    if (inWorkspace && this.place.channel) {
      this.#marks.see(this.place.channel);
      parts.channel.draw();
    }
    if (inWorkspace && this.place.home) parts.home.draw();
    for (const part of [parts.customers, parts.thread, parts.sidebar, parts.topbar, parts.modal]) part.draw();
  }
}
