/** The left side: channels with unread marks, messages with the app, the app's Home. */

import { h, icon, keepFocus } from "./dom.js";
import { avatar, nameOf, theApp } from "./people.js";

function entry({ label, sign, active, unread, testid, focus, onclick }) {
  return h(
    "li",
    {},
    h(
      "button",
      {
        type: "button",
        class: `side-entry${active ? " active" : ""}${unread ? " unread" : ""}`,
        "aria-current": active ? "page" : false,
        "data-testid": testid,
        "data-focus": focus,
        onclick,
      },
      sign,
      h("span", { class: "side-name" }, label),
      unread
        ? h("span", { class: "count-mark", "aria-label": `${unread} unread` }, unread > 99 ? "99+" : unread)
        : null,
    ),
  );
}

const group = (title, entries) => h("section", {}, h("h2", { class: "side-title" }, title), h("ul", {}, entries));

/** What `you` may see: your channels and the public ones. */
export const visibleChannels = (state) =>
  state.channels.filter((channel) => !channel.private || !channel.members || channel.members.includes(state.you));

/** The side as `{node, draw()}`. */
export function createSidebar(app) {
  const node = h("nav", { class: "side", "aria-label": "Channels" });
  const channelEntry = (channel) =>
    entry({
      label: channel.name,
      sign: icon(channel.private ? "lock" : "hash"),
      active: app.place.channel === channel.id,
      unread: app.unread(channel.id),
      testid: `channel-${channel.name}`,
      focus: `go-${channel.id}`,
      onclick: () => app.go({ channel: channel.id }),
    });
  const directEntry = (direct) => {
    const person = app.state.users.find((user) => user.id === direct.user) ?? theApp(app.state);
    return entry({
      label: nameOf(person),
      sign: avatar(person, "tiny"),
      active: app.place.channel === direct.id,
      unread: app.unread(direct.id),
      testid: `dm-${person.name}`,
      focus: `go-${direct.id}`,
      onclick: () => app.go({ channel: direct.id }),
    });
  };
  function draw() {
    const { state } = app;
    const home = entry({
      label: `${nameOf(theApp(state))} Home`,
      sign: icon("home"),
      active: app.place.home === true,
      unread: 0,
      testid: "home",
      focus: "go-home",
      onclick: () => app.go({ home: true }),
    });
    keepFocus(node, () =>
      node.replaceChildren(
        group("Channels", visibleChannels(state).map(channelEntry)),
        state.dms.length ? group("Direct messages", state.dms.map(directEntry)) : "",
        state.home_tab ? group("Apps", [home]) : "",
      ),
    );
  }
  return { node, draw };
}
