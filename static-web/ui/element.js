import { LitElement } from 'lit';

/** An element that renders into the page itself, so that labels, styles and the reading order are the page's. */
export class PageElement extends LitElement {
  createRenderRoot() {
    return this;
  }

  /**
   * Listens to a model for as long as the element is in the page, also when it is another model by then.
   *
   * @param model tells which model; may tell none
   * @param heard what to do; renders again unless told otherwise
   */
  watch(model, types, heard = () => this.requestUpdate()) {
    let watched = null;
    let stop = () => {};
    const follow = (next) => {
      if (next !== watched) {
        stop();
        watched = next;
        stop = next?.on(types, heard) ?? (() => {});
      }
    };
    this.addController({
      hostConnected: () => follow(model()),
      hostUpdate: () => follow(model()),
      hostDisconnected: () => follow(null),
    });
  }
}
