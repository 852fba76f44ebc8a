/** The table block. */

import { h } from "./dom.js";
import { richText } from "./rich_text.js";

function content(cell, names) {
  if (cell.type === "rich_text") return richText(cell, names);
  if (cell.type === "raw_number") return cell.text ?? cell.value ?? "";
  return cell.text ?? "";
}

function cellOf(cell, tag, setting, names) {
  const right = setting?.align === "right" || (cell.type === "raw_number" && !setting?.align);
  const align = right ? "right" : (setting?.align ?? "left");
  const shape = `align-${align}${setting?.is_wrapped ? " wrapped" : ""}`;
  return h(tag, { class: shape, scope: tag === "th" ? "col" : false }, content(cell, names));
}

/** A table block; its first row is the heading. */
export function table(block, names) {
  const [head, ...body] = block.rows ?? [];
  const row = (cells, tag) =>
    h(
      "tr",
      {},
      cells.map((cell, at) => cellOf(cell, tag, block.column_settings?.[at], names)),
    );
  return h(
    "div",
    { class: "table-frame", tabindex: "0", role: "region", "aria-label": "Table" },
    h(
      "table",
      {},
      head && h("thead", {}, row(head, "th")),
      h(
        "tbody",
        {},
        body.map((cells) => row(cells, "td")),
      ),
    ),
  );
}
