/** What every model is: something that says when it changed. */
export class Signal extends EventTarget {
  emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  /** Listens to events; returns the function that ends it. */
  on(types, listener) {
    const list = [types].flat();
    list.forEach((type) => this.addEventListener(type, listener));
    return () => list.forEach((type) => this.removeEventListener(type, listener));
  }
}
