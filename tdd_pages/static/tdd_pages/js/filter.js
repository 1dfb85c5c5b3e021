// Shortens a list to the entries that have what is typed in them, and says how many are left.
// Without this module the field stays hidden and the whole list shows.

/** Text as it is compared: without accents, in small letters. */
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();

export class Filter {
  #groups;
  #status;
  #timer;

  constructor(root) {
    const field = root.querySelector("input");
    this.#status = root.querySelector('[role="status"]');
    this.#groups = [...root.querySelectorAll("ul")].map((list) => ({
      box: list.parentElement,
      items: [...list.children].map((item) => ({ item, text: plain(item.textContent) })),
    }));
    field.addEventListener("input", () => this.#show(plain(field.value)));
    field.closest("[hidden]").hidden = false;
  }

  #show(wanted) {
    let count = 0;
    for (const { box, items } of this.#groups) {
      for (const { item, text } of items) item.hidden = !text.includes(wanted);
      const shown = items.filter(({ item }) => !item.hidden).length;
      box.hidden = !shown;
      count += shown;
    }
    // Said once typing pauses, so that not every letter is.
    clearTimeout(this.#timer);
    const said = wanted && this.#status.dataset.count.replace("{count}", count);
    this.#timer = setTimeout(() => (this.#status.textContent = said), 300);
  }
}

for (const root of document.querySelectorAll("[data-tdd-filter]:has(input)")) new Filter(root);
