// A control that shows and hides what its `data-tdd-discloses` names: the menu, the regions.
// Without this module a link in its place leads to a page, and a button stays hidden.

/** The page lacks the element that a control is to show and hide. */
export class MissingPanelError extends Error {
  constructor(id) {
    super(`The page has no element with the id ${id}.`);
    this.name = "MissingPanelError";
  }
}

export class Disclosure {
  #button;
  #panel;

  constructor(control) {
    const id = control.dataset.tddDiscloses;
    this.#panel = document.getElementById(id);
    if (!this.#panel) throw new MissingPanelError(id);
    this.#button = control.matches("button") ? control : this.#replace(control);
    this.#button.setAttribute("aria-controls", id);
    this.#button.hidden = false;
    this.open = false;

    // Control and panel stand beside each other: what is not in their parent is elsewhere.
    const both = this.#button.parentElement;
    this.#button.addEventListener("click", () => (this.open = !this.open));
    both.addEventListener("keydown", (event) => this.#escape(event));
    both.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget && !both.contains(relatedTarget)) this.#leave(relatedTarget);
    });
    document.addEventListener("click", ({ target }) => {
      if (!both.contains(target)) this.open = false;
    });
  }

  get open() {
    return this.#button.getAttribute("aria-expanded") === "true";
  }

  set open(open) {
    this.#button.setAttribute("aria-expanded", open);
    this.#panel.hidden = !open;
  }

  // A link is replaced, not given a role: what looks like a button answers to the space bar too.
  #replace(link) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = link.className;
    button.append(...link.childNodes);
    link.replaceWith(button);
    return button;
  }

  // Where one is within another, a press closes the inner one.
  #escape(event) {
    if (event.key !== "Escape" || event.defaultPrevented || !this.open) return;
    event.preventDefault();
    this.open = false;
    this.#button.focus();
  }

  // What closes above it moves the focused element, maybe out of sight.
  #leave(focused) {
    if (!this.open) return;
    this.open = false;
    focused.scrollIntoView({ block: "nearest" });
  }
}

for (const control of document.querySelectorAll("[data-tdd-discloses]")) new Disclosure(control);
for (const element of document.querySelectorAll("[data-tdd-without-script]")) element.hidden = true;
