/** Text within a line: a scanner that takes a table of rules, and the marks that mrkdwn and Markdown share. */

import { h, link } from "./dom.js";
import { emojiFor } from "./emoji.js";
import { fillDate } from "./times.js";

/** Undo the three escapes of Slack's text. */
export const unescape = (text) => text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");

/** A person, channel, group or everybody, styled as a mention. */
export function mention(text, kind = "user") {
  return h("span", { class: `mention mention-${kind}` }, text);
}

export const userMention = (id, names, label) => mention(`@${names.user(id) ?? label ?? id}`);
export const channelMention = (id, names, label) => mention(`#${names.channel(id) ?? label ?? id}`, "channel");
export const groupMention = (id, names, label) =>
  mention(`@${names.group(id) ?? label?.replace(/^@/, "") ?? id}`, "group");

function special(body, label, names) {
  const [word, ...rest] = body.split("^");
  if (word === "subteam") return groupMention(rest[0], names, label);
  if (word === "date") {
    const text = fillDate(rest[0], rest[1] ?? "", names.now()) ?? unescape(label ?? "");
    return h("time", { title: label ? unescape(label) : false }, rest[2] ? link(unescape(rest[2]), text) : text);
  }
  if (["here", "channel", "everyone"].includes(word)) return mention(`@${word}`, "all");
  return unescape(label ?? word);
}

/** What stands between `<` and `>`: a mention, a date or a link. */
export function entity(inner, names) {
  const bar = inner.indexOf("|");
  const body = bar < 0 ? inner : inner.slice(0, bar);
  const label = bar < 0 ? undefined : inner.slice(bar + 1);
  if (body.startsWith("@")) return userMention(body.slice(1), names, label);
  if (body.startsWith("#")) return channelMention(body.slice(1), names, label);
  if (body.startsWith("!")) return special(body.slice(1), label, names);
  const address = unescape(body);
  return link(address, label === undefined ? address.replace(/^mailto:/, "") : unescape(label));
}

export const CODE = {
  pattern: /`([^`\n]+)`/y,
  make: (match) => h("code", {}, unescape(match[1])),
};

export const ENTITY = {
  pattern: /<((?:[@#!]|https?:|mailto:|tel:)[^<>\n]*)>/y,
  make: (match, _inner, names) => entity(match[1], names),
};

export const BARE_LINK = {
  pattern: /https?:\/\/[^\s<>|]*[^\s<>|.,;:!?)\]}'"*_~]/y,
  fresh: true,
  make: (match) => link(unescape(match[0])),
};

export const EMOJI = {
  pattern: /:([a-z0-9_+'-]+(?:::skin-tone-\d)?):/y,
  make: (match) => emojiFor(match[1]) && h("span", { class: "emoji", title: match[0] }, emojiFor(match[1])),
};

/**
 * Turn a text into nodes by a table of rules.
 *
 * A rule has a sticky `pattern` and `make(match, inner, names)`, where `inner(text)` scans nested text and null
 * means "not this one"; `fresh` rules only match where a word may begin. Plain text is unescaped.
 */
export function scan(text, rules, names) {
  const nodes = [];
  let plain = "";
  let at = 0;
  const inner = (nested) => scan(nested, rules, names);
  const flush = () => {
    if (plain) nodes.push(unescape(plain));
    plain = "";
  };
  while (at < text.length) {
    const found = firstMatch(text, at, rules, inner, names);
    if (found) {
      flush();
      nodes.push(found.node);
      at += found.length;
    } else {
      plain += text[at];
      at += 1;
    }
  }
  flush();
  return nodes;
}

const WORD = /[\p{L}\p{N}]/u;

function firstMatch(text, at, rules, inner, names) {
  for (const { pattern, fresh, make } of rules) {
    if (fresh && at > 0 && WORD.test(text[at - 1])) continue;
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    const node = match && make(match, inner, names);
    if (node) return { node, length: match[0].length };
  }
  return null;
}
