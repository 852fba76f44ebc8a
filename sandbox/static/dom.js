/** Building the page: every text that arrives from outside becomes a text node, never markup. */

const SAFE_SCHEMES = new Set(["http:", "https:", "mailto:"]);

/**
 * Make an element.
 *
 * `props` may hold `class`, `on<event>` functions, attributes (`aria-label`, `data-ts`; true sets an empty
 * attribute, false/null/undefined leave it out) and `value`/`checked`/`disabled`, which are set as properties.
 * Children may be nodes, strings, numbers, nested arrays; null, undefined and false are skipped.
 */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name.slice(2).toLowerCase(), value);
    else if (name === "value" || name === "checked" || name === "disabled") element[name] = value;
    else element.setAttribute(name === "class" ? "class" : name, value === true ? "" : String(value));
  }
  append(element, children);
  return element;
}

function append(parent, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false || child === true) continue;
    parent.append(child instanceof Node ? child : String(child));
  }
}

/** The children as one fragment. */
export function fragment(...children) {
  const whole = document.createDocumentFragment();
  append(whole, children);
  return whole;
}

/** The address when it is http, https or mailto; else null. */
export function safeUrl(address) {
  try {
    const url = new URL(String(address));
    return SAFE_SCHEMES.has(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/** A link, or plain text when the address has a scheme that must not become live. */
export function link(address, ...children) {
  const href = safeUrl(address);
  const content = children.length ? children : [String(address)];
  if (!href) return h("span", { class: "dead-link", title: "This address is not shown as a link" }, content);
  return h("a", { href, target: "_blank", rel: "noopener noreferrer", title: href }, content);
}

const PATHS = {
  hash: "M9 4 7 20M17 4l-2 16M4.5 9h16M3.5 15h16",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
  menu: "M4 7h16M4 12h16M4 17h16",
  home: "M4 11.5 12 5l8 6.5M6.5 10v9h11v-9",
  close: "M6 6l12 12M18 6 6 18",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  reply: "M20 15a3 3 0 0 1-3 3H9l-5 3.5V8a3 3 0 0 1 3-3h10a3 3 0 0 1 3 3z",
  bolt: "M13 3 5 14h6l-1 7 8-11h-6z",
  send: "M4 12 20 4l-6 16-3-6.5z",
  smile: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM9 10h.01M15 10h.01M8.5 14.5c1.8 2.3 5.2 2.3 7 0",
  eye: "M2 12s4-6 10-6 10 6 10 6-4 6-10 6S2 12 2 12zM12 14.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z",
  mail: "M3.5 6h17v12h-17zM4 6.5l8 6.5 8-6.5",
  chart: "M5 20V11M12 20V4M19 20v-6",
  back: "M14 6l-6 6 6 6",
  pause: "M9 5v14M15 5v14",
  down: "M6 9l6 6 6-6",
};

/** A small drawn sign; decoration only, hidden from screen readers. */
export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", `icon icon-${name}`);
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

const FOCUS_KEYS = ["data-action-id", "data-block-id", "data-value", "data-focus"];

/** Selectors for what may take over the focus from `element` after a redraw, best first. */
function heirsOf(element) {
  const own = FOCUS_KEYS.filter((name) => element.hasAttribute(name));
  if (!own.length) return [];
  const same = own.map((name) => `[${name}="${CSS.escape(element.getAttribute(name))}"]`).join("");
  const message = element.closest("[data-ts]");
  if (!message) return [same];
  const within = `[data-ts="${CSS.escape(message.dataset.ts)}"]`;
  return [`${within} ${same}`, `${within} .actions [data-action-id]`, `${within} [data-action-id]`];
}

/** Run `draw`, which may replace what stands in `container`, and put focus and caret back where they were. */
export function keepFocus(container, draw) {
  const active = document.activeElement;
  const heirs = active && container.contains(active) ? heirsOf(active) : [];
  const caret = heirs.length && "selectionStart" in active ? [active.selectionStart, active.selectionEnd] : null;
  draw();
  if (!heirs.length || document.activeElement === active) return;
  const heir = heirs.reduce((found, selector) => found ?? container.querySelector(selector), null);
  heir?.focus({ preventScroll: true });
  if (heir && caret && caret[0] !== null) heir.setSelectionRange?.(...caret);
}
