/** What a person has entered, in the shape of Slack's `state.values`. Pure: no page in here. */

/** For each element that holds a value: the key in `state.values`, and the element's key for its first value. */
const HELD = {
  plain_text_input: ["value", "initial_value"],
  number_input: ["value", "initial_value"],
  email_text_input: ["value", "initial_value"],
  url_text_input: ["value", "initial_value"],
  static_select: ["selected_option", "initial_option"],
  multi_static_select: ["selected_options", "initial_options"],
  users_select: ["selected_user", "initial_user"],
  multi_users_select: ["selected_users", "initial_users"],
  conversations_select: ["selected_conversation", "initial_conversation"],
  multi_conversations_select: ["selected_conversations", "initial_conversations"],
  channels_select: ["selected_channel", "initial_channel"],
  multi_channels_select: ["selected_channels", "initial_channels"],
  radio_buttons: ["selected_option", "initial_option"],
  checkboxes: ["selected_options", "initial_options"],
  datepicker: ["selected_date", "initial_date"],
  timepicker: ["selected_time", "initial_time"],
  datetimepicker: ["selected_date_time", "initial_date_time"],
};

export const holdsValue = (element) => element.type in HELD;

export const isMany = (element) => element.type.startsWith("multi_") || element.type === "checkboxes";

/** What names an input within its surface: block_id and action_id. */
export const keyOf = (block, element) => `${block.block_id}\n${element.action_id}`;

/** What the element holds now: what was entered, else its first value, else null (or an empty list). */
export function held(entered, block, element) {
  const key = keyOf(block, element);
  if (entered.has(key)) return entered.get(key);
  return element[HELD[element.type][1]] ?? (isMany(element) ? [] : null);
}

export const enter = (entered, block, element, value) => entered.set(keyOf(block, element), value);

/** Take over what the sandbox remembers of a view that is shown for the first time, such as after a reload. */
export function recall(entered, { blocks, state }) {
  for (const block of blocks) {
    for (const element of elementsOf(block)) {
      const entry = state?.values?.[block.block_id]?.[element.action_id];
      if (entry?.type === element.type && !entered.has(keyOf(block, element)))
        enter(entered, block, element, entry[HELD[element.type][0]]);
    }
  }
}

/** Every element of a block that can hold a value. */
export function elementsOf(block) {
  const all = [block.element, block.accessory, ...(block.type === "actions" ? block.elements : [])];
  return all.filter((element) => element && holdsValue(element));
}

/** `state.values` for these blocks: `{block_id: {action_id: {type, value | selected_…}}}`. */
export function stateValues(blocks, entered) {
  const values = {};
  for (const block of blocks ?? []) {
    for (const element of elementsOf(block)) {
      values[block.block_id] ??= {};
      values[block.block_id][element.action_id] = {
        type: element.type,
        [HELD[element.type][0]]: held(entered, block, element),
      };
    }
  }
  return values;
}

const isEmpty = (value) => value === null || value === "" || (Array.isArray(value) && value.length === 0);

function complaint(element, value) {
  if (element.type === "plain_text_input" && value.length < (element.min_length ?? 0))
    return `Please write at least ${element.min_length} characters.`;
  if (element.type !== "number_input") return null;
  const number = Number(value);
  if (Number.isNaN(number)) return "Please enter a number.";
  if (!element.is_decimal_allowed && !Number.isInteger(number)) return "Please enter a whole number.";
  if (element.min_value !== undefined && number < Number(element.min_value))
    return `Please enter ${element.min_value} or more.`;
  if (element.max_value !== undefined && number > Number(element.max_value))
    return `Please enter ${element.max_value} or less.`;
  return null;
}

/** What Slack's own client refuses before the app is asked: `{block_id: sentence}`, empty when all is well. */
export function missing(blocks, entered) {
  const errors = {};
  for (const block of blocks ?? []) {
    if (block.type !== "input" || !holdsValue(block.element)) continue;
    const value = held(entered, block, block.element);
    if (isEmpty(value)) {
      if (!block.optional) errors[block.block_id] = "Please complete this field.";
      continue;
    }
    const sentence = complaint(block.element, value);
    if (sentence) errors[block.block_id] = sentence;
  }
  return errors;
}

/** The part of a click that says what was chosen: `{option}`, `{options}` or `{value}`. */
export function chosen(element, value) {
  const plain = (one) => (one && typeof one === "object" ? one.value : one);
  if (isMany(element)) return { options: (value ?? []).map(plain) };
  if (element.type === "overflow" || element.type.endsWith("_select") || element.type === "radio_buttons")
    return { option: plain(value) };
  return { value: value === null ? null : String(value) };
}
