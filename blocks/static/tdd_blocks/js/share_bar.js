// Enhances the share bar. Without this module its links work; the buttons stay hidden.
// Every use is told to the page as a bubbling `tdd-share` event whose detail is {channel}.

/** The markup of a share bar lacks an element that this module needs. */
export class MissingElementError extends Error {
  constructor(selector) {
    super(`The share bar has no element ${selector}.`);
    this.name = "MissingElementError";
    this.selector = selector;
  }
}

export class ShareBar {
  #url;
  #title;
  #status;
  #manual;

  constructor(root) {
    this.root = root;
    this.#url = root.dataset.url;
    this.#title = root.dataset.title;
    this.#status = this.#need('[role="status"]');
    this.#manual = this.#need("input[readonly]");

    this.#reveal("print", () => window.print());
    this.#reveal("copy", () => this.#copy());
    this.#need('[data-fallback="copy"]').hidden = true;
    if (navigator.share && navigator.canShare?.(this.#data)) {
      this.#reveal("native", () => this.#share());
    }
    for (const link of root.querySelectorAll("a[data-channel]")) {
      link.addEventListener("click", () => this.#tell(link.dataset.channel));
    }
  }

  get #data() {
    return { title: this.#title, url: this.#url };
  }

  #need(selector) {
    const element = this.root.querySelector(selector);
    if (!element) throw new MissingElementError(selector);
    return element;
  }

  #reveal(channel, act) {
    const button = this.#need(`button[data-channel="${channel}"]`);
    button.hidden = false;
    button.closest("li").hidden = false;
    button.addEventListener("click", () => {
      this.#tell(channel);
      act();
    });
  }

  #tell(channel) {
    this.root.dispatchEvent(new CustomEvent("tdd-share", { bubbles: true, detail: { channel } }));
  }

  async #share() {
    try {
      await navigator.share(this.#data);
    } catch (error) {
      // The reader changed their mind, or the sheet is open already: nothing to say.
      if (error.name !== "AbortError" && error.name !== "InvalidStateError") await this.#copy();
    }
  }

  async #copy() {
    try {
      await navigator.clipboard.writeText(this.#url);
      this.#announce(this.#status.dataset.copied);
    } catch {
      this.#manual.closest("[hidden], p").hidden = false;
      this.#manual.focus();
      this.#manual.select();
      this.#announce(this.#status.dataset.manual);
    }
  }

  // Emptied first, so that the same words are announced a second time.
  #announce(words) {
    this.#status.textContent = "";
    setTimeout(() => (this.#status.textContent = words), 100);
  }
}

for (const root of document.querySelectorAll("[data-tdd-share]")) new ShareBar(root);
