/**
 * Terms and foreign words in Wagtail's rich text editor (Draftail).
 *
 * A term of the registry is an entity whose data is `{ id: 7 }`, words in another language one
 * whose data is `{ lang: "fr" }`. Both keep the words as they were typed. With the cursor in one
 * of them its button changes it, and with the words selected Draftail's own removal undoes it.
 */
(() => {
  const { React, DraftJS, draftail, wagtail } = window;
  const { EditorState, Modifier } = DraftJS;

  /** Opens a dialog and marks the selected words with its answer. */
  class WordSource extends draftail.ModalWorkflowSource {
    /** The words to mark: those of the entity being changed, else the selected ones. */
    get words() {
      const { entity, entityKey, entityType, editorState } = this.props;
      const isChange = entity?.getType() === entityType.type;
      const found = isChange && window.tddEntities.find(editorState.getCurrentContent(), entityKey);
      return found || editorState.getSelection();
    }

    getChooserConfig() {
      const { entity, entityType } = this.props;
      const isChange = entity?.getType() === entityType.type;
      return {
        url: entityType.chooserUrl,
        urlParams: this.query(isChange ? entity.getData() : {}),
        onload: this.handlers(),
        responses: { chosen: this.onChosen },
      };
    }

    onChosen(answer) {
      const { editorState, entityType, onComplete } = this.props;
      const { words } = this;
      const content = editorState
        .getCurrentContent()
        .createEntity(entityType.type, 'MUTABLE', this.filterEntityData(answer));
      const key = content.getLastCreatedEntityKey();
      const marked = words.isCollapsed()
        ? Modifier.replaceText(content, words, answer.string, null, key)
        : Modifier.applyEntity(content, words, key);
      this.workflow.close();
      onComplete(EditorState.push(editorState, marked, 'apply-entity'));
    }
  }

  class TermSource extends WordSource {
    query() {
      return {};
    }

    handlers() {
      return new window.ChooserModalOnloadHandlerFactory().getOnLoadHandlers();
    }

    filterEntityData({ id }) {
      return { id };
    }
  }

  class LanguageSource extends WordSource {
    query({ lang }) {
      return { lang: lang ?? '', words: this.words.isCollapsed() ? '' : '1' };
    }

    handlers() {
      return {
        choose: (modal) => {
          modal.ajaxifyForm(modal.body.find('form'));
          modal.body.find('select').trigger('focus');
        },
        chosen: (modal, { result }) => modal.respond('chosen', result),
      };
    }

    filterEntityData({ lang }) {
      return { lang };
    }
  }

  /** Marked words, with Wagtail's tooltip to change or undo the mark. */
  const decorator = (icon, labelOf) => (props) => {
    const data = props.contentState.getEntity(props.entityKey).getData();
    return React.createElement(draftail.TooltipEntity, {
      ...props,
      icon: React.createElement(wagtail.components.Icon, { name: icon }),
      label: labelOf(data),
      url: null,
    });
  };

  draftail.registerPlugin(
    { type: 'TERM', source: TermSource, decorator: decorator('tdd-term', () => '') },
    'entityTypes',
  );
  draftail.registerPlugin(
    {
      type: 'LANGUAGE',
      source: LanguageSource,
      decorator: decorator('tdd-language', ({ lang }) => lang),
    },
    'entityTypes',
  );
})();
