/** The middle: a channel or a direct message with its line and composer. */

import { Composer, outgoing } from "./composer.js";
import { h, icon } from "./dom.js";
import { Line } from "./line.js";
import { mrkdwn } from "./mrkdwn.js";
import { nameOf, theApp } from "./people.js";
import { openMenu } from "./popup.js";
import { post } from "./server.js";
import { channelLine, threadLine } from "./store.js";
import { toast } from "./toasts.js";

/** Post and say what went wrong; resolves to whether it was taken. */
async function tell(path, body) {
  const answer = await post(path, body);
  if (answer.ok === false) toast(answer.error ?? "It did not work.", "error");
  return answer.ok !== false;
}

function heading(state, channel) {
  const direct = state.dms.find((one) => one.id === channel);
  if (direct)
    return {
      title: nameOf(state.users.find((user) => user.id === direct.user) ?? theApp(state)),
      sign: null,
      topic: "Direct messages",
    };
  const found = state.channels.find((one) => one.id === channel);
  return {
    title: found?.name ?? channel,
    sign: found?.private ? "lock" : "hash",
    topic: found?.topic,
    members: found?.members?.length,
  };
}

/** What stands in the threads of a channel: a Map from the first message's ts to `{count, users}`. */
function threadsOf(state, channel) {
  const threads = new Map();
  for (const { ts, thread_ts: first, user } of state.messages[channel] ?? []) {
    if (!first || first === ts) continue;
    if (!threads.has(first)) threads.set(first, { count: 0, users: new Set() });
    threads.get(first).count += 1;
    threads.get(first).users.add(user);
  }
  return threads;
}

function shortcutButton(app) {
  const run = (shortcut) => tell("shortcut", { user: app.state.you, callback_id: shortcut.callback_id });
  const items = () =>
    app.state.shortcuts
      .filter((shortcut) => shortcut.type === "global")
      .map((shortcut) => ({ label: shortcut.name, value: shortcut.callback_id, onPick: () => run(shortcut) }));
  const open = (event) => openMenu(event.currentTarget, "Shortcuts", [{ label: "Shortcuts", items: items() }]);
  return h(
    "button",
    {
      type: "button",
      class: "icon-button bolt",
      "aria-label": "Shortcuts",
      title: "Shortcuts",
      "aria-haspopup": "menu",
      "data-testid": "shortcuts",
      onclick: open,
    },
    icon("bolt"),
  );
}

/** The channel as `{node, draw()}`. */
export function createChannel(app) {
  const head = h("header", { class: "pane-head" });
  const line = new Line(app);
  const send = (text) => {
    const { channel } = app.place;
    const user = app.state.you;
    if (text.startsWith("/")) return tell("command", { user, channel, text });
    return tell("say", { user, channel, text: outgoing(text, app.state) });
  };
  const bolt = shortcutButton(app);
  const commands = () => app.state.commands;
  const composer = new Composer({ testid: "composer", label: "Message", commands, send, extra: bolt });
  const node = h("section", { class: "pane", "aria-label": "Channel" }, head, line.node, composer.node);

  function draw() {
    const { channel } = app.place;
    const { title, sign, topic, members } = heading(app.state, channel);
    head.replaceChildren(
      h("h1", {}, sign && icon(sign), title),
      h("p", { class: "topic" }, topic && mrkdwn(topic, app.names)),
      members ? h("span", { class: "members" }, `${members} members`) : "",
    );
    bolt.hidden = !app.state.shortcuts.some((shortcut) => shortcut.type === "global");
    document.title = `${title} · ${app.state.team.name}`;
    composer.aim(`Message ${sign ? "#" : ""}${title}`, channel);
    line.draw(`${app.state.you}/${channel}`, channelLine(app.state, channel), threadsOf(app.state, channel));
  }
  return { node, draw };
}

/** The thread panel as `{node, draw()}`; shown while `app.thread` is set. */
export function createThread(app) {
  const where = h("span", { class: "thread-where" });
  const close = h(
    "button",
    { type: "button", class: "icon-button", "aria-label": "Close the thread", onclick: () => app.openThread(null) },
    icon("close"),
  );
  const line = new Line(app, { inThread: true });
  const send = (text) => {
    if (/^\/[a-z]/.test(text)) {
      toast("Commands do not work in threads. Write it in the channel, or use the message's menu.", "error");
      return Promise.resolve(false);
    }
    const { channel, ts } = app.thread;
    return tell("say", { user: app.state.you, channel, text: outgoing(text, app.state), thread_ts: ts });
  };
  const composer = new Composer({ testid: "thread-composer", label: "Reply in thread", commands: null, send });
  const node = h(
    "aside",
    {
      class: "thread",
      "data-testid": "thread-panel",
      "aria-label": "Thread",
      hidden: true,
      onkeydown: (event) => event.key === "Escape" && !event.defaultPrevented && app.openThread(null),
    },
    h("header", { class: "pane-head" }, h("h2", {}, "Thread"), where, close),
    line.node,
    composer.node,
  );

  function draw() {
    node.hidden = !app.thread;
    if (!app.thread) return;
    const { channel, ts } = app.thread;
    where.textContent = heading(app.state, channel).title;
    composer.aim("Reply…", `${channel}/${ts}`);
    line.draw(`${app.state.you}/${channel}/${ts}`, threadLine(app.state, channel, ts));
  }
  return { node, draw, focus: () => composer.focus() };
}
