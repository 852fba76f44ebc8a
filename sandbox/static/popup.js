/** Things that open beside a control: menus and lists to choose from. Escape and a click elsewhere close them. */

import { h, icon } from "./dom.js";

const FILTER_FROM = 9;
const GAP = 4;

let dismissed = { anchor: null, at: 0 };

function place(popup, anchor) {
  const spot = anchor.getBoundingClientRect();
  const size = popup.getBoundingClientRect();
  const below = spot.bottom + GAP + size.height <= innerHeight - 8;
  const top = below ? spot.bottom + GAP : Math.max(8, spot.top - GAP - size.height);
  popup.style.top = `${top}px`;
  popup.style.left = `${Math.max(8, Math.min(spot.left, innerWidth - size.width - 8))}px`;
}

/** Open `content` beside `anchor`; returns a function that closes it. Null when the same click has just closed it. */
function open(anchor, content) {
  if (dismissed.anchor === anchor && performance.now() - dismissed.at < 200) return null;
  const popup = h("div", { class: "popup", popover: "auto", "data-testid": "popup" }, content);
  popup.style.minWidth = `${Math.min(anchor.offsetWidth, 360)}px`;
  (anchor.closest("dialog") ?? document.body).append(popup);
  let chosen = false;
  popup.addEventListener("beforetoggle", (event) => {
    if (event.newState !== "closed") return;
    anchor.setAttribute("aria-expanded", "false");
    if (!chosen) dismissed = { anchor, at: performance.now() };
  });
  popup.addEventListener("toggle", (event) => event.newState === "closed" && popup.remove());
  popup.showPopover();
  anchor.setAttribute("aria-expanded", "true");
  place(popup, anchor);
  return () => {
    chosen = true;
    popup.hidePopover();
    if (anchor.isConnected) anchor.focus({ preventScroll: true });
  };
}

function step(event, stops) {
  const at = stops.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: stops.length - 1 }[event.key];
  if (to === undefined || !stops.length) return;
  event.preventDefault();
  stops.at(to % stops.length)?.focus();
}

/**
 * A menu of things to do. Groups are `{label?, items: [{label, detail?, danger?, href?, onPick}]}`; empty ones are
 * left out.
 */
export function openMenu(anchor, label, groups) {
  let close = () => {};
  const pick = (item) => () => {
    close();
    item.onPick?.();
  };
  const entry = (item) =>
    h(
      item.href ? "a" : "button",
      {
        role: "menuitem",
        class: `menu-item${item.danger ? " danger" : ""}`,
        href: item.href,
        target: item.href && "_blank",
        rel: item.href && "noopener noreferrer",
        type: !item.href && "button",
        tabindex: "-1",
        "data-value": item.value,
        onclick: pick(item),
      },
      h("span", {}, item.label),
      item.detail && h("small", {}, item.detail),
    );
  const menu = h(
    "div",
    {
      role: "menu",
      "aria-label": label,
      onkeydown: (event) => step(event, [...menu.querySelectorAll("[role=menuitem]")]),
    },
    groups
      .filter((group) => group.items.length)
      .map((group) =>
        h(
          "div",
          { class: "menu-group", role: "group", "aria-label": group.label },
          group.label && h("div", { class: "menu-heading" }, group.label),
          group.items.map(entry),
        ),
      ),
  );
  close = open(anchor, menu) ?? close;
  menu.querySelector("[role=menuitem]")?.focus();
}

function optionNode(choice, ticked, many, onPick) {
  return h(
    "div",
    {
      role: "option",
      class: "option",
      tabindex: "-1",
      "aria-selected": String(ticked),
      "data-value": choice.value,
      onclick: onPick,
      onkeydown: (event) => (event.key === "Enter" || event.key === " ") && (event.preventDefault(), onPick(event)),
    },
    many && h("span", { class: "tick", "aria-hidden": "true" }),
    h(
      "span",
      { class: "option-text" },
      h("span", {}, choice.label),
      choice.description && h("small", {}, choice.description),
    ),
  );
}

function listed(choices, words, node) {
  const wanted = choices.filter((choice) =>
    `${choice.plain} ${choice.group ?? ""}`.toLowerCase().includes(words.trim().toLowerCase()),
  );
  const groups = [...new Set(wanted.map((choice) => choice.group ?? null))];
  if (!wanted.length) return [h("div", { class: "menu-empty" }, "Nothing found")];
  return groups.map((group) =>
    h(
      "div",
      { class: "menu-group", role: "group", "aria-label": group },
      group && h("div", { class: "menu-heading" }, group),
      wanted.filter((choice) => (choice.group ?? null) === group).map(node),
    ),
  );
}

/**
 * A list to choose from. Choices are `{value, label (node or text), plain, description?, group?}`.
 *
 * `onPick(value)` is called for one choice (the list closes) and, with `many`, `onPick([values])` once when the list
 * closes.
 */
export function openList(anchor, { label, choices, selected, many, onPick }) {
  const picked = new Set(selected);
  let close = () => {};
  const list = h("div", { role: "listbox", "aria-label": label, "aria-multiselectable": many ? "true" : false });
  const choose = (choice) => (event) => {
    if (!many) {
      close();
      onPick(choice.value);
      return;
    }
    if (!picked.delete(choice.value)) picked.add(choice.value);
    event.currentTarget.setAttribute("aria-selected", String(picked.has(choice.value)));
  };
  const node = (choice) => optionNode(choice, picked.has(choice.value), many, choose(choice));
  const fill = (words) => list.replaceChildren(...listed(choices, words, node));
  fill("");
  const filter =
    choices.length >= FILTER_FROM &&
    h("input", {
      class: "filter",
      type: "text",
      "aria-label": `Find in ${label}`,
      placeholder: "Find…",
      oninput: (event) => fill(event.target.value),
    });
  const done =
    many &&
    h(
      "div",
      { class: "popup-foot" },
      h("button", { type: "button", class: "button small primary", onclick: () => close() }, "Done"),
    );
  const whole = h(
    "div",
    { onkeydown: (event) => step(event, [...list.querySelectorAll("[role=option]")]) },
    filter,
    list,
    done,
  );
  const shut = open(anchor, whole);
  if (!shut) return;
  close = shut;
  if (many)
    whole.parentNode.addEventListener("beforetoggle", (event) => event.newState === "closed" && onPick([...picked]));
  (filter || list.querySelector('[aria-selected="true"]') || list.querySelector("[role=option]"))?.focus();
}

/** The sign at the right of a control that opens something. */
export const opener = () => icon("down");
