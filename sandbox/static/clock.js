/** The business clock in the top bar, and what can be done to it. */

import { h, icon } from "./dom.js";
import { post } from "./server.js";
import { now } from "./store.js";
import { wall } from "./times.js";
import { toast } from "./toasts.js";

const DAY_START = { hours: 8, minutes: 30 };

/** Whole minutes from now until the clock next shows 08:30. */
export function minutesToMorning(date) {
  const here = wall(date);
  const minutes = here.getUTCHours() * 60 + here.getUTCMinutes();
  const morning = DAY_START.hours * 60 + DAY_START.minutes;
  return ((morning - minutes + 1440 - 1) % 1440) + 1;
}

async function set(body) {
  const answer = await post("clock", body);
  if (answer.ok === false) toast(answer.error, "error");
}

const TEXT = new Intl.DateTimeFormat(undefined, {
  weekday: "short",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
  timeZone: "UTC",
});

/** The clock as `{node, draw()}`; it ticks by itself. */
export function createClock(app) {
  const face = h("span", { class: "clock-face", "data-testid": "clock" });
  const controls = h("span", { class: "clock-controls", role: "group", "aria-label": "Business clock" });
  const node = h("div", { class: "clock", hidden: true }, face, controls);

  function tick() {
    const { clock } = app.state;
    if (clock) face.textContent = TEXT.format(wall(now(app.state)));
  }
  const choice = (label, title, pressed, act, spare = false) =>
    h(
      "button",
      {
        type: "button",
        class: spare ? "clock-button spare" : "clock-button",
        title,
        "aria-label": title,
        "aria-pressed": pressed === null ? false : String(pressed),
        onclick: act,
      },
      label,
    );

  function draw() {
    const { clock } = app.state;
    node.hidden = !clock;
    if (!clock) return;
    tick();
    face.title = clock.speed ? `Business time, ${clock.speed} times as fast as real time` : "Business time, paused";
    const buttons = [
      choice(icon("pause"), "Pause the clock", clock.speed === 0, () => set({ speed: clock.speed === 0 ? 60 : 0 })),
      choice("60×", "60 times as fast", clock.speed === 60, () => set({ speed: 60 }), true),
      choice("600×", "600 times as fast", clock.speed === 600, () => set({ speed: 600 }), true),
      choice("→ 08:30", "Skip to 08:30", null, () => set({ skip_minutes: minutesToMorning(now(app.state)) })),
    ];
    controls.replaceChildren(...(clock.settable ? buttons : []));
  }
  setInterval(tick, 250);
  return { node, draw };
}
