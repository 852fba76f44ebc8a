/** The page's beginning: `?user=` says who you are, `?in=` which channel is open. */

import { App } from "./app.js";
import { firstState } from "./feed.js";
import { createStore } from "./store.js";

const query = new URLSearchParams(location.search);
const app = new App(createStore(await firstState(query.get("user"))));
app.goNear(query.get("in"));
