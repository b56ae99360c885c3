// The field in which is asked: suggestions while somebody types. A combobox by the pattern of WAI-ARIA, made by this script alone;
// without it the field is a field.

const { label } = document.querySelector("script[data-label]").dataset;
/** How long somebody has stopped typing before the town hall is asked, in milliseconds. */
const PAUSE = 120;
const SHORTEST = 2;

class Suggestions {
  constructor(field) {
    this.field = field;
    this.timer = 0;
    this.asked = null;
    this.at = -1;
    this.box = document.createElement("div");
    this.box.className = "suggestions";
    this.box.id = "vorschlaege";
    this.box.hidden = true;
    this.said = document.createElement("p");
    this.said.className = "unseen";
    this.said.setAttribute("role", "status");
    field.closest(".ask-row").after(this.box, this.said);
    this.dress();
    field.addEventListener("input", () => this.wait());
    field.addEventListener("keydown", (event) => this.press(event));
    field.addEventListener("blur", () => this.close());
    // Before the field loses the keyboard to what was pressed.
    this.box.addEventListener("mousedown", (event) => event.preventDefault());
    this.box.addEventListener("click", ({ target }) => this.go(target.closest("[role=option]")));
  }

  dress() {
    const says = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-haspopup": "listbox" };
    for (const [name, value] of Object.entries(says)) this.field.setAttribute(name, value);
  }

  get options() {
    return [...this.box.querySelectorAll("[role=option]")];
  }

  get isOpen() {
    return !this.box.hidden;
  }

  wait() {
    clearTimeout(this.timer);
    // What is on its way answers an older question.
    this.asked?.abort();
    if (this.field.value.trim().length < SHORTEST) return this.close();
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    const typed = this.field.value;
    this.asked = new AbortController();
    try {
      const address = `/suche/vorschlaege?q=${encodeURIComponent(typed)}`;
      const answer = await fetch(address, { signal: this.asked.signal });
      const html = answer.ok ? await answer.text() : "";
      if (typed === this.field.value && document.activeElement === this.field) this.show(html);
    } catch {
      // Superseded, or no net: there are no suggestions then.
    }
  }

  show(html) {
    this.box.innerHTML = html;
    this.at = -1;
    this.field.removeAttribute("aria-activedescendant");
    const list = this.box.querySelector("[role=listbox]");
    this.said.textContent = list?.dataset.said ?? "";
    this.open(this.options.length > 0);
  }

  open(isOpen) {
    this.box.hidden = !isOpen;
    this.field.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) {
      const list = this.box.querySelector("[role=listbox]");
      list.id = "vorschlagsliste";
      list.setAttribute("aria-label", label);
      this.field.setAttribute("aria-controls", list.id);
    } else {
      this.field.removeAttribute("aria-controls");
      this.field.removeAttribute("aria-activedescendant");
    }
  }

  close() {
    clearTimeout(this.timer);
    this.asked?.abort();
    this.at = -1;
    this.said.textContent = "";
    this.open(false);
  }

  /** One further, or one back; beyond the ends lies what was typed. */
  move(by) {
    const options = this.options;
    const places = options.length + 1;
    this.at = ((this.at + 1 + by + places) % places) - 1;
    for (const [place, option] of options.entries()) option.setAttribute("aria-selected", String(place === this.at));
    const active = options[this.at];
    if (!active) return this.field.removeAttribute("aria-activedescendant");
    this.field.setAttribute("aria-activedescendant", active.id);
    active.scrollIntoView({ block: "nearest" });
  }

  press(event) {
    const { key, altKey, ctrlKey, metaKey } = event;
    if (ctrlKey || metaKey || event.isComposing) return;
    if (key === "ArrowDown" && !this.isOpen) {
      event.preventDefault();
      if (this.field.value.trim().length >= SHORTEST) this.ask();
    } else if (key === "ArrowDown" || key === "ArrowUp") {
      event.preventDefault();
      if (altKey) this.close();
      else if (this.isOpen) this.move(key === "ArrowDown" ? 1 : -1);
    } else if (key === "Escape" && this.isOpen) {
      // The first time the list goes, the second time what was typed.
      event.preventDefault();
      this.close();
    } else if (key === "Enter" && this.at >= 0) {
      event.preventDefault();
      this.go(this.options[this.at]);
    } else if (key === "Tab") {
      this.close();
    }
  }

  go(option) {
    if (option) location.assign(option.dataset.address);
  }
}

for (const field of document.querySelectorAll(".ask input[name=q]")) new Suggestions(field);
