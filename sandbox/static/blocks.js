/** Block Kit blocks as nodes (docs.slack.dev/reference/block-kit). A type that is not known here is shown as such. */

import { button, feedbackButtons, iconButton, overflow } from "./buttons.js";
import { chart } from "./chart.js";
import { h, safeUrl } from "./dom.js";
import { boxes, moment, select, textInput } from "./fields.js";
import { holdsValue } from "./inputs.js";
import { markdown } from "./markdown.js";
import { plainText, textObject } from "./mrkdwn.js";
import { richText } from "./rich_text.js";
import { table } from "./table.js";

function unknown(what, type) {
  return h(
    "div",
    { class: "unknown-block", "data-testid": "unknown-block" },
    `This ${what} is not shown here: ${type}`,
  );
}

/** The address of an image block or element; a file of the workspace is read from the sandbox. */
function imageAddress(image) {
  const address =
    image.image_url ??
    image.slack_file?.url ??
    (image.slack_file?.id && `/_/files/${encodeURIComponent(image.slack_file.id)}`);
  return address && safeUrl(new URL(address, location.href));
}

function picture(image, shape) {
  const src = imageAddress(image);
  const alt = image.alt_text ?? "";
  return src ? h("img", { class: shape, src, alt, loading: "lazy" }) : h("span", { class: "no-image" }, alt);
}

const ELEMENTS = {
  button,
  overflow,
  feedback_buttons: feedbackButtons,
  icon_button: iconButton,
  image: (_block, element) => picture(element, "element-image"),
  plain_text_input: textInput,
  number_input: textInput,
  email_text_input: textInput,
  url_text_input: textInput,
  static_select: select,
  multi_static_select: select,
  users_select: select,
  multi_users_select: select,
  conversations_select: select,
  multi_conversations_select: select,
  channels_select: select,
  multi_channels_select: select,
  radio_buttons: boxes,
  checkboxes: boxes,
  datepicker: moment,
  timepicker: moment,
  datetimepicker: moment,
};

function element(block, spec, surface, props) {
  return (
    ELEMENTS[spec.type]?.(block, spec, surface, props) ?? (ELEMENTS[spec.type] ? null : unknown("element", spec.type))
  );
}

const LONG_TEXT = 700;
const MANY_LINES = 12;
const opened = new Set();

/** A section's text; a long one is folded unless the block says `expand`. */
function sectionText(block, surface) {
  const { text } = block.text;
  const body = h("div", { class: "section-text" }, textObject(block.text, surface.names));
  const key = `${surface.kind}/${block.block_id}/${text.slice(0, 40)}`;
  if (block.expand || opened.has(key) || (text.length <= LONG_TEXT && text.split("\n").length <= MANY_LINES))
    return body;
  body.classList.add("folded");
  const more = h(
    "button",
    {
      type: "button",
      class: "link-button",
      onclick: () => (opened.add(key), body.classList.remove("folded"), more.remove()),
    },
    "Show more",
  );
  return h("div", { class: "section-text" }, body, more);
}

function section(block, surface) {
  return h(
    "div",
    { class: "block section" },
    h(
      "div",
      { class: "section-main" },
      block.text && sectionText(block, surface),
      block.fields &&
        h(
          "div",
          { class: "fields" },
          block.fields.map((field) => h("div", { class: "field-cell" }, textObject(field, surface.names))),
        ),
    ),
    block.accessory && h("div", { class: "accessory" }, element(block, block.accessory, surface)),
  );
}

function contextElement(item, surface) {
  return item.type === "image"
    ? picture(item, "context-image")
    : h("span", { class: "context-text" }, textObject(item, surface.names));
}

function input(block, surface, error) {
  const field = block.element;
  const id = `${surface.kind}-${block.block_id}-${field.action_id}`;
  const grouped = field.type === "radio_buttons" || field.type === "checkboxes";
  const described = [error && `${id}-error`, block.hint && `${id}-hint`].filter(Boolean).join(" ");
  const props = {
    id,
    "aria-describedby": described || false,
    "aria-invalid": error ? "true" : false,
    "aria-required": !grouped && !block.optional ? "true" : false,
  };
  if (grouped) props["aria-labelledby"] = `${id}-label`;
  if (field.type.endsWith("_select")) props["aria-labelledby"] = `${id}-label`;
  return h(
    "div",
    { class: `block input${error ? " wrong" : ""}` },
    h(
      grouped ? "div" : "label",
      { class: "input-label", id: `${id}-label`, for: grouped ? false : id },
      plainText(block.label, surface.names),
      block.optional && h("span", { class: "optional" }, " (optional)"),
    ),
    element(block, field, surface, holdsValue(field) ? props : undefined),
    error && h("div", { class: "input-error", id: `${id}-error`, role: "alert" }, error),
    block.hint && h("div", { class: "input-hint", id: `${id}-hint` }, plainText(block.hint, surface.names)),
  );
}

function image(block, surface) {
  return h(
    "figure",
    { class: "block image" },
    block.title && h("figcaption", {}, plainText(block.title, surface.names)),
    picture(block, "block-image"),
  );
}

const BLOCKS = {
  header: (block, surface) =>
    h(
      "div",
      { class: "block header", role: "heading", "aria-level": block.level ? String(block.level + 2) : "3" },
      plainText(block.text, surface.names),
    ),
  section,
  context: (block, surface) =>
    h(
      "div",
      { class: "block context" },
      block.elements.map((item) => contextElement(item, surface)),
    ),
  divider: () => h("hr", { class: "block divider" }),
  actions: (block, surface) =>
    h(
      "div",
      { class: "block actions" },
      block.elements.map((item) => element(block, item, surface)),
    ),
  context_actions: (block, surface) =>
    h(
      "div",
      { class: "block context-actions" },
      block.elements.map((item) => element(block, item, surface)),
    ),
  rich_text: (block, surface) => h("div", { class: "block" }, richText(block, surface.names)),
  image,
  data_visualization: (block) => chart(block) ?? unknown("chart", block.chart.type),
  table: (block, surface) => h("div", { class: "block" }, table(block, surface.names)),
  markdown: (block, surface) => h("div", { class: "block markdown" }, markdown(block.text, surface.names)),
  input,
  alert: (block, surface) =>
    h(
      "div",
      { class: `block alert alert-${block.level ?? "default"}`, role: "note" },
      textObject(block.text, surface.names),
    ),
};

/** Blocks as nodes; `errors` are sentences by block_id, shown at the inputs. */
export function renderBlocks(blocks, surface, errors = {}) {
  return (blocks ?? []).map((block) => {
    const render = BLOCKS[block.type];
    return render ? render(block, surface, errors[block.block_id]) : unknown("block", block.type);
  });
}
