/** The app's Home. */

import { renderBlocks } from "./blocks.js";
import { h, icon, keepFocus } from "./dom.js";
import { nameOf, theApp } from "./people.js";

/** The Home as `{node, draw()}`. */
export function createHome(app) {
  const title = h("h1", {});
  const content = h("div", { class: "home-content", "data-testid": "home-blocks" });
  const node = h(
    "section",
    { class: "pane home", "data-testid": "home-view", "aria-label": "Home" },
    h("header", { class: "pane-head" }, title),
    h("div", { class: "home-scroll" }, content),
  );
  let drawn = null;

  function draw() {
    const { home } = app.state;
    document.title = `Home · ${app.state.team.name}`;
    title.replaceChildren(icon("home"), `${nameOf(theApp(app.state))} Home`);
    if (drawn === home && content.childElementCount) return;
    drawn = home;
    const empty = h("p", { class: "nothing" }, "The app has not published its Home yet.");
    const surface = home && app.surface("home", { view_id: home.id }, home.blocks);
    keepFocus(content, () => content.replaceChildren(...(home ? renderBlocks(home.blocks, surface) : [empty])));
  }
  return { node, draw };
}
