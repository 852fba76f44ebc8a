/** Elements that are filled in. Each keeps what was entered in the surface, so that a redraw loses nothing. */

import { hooks } from "./buttons.js";
import { h } from "./dom.js";
import { chosen, enter, held, isMany } from "./inputs.js";
import { plainText, textObject } from "./mrkdwn.js";
import { openList, opener } from "./popup.js";
import { fromInput, toInput } from "./times.js";

/** Whether a change is sent at once: outside input blocks always, inside them when the block asks for it. */
const dispatches = (block) => block.type !== "input" || block.dispatch_action === true;

function changed(block, element, surface, value) {
  enter(surface.entered, block, element, value);
  if (dispatches(block)) surface.act(block, element, chosen(element, value));
}

/** When a text is sent: on Enter unless the element's dispatch_action_config says otherwise. */
function textTriggers(block, element) {
  if (!block.dispatch_action) return [];
  return element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
}

function typed(block, element, surface, multiline) {
  const triggers = textTriggers(block, element);
  const send = (value) => surface.act(block, element, { value });
  return {
    oninput: (event) => {
      enter(surface.entered, block, element, event.target.value);
      if (triggers.includes("on_character_entered")) send(event.target.value);
    },
    onkeydown: (event) => {
      if (event.key !== "Enter" || event.isComposing || (multiline && !event.ctrlKey && !event.metaKey)) return;
      if (!triggers.includes("on_enter_pressed")) return;
      event.preventDefault();
      send(event.target.value);
    },
  };
}

const INPUT_TYPES = { number_input: "text", email_text_input: "email", url_text_input: "url" };

function countBelow(field, most) {
  const left = h("span", { class: "count", "aria-hidden": "true" });
  const tell = () => {
    left.textContent = field.value.length > most * 0.8 ? String(most - field.value.length) : "";
  };
  field.addEventListener("input", tell);
  tell();
  return h("div", { class: "counted" }, field, left);
}

export function textInput(block, element, surface, props) {
  const multiline = element.multiline === true;
  const field = h(multiline ? "textarea" : "input", {
    class: "field",
    type: multiline ? false : (INPUT_TYPES[element.type] ?? "text"),
    inputmode: element.type === "number_input" ? (element.is_decimal_allowed ? "decimal" : "numeric") : false,
    rows: multiline ? "7" : false,
    placeholder: element.placeholder?.text,
    maxlength: element.max_length,
    autofocus: element.focus_on_load === true,
    value: held(surface.entered, block, element) ?? "",
    ...hooks(block, element),
    ...props,
    ...typed(block, element, surface, multiline),
  });
  return element.max_length ? countBelow(field, element.max_length) : field;
}

function optionChoices(element, names) {
  const choice = (group) => (option) => ({
    value: option.value,
    plain: option.text.text,
    label: plainText(option.text, names),
    description: option.description?.text,
    group,
    raw: option,
  });
  const groups = element.option_groups ?? [];
  return [
    ...(element.options ?? []).map(choice()),
    ...groups.flatMap((group) => group.options.map(choice(group.label.text))),
  ];
}

const idChoices = (items) =>
  items.map(({ id, name, detail }) => ({ value: id, plain: name, label: name, description: detail, raw: id }));

function choicesFor(element, surface) {
  if (element.type.endsWith("users_select")) return idChoices(surface.people());
  if (element.type.endsWith("static_select")) return optionChoices(element, surface.names);
  return idChoices(surface.places(element));
}

const valueOf = (raw) => (raw && typeof raw === "object" ? raw.value : raw);

/** A select of any kind: a button that opens a list. Choosing what is chosen already counts too, as in Slack. */
export function select(block, element, surface, props) {
  const many = isMany(element);
  const choices = choicesFor(element, surface);
  const current = () => [held(surface.entered, block, element) ?? []].flat().map(valueOf);
  const raw = (value) => choices.find((choice) => choice.value === value)?.raw ?? value;
  const text = h("span", { class: "picker-text" });
  const label = element.placeholder?.text ?? "Choose…";
  const tell = () => {
    const names = choices.filter((choice) => current().includes(choice.value)).map((choice) => choice.plain);
    text.replaceChildren(names.length ? plainText({ text: names.join(", ") }, surface.names) : label);
    control.classList.toggle("empty", !names.length);
  };
  const pick = (value) => {
    if (many && String(value) === String(current())) return;
    changed(block, element, surface, many ? value.map(raw) : raw(value));
    tell();
  };
  const control = h(
    "button",
    {
      type: "button",
      class: "picker",
      role: "combobox",
      "aria-haspopup": "listbox",
      "aria-expanded": "false",
      "aria-label": props?.id ? false : label,
      ...hooks(block, element),
      ...surface.busyProps(block, element),
      ...props,
      onclick: () => openList(control, { label, choices, selected: current(), many, onPick: pick }),
    },
    text,
    opener(),
  );
  tell();
  return control;
}

/** Radio buttons and checkboxes. */
export function boxes(block, element, surface, props) {
  const many = element.type === "checkboxes";
  const group = `${block.block_id}-${element.action_id}-${surface.kind}`;
  const ticked = new Set([held(surface.entered, block, element) ?? []].flat().map(valueOf));
  const change = (option) => (event) => {
    if (!many) ticked.clear();
    if (event.target.checked) ticked.add(option.value);
    else ticked.delete(option.value);
    const options = element.options.filter((one) => ticked.has(one.value));
    changed(block, element, surface, many ? options : (options[0] ?? null));
  };
  const line = (option) =>
    h(
      "label",
      { class: "box" },
      h("input", {
        type: many ? "checkbox" : "radio",
        name: group,
        checked: ticked.has(option.value),
        ...hooks(block, element),
        "data-value": option.value,
        onchange: change(option),
      }),
      h(
        "span",
        {},
        textObject(option.text, surface.names),
        option.description && h("small", {}, textObject(option.description, surface.names)),
      ),
    );
  return h("div", { class: "boxes", role: many ? "group" : "radiogroup", ...props }, element.options.map(line));
}

const MOMENTS = {
  datepicker: { type: "date", show: (value) => value, read: (text) => text || null },
  timepicker: { type: "time", show: (value) => value, read: (text) => text || null },
  datetimepicker: {
    type: "datetime-local",
    show: (seconds) => toInput(new Date(seconds * 1000)),
    read: (text) => (text ? Math.floor(fromInput(text).getTime() / 1000) : null),
  },
};

/** Date, time, or both; a date with time is entered in the zone in which times are told, and kept as Unix seconds. */
export function moment(block, element, surface, props) {
  const { type, show, read } = MOMENTS[element.type];
  const value = held(surface.entered, block, element);
  return h("input", {
    class: "field moment",
    type,
    value: value === null ? "" : show(value),
    "aria-label": props?.id ? false : (element.placeholder?.text ?? "Choose a time"),
    ...hooks(block, element),
    ...props,
    onchange: (event) => changed(block, element, surface, read(event.target.value)),
  });
}
