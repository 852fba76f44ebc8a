/** Elements that are pressed: buttons, overflow menus, feedback and icon buttons. */

import { h, icon, safeUrl } from "./dom.js";
import { emojiFor } from "./emoji.js";
import { plainText } from "./mrkdwn.js";
import { openMenu } from "./popup.js";

/** What every control of an element carries, for tests and for finding it again after a redraw. */
export function hooks(block, element) {
  return { "data-block-id": block.block_id, "data-action-id": element.action_id };
}

export function button(block, element, surface) {
  const href = element.url && safeUrl(element.url);
  const press = () => surface.act(block, element, { value: element.value });
  const props = {
    class: `button ${element.style ?? ""}`,
    "aria-label": element.accessibility_label,
    ...hooks(block, element),
    ...surface.busyProps(block, element),
    onclick: press,
  };
  const label = h("span", { class: "button-text" }, plainText(element.text, surface.names));
  if (href) return h("a", { ...props, href, target: "_blank", rel: "noopener noreferrer" }, label);
  return h("button", { ...props, type: "button" }, label);
}

export function overflow(block, element, surface) {
  const items = element.options.map((option) => ({
    label: plainText(option.text, surface.names),
    detail: option.description?.text,
    value: option.value,
    href: (option.url && safeUrl(option.url)) || undefined,
    onPick: () => surface.act(block, element, { option: option.value }),
  }));
  return h(
    "button",
    {
      type: "button",
      class: "button overflow",
      "aria-label": "More actions",
      "aria-haspopup": "menu",
      ...hooks(block, element),
      ...surface.busyProps(block, element),
      onclick: (event) => openMenu(event.currentTarget, "More actions", [{ items }]),
    },
    icon("more"),
  );
}

const chosenFeedback = new Map();

function feedbackButton(block, element, which, sign, surface) {
  const spec = element[`${which}_button`];
  const key = `${block.block_id}/${element.action_id}`;
  return h(
    "button",
    {
      type: "button",
      class: "icon-button feedback",
      "aria-label": spec.accessibility_label ?? spec.text?.text,
      title: spec.text?.text,
      "aria-pressed": String(chosenFeedback.get(key) === spec.value),
      ...hooks(block, element),
      "data-value": spec.value,
      ...surface.busyProps(block, element, spec.value),
      onclick: async (event) => {
        const pressed = event.currentTarget;
        if (!(await surface.act(block, element, { value: spec.value }))) return;
        chosenFeedback.set(key, spec.value);
        for (const one of pressed.parentNode?.children ?? []) one.setAttribute("aria-pressed", String(one === pressed));
      },
    },
    sign,
  );
}

export function feedbackButtons(block, element, surface) {
  return h(
    "span",
    { class: "feedback-pair", role: "group", "aria-label": "Was this good?" },
    feedbackButton(block, element, "positive", "👍", surface),
    feedbackButton(block, element, "negative", "👎", surface),
  );
}

const ICONS = { trash: "🗑️" };

export function iconButton(block, element, surface) {
  const onlyFor = element.visible_to_user_ids;
  if (onlyFor?.length && !onlyFor.includes(surface.names.you)) return null;
  return h(
    "button",
    {
      type: "button",
      class: "icon-button",
      "aria-label": element.accessibility_label ?? element.text?.text,
      title: element.text?.text,
      ...hooks(block, element),
      ...surface.busyProps(block, element),
      onclick: () => surface.act(block, element, { value: element.value }),
    },
    ICONS[element.icon] ?? emojiFor(element.icon) ?? element.text?.text ?? "•",
  );
}
