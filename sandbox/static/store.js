/** What the page knows: the state of the workspace as one person sees it, and how a push changes it. */

const byTime = (one, other) => Number(one.ts) - Number(other.ts);

/** A push carries its object under `key` or spread beside `kind`; either way, the object. */
function payload(push, key) {
  if (push[key] && typeof push[key] === "object") return push[key];
  const { kind: _kind, ...rest } = push;
  return rest;
}

function replaceOrAdd(list, item, same) {
  const place = list.findIndex(same);
  return place < 0 ? [...list, item] : list.map((old, at) => (at === place ? item : old));
}

const without = (list, gone) => list.filter((message) => !(message.ts === gone.ts && message.channel === gone.channel));

function putMessage(state, message) {
  const before = state.messages[message.channel] ?? [];
  const after = replaceOrAdd(before, message, (old) => old.ts === message.ts);
  if (after.length > 1 && after.length > before.length && byTime(after.at(-2), message) > 0) after.sort(byTime);
  return { ...state, messages: { ...state.messages, [message.channel]: after } };
}

function putPrivate(state, message) {
  const same = (old) => old.ts === message.ts && old.channel === message.channel;
  return { ...state, ephemerals: replaceOrAdd(state.ephemerals, message, same) };
}

const put = (state, message) => (message.ephemeral ? putPrivate : putMessage)(state, message);

function dropMessage(state, gone) {
  const left = without(state.messages[gone.channel] ?? [], gone);
  return { ...state, messages: { ...state.messages, [gone.channel]: left } };
}

/** The clock with the moment it was read, so that it can run on by itself. */
const stamped = (clock) => clock && { ...clock, read: Date.now() };

const CHANGES = {
  message: (state, push) => put(state, payload(push, "message")),
  changed: (state, push) => put(state, payload(push, "message")),
  deleted: (state, push) => dropMessage(state, payload(push, "message")),
  ephemeral: (state, push) => putPrivate(state, payload(push, "message")),
  ephemeral_gone: (state, push) => ({ ...state, ephemerals: without(state.ephemerals, payload(push, "message")) }),
  view: (state, push) => {
    if (push.views) return { ...state, views: push.views };
    const view = payload(push, "view");
    return { ...state, views: replaceOrAdd(state.views, view, (old) => old.id === view.id) };
  },
  view_gone: (state, push) => {
    if (push.views) return { ...state, views: push.views };
    const id = push.view_id ?? payload(push, "view").id;
    return { ...state, views: id ? state.views.filter((view) => view.id !== id) : [] };
  },
  home: (state, push) => ({ ...state, home: push.home ?? push.view ?? null }),
  customer: (state, push) => {
    const customer = payload(push, "customer");
    return { ...state, customers: replaceOrAdd(state.customers, customer, (old) => old.id === customer.id) };
  },
  clock: (state, push) => ({ ...state, clock: push.clock === null ? null : stamped(payload(push, "clock")) }),
  summary: (state, push) => ({ ...state, summary: payload(push, "summary") }),
};

/** The state after a push; the same object when the push does not touch it. */
export function after(state, push) {
  const change = CHANGES[push.kind];
  return change ? change(state, push) : state;
}

function complete(state) {
  const listed = { users: [], channels: [], dms: [], commands: [], shortcuts: [], usergroups: [], customers: [] };
  const whole = { ...listed, messages: {}, ephemerals: [], views: [], home: null, home_tab: true, summary: null, ...state };
  return { ...whole, clock: stamped(whole.clock) };
}

/** The page's one store: `state`, `replace(whole)`, `apply(push)`; listeners of `watch` get the kind of change. */
export function createStore(first) {
  const listeners = new Set();
  const store = {
    state: complete(first),
    replace(whole) {
      store.state = complete(whole);
      for (const listener of listeners) listener("all", null);
    },
    apply(push) {
      store.state = after(store.state, push);
      for (const listener of listeners) listener(push.kind, push);
    },
    watch(listener) {
      listeners.add(listener);
    },
  };
  return store;
}

/** The messages that stand in a channel itself (no thread replies), ephemerals among them, oldest first. */
export function channelLine(state, channel) {
  const here = (message) => !message.thread_ts || message.thread_ts === message.ts;
  const posted = (state.messages[channel] ?? []).filter(here);
  const private_ = state.ephemerals.filter((message) => message.channel === channel && here(message));
  return private_.length ? [...posted, ...private_].sort(byTime) : posted;
}

/** A thread: its first message, then the replies, oldest first. Empty when the first message is gone. */
export function threadLine(state, channel, ts) {
  const all = [...(state.messages[channel] ?? []), ...state.ephemerals.filter((one) => one.channel === channel)];
  return all.filter((message) => message.ts === ts || message.thread_ts === ts).sort(byTime);
}

/** The newest ts in a channel's own line, "0" when there is none. */
export function newest(state, channel) {
  return (state.messages[channel] ?? []).reduce(
    (top, message) => (Number(message.ts) > Number(top) ? message.ts : top),
    "0",
  );
}

/** How many messages of others in the channel are newer than `mark`. */
export function unreadSince(state, channel, mark) {
  const news = (message) => Number(message.ts) > Number(mark) && message.user !== state.you;
  return channelLine(state, channel).filter((message) => !message.ephemeral && news(message)).length;
}

/** What time it is: the business clock's time where there is one, else the machine's. */
export function now({ clock }) {
  if (!clock) return new Date();
  return new Date(Date.parse(clock.now) + (Date.now() - clock.read) * clock.speed);
}

/** Names by id, as the renderers want them; an id that is not known gives null. */
export function namesOf(state) {
  const find = (list, id) => list.find((item) => item.id === id);
  return {
    you: state.you,
    user: (id) => find(state.users, id)?.name ?? null,
    channel: (id) => find(state.channels, id)?.name ?? null,
    group: (id) => find(state.usergroups, id)?.handle ?? null,
    now: () => now(state),
  };
}
