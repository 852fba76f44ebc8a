/** Where blocks stand (a message, a modal, the Home) and what a click in them does. */

import { ask } from "./confirm.js";
import { stateValues } from "./inputs.js";
import { post } from "./server.js";
import { toast } from "./toasts.js";

const busy = new Set();

function show(key, working) {
  for (const control of document.querySelectorAll(`[data-busy-key="${CSS.escape(key)}"]`)) {
    control.toggleAttribute("data-busy", working);
    control.setAttribute("aria-busy", String(working));
  }
}

const keyFor = (target, block, element, value) =>
  [target.channel, target.ts, target.view_id, block.block_id, element.action_id, value].join("/");

/**
 * A surface for rendering.
 *
 * `target` says where (`{channel, ts}` or `{view_id}`), `blocks` what stands there, `entered` holds what was entered
 * (it outlives a redraw), `you` is the acting person, `names` knows names by id, `people` and `places` are what the
 * selects offer.
 */
export function createSurface({ kind, target, blocks, entered, you, names, people, places }) {
  return {
    kind,
    entered,
    names,
    people,
    places,
    /** What a control carries so that it stays busy over a redraw. */
    busyProps(block, element, value = "") {
      const key = keyFor(target, block, element, value);
      return { "data-busy-key": key, "data-busy": busy.has(key), "aria-busy": busy.has(key) ? "true" : false };
    },
    /** Send a click, after its confirmation if it has one. Resolves to whether the sandbox took it. */
    async act(block, element, payload) {
      const pressed = element.type === "button" || element.type === "icon_button";
      const key = keyFor(target, block, element, pressed ? "" : (payload.value ?? ""));
      if (busy.has(key)) return false;
      if (element.confirm && !(await ask(element.confirm, names))) return false;
      busy.add(key);
      show(key, true);
      const state = stateValues(blocks, entered);
      const confirmed = Boolean(element.confirm);
      const answer = await post("click", {
        user: you,
        ...target,
        block_id: block.block_id,
        action_id: element.action_id,
        ...payload,
        state,
        confirmed,
      });
      busy.delete(key);
      show(key, false);
      if (answer.ok === false) toast(answer.error ?? "It did not work.", "error");
      return answer.ok !== false;
    },
  };
}
