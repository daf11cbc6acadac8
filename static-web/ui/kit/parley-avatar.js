import { avatars } from '../../model/avatars.js';
import { avatarAddress } from '../../net/avatar.js';

/**
 * A person's profile picture, or the first letter of the name. Follows the picture by itself, so that no list has to be
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

  /** What was shown before stays until the picture is there; if it cannot be loaded, the letter is shown. */
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
