/** Where people write. Text that begins with "/" offers the app's commands. */

import { h, icon } from "./dom.js";

/** What is sent for what was typed: @names and #channels as the ids that Slack's client would put. */
export function outgoing(text, state) {
  const person = (name) => state.users.find((user) => user.name === name);
  const channel = (name) => state.channels.find((one) => one.name === name);
  const group = (name) => state.usergroups.find((one) => one.handle === name);
  return text.replace(/(^|[\s(])([@#])([\p{L}\p{N}._-]*[\p{L}\p{N}])/gu, (whole, before, sign, name) => {
    if (sign === "#") return channel(name) ? `${before}<#${channel(name).id}|${name}>` : whole;
    if (person(name)) return `${before}<@${person(name).id}>`;
    return group(name) ? `${before}<!subteam^${group(name).id}>` : whole;
  });
}

const TALLEST = 180;

const typedCommand = (text) => /^\/[^\s]*$/.exec(text)?.[0] ?? null;

/** The commands that begin with what was typed; once one is chosen, itself, for its hint. */
function offered(commands, text) {
  const word = typedCommand(text);
  if (word) return commands.filter((command) => command.command.startsWith(word));
  return commands.filter((command) => text.startsWith(`${command.command} `));
}

function commandLine(command, at, marked, choose) {
  return h(
    "div",
    {
      role: "option",
      id: `command-${at}`,
      class: "command",
      "aria-selected": String(marked),
      onpointerdown: (event) => (event.preventDefault(), choose()),
    },
    h(
      "span",
      { class: "command-name" },
      command.command,
      command.usage_hint && h("span", { class: "command-hint" }, ` ${command.usage_hint}`),
    ),
    h("span", { class: "command-about" }, command.description),
  );
}

/** A composer; `node` is what is shown. */
export class Composer {
  #commands;
  #send;
  #list;
  #field;
  #button = h("button", { type: "submit", class: "send", "aria-label": "Send", disabled: true }, icon("send"));
  #drafts = new Map();
  #key = null;
  #marked = 0;

  /**
   * `commands()` gives the commands to offer (null where there are none). `send(text)` posts and resolves to whether
   * it was taken; if not, the text comes back. `extra` stands before the field.
   */
  constructor({ testid, label, commands, send, extra = null }) {
    this.#commands = commands;
    this.#send = send;
    const id = `${testid}-commands`;
    this.#list = h("div", { class: "commands", role: "listbox", "aria-label": "Commands", id, hidden: true });
    this.#field = h("textarea", {
      rows: "1",
      "aria-label": label,
      "aria-controls": id,
      "data-testid": testid,
      autocomplete: "off",
      oninput: () => this.#draw(),
      onfocus: () => this.#draw(),
      onblur: () => (this.#list.hidden = true),
      onkeydown: (event) => this.#pressed(event),
    });
    const row = h("div", { class: "composer-row" }, extra, this.#field, this.#button);
    const onsubmit = (event) => {
      event.preventDefault();
      this.#submit();
    };
    this.node = h("form", { class: "composer", onsubmit }, this.#list, row);
  }

  focus() {
    this.#field.focus();
  }

  /** Write to another place; each `key` keeps its own draft. */
  aim(placeholder, key) {
    this.#field.placeholder = placeholder;
    if (key === this.#key) return;
    this.#drafts.set(this.#key, this.#field.value);
    this.#key = key;
    this.#field.value = this.#drafts.get(key) ?? "";
    this.#draw();
    if (document.activeElement !== this.#field) this.#list.hidden = true;
  }

  #offered() {
    return this.#commands ? offered(this.#commands(), this.#field.value) : [];
  }

  #choose(command) {
    this.#field.value = `${command.command} `;
    this.#field.focus();
    this.#draw();
  }

  #draw() {
    const found = this.#offered();
    const choosing = typedCommand(this.#field.value) !== null;
    this.#marked = Math.min(this.#marked, Math.max(0, found.length - 1));
    this.#list.hidden = found.length === 0;
    this.#list.replaceChildren(
      ...found.map((command, at) =>
        commandLine(command, at, choosing && at === this.#marked, () => this.#choose(command)),
      ),
    );
    this.#field.style.height = "auto";
    this.#field.style.height = `${Math.min(this.#field.scrollHeight, TALLEST)}px`;
    this.#button.disabled = !this.#field.value.trim();
  }

  #pressed(event) {
    const found = typedCommand(this.#field.value) ? this.#offered() : [];
    const complete = found[this.#marked]?.command === this.#field.value;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const plainEnter = event.key === "Enter" && !event.shiftKey && !event.isComposing;
    if (found.length && step) {
      this.#marked = (this.#marked + step + found.length) % found.length;
      this.#draw();
    } else if (found.length && ((event.key === "Tab" && !event.shiftKey) || (plainEnter && !complete))) {
      this.#choose(found[this.#marked]);
    } else if (event.key === "Escape" && !this.#list.hidden) {
      this.#list.hidden = true;
    } else if (plainEnter) {
      this.#submit();
    } else {
      return;
    }
    event.preventDefault();
  }

  async #submit() {
    const text = this.#field.value.trim();
    if (!text) return;
    const key = this.#key;
    this.#field.value = "";
    this.#draw();
    if (await this.#send(text)) return;
    if (this.#key === key && !this.#field.value) this.#field.value = text;
    this.#draw();
  }
}
