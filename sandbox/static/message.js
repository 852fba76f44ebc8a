/** One message of a channel or thread. */

import { renderBlocks } from "./blocks.js";
import { h, icon } from "./dom.js";
import { emojiFor, REACTIONS } from "./emoji.js";
import { mrkdwn } from "./mrkdwn.js";
import { authorOf, avatar, nameOf } from "./people.js";
import { openMenu } from "./popup.js";
import { post } from "./server.js";
import { clockTime, fullTime, postedAt } from "./times.js";
import { toast } from "./toasts.js";

/** React, or take one's own reaction back. */
async function react(app, message, name) {
  const remove = Boolean(message.reactions?.find((one) => one.name === name)?.users.includes(app.state.you));
  const answer = await post("react", { user: app.state.you, channel: message.channel, ts: message.ts, name, remove });
  if (answer.ok === false) toast(answer.error, "error");
}

async function runShortcut(app, message, shortcut) {
  const { channel, ts } = message;
  const answer = await post("shortcut", { user: app.state.you, callback_id: shortcut.callback_id, channel, ts });
  if (answer.ok === false) toast(answer.error, "error");
}

function menuGroups(app, message, inThread) {
  const reply = {
    label: "Reply in thread",
    onPick: () => app.openThread(message.channel, message.thread_ts ?? message.ts),
  };
  const reactions = REACTIONS.map((name) => ({
    label: `React with ${emojiFor(name)}`,
    onPick: () => react(app, message, name),
  }));
  const shortcuts = app.state.shortcuts
    .filter((shortcut) => shortcut.type === "message")
    .map((shortcut) => ({
      label: shortcut.name,
      value: shortcut.callback_id,
      onPick: () => runShortcut(app, message, shortcut),
    }));
  return [
    { items: inThread ? [] : [reply] },
    { label: "Shortcuts", items: shortcuts },
    { label: "Reactions", items: reactions },
  ];
}

function tools(app, message, inThread) {
  if (message.ephemeral) return null;
  const open = (event) => openMenu(event.currentTarget, "Message", menuGroups(app, message, inThread));
  return h(
    "div",
    { class: "message-tools" },
    !inThread &&
      h(
        "button",
        {
          type: "button",
          class: "icon-button",
          tabindex: "-1",
          "aria-label": "Reply in thread",
          title: "Reply in thread",
          onclick: () => app.openThread(message.channel, message.ts),
        },
        icon("reply"),
      ),
    h(
      "button",
      {
        type: "button",
        class: "icon-button",
        "aria-label": "More actions for this message",
        title: "More",
        "aria-haspopup": "menu",
        "data-testid": "message-more",
        "data-focus": `more-${message.ts}`,
        onclick: open,
      },
      icon("more"),
    ),
  );
}

function reactionsOf(app, message) {
  if (!message.reactions?.length) return null;
  return h(
    "div",
    { class: "reactions" },
    message.reactions.map(({ name, users = [], count }) =>
      h(
        "button",
        {
          type: "button",
          class: "reaction",
          "aria-pressed": String(users.includes(app.state.you)),
          "aria-label": `${name}, ${count ?? users.length}`,
          "data-focus": `react-${message.ts}-${name}`,
          onclick: () => react(app, message, name),
        },
        h("span", { class: "emoji" }, emojiFor(name) ?? `:${name}:`),
        ` ${count ?? users.length}`,
      ),
    ),
  );
}

function threadLink(app, message, replies) {
  if (!replies?.count) return null;
  const users = [...replies.users].slice(0, 3).map((id) => app.state.users.find((user) => user.id === id));
  return h(
    "button",
    {
      type: "button",
      class: "thread-link",
      "data-testid": "thread-link",
      "data-focus": `thread-${message.ts}`,
      onclick: () => app.openThread(message.channel, message.ts),
    },
    users.filter(Boolean).map((user) => avatar(user, "tiny")),
    h("span", {}, `${replies.count} ${replies.count === 1 ? "reply" : "replies"}`),
  );
}

function heading(app, message, author) {
  const date = postedAt(message);
  return h(
    "div",
    { class: "message-head" },
    h("span", { class: "author" }, nameOf(author)),
    author.is_bot && h("span", { class: "badge" }, "App"),
    h("time", { class: "message-time", datetime: date.toISOString(), title: fullTime(date) }, clockTime(date)),
  );
}

/** What people type is read as mrkdwn, as their own client would have; what the app posts stands in its blocks. */
function body(app, message) {
  if (!message.blocks?.length || (!message.bot && message.text))
    return h("div", { class: "message-text" }, mrkdwn(message.text, app.names));
  const surface = app.surface("message", { channel: message.channel, ts: message.ts }, message.blocks);
  const framed = message.blocks.some((block) => block.type === "actions");
  return h("div", { class: `blocks${framed ? " framed" : ""}` }, renderBlocks(message.blocks, surface));
}

/** Files that stand in a message: a picture is shown, anything else can be saved. */
function filesOf(message) {
  if (!message.files?.length) return null;
  return h(
    "div",
    { class: "files" },
    message.files.map((file) => {
      const address = `/_/files/${encodeURIComponent(file.id)}`;
      const picture = /\.(png|jpe?g|gif|webp)$/i.test(file.name);
      return h(
        "a",
        { class: "file", href: address, download: file.name, "data-testid": "file" },
        picture && h("img", { src: address, alt: file.title, loading: "lazy" }),
        h("span", { class: "file-name" }, file.title || file.name),
        h("span", { class: "file-size" }, ` ${Math.max(1, Math.round(file.size / 1000))} kB`),
      );
    }),
  );
}

/**
 * A message as a node. `compact` leaves out the head (the same author wrote just before), `inThread` the way into
 * the thread; `replies` tells of its thread: `{count, users}`.
 */
export function messageNode(app, message, { compact, inThread, replies }) {
  const author = authorOf(app.state, message);
  const date = postedAt(message);
  return h(
    "div",
    {
      role: "listitem",
      class: `message${compact ? " compact" : ""}${message.ephemeral ? " ephemeral" : ""}`,
      "data-testid": message.ephemeral ? "ephemeral" : "message",
      "data-ts": message.ts,
      "data-user": message.user,
    },
    h(
      "div",
      { class: "message-side" },
      compact ? h("time", { class: "side-time", "aria-hidden": "true" }, clockTime(date)) : avatar(author),
    ),
    h(
      "div",
      { class: "message-main" },
      message.ephemeral && h("div", { class: "only-you" }, icon("eye"), "Only visible to you"),
      !compact && heading(app, message, author),
      body(app, message),
      filesOf(message),
      reactionsOf(app, message),
      !inThread && threadLink(app, message, replies),
    ),
    tools(app, message, inThread),
    message.ephemeral &&
      h("button", { type: "button", class: "link-button dismiss", onclick: () => app.dismiss(message) }, "Dismiss"),
  );
}
