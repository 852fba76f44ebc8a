/** People and apps as they are drawn: a square with initials in their colour. */

import { h } from "./dom.js";

const NOBODY = { name: "unknown", real_name: "Unknown", initials: "?", color: "#777777" };

/** The author of a message; somebody who has left is drawn as unknown. */
export function authorOf(state, message) {
  const id = message.user ?? message.bot;
  return state.users.find((user) => user.id === id) ?? { ...NOBODY, id, is_bot: Boolean(message.bot) };
}

export const nameOf = (person) => person.real_name || person.name;

const initialsOf = (person) =>
  person.initials ??
  nameOf(person)
    .split(/\s+/)
    .map((word) => word[0])
    .slice(0, 2)
    .join("");

const COLOR = /^#?([0-9a-f]{6})$/i;

/** An avatar; decoration, since the name always stands beside it. */
export function avatar(person, size = "") {
  const square = h(
    "span",
    { class: `avatar ${size}${person.is_bot ? " bot" : ""}`, "aria-hidden": "true" },
    initialsOf(person),
  );
  const color = !person.is_bot && COLOR.exec(person.color ?? "");
  // White initials need a ground that is dark enough, whatever colour the profile has.
  if (color) square.style.backgroundColor = `color-mix(in oklab, #${color[1]} 72%, #10201a)`;
  return square;
}

/** The app's own bot user, the one that the Home belongs to. */
export const theApp = (state) =>
  state.users.find((user) => user.is_bot) ?? { ...NOBODY, name: "app", real_name: "App" };
