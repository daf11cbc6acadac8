import { avatars } from '../../model/avatars.js';
import { avatarAddress } from '../../net/avatar.js';

/**
 * A person's profile picture, or the first letter of the name. Updates itself, so that no list has to be
 * rendered again when one changes. A plain element, because pages show hundreds of them.
 */
class ParleyAvatar extends HTMLElement {
  #username = '';
  #version = null;
  #stop = () => {};

  set username(username) {
    if (username !== this.#username) {
      this.#username = username;
      this.#version = null;
      this.#draw();
      this.isConnected && this.#follow();
    }
  }

  connectedCallback() {
    this.#follow();
  }

  disconnectedCallback() {
    this.#stop();
  }

  #follow() {
    this.#stop();
    this.#stop = avatars.watch(this.#username, () => this.#show());
    this.#show();
  }

  #show() {
    const version = avatars.versionOf(this.#username);
    if (version !== this.#version) {
      this.#version = version;
      version ? this.#load(version) : this.#draw();
    }
  }

  #draw() {
    this.textContent = [...this.#username][0]?.toLocaleUpperCase() ?? '?';
  }

  /** Keeps the previous content until the picture is loaded; shows the letter if loading fails. */
  #load(version) {
    const picture = new Image();
    const isCurrent = () => this.#version === version;
    picture.alt = '';
    picture.draggable = false;
    picture.onerror = () => isCurrent() && this.#draw();
    picture.onload = () => isCurrent() && this.replaceChildren(picture);
    picture.src = avatarAddress(this.#username, version);
    picture.complete && picture.naturalWidth > 0 && this.replaceChildren(picture);
  }
}

customElements.define('parley-avatar', ParleyAvatar);
