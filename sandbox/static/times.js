/**
 * Times as people read them: in the reader's own time zone, but for business time, which is told in the zone of the
 * business clock. Otherwise a shop's "answer due 10:07" would not fit the clock above it.
 */

const LOCALE = undefined; // the browser's own
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const OFFSET = /([+-])(\d\d):?(\d\d)$/;

const formats = new Map();

let business = null;

/** From now on, times are told in this clock's zone, but for those of the machine itself: of about this very hour. */
export function keepBusinessTime(clock) {
  business = clock;
}

/** Minutes east of UTC where the business clock stands; null for a clock that speaks UTC, or none. */
function businessOffset() {
  const found = business && OFFSET.exec(business.now);
  return found ? Number(`${found[1]}1`) * (Number(found[2]) * 60 + Number(found[3])) || null : null;
}

/** Minutes east of UTC in which a date is told. */
function offset(date) {
  const there = businessOffset();
  const fromMachine = Math.abs(date - Date.now());
  const own = there === null || (fromMachine < HOUR && fromMachine < Math.abs(date - Date.parse(business.now)));
  return own ? -date.getTimezoneOffset() : there;
}

/** A time as an input of kind `datetime-local` takes it: in the business clock's zone, where there is one. */
export function toInput(date) {
  const minutes = businessOffset() ?? -date.getTimezoneOffset();
  return new Date(date.getTime() + minutes * 60_000).toISOString().slice(0, 16);
}

/** What such an input holds, as a date. */
export function fromInput(text) {
  const there = businessOffset();
  return there === null ? new Date(text) : new Date(Date.parse(`${text}Z`) - there * 60_000);
}

/** The wall time of a date, as a UTC date. */
export const wall = (date) => new Date(date.getTime() + offset(date) * 60_000);

function format(date, options) {
  const key = JSON.stringify(options);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(LOCALE, { ...options, timeZone: "UTC" }));
  return formats.get(key).format(wall(date));
}

/** Slack's message ts (seconds with a fraction) as a date. */
export const fromTs = (ts) => new Date(Number(ts) * 1000);

/** When a message was posted: by the business clock where there is one, else by its ts. */
export const postedAt = (message) => (message.at ? new Date(message.at) : fromTs(message.ts));

export const clockTime = (date) => format(date, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

export const fullTime = (date) => format(date, { dateStyle: "full", timeStyle: "medium" });

const midnight = (date) => Math.floor(wall(date).getTime() / DAY) * DAY;

/** Whole calendar days from `now` to `date`; negative in the past. */
const daysAhead = (date, now) => Math.round((midnight(date) - midnight(now)) / DAY);

export const sameDay = (one, other) => midnight(one) === midnight(other);

const NAMED = { "-1": "yesterday", 0: "today", 1: "tomorrow" };

const named = (date, now) => NAMED[daysAhead(date, now)];

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** The heading between two days of a channel. */
export function dayName(date, now) {
  const word = named(date, now);
  return word && word !== "tomorrow" ? capital(word) : format(date, { weekday: "long", day: "numeric", month: "long" });
}

function ago(date, now) {
  const seconds = Math.round((date - now) / 1000);
  const relative = new Intl.RelativeTimeFormat(LOCALE, { numeric: "auto" });
  const steps = [
    ["day", 86_400],
    ["hour", 3_600],
    ["minute", 60],
    ["second", 1],
  ];
  const [unit, size] = steps.find(([, size]) => Math.abs(seconds) >= size) ?? steps.at(-1);
  return relative.format(Math.round(seconds / size), unit);
}

const SHORT = { day: "numeric", month: "short", year: "numeric" };
const LONG = { weekday: "long", day: "numeric", month: "long", year: "numeric" };
const MIDDLE = { day: "numeric", month: "long", year: "numeric" };

const TOKENS = {
  date_num: (date) => format(date, { year: "numeric", month: "2-digit", day: "2-digit" }),
  date: (date) => format(date, MIDDLE),
  date_short: (date) => format(date, SHORT),
  date_long: (date) => format(date, LONG),
  date_long_full: (date) => format(date, LONG),
  date_pretty: (date, now) => named(date, now) ?? format(date, MIDDLE),
  date_short_pretty: (date, now) => named(date, now) ?? format(date, SHORT),
  date_long_pretty: (date, now) => named(date, now) ?? format(date, LONG),
  day_divider_pretty: (date, now) => named(date, now) ?? format(date, LONG),
  time: clockTime,
  time_secs: (date) => format(date, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" }),
  ago,
};

/**
 * Fill in a date format such as `{date_short_pretty} {time}` (docs.slack.dev, "Formatting message text", dates).
 * Returns null when the timestamp (seconds) or a token is not known, so that the caller shows the fallback.
 */
export function fillDate(timestamp, pattern, now) {
  const date = new Date(Number(timestamp) * 1000);
  if (Number.isNaN(date.getTime())) return null;
  let known = true;
  const text = pattern.replace(/\{(\w+)\}/g, (_whole, token) => {
    if (!TOKENS[token]) known = false;
    return known ? TOKENS[token](date, now) : "";
  });
  return known ? text : null;
}
