// The side panel "Accessibility" of the page editor: fetches what the server says of the draft,
// orders audits, leads to fields, and points at elements in the preview.

import { fieldAt, isVisible, leadTo, until } from "./fields.js";

const POLL = 1000;
const PATIENCE = 5;
const SAVING = 3000;

/** The element that the steps lead to, through frames and shadow roots. */
function elementAt(root, steps) {
  let element = null;
  for (const step of steps) {
    element = root?.querySelector(step);
    if (!element) return null;
    root = element.contentDocument ?? element.shadowRoot;
  }
  return element;
}

/** A frame drawn over an element of the preview. It is styled by script: policies allow that. */
class Outline {
  constructor(element) {
    this.element = element;
    const root = element.ownerDocument.documentElement;
    this.box = element.ownerDocument.createElement("div");
    this.box.dataset.a11yOutline = "";
    this.box.setAttribute("aria-hidden", "true");
    const style = {
      position: "absolute",
      border: "4px solid #b3001e",
      outline: "3px solid #fff",
      boxSizing: "border-box",
      pointerEvents: "none",
      zIndex: "2147483647",
    };
    Object.assign(this.box.style, style);
    root.append(this.box);
    this.observer = new ResizeObserver(() => this.place());
    this.observer.observe(root);
    element.scrollIntoView({ block: "center" });
    this.place();
  }

  place() {
    const { left, top, width, height } = this.element.getBoundingClientRect();
    const { scrollX, scrollY } = this.element.ownerDocument.defaultView;
    const room = 6;
    Object.assign(this.box.style, {
      left: `${Math.max(0, left + scrollX - room)}px`,
      top: `${Math.max(0, top + scrollY - room)}px`,
      width: `${Math.max(width, 16) + 2 * room}px`,
      height: `${Math.max(height, 16) + 2 * room}px`,
    });
  }

  remove() {
    this.observer.disconnect();
    this.box.remove();
  }
}

/** Points at elements in the preview panel, which it opens; a bar there says at what. */
class Pointer {
  constructor(template, words, back, signal) {
    this.template = template;
    this.words = words;
    this.panel = document.querySelector('[data-side-panel="preview"]');
    this.panel?.addEventListener("hide", () => this.stop(), { signal });
    document.addEventListener("w-preview:loaded", () => this.point(), { signal });
    this.back = back;
  }

  get isPossible() {
    return Boolean(this.panel);
  }

  show(steps, message) {
    this.stop();
    this.wanted = { steps, message };
    this.panel.dispatchEvent(new CustomEvent("open"));
    this.panel.prepend(this.template.content.cloneNode(true));
    this.bar = this.panel.firstElementChild;
    const button = this.bar.querySelector("button");
    button.addEventListener("click", this.back);
    button.focus();
    this.say(this.words.loading);
    this.point();
  }

  point() {
    const preview = this.panel?.querySelector("#w-preview-iframe");
    if (!this.wanted || !preview?.src || preview.contentDocument?.readyState !== "complete") return;
    this.outline?.remove();
    this.outline = null;
    const element = elementAt(preview.contentDocument, this.wanted.steps);
    if (element) this.outline = new Outline(element);
    this.say(element && isVisible(element) ? this.words.shown : this.words.notShown);
  }

  say(words) {
    const text = `${words} ${this.wanted.message}`;
    const said = this.bar.querySelector("[data-said]");
    if (said.textContent !== text) said.textContent = text;
  }

  stop() {
    this.outline?.remove();
    this.bar?.remove();
    this.outline = this.bar = this.wanted = null;
  }
}

class AuditPanel extends window.StimulusModule.Controller {
  static targets = ["button", "findings", "pointer", "progress", "show", "spoken"];

  static values = {
    findingsUrl: String,
    progressUrl: String,
    spokenUrl: String,
    reverting: Boolean,
    fragment: String,
    unreachable: String,
    saving: String,
    gone: String,
    loading: String,
    shown: String,
    notShown: String,
  };

  connect() {
    this.panel = this.element.closest("[data-side-panel]");
    this.form = document.querySelector("[data-edit-form]");
    // When what is on the screen was saved; "" where that is none of the saved versions.
    this.saved = this.form?.elements.namedItem("loaded_revision_created_at")?.value ?? "";
    this.unsaved = this.revertingValue;
    this.drawn = new Map();
    const words = {
      loading: this.loadingValue,
      shown: this.shownValue,
      notShown: this.notShownValue,
    };
    this.listening = new AbortController();
    const { signal } = this.listening;
    this.pointer = new Pointer(this.pointerTarget, words, () => this.comeBack(), signal);
    const on = (target, type, act) => target?.addEventListener(type, act, { signal });
    on(this.panel, "show", () => this.loading || this.load());
    on(this.panel, "hide", () => clearTimeout(this.timer));
    on(this.form, "input", () => this.changed());
    on(document, "w-unsaved:add", () => this.changed());
    on(document, "w-autosave:success", (event) => this.wasSaved(event));
    on(window, "hashchange", () => this.openIfAsked());
    if (!this.panel.hidden) this.load();
    if (document.readyState === "complete") this.openIfAsked();
    else on(window, "load", () => this.openIfAsked());
  }

  disconnect() {
    this.listening.abort();
    clearTimeout(this.timer);
    this.pointer.stop();
  }

  openIfAsked() {
    if (window.location.hash === `#${this.fragmentValue}`) {
      this.panel.dispatchEvent(new CustomEvent("open"));
    }
  }

