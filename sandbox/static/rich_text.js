/** The rich_text block: already parsed by its sender, so nothing in it is read as markup. Where a link leads is shown
 *  on hover, as in Slack. */

import { fragment, h, link, safeUrl } from "./dom.js";
import { emojiFor } from "./emoji.js";
import { channelMention, groupMention, mention, userMention } from "./inline.js";
import { fillDate } from "./times.js";

const lines = (text) =>
  String(text ?? "")
    .split("\n")
    .map((line, at) => [at > 0 && h("br"), line]);

function fromCodePoints(unicode) {
  const points = String(unicode ?? "")
    .split("-")
    .map((point) => parseInt(point, 16));
  return points.length && points.every((point) => point > 0 && point <= 0x10ffff)
    ? String.fromCodePoint(...points)
    : null;
}

const PARTS = {
  text: (part) => fragment(lines(part.text)),
  link: (part) => link(part.url, part.text || part.url),
  emoji: (part) =>
    h(
      "span",
      { class: "emoji", title: `:${part.name}:` },
      emojiFor(part.name) ?? fromCodePoints(part.unicode) ?? `:${part.name}:`,
    ),
  user: (part, names) => userMention(part.user_id, names),
  usergroup: (part, names) => groupMention(part.usergroup_id, names),
  channel: (part, names) => channelMention(part.channel_id, names),
  team: (part) => mention(`@${part.team_id}`),
  broadcast: (part) => mention(`@${part.range}`, "all"),
  color: (part) => h("code", {}, part.value),
  date: (part, names) => {
    const text =
      fillDate(part.timestamp, part.format ?? "{date_short_pretty} {time}", names.now()) ?? part.fallback ?? "";
    return h("time", {}, part.url && safeUrl(part.url) ? link(part.url, text) : text);
  },
};

const STYLES = { code: "code", bold: "strong", italic: "em", strike: "s", underline: "u", highlight: "mark" };

function inline(part, names) {
  const make = PARTS[part.type];
  if (!make) return h("span", { class: "unknown-inline" }, `[${part.type}]`);
  let node = make(part, names);
  for (const [style, tag] of Object.entries(STYLES)) if (part.style?.[style]) node = h(tag, {}, node);
  return node;
}

const inlines = (parts, names) => (parts ?? []).map((part) => inline(part, names));

const bare = (parts) => (parts ?? []).map((part) => part.text ?? part.url ?? "").join("");

function list({ style, elements, indent = 0, offset = 0, border }, names) {
  const tag = style === "ordered" ? "ol" : "ul";
  const shape = `rt-list rt-indent-${Math.min(8, indent)}${border ? " rt-border" : ""}`;
  return h(
    tag,
    { class: shape, start: offset ? offset + 1 : false },
    elements.map((item) => h("li", {}, inlines(item.elements, names))),
  );
}

const SECTIONS = {
  rich_text_section: (section, names) => h("div", { class: "rt-section" }, inlines(section.elements, names)),
  rich_text_list: list,
  rich_text_quote: (section, names) => h("blockquote", {}, inlines(section.elements, names)),
  rich_text_preformatted: (section) => h("pre", {}, bare(section.elements)),
};

/** A rich_text block (or a table's rich_text cell) as nodes. */
export function richText(block, names) {
  return h(
    "div",
    { class: "rich-text" },
    (block.elements ?? []).map(
      (section) =>
        SECTIONS[section.type]?.(section, names) ?? h("span", { class: "unknown-inline" }, `[${section.type}]`),
    ),
  );
}
