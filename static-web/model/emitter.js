/** An event target with shorthands to emit events and to listen to several of them. */
export class Emitter extends EventTarget {
  emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  /** Listens to one or more events; returns a function that removes the listener. */
  on(types, listener) {
    const list = [types].flat();
    list.forEach((type) => this.addEventListener(type, listener));
    return () => list.forEach((type) => this.removeEventListener(type, listener));
  }
}
