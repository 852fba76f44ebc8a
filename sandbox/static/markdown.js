/** The markdown block: standard Markdown, as far as messages use it. */

import { fragment, h, link } from "./dom.js";
import { BARE_LINK, CODE, EMOJI, ENTITY, scan } from "./inline.js";

const wrap = (pattern, tag, fresh = false) => ({ pattern, fresh, make: (match, inner) => h(tag, {}, inner(match[1])) });

const RULES = [
  { pattern: /\\([\\`*_{}[\]()#+\-.!~|>])/y, make: (match) => h("span", {}, match[1]) },
  CODE,
  ENTITY,
  { pattern: /!?\[([^\]\n]*)\]\((\S+?)(?:\s+"[^"]*")?\)/y, make: (match, inner) => link(match[2], inner(match[1])) },
  BARE_LINK,
  wrap(/\*\*(?=\S)((?:(?!\*\*)[^\n])+)\*\*/y, "strong"),
  wrap(/__(?=\S)((?:(?!__)[^\n])+)__/y, "strong", true),
  wrap(/\*(?=[^\s*])([^*\n]+)\*/y, "em"),
  wrap(/_(?=[^\s_])([^_\n]+)_(?!\w)/y, "em", true),
  wrap(/~~(?=\S)([^~\n]+)~~/y, "s"),
  EMOJI,
];

const HEADING = /^(#{1,6})\s+(.*?)\s*#*$/;
const RULE_LINE = /^\s*(?:[-*_]\s*){3,}$/;
const ITEM = /^(\s*)(?:[-*+]|(\d+)[.)])\s+(.*)$/;
const FENCE = /^\s*(?:```|~~~)/;
// Quotes within quotes are shown as one: their depth is the writer's choice, the stack is not.
const QUOTE = /^\s*(?:> ?)+/;
const TABLE_RULE = /^\s*\|?(?:\s*:?-+:?\s*\|)+\s*:?-*:?\s*\|?\s*$/;

const cells = (line) =>
  line
    .trim()
    .replace(/^\||\|$/g, "")
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());

/** Lines from `from` on for as long as `test` holds. */
function take(lines, from, test) {
  let to = from;
  while (to < lines.length && test(lines[to], to)) to += 1;
  return lines.slice(from, to);
}

function tableOf(rows, names) {
  const row = (line, tag) =>
    h(
      "tr",
      {},
      cells(line).map((cell) => h(tag, {}, scan(cell, RULES, names))),
    );
  return h(
    "div",
    { class: "table-frame" },
    h(
      "table",
      {},
      h("thead", {}, row(rows[0], "th")),
      h(
        "tbody",
        {},
        rows.slice(2).map((line) => row(line, "td")),
      ),
    ),
  );
}

function checkMark(text, names) {
  const task = /^\[([ xX])\]\s+(.*)$/.exec(text);
  if (!task) return scan(text, RULES, names);
  return [task[1] === " " ? "☐ " : "☑ ", scan(task[2], RULES, names)];
}

function listOf(items, names) {
  const parsed = items.map((line) => ITEM.exec(line)).filter(Boolean);
  const [, indent, number] = parsed[0];
  const list = h(number ? "ol" : "ul", { start: number && number !== "1" ? number : false });
  for (let at = 0; at < items.length;) {
    const deeper = take(items, at + 1, (line) => (ITEM.exec(line)?.[1].length ?? 0) > indent.length);
    const text = ITEM.exec(items[at])?.[3] ?? items[at].trim();
    list.append(h("li", {}, checkMark(text, names), deeper.length ? listOf(deeper, names) : null));
    at += 1 + deeper.length;
  }
  return list;
}

/** Each reader looks at `lines[at]` and gives `[how many lines, node]`, or null when it is not its kind. */
const READERS = [
  (lines, at) => (lines[at].trim() ? null : [1, null]),
  (lines, at) => {
    if (!FENCE.test(lines[at])) return null;
    const code = take(lines, at + 1, (line) => !FENCE.test(line));
    return [code.length + 2, h("pre", {}, code.join("\n"))];
  },
  (lines, at, names) => {
    const heading = HEADING.exec(lines[at]);
    return (
      heading && [
        1,
        h(
          "p",
          {
            class: `md-heading md-h${heading[1].length}`,
            role: "heading",
            "aria-level": Math.min(6, heading[1].length + 2),
          },
          scan(heading[2], RULES, names),
        ),
      ]
    );
  },
  (lines, at) => (RULE_LINE.test(lines[at]) ? [1, h("hr")] : null),
  (lines, at, names) => {
    const quoted = take(lines, at, (line) => QUOTE.test(line));
    return quoted.length
      ? [quoted.length, h("blockquote", {}, markdown(quoted.map((line) => line.replace(QUOTE, "")).join("\n"), names))]
      : null;
  },
  (lines, at, names) => {
    if (!lines[at].includes("|") || !TABLE_RULE.test(lines[at + 1] ?? "")) return null;
    const rows = take(lines, at, (line) => line.includes("|"));
    return [rows.length, tableOf(rows, names)];
  },
  (lines, at, names) => {
    const items = take(lines, at, (line) => ITEM.test(line));
    return items.length ? [items.length, listOf(items, names)] : null;
  },
];

const special = (line, next) =>
  [FENCE, HEADING, RULE_LINE, QUOTE, ITEM].some((kind) => kind.test(line)) || TABLE_RULE.test(next ?? "");

function paragraph(lines, at, names) {
  const rest = take(lines, at + 1, (line, here) => line.trim() && !special(line, lines[here + 1]));
  const whole = [lines[at], ...rest];
  return [
    whole.length,
    h(
      "p",
      {},
      whole.map((line, here) => [here > 0 && h("br"), scan(line, RULES, names)]),
    ),
  ];
}

/** Markdown as nodes. */
export function markdown(text, names) {
  const lines = String(text ?? "").split("\n");
  const nodes = [];
  for (let at = 0; at < lines.length;) {
    const found = READERS.reduce((seen, read) => seen ?? read(lines, at, names), null) ?? paragraph(lines, at, names);
    nodes.push(found[1]);
    at += found[0];
  }
  return fragment(nodes);
}
