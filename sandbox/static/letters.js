/** What customers write and read: requests, answers, ratings. */

import { h } from "./dom.js";
import { post } from "./server.js";
import { clockTime, dayName } from "./times.js";
import { toast } from "./toasts.js";

const VIAS = [
  ["email", "E-mail"],
  ["chat", "Chat"],
  ["form", "Form"],
  ["api", "API"],
];
/** How the customer wrote, as people say it. */
export const viaName = (via) => VIAS.find(([key]) => key === via)?.[1] ?? via;

async function send(form, path, body) {
  const button = form.querySelector("button[type=submit]");
  button.setAttribute("data-busy", "");
  const answer = await post(path, body);
  button.removeAttribute("data-busy");
  if (answer.ok === false) toast(answer.error ?? "It did not work.", "error");
  return answer.ok !== false;
}

/** One message of a conversation; `now` decides what "today" is. */
export function letter(message, customer, now) {
  const date = new Date(message.at);
  const mine = message.author === "customer";
  const reply = message.author === "agent";
  return h(
    "div",
    {
      role: "listitem",
      class: `letter ${mine ? "mine" : "theirs"}${message.author === "ai-note" ? " note" : ""}`,
      "data-testid": reply ? "customer-reply" : "customer-message",
      "data-message-id": message.id,
    },
    h(
      "div",
      { class: "letter-head" },
      h("strong", {}, message.name ?? (mine ? customer.name : "Support")),
      Number.isNaN(date.getTime())
        ? null
        : h("time", { datetime: date.toISOString() }, `${dayName(date, now)}, ${clockTime(date)}`),
      message.status && h("span", { class: "letter-status" }, message.status),
    ),
    h("div", { class: "letter-body" }, message.body),
  );
}

const labelled = (text, control) => h("label", { class: "labelled" }, h("span", {}, text), control);

/** The form for a new request; `done()` is called when it was sent. */
export function newRequest(customer, done) {
  const subject = h("input", {
    class: "field",
    name: "subject",
    required: true,
    maxlength: "250",
    "data-testid": "customer-subject",
  });
  const body = h("textarea", {
    class: "field",
    name: "body",
    rows: "8",
    required: true,
    "data-testid": "customer-body",
  });
  const via = h(
    "select",
    { class: "field", name: "via", "data-testid": "customer-via" },
    VIAS.map(([value, label]) => h("option", { value }, label)),
  );
  const form = h(
    "form",
    {
      class: "letter-form",
      "data-testid": "customer-write",
      onsubmit: async (event) => {
        event.preventDefault();
        const request = { customer: customer.id, subject: subject.value, body: body.value, via: via.value };
        if (await send(form, "customer/write", request)) done();
      },
    },
    h("h2", {}, `New request from ${customer.name}`),
    labelled("Subject", subject),
    labelled("Message", body),
    h(
      "div",
      { class: "letter-foot" },
      labelled("Via", via),
      h(
        "button",
        { type: "submit", class: "button primary", "data-testid": "customer-send" },
        h("span", { class: "button-text" }, "Send request"),
      ),
    ),
  );
  return form;
}

/** The form for one more message in a conversation. */
export function answerForm(conversation) {
  const body = h("textarea", {
    class: "field",
    name: "body",
    rows: "3",
    required: true,
    "aria-label": "Answer",
    placeholder: "Answer as the customer…",
    "data-testid": "customer-answer-body",
  });
  const form = h(
    "form",
    {
      class: "letter-form answer",
      "data-testid": "customer-answer",
      onsubmit: async (event) => {
        event.preventDefault();
        if (await send(form, "customer/answer", { conversation: conversation.id, body: body.value })) body.value = "";
      },
    },
    body,
    h(
      "button",
      { type: "submit", class: "button primary", "data-testid": "customer-answer-send" },
      h("span", { class: "button-text" }, "Send answer"),
    ),
  );
  return form;
}

async function rate(conversation, score) {
  const answer = await post("customer/rate", { conversation: conversation.id, score, comment: "" });
  toast(answer.ok === false ? answer.error : "Thank you for the rating.", answer.ok === false ? "error" : "plain");
}

/** Stars to rate the answer with; null before there is one. */
export function ratingOf(conversation) {
  if (!conversation.messages.some((message) => message.author === "agent")) return null;
  const star = (score) =>
    h(
      "button",
      {
        type: "button",
        class: "icon-button star",
        "aria-label": `${score} of 5`,
        title: `${score} of 5`,
        onclick: () => rate(conversation, score),
      },
      "★",
    );
  return h(
    "span",
    { class: "rating", role: "group", "aria-label": "Rate the answer" },
    "Rate: ",
    [1, 2, 3, 4, 5].map(star),
  );
}
