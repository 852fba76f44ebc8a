/** The question that a `confirm` object puts before an action. */

import { h } from "./dom.js";
import { plainText, textObject } from "./mrkdwn.js";

/** Ask; resolves to true when confirmed, false when denied or dismissed. */
export function ask(question, names) {
  return new Promise((resolve) => {
    const answer = (yes) => () => box.close(yes ? "yes" : "");
    const style = question.style === "danger" ? "danger" : "primary";
    const box = h(
      "dialog",
      { class: "confirm", "aria-labelledby": "confirm-title", "data-testid": "confirm" },
      h("h2", { id: "confirm-title" }, plainText(question.title, names)),
      h("div", { class: "confirm-text" }, textObject(question.text, names)),
      h(
        "div",
        { class: "dialog-foot" },
        h(
          "button",
          { type: "button", class: "button", onclick: answer(false), "data-testid": "confirm-deny" },
          plainText(question.deny, names),
        ),
        h(
          "button",
          {
            type: "button",
            class: `button ${style}`,
            onclick: answer(true),
            "data-testid": "confirm-yes",
            autofocus: true,
          },
          plainText(question.confirm, names),
        ),
      ),
    );
    box.addEventListener("close", () => {
      box.remove();
      resolve(box.returnValue === "yes");
    });
    document.body.append(box);
    box.showModal();
  });
}
