/**
 * Citations in Wagtail's rich text editor (Draftail).
 *
 * A toolbar button opens a dialog that searches the reference library and picks any number of
 * references; the citation is stored as an entity whose data is `{ refs: "3 7" }`, primary keys
 * in the order of choosing. Typing "/cite" opens the same dialog at the cursor. With a citation
 * selected, or the cursor right after one, both edit it, and confirming an empty choice removes
 * it: nothing needs a mouse.
 */
(() => {
  const { React, DraftJS, draftail } = window;
  const { EditorState, Modifier } = DraftJS;

  const ENTITY_TYPE = 'CITATION';

  /** The citations whose tooltip's Remove was pressed, until their source has removed them. */
  const toRemove = new Set();

  const create = (tag, properties = {}, children = []) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };

  const endOf = (selection) =>
    selection.merge({
      anchorKey: selection.getEndKey(),
      anchorOffset: selection.getEndOffset(),
      focusKey: selection.getEndKey(),
      focusOffset: selection.getEndOffset(),
      isBackward: false,
    });

  const withoutCitation = (editorState, range) =>
    EditorState.push(
      editorState,
      Modifier.removeRange(editorState.getCurrentContent(), range, 'backward'),
      'remove-range',
    );

  /** The text with a citation of these references in place of the range. */
  const withCitation = (editorState, range, references) => {
    const content = editorState
      .getCurrentContent()
      .createEntity(ENTITY_TYPE, 'IMMUTABLE', {
        refs: references.map(({ id }) => id).join(' '),
      });
    const label = references.map((reference) => reference.label).join('; ');
    const key = content.getLastCreatedEntityKey();
    return EditorState.push(
      editorState,
      Modifier.replaceText(content, range, label, null, key),
      'insert-characters',
    );
  };

  /**
   * What has been chosen so far. It outlives searches and pages of results, which replace the
   * list of check boxes, and shows itself as a list above the button that confirms.
   */
  class Choice {
    constructor(cited, texts, onChange) {
      this.texts = texts;
      this.titles = new Map(cited.map(({ id, title }) => [id, title]));
      this.onChange = onChange;
      this.list = create('ol');
      this.status = create('p', { role: 'status' });
      this.element = create('section', { className: 'tdd-citation__chosen' }, [
        create('h2', { className: 'w-h3', textContent: texts.heading }),
        this.status,
        this.list,
      ]);
      this.show();
    }

    get ids() {
      return [...this.titles.keys()];
    }

    has(id) {
      return this.titles.has(id);
    }

    set(id, title, isChosen) {
      if (isChosen) this.titles.set(id, title);
      else this.titles.delete(id);
      this.show();
      this.onChange();
    }

    show() {
      const { size } = this.titles;
      this.status.textContent = size ? this.texts.count.replace('{}', size) : this.texts.none;
      this.list.replaceChildren(
        ...[...this.titles].map(([id, title]) => this.entry(id, title)),
      );
    }

    entry(id, title) {
      const remove = create('button', {
        type: 'button',
        className: 'button button-small button-secondary',
        textContent: this.texts.remove,
        ariaLabel: `${this.texts.remove} ${title}`,
      });
      remove.addEventListener('click', () => {
        const place = [...this.list.children].indexOf(remove.parentElement);
        this.set(id, title, false);
        // The pressed button is gone: the focus goes to the one that took its place.
        const buttons = this.list.querySelectorAll('button');
        const next = buttons[Math.min(place, buttons.length - 1)];
        (next ?? this.element.parentElement.querySelector('input, button'))?.focus();
      });
      return create('li', {}, [create('span', { textContent: title }), ' ', remove]);
    }
  }

  /** Wagtail's chooser dialog, with a choice that is kept while the list changes. */
  class CitationDialog extends window.ChooserModalOnloadHandlerFactory {
    constructor(isEditing) {
      super();
      this.isEditing = isEditing;
    }

    onLoadChooseStep(modal, { cited, texts }) {
      const body = modal.body[0];
      const form = body.querySelector('form[data-multiple-choice-form]');
      const submit = form.querySelector('[data-multiple-choice-submit]');
      this.choice = new Choice(cited, texts, () => {
        this.tick(body);
        this.updateMultipleChoiceSubmitEnabledState(modal);
      });
      submit.before(this.choice.element);
      this.initSearchController(modal);
      this.ajaxifyLinks(modal, modal.body);
      form.addEventListener('submit', (event) => {
        event.preventDefault();
        const query = new URLSearchParams(this.choice.ids.map((id) => ['id', id]));
        modal.loadUrl(form.action, query.toString());
      });
    }

    /** Called for every list of results: the first, a search's, another page's. */
    ajaxifyLinks(modal, container) {
      super.ajaxifyLinks(modal, container);
      const results = container[0] ?? container;
      this.tick(results);
      results.querySelectorAll('[data-multiple-choice-select]').forEach((box) => {
        box.addEventListener('change', () => {
          const title = box.labels[0]?.textContent.trim() || box.title;
          this.choice.set(box.value, title, box.checked);
        });
      });
    }

    tick(container) {
      container.querySelectorAll('[data-multiple-choice-select]').forEach((box) => {
        box.checked = this.choice.has(box.value);
      });
    }

    /** An existing citation may be emptied, which removes it; a new one needs a reference. */
    updateMultipleChoiceSubmitEnabledState(modal) {
      const submit = modal.body[0].querySelector('[data-multiple-choice-submit]');
      submit.disabled = !this.isEditing && this.choice.ids.length === 0;
    }
  }

  /** Opens the dialog for a new or an existing citation and writes its answer into the text. */
  class CitationSource extends draftail.ModalWorkflowSource {
    /** The citation being edited; the cursor may also be on an entity of another type. */
    get citation() {
      const { entity, entityKey, editorState } = this.props;
      if (entity?.getType() !== ENTITY_TYPE) return null;
      const range = window.tddEntities.find(editorState.getCurrentContent(), entityKey);
      return range && { range, refs: entity.getData().refs };
    }

    componentDidMount() {
      const { entityKey, editorState, onComplete, onClose } = this.props;
      if (toRemove.delete(entityKey)) {
        const { citation } = this;
        if (citation) onComplete(withoutCitation(editorState, citation.range));
        else onClose();
        return;
      }
      super.componentDidMount();
    }

    getChooserConfig() {
      const { citation } = this;
      const dialog = new CitationDialog(Boolean(citation));
      return {
        url: this.props.entityType.chooserUrl,
        urlParams: { multiple: 1, refs: citation?.refs ?? '' },
        onload: dialog.getOnLoadHandlers(),
        responses: { chosen: this.onChosen },
      };
    }

    onChosen(references) {
      const { editorState, onComplete } = this.props;
      const { citation } = this;
      this.workflow.close();
      if (references.length) {
        const range = citation?.range ?? endOf(editorState.getSelection());
        onComplete(withCitation(editorState, range, references));
      } else if (citation) {
        onComplete(withoutCitation(editorState, citation.range));
      }
    }
  }

  /** A citation in the text, with Wagtail's tooltip to edit or remove it. */
  const Citation = (props) => {
    const onRemove = (entityKey) => {
      // Draftail's own removal keeps an entity's text, which here is only its label.
      toRemove.add(entityKey);
      props.onEdit(entityKey);
    };
    const label = React.createElement(
      'span',
      { className: 'tdd-citation__label' },
      props.children,
    );
    return React.createElement(
      draftail.TooltipEntity,
      {
        ...props,
        onRemove,
        icon: React.createElement(window.wagtail.components.Icon, { name: 'tdd-citation' }),
        label: '',
        url: null,
      },
      label,
    );
  };

  draftail.registerPlugin(
    { type: ENTITY_TYPE, source: CitationSource, decorator: Citation },
    'entityTypes',
  );
})();