  // What is known of the text on the screen

  changed() {
    this.unsaved = true;
    this.mark();
  }

  wasSaved(event) {
    this.unsaved = false;
    this.saved = event.detail?.data?.revision_created_at ?? "";
    this.mark();
  }

  /** Say whether what is shown is out of date. */
  mark() {
    if (!this.unsaved && this.saved === this.about) return;
    for (const said of this.element.querySelectorAll("[data-current]")) {
      const stale = said.parentElement.querySelector("[data-stale]");
      if (!said.hidden) stale.hidden = false;
      said.hidden = true;
      this.drawn.clear();
    }
  }

  // What the server says

  async load() {
    clearTimeout(this.timer);
    const about = this.saved;
    const request = this.fetch(this.asking(this.findingsUrlValue));
    this.loading = request;
    const html = await request;
    if (this.loading !== request) return;
    this.loading = null;
    this.put(this.findingsTarget, html ?? this.sorry());
    const root = this.findingsTarget.querySelector("[data-findings]");
    if (!root) return;
    this.about = about;
    this.count(root.dataset);
    this.mark();
    if (!this.pointer.isPossible) this.showTargets.forEach((button) => button.remove());
    this.unanswered = 0;
    if ("open" in root.dataset) await this.poll();
    if (this.element.querySelector("#tab-a11y-spoken:not([hidden])")) await this.loadSpoken();
  }

  async loadSpoken() {
    const html = await this.fetch(this.asking(this.spokenUrlValue));
    this.put(this.spokenTarget, html ?? this.sorry());
    this.mark();
  }

  tabChanged({ detail }) {
    if (detail?.current === "tab-a11y-spoken") this.loadSpoken();
  }

  asking(url) {
    return `${url}?${new URLSearchParams({ shown: this.saved })}`;
  }

  count({ count, toggleLabel }) {
    const toggle = document.querySelector(`[data-side-panel-toggle="${this.panel.dataset.sidePanel}"]`);
    const counter = toggle?.querySelector("[data-side-panel-toggle-counter]");
    if (!counter) return;
    toggle.setAttribute("aria-label", toggleLabel);
    counter.textContent = count;
    counter.hidden = count === "0";
  }

  async audit(event) {
    const { action } = event.target;
    if (this.unsaved && this.form?.matches('[data-controller~="w-autosave"]')) {
      this.say(`<p>${this.savingValue}</p>`);
      await until(() => !this.unsaved, SAVING);
    }
    this.unanswered = PATIENCE; // an order that is not answered is not asked for: it may be none
    this.tell(await this.fetch(action, { method: "POST" }));
  }

  async poll() {
    if (this.panel.hidden) return;
    this.tell(await this.fetch(this.progressUrlValue));
  }

  /** Say how far the audit is; ask again while it is under way, and see its findings then. A
   * server that does not answer is asked a few times more, each time later. */
  tell(html) {
    clearTimeout(this.timer);
    this.unanswered = html === null ? this.unanswered + 1 : 0;
    this.say(html ?? this.sorry());
    if (this.progressTarget.querySelector("[data-open]")) {
      this.timer = setTimeout(() => this.poll(), POLL);
    } else if (html) {
      this.load();
    } else if (this.unanswered <= PATIENCE) {
      this.timer = setTimeout(() => this.poll(), POLL * 2 ** this.unanswered);
    }
  }

  /** Words that have not changed are not said again. */
  say(html) {
    if (this.said === html) return;
    this.said = html;
    this.progressTarget.innerHTML = html;
  }

  sorry() {
    return `<p>${this.unreachableValue}</p>`;
  }

  /** Renew a part of the panel that has changed, and keep the keyboard where it is. */
  put(target, html) {
    if (this.drawn.get(target) === html) return;
    this.drawn.set(target, html);
    const active = document.activeElement;
    const id = target.contains(active) ? active.id : null;
    target.innerHTML = html;
    if (id !== null) ((id && document.getElementById(id)) || target).focus();
  }

  async fetch(url, options = {}) {
    const { CSRF_HEADER_NAME, CSRF_TOKEN } = window.wagtailConfig;
    const headers = { "X-Requested-With": "XMLHttpRequest", [CSRF_HEADER_NAME]: CSRF_TOKEN };
    try {
      const response = await fetch(url, { ...options, headers });
      return response.ok ? await response.text() : null;
    } catch {
      return null;
    }
  }

  // Where the findings are

  async goTo({ currentTarget, params: { path } }) {
    const field = this.form && fieldAt(this.form, path);
    const uncover = () => {
      if (this.coversTheForm) document.querySelector("[data-form-side-close-button]")?.click();
    };
    if (!field || !(await leadTo(field, uncover))) {
      this.say(`<p>${this.goneValue}</p>`);
      return;
    }
    this.returnTo = currentTarget.id;
  }

  get coversTheForm() {
    return this.panel.getBoundingClientRect().width > 0.8 * window.innerWidth;
  }

  show({ currentTarget, params: { steps } }) {
    this.returnTo = currentTarget.id;
    const message = currentTarget.closest("li").querySelector("[data-message]");
    this.pointer.show(steps, message.textContent);
  }

  comeBack() {
    this.panel.dispatchEvent(new CustomEvent("open"));
    document.getElementById(this.returnTo)?.focus();
  }
}

window.wagtail.app.register("tdd-a11y-editor", AuditPanel);
