/** Short notices at the bottom; a polite live region, so that screen readers say them in their own time. */

import { h, icon } from "./dom.js";

const STAYS = 7000;
const AT_MOST = 4;
const TOGETHER = 500;

const region = h("div", { class: "toasts", role: "status", "aria-live": "polite" });

/** Put the notices inside `host`: an open dialog makes everything outside it inert. */
export function hostToasts(host) {
  host.append(region);
}

let last = { at: -Infinity };

/** A notice and an error that arrive together are about the same click. */
const isTwin = (next) => next.at - last.at < TOGETHER && (last.text === next.text || last.tone !== next.tone);

/** Show a notice; `tone` is "plain" or "error". Of two that arrive together about one click, one is shown. */
export function toast(text, tone = "plain") {
  const next = { text, tone, at: performance.now() };
  if (isTwin(next)) region.lastElementChild?.remove();
  last = next;
  const note = h(
    "div",
    { class: `toast toast-${tone}`, "data-testid": "toast", "data-text": text },
    h("span", {}, text),
    h(
      "button",
      { type: "button", class: "icon-button", "aria-label": "Dismiss", onclick: () => note.remove() },
      icon("close"),
    ),
  );
  region.append(note);
  while (region.children.length > AT_MOST) region.firstElementChild.remove();
  setTimeout(() => note.remove(), STAYS);
}
