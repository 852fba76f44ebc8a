/** The top bar: workspace, the two sides, the clock, the summary, and who you are. */

import { createClock } from "./clock.js";
import { h, icon } from "./dom.js";
import { avatar, nameOf } from "./people.js";

function tab(label, testid, onclick) {
  return h("button", { type: "button", class: "tab", "data-testid": testid, onclick }, label);
}

/** What the sandbox was told to show as a summary, in a dialog. */
function createSummary(app) {
  const box = h("dialog", { class: "summary", "aria-labelledby": "summary-title", "data-testid": "summary" });
  document.body.append(box);
  const fill = () => {
    const { title, lines = [] } = app.state.summary ?? {};
    box.replaceChildren(
      h(
        "header",
        { class: "view-head" },
        h("h2", { id: "summary-title" }, title ?? "Summary"),
        h(
          "button",
          { type: "button", class: "icon-button", "aria-label": "Close", onclick: () => box.close() },
          icon("close"),
        ),
      ),
      h(
        "div",
        { class: "summary-lines" },
        lines.map((line) => h("p", {}, String(line) || "\u00a0")),
      ),
    );
  };
  const button = h(
    "button",
    { type: "button", class: "button small", "aria-label": "Summary", "data-testid": "summary-open", onclick: () => (fill(), box.showModal()) },
    icon("chart"),
    h("span", { class: "button-word" }, "Summary"),
  );
  return { button, draw: () => ((button.hidden = !app.state.summary), box.open && fill()) };
}

/** The switch between people: a native select, so that keyboards and tests find it easily. */
function createSwitch(app) {
  const face = h("span", { class: "switch-face" });
  const select = h("select", {
    "data-testid": "person-switch",
    "aria-label": "You are",
    onchange: () => app.become(select.value),
  });
  const node = h("label", { class: "person-switch" }, face, h("span", { class: "hidden-label" }, "You are"), select);
  let print = "";
  function draw() {
    const people = app.state.users.filter((user) => !user.is_bot);
    const me = people.find((user) => user.id === app.state.you);
    face.replaceChildren(me ? avatar(me, "small") : "");
    const next = JSON.stringify([people, app.state.you]);
    if (next === print) return;
    print = next;
    select.replaceChildren(
      ...people.map((user) =>
        h("option", { value: user.id }, user.title ? `${nameOf(user)} · ${user.title}` : nameOf(user)),
      ),
    );
    select.value = app.state.you;
  }
  return { node, draw };
}

/** The bar as `{node, draw(), lost(isLost)}`. */
export function createTopbar(app) {
  const team = h("span", { class: "team" });
  const workspace = tab("Workspace", "workspace-tab", () => app.show("workspace"));
  const customers = tab("Customers", "customer-tab", () => app.show("customers"));
  const clock = createClock(app);
  const summary = createSummary(app);
  const person = createSwitch(app);
  const list = h(
    "button",
    {
      type: "button",
      class: "icon-button side-toggle",
      "aria-label": "Channels",
      title: "Channels",
      "data-testid": "side-toggle",
      onclick: () => app.toggleList(),
    },
    icon("menu"),
  );
  const offline = h("span", { class: "offline", role: "status", hidden: true }, "Reconnecting…");
  const node = h(
    "header",
    { class: "topbar" },
    list,
    h("span", { class: "logo", "aria-hidden": "true" }),
    team,
    h("nav", { class: "tabs", "aria-label": "Sides" }, workspace, customers),
    offline,
    h("span", { class: "spring" }),
    clock.node,
    summary.button,
    person.node,
  );
  function draw() {
    team.textContent = app.state.team.name;
    for (const [one, side] of [
      [workspace, "workspace"],
      [customers, "customers"],
    ])
      one.setAttribute("aria-current", String(app.side === side && "page"));
    list.hidden = app.side !== "workspace";
    list.setAttribute("aria-expanded", String(app.listOpen));
    list.classList.toggle("has-news", app.news());
    customers.classList.toggle("has-news", app.side !== "customers" && app.customerNews());
    clock.draw();
    summary.draw();
    person.draw();
  }
  return { node, draw, lost: (isLost) => (offline.hidden = !isLost) };
}
