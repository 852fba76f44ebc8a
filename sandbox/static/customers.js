/** The customers' side: who they are, what they wrote, what came back. */

import { h, icon, keepFocus } from "./dom.js";
import { answerForm, letter, newRequest, ratingOf, viaName } from "./letters.js";
import { avatar } from "./people.js";

const COLORS = ["#8a5a44", "#5b6c9e", "#7a5c8e", "#3f7d6e", "#a0622d", "#6b7280"];

const person = (customer, at) => ({ name: customer.name, real_name: customer.name, color: COLORS[at % COLORS.length] });

const repliesIn = (conversation) => conversation.messages.filter((message) => message.author === "agent").length;

const about = (conversation) => [viaName(conversation.via), conversation.status].filter(Boolean).join(" · ");

const dot = () => h("span", { class: "dot", role: "img", "aria-label": "new answer" });

const shape = (kind, active, fresh) => [kind, active && "active", fresh && "unread"].filter(Boolean).join(" ");

/** The customers' page; `node` is what is shown. */
export class Customers {
  #app;
  #people = h("nav", { class: "customer-list", "aria-label": "Customers" });
  #letters = h("nav", { class: "conversation-list", "aria-label": "Conversations" });
  #open = h("section", { class: "conversation", "aria-label": "Conversation" });
  #chosen = { customer: null, conversation: null, writing: false };
  #print = null;
  #seen = null; // how many replies of each conversation have been looked at

  constructor(app) {
    this.#app = app;
    this.node = h("main", { class: "customers" }, this.#people, this.#letters, this.#open);
  }

  /** Whether some customer has an answer that nobody has looked at. */
  news() {
    return this.#app.state.customers.some((customer) => customer.conversations.some((one) => this.#isNews(one)));
  }

  draw() {
    const { customers } = this.#app.state;
    this.#seen ??= new Map(
      customers.flatMap(({ conversations }) => conversations.map((one) => [one.id, repliesIn(one)])),
    );
    const customer = customers.find((one) => one.id === this.#chosen.customer) ?? customers[0];
    if (!customer) {
      this.#open.replaceChildren(h("p", { class: "nothing" }, "There are no customers here yet."));
      return;
    }
    const wanted = this.#chosen.conversation;
    const conversation = customer.conversations.find((one) => one.id === wanted) ?? customer.conversations.at(-1);
    this.#chosen = { ...this.#chosen, customer: customer.id, conversation: conversation?.id ?? null };
    if (conversation && !this.node.hidden) this.#seen.set(conversation.id, repliesIn(conversation));
    const entries = customers.map((one, at) => this.#personEntry(one, at));
    keepFocus(this.#people, () =>
      this.#people.replaceChildren(h("h2", { class: "side-title" }, "Customers"), ...entries),
    );
    this.#drawLetters(customer);
    this.#drawOpen(customer, conversation);
  }

  #choose(next) {
    this.#chosen = { ...this.#chosen, ...next };
    this.draw();
  }

  #isNews(conversation) {
    return repliesIn(conversation) > (this.#seen?.get(conversation.id) ?? 0);
  }

  #personEntry(customer, at) {
    const fresh = customer.conversations.some((one) => this.#isNews(one));
    const active = this.#chosen.customer === customer.id;
    const face = { name: customer.name, real_name: customer.name, color: COLORS[at % COLORS.length] };
    return h(
      "button",
      {
        type: "button",
        class: shape("person-entry", active, fresh),
        "data-testid": `customer-${customer.id}`,
        "data-focus": `customer-${customer.id}`,
        "aria-current": active ? "true" : false,
        onclick: () => this.#choose({ customer: customer.id, conversation: null, writing: false }),
      },
      avatar(face),
      h(
        "span",
        { class: "entry-text" },
        h("span", { class: "entry-name" }, customer.name),
        h("small", {}, [customer.segment, customer.language].filter(Boolean).join(" · ")),
      ),
      fresh && dot(),
    );
  }

  #letterEntry(conversation) {
    const active = this.#chosen.conversation === conversation.id && !this.#chosen.writing;
    const fresh = this.#isNews(conversation);
    return h(
      "button",
      {
        type: "button",
        class: shape("letter-entry", active, fresh),
        "data-testid": "conversation",
        "data-conversation-id": conversation.id,
        "data-focus": `conversation-${conversation.id}`,
        "aria-current": active ? "true" : false,
        onclick: () => this.#choose({ conversation: conversation.id, writing: false }),
      },
      h("span", { class: "entry-name" }, conversation.subject || "(no subject)"),
      h("small", { class: "entry-last" }, conversation.messages.at(-1)?.body ?? ""),
      h("small", {}, about(conversation)),
      fresh && dot(),
    );
  }

  #drawLetters(customer) {
    const props = { type: "button", class: "button primary wide", "data-testid": "customer-new", "data-focus": "new" };
    const write = h(
      "button",
      { ...props, onclick: () => this.#choose({ writing: true }) },
      icon("mail"),
      "New request",
    );
    const newestFirst = [...customer.conversations].reverse();
    const entries = newestFirst.map((conversation) => this.#letterEntry(conversation));
    keepFocus(this.#letters, () => this.#letters.replaceChildren(write, ...entries));
  }

  /** A redraw because something arrived must not take away what is being written. */
  #drawOpen(customer, conversation) {
    const writing = this.#chosen.writing || !conversation;
    const print = writing ? `write/${customer.id}` : JSON.stringify([customer.id, conversation]);
    if (print === this.#print) return;
    this.#print = print;
    if (writing) {
      delete this.#open.dataset.conversation;
      this.#open.replaceChildren(newRequest(customer, () => this.#choose({ writing: false, conversation: null })));
      return;
    }
    const same = this.#open.dataset.conversation === conversation.id;
    const answer = same ? this.#open.querySelector("form.answer") : answerForm(conversation);
    this.#open.dataset.conversation = conversation.id;
    this.#showConversation(customer, conversation, answer);
  }

  #showConversation(customer, conversation, answer) {
    const now = this.#app.names.now();
    const letters = conversation.messages.map((message) => letter(message, customer, now));
    const list = h("div", { class: "letters", role: "list" }, letters);
    const title = h("h1", {}, conversation.subject || "(no subject)");
    const head = h(
      "header",
      { class: "pane-head" },
      title,
      h("p", { class: "topic" }, about(conversation)),
      ratingOf(conversation),
    );
    const typing = answer.contains(document.activeElement) ? document.activeElement : null;
    this.#open.replaceChildren(head, list, answer);
    typing?.focus();
    list.scrollTop = list.scrollHeight;
  }
}
