/** Modals: the stack of views that the app has opened for this person; the top one is shown. */

import { renderBlocks } from "./blocks.js";
import { h, icon, keepFocus } from "./dom.js";
import { elementsOf, keyOf, missing, recall, stateValues } from "./inputs.js";
import { plainText } from "./mrkdwn.js";
import { post } from "./server.js";
import { hostToasts, toast } from "./toasts.js";

const ONE_LINE = "input.field:not([type=date]):not([type=time]):not([type=datetime-local])";

const placeOf = (view) => `view/${view.id}`;

function firstField(box) {
  return (
    box.querySelector("[autofocus]") ??
    box.querySelector(".view-body :is(input, textarea, .picker, button)") ??
    box.querySelector("[data-testid=modal-submit]") ??
    box
  );
}

/** Values of inputs that a new version of the view no longer has are forgotten, as Slack does. */
function forget(entered, view) {
  const keys = view.blocks.flatMap((block) => elementsOf(block).map((element) => keyOf(block, element)));
  for (const key of entered.keys()) if (!keys.includes(key)) entered.delete(key);
}

/** The dialog that shows the top of the stack; it lives in the page while a view is open. */
export class Modal {
  #app;
  #box;
  #shown = { id: null, view: null };
  #errors = {};
  #sending = false;

  constructor(app) {
    this.#app = app;
    this.#box = h("dialog", {
      class: "modal",
      "data-testid": "modal",
      "aria-labelledby": "modal-title",
      oncancel: (event) => {
        event.preventDefault();
        this.#close();
      },
      onclose: () => {
        hostToasts(document.body);
        if (this.#top()) this.#close();
      },
      onkeydown: (event) => this.#pressed(event),
    });
    document.body.append(this.#box);
  }

  /** Bring the dialog in step with the state. */
  draw() {
    const view = this.#top();
    if (!view) return this.#clear();
    if (this.#shown.view === view) return;
    const fresh = this.#shown.id !== view.id;
    if (fresh) recall(this.#entered(view), view);
    forget(this.#entered(view), view);
    this.#errors = {};
    this.#fill(view);
    this.#shown = { id: view.id, view };
    if (!this.#box.open) {
      this.#box.showModal();
      hostToasts(this.#box);
    }
    if (fresh) firstField(this.#box).focus();
  }

  #top() {
    return this.#app.state.views.at(-1) ?? null;
  }

  #entered(view) {
    return this.#app.entered(placeOf(view));
  }

  #clear() {
    if (this.#box.open) this.#box.close();
    this.#shown = { id: null, view: null };
    this.#box.replaceChildren();
  }

  async #close() {
    const view = this.#top();
    if (!view) return;
    const answer = await post("close_view", { user: this.#app.state.you, view_id: view.id });
    if (answer.ok === false) toast(answer.error ?? "It did not work.", "error");
    this.#app.store.apply({ kind: "view_gone", view_id: view.id });
  }

  async #submit() {
    const view = this.#top();
    if (!view?.submit || this.#sending) return;
    const entered = this.#entered(view);
    const refused = missing(view.blocks, entered);
    if (Object.keys(refused).length) return this.#complain(refused);
    this.#mark(true);
    const values = stateValues(view.blocks, entered);
    const answer = await post("submit", { user: this.#app.state.you, view_id: view.id, values });
    this.#mark(false);
    if (answer.errors && Object.keys(answer.errors).length) this.#complain(answer.errors);
    else if (answer.ok === false) toast(answer.error ?? "It did not work.", "error");
  }

  #mark(sending) {
    this.#sending = sending;
    const button = this.#box.querySelector("[data-testid=modal-submit]");
    button?.toggleAttribute("data-busy", sending);
    button?.setAttribute("aria-busy", String(sending));
  }

  #complain(errors) {
    const view = this.#top();
    if (!view) return;
    this.#errors = errors;
    this.#fill(view);
    this.#box.querySelector(".wrong :is(input, textarea, button)")?.focus();
    const homeless = Object.keys(errors).filter((id) => !view.blocks.some((block) => block.block_id === id));
    for (const id of homeless) toast(errors[id], "error");
  }

  #fill(view) {
    const body = () => this.#box.querySelector(".view-body");
    const scrolled = this.#shown.id === view.id ? body()?.scrollTop : 0;
    const surface = this.#app.surface("modal", { view_id: view.id }, view.blocks, placeOf(view));
    const content = h("div", { class: "view-body" }, renderBlocks(view.blocks, surface, this.#errors));
    const onsubmit = (event) => {
      event.preventDefault();
      this.#submit();
    };
    const form = h("form", { novalidate: true, onsubmit }, this.#head(view), content, this.#foot(view));
    keepFocus(this.#box, () => this.#box.replaceChildren(form));
    body().scrollTop = scrolled;
  }

  #head(view) {
    const close = (label, testid, sign) => {
      const props = { type: "button", class: "icon-button", "aria-label": label, "data-testid": testid };
      return h("button", { ...props, onclick: () => this.#close() }, icon(sign));
    };
    return h(
      "header",
      { class: "view-head" },
      this.#app.state.views.length > 1 && close("Back", "modal-back", "back"),
      h("h2", { id: "modal-title" }, plainText(view.title, this.#app.names)),
      close("Close", "modal-x", "close"),
    );
  }

  #foot(view) {
    const cancel = { type: "button", class: "button", "data-testid": "modal-close", onclick: () => this.#close() };
    const submit = {
      type: "submit",
      class: "button primary",
      "data-testid": "modal-submit",
      "data-busy": this.#sending,
    };
    const { names } = this.#app;
    return h(
      "footer",
      { class: "dialog-foot" },
      h("button", cancel, view.close ? plainText(view.close, names) : "Close"),
      view.submit && h("button", submit, h("span", { class: "button-text" }, plainText(view.submit, names))),
    );
  }

  // Enter in a one-line field submits, as in Slack; a field that dispatches its text has stopped the event by then.
  #pressed(event) {
    if (event.key !== "Enter" || event.defaultPrevented || event.isComposing || !event.target.matches(ONE_LINE)) return;
    event.preventDefault();
    this.#submit();
  }
}
