/** Slack's mrkdwn (docs.slack.dev, "Formatting message text") as nodes. */

import { fragment, h } from "./dom.js";
import { BARE_LINK, CODE, EMOJI, ENTITY, scan, unescape } from "./inline.js";

/** A mark such as *bold*: it begins at a word's start, ends at a word's end and may hold links and code whole. */
function mark(sign, tag) {
  const s = sign === "*" ? "\\*" : sign;
  // No two branches can match the same text, so that hostile text cannot make the search explode.
  const inside = `(?:<[^<>\n]*>|<(?![^<>\n]*>)|\`[^\`\n]*\`|\`(?![^\`\n]*\`)|[^${s}\n<\`])+?`;
  return {
    pattern: new RegExp(`${s}(?=[^\\s${s}])(${inside})(?<!\\s)${s}(?![\\p{L}\\p{N}])`, "yu"),
    fresh: true,
    make: (match, inner) => h(tag, {}, inner(match[1])),
  };
}

const RULES = [CODE, ENTITY, BARE_LINK, mark("*", "strong"), mark("_", "em"), mark("~", "s"), EMOJI];
const VERBATIM = RULES.filter((rule) => rule !== BARE_LINK);

const QUOTE = /^(?:&gt;|>) ?/;
const QUOTE_REST = /^(?:&gt;|>){3} ?/;

function paragraphs(lines, rules, names) {
  return lines.map((line, at) => [at > 0 && h("br"), scan(line, rules, names)]);
}

/** Runs of quoted and plain lines, in order, without their quote signs; `>>>` quotes all that follows. */
function runs(text) {
  const found = [];
  let rest = false;
  for (const line of text.split("\n")) {
    const opens = !rest && QUOTE_REST.test(line);
    const quoted = rest || QUOTE.test(line);
    const bare = opens ? line.replace(QUOTE_REST, "") : line.replace(QUOTE, "");
    rest ||= opens;
    if (found.at(-1)?.quoted === quoted) found.at(-1).lines.push(bare);
    else found.push({ quoted, lines: [bare] });
  }
  return found;
}

function flowing(text, rules, names) {
  return runs(text).map(({ quoted, lines }) =>
    h(quoted ? "blockquote" : "span", { class: quoted ? false : "run" }, paragraphs(lines, rules, names)),
  );
}

/** mrkdwn as nodes. `names` knows people, channels and groups by id and what time it is. */
export function mrkdwn(text, names, { verbatim = false } = {}) {
  const rules = verbatim ? VERBATIM : RULES;
  const parts = String(text ?? "").split(/```\n?([\s\S]*?)\n?```\n?/);
  return fragment(
    parts.map((part, at) => {
      if (at % 2) return h("pre", {}, unescape(part));
      return part ? flowing(part.replace(/\n$/, at < parts.length - 1 ? "" : "$&"), rules, names) : null;
    }),
  );
}

/** plain_text: emoji only (when the object allows them), line breaks kept. */
export function plainText(object, names) {
  const rules = object?.emoji === false ? [] : [EMOJI];
  return fragment(paragraphs((object?.text ?? "").split("\n"), rules, names));
}

/** A text object of either type. */
export function textObject(object, names) {
  return object?.type === "mrkdwn" ? mrkdwn(object.text, names, object) : plainText(object, names);
}
