/** What the entities of our rich text features share. */
(() => {
  const { SelectionState } = window.DraftJS;

  /**
   * Where an entity stands in the text, or null. Draftail has the like of this, but looks in the
   * selected block only, which is another one when the tooltip of an entity elsewhere is used.
   */
  const find = (content, entityKey) => {
    for (const block of content.getBlocksAsArray()) {
      let found = null;
      block.findEntityRanges(
        (character) => character.getEntity() === entityKey,
        (start, end) => {
          found ??= SelectionState.createEmpty(block.getKey()).merge({
            anchorOffset: start,
            focusOffset: end,
          });
        },
      );
      if (found) return found;
    }
    return null;
  };

  window.tddEntities = { find };
})();
