/** Talking to the sandbox: one read of the state, a socket for what changes, posts for what people do. */

const FIRST_WAIT = 400;
const LONGEST_WAIT = 5000;

/** The whole state as `user` sees it; without one, as the workspace's first person does. Throws when unreachable. */
export async function readState(user) {
  const query = user ? `?user=${encodeURIComponent(user)}` : "";
  const response = await fetch(`/_/state${query}`, { cache: "no-store" });
  if (!response.ok) throw new Error(`The sandbox answered ${response.status}.`);
  return response.json();
}

/** Post to `/_/<path>`. Always resolves: the answer's object, or `{ok: false, error}` with a sentence for people. */
export async function post(path, body) {
  try {
    const response = await fetch(`/_/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const answer = await response.json().catch(() => null);
    if (answer && typeof answer === "object")
      return response.ok ? answer : { ok: false, error: "It did not work.", ...answer };
    return response.ok ? { ok: true } : { ok: false, error: `The sandbox answered ${response.status}.` };
  } catch {
    return { ok: false, error: "The sandbox cannot be reached. Is it still running?" };
  }
}

/**
 * Listen to what `user` would see. Reconnects by itself, waiting longer each time.
 *
 * `onOpen` is called at every (re)connection, `onPush` with each event, `onLost` when the connection breaks.
 * Returns a function that ends it.
 */
export function listen(user, { onOpen, onPush, onLost }) {
  let socket;
  let timer;
  let wait = FIRST_WAIT;
  let over = false;
  const connect = () => {
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    socket = new WebSocket(`${scheme}://${location.host}/_/events?user=${encodeURIComponent(user)}`);
    socket.onopen = () => {
      wait = FIRST_WAIT;
      onOpen();
    };
    socket.onmessage = (event) => over || onPush(JSON.parse(event.data));
    socket.onclose = () => {
      if (over) return;
      onLost();
      timer = setTimeout(connect, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT);
    };
  };
  connect();
  return () => {
    over = true;
    clearTimeout(timer);
    socket.close();
  };
}
