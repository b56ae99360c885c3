// The desk: a draft is saved by itself, its questions follow its status, Markdown has buttons, long answers are counted.
// Everything works without it. The words it says stand on its own element, in the language of the page.

const words = document.querySelector("script[data-saved]").dataset;

/** The words under a name, with a number or a time in the place of the sign. */
const say = (name, blank = "") => words[name].replace("#", blank);

// Markdown

const marks = {
  bold: (text) => ({ text: `**${text || "…"}**`, select: [2, 2 + (text || "…").length] }),
  heading: (text) => ({ text: `\n## ${text || "…"}\n`, select: [4, 4 + (text || "…").length] }),
  list: (text) => ({ text: (text || "…").split("\n").map((line) => `- ${line}`).join("\n") }),
  link: (text) => ({ text: `[${text || "…"}](https://)`, select: [(text || "…").length + 3, (text || "…").length + 11] }),
};

function mark(area, kind) {
  const { selectionStart: start, selectionEnd: end, value } = area;
  const made = marks[kind](value.slice(start, end));
  area.focus();
  area.setRangeText(made.text, start, end, "end");
  if (made.select) area.setSelectionRange(start + made.select[0], start + made.select[1]);
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

function offerMarks() {
  for (const group of document.querySelectorAll(".marks")) {
    group.hidden = false;
    group.addEventListener("click", ({ target }) => {
      const button = target.closest("[data-mark]");
      if (button) mark(document.getElementById(button.getAttribute("aria-controls")), button.dataset.mark);
    });
  }
}

// Counting

function count(field) {
  const left = field.maxLength - field.value.length;
  let note = field.nextElementSibling;
  if (!note?.matches(".counter")) {
    note = document.createElement("p");
    note.className = "counter";
    field.after(note);
  }
  // Only where the end comes near is the number of interest.
  note.textContent = left < field.maxLength / 5 ? say("left", left) : "";
}

function countAnswers(form) {
  form.addEventListener("input", ({ target }) => {
    if (target.maxLength > 0) count(target);
  });
}

// Questions that follow the status

const isAnswered = (field) =>
  [...field.querySelectorAll("input, textarea, select")].some((input) => {
    if (input.type === "radio" || input.type === "checkbox") return input.checked;
    if (input.type === "hidden") return false;
    // In a row a choice alone says nothing.
    return input.value.trim() !== "" && !(input.matches("select") && input.closest(".row"));
  });

function follow(form) {
  const steering = form.elements[form.dataset.steering];
  const look = () => {
    for (const group of form.querySelectorAll("[data-group]")) {
      const fields = [...group.querySelectorAll(".field")];
      const answered = fields.filter(isAnswered).length;
      const number = group.querySelector("[data-answered]");
      if (number) number.textContent = answered;
      if (steering && group.dataset.at) {
        group.hidden = answered === 0 && !group.dataset.at.split(" ").includes(steering.value);
      }
    }
  };
  form.addEventListener("change", look);
}

// Saving

const PAUSE = 3_000;
const AGAIN = 15_000;

class Keeper {
  constructor(form) {
    this.form = form;
    this.note = form.querySelector("[data-kept]");
    this.place = `entwurf ${form.dataset.draft}`;
    this.saved = this.typed();
    this.already = form.querySelector("[data-already]").innerHTML.trim();
    this.running = null;
    this.timer = 0;
    this.isOver = false;
    form.addEventListener("input", () => this.wait(PAUSE));
    form.addEventListener("change", () => this.wait(PAUSE));
    form.addEventListener("submit", (event) => this.letGo(event));
    window.addEventListener("online", () => this.save());
    window.addEventListener("pageshow", ({ persisted }) => {
      if (persisted) this.isOver = false;
    });
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) this.save({ keepalive: this.typed().length < 60_000 });
    });
    this.offer();
  }

  /** What stands in the form, without the numbers that each save changes. */
  typed() {
    const fields = new URLSearchParams(new FormData(this.form));
    fields.delete("edition");
    fields.delete("base");
    return fields.toString();
  }

  wait(milliseconds) {
    clearTimeout(this.timer);
    if (!this.isOver) this.timer = setTimeout(() => this.save(), milliseconds);
  }

  save(options = {}) {
    if (this.isOver || this.running || this.typed() === this.saved) return this.running;
    this.running = this.send(options).finally(() => {
      this.running = null;
    });
    return this.running;
  }

  async send(options) {
    const typed = this.typed();
    this.note.textContent = say("saving");
    let answer;
    try {
      const body = new URLSearchParams(new FormData(this.form));
      answer = await fetch(this.form.action, { method: "POST", headers: { Accept: "application/json" }, body, ...options });
    } catch {
      return this.fail(typed, "offline", AGAIN);
    }
    if (answer.status === 401) return this.fail(typed, "signedOut");
    if (answer.status === 409) return this.fail(typed, "overtaken");
    if (!answer.ok) return this.fail(typed, "offline", answer.status >= 500 ? AGAIN : 0);
    const { edition, base } = await answer.json();
    this.form.elements.edition.value = edition;
    this.form.elements.base.value = base;
    this.saved = typed;
    localStorage.removeItem(this.place);
    const now = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
    this.note.textContent = say("saved", now);
    this.compare();
    if (this.typed() !== typed) this.wait(PAUSE);
  }

  /** What others have described that is like what was just saved. */
  async compare() {
    const place = this.form.querySelector("[data-already]");
    const answer = await fetch(place.dataset.already).catch(() => null);
    if (!answer?.ok) return;
    const html = await answer.text();
    // The same once more would be read aloud once more.
    if (html.trim() !== this.already) place.innerHTML = html;
    this.already = html.trim();
  }

  /** What could not be saved stays on this device, until it can be or somebody decides. */
  fail(typed, word, again = 0) {
    try {
      localStorage.setItem(this.place, typed);
    } catch {
      // No room, or none allowed: the text still stands in the form.
    }
    this.note.textContent = say(word);
    this.isOver = again === 0;
    if (again) this.wait(again);
  }

  /** A button was pressed. Without a net the page stays, with all that was typed; a save that is on its way goes first, or both would meet. */
  letGo(event) {
    clearTimeout(this.timer);
    const { submitter } = event;
    if (!navigator.onLine) {
      event.preventDefault();
      this.fail(this.typed(), "offline", AGAIN);
      return;
    }
    if (!this.running) {
      this.isOver = true;
      return;
    }
    event.preventDefault();
    this.running.finally(() => setTimeout(() => this.form.requestSubmit(submitter)));
  }

  /** What stayed on this device the last time is offered. */
  offer() {
    const kept = localStorage.getItem(this.place);
    if (!kept || kept === this.saved) return localStorage.removeItem(this.place);
    const bar = document.createElement("div");
    bar.className = "note";
    bar.setAttribute("role", "status");
    const button = (word, act) => {
      const made = document.createElement("button");
      made.type = "button";
      made.className = "second";
      made.textContent = say(word);
      made.addEventListener("click", () => {
        act();
        localStorage.removeItem(this.place);
        bar.remove();
      });
      return made;
    };
    const text = document.createElement("p");
    text.textContent = say("found");
    const buttons = document.createElement("p");
    buttons.className = "actions";
    buttons.append(button("take", () => this.fill(new URLSearchParams(kept))), button("drop", () => {}));
    bar.append(text, buttons);
    this.form.before(bar);
  }

  fill(fields) {
    for (const input of this.form.elements) {
      if (!input.name || ["edition", "base", "act"].includes(input.name)) continue;
      const values = fields.getAll(input.name);
      if (input.type === "radio" || input.type === "checkbox") input.checked = values.includes(input.value);
      else input.value = values[0] ?? "";
    }
    this.form.dispatchEvent(new Event("change"));
  }
}

offerMarks();
for (const form of document.querySelectorAll("form.form")) countAnswers(form);
const draft = document.querySelector("form[data-draft]");
if (draft) {
  follow(draft);
  // Where two texts stand side by side a person decides, and nothing is saved before.
  if (!draft.querySelector(".clashes")) new Keeper(draft);
}
