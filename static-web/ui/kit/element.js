import { LitElement } from 'lit';

/**
 * An element that renders into the page instead of a shadow root, so that labels, styles and the reading order are the
 * page's.
 */
export class PageElement extends LitElement {
  createRenderRoot() {
    return this;
  }

  /**
   * Listens to a model while the element is in the page, and follows it when it is replaced by another one.
   *
   * @param model returns the model, or nothing
   * @param listener called for each event; by default the element renders again
   */
  watch(model, types, listener = () => this.requestUpdate()) {
    let watched = null;
    let stop = () => {};
    const follow = (next) => {
      if (next !== watched) {
        stop();
        watched = next;
        stop = next?.on(types, listener) ?? (() => {});
      }
    };
    this.addController({
      hostConnected: () => follow(model()),
      hostUpdate: () => follow(model()),
      hostDisconnected: () => follow(null),
    });
  }
}
