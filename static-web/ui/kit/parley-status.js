import { html, nothing } from 'lit';
import { personStates } from '../../model/person-states.js';
import { PageElement } from './element.js';
import { emojiSign } from './custom-emoji.js';
import { icon } from './icons.js';
import { timeWithin } from './times.js';
import { t } from '../../texts/texts.js';

/**
 * What a person says beside the name: an emoji, words, and a sign for "do not disturb". Follows changes by itself.
 *
 * `form` is `signs` (the words are in the tooltip), `words`, or `full` (also until when).
 */
class ParleyStatus extends PageElement {
  static properties = { username: {}, form: {} };

  #stop = () => {};
  #watched = null;

  connectedCallback() {
    super.connectedCallback();
    this.#follow();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#stop();
    this.#watched = null;
  }

  willUpdate() {
    this.isConnected && this.username !== this.#watched && this.#follow();
  }

  #follow() {
    this.#stop();
    this.#watched = this.username;
    this.#stop = this.username ? personStates.watch(this.username, () => this.requestUpdate()) : () => {};
  }

  render() {
    const { status } = personStates.of(this.username);
    this.hidden = !status;
    return status ? html`${this.#said(status)}${this.#quiet(status)}` : nothing;
  }

  #said({ emoji, text, until }) {
    if (!emoji && !text) {
      return nothing;
    }
    const words = this.form === 'signs' ? nothing : html`<span class="status-text" dir="auto">${text}</span>`;
    const heard = this.form === 'signs' && text ? html`<span class="visually-hidden">${text}</span>` : nothing;
    const end = this.form === 'full' && until ? html` <span class="muted small">${t('kit.status.until', { time: timeWithin(until) })}</span>` : nothing;
    return html`<span class="status-said" title=${text ?? nothing}>${emoji ? html`<span class="status-emoji">${emojiSign(emoji)}</span>` : nothing}${words}${heard}${end}</span>`;
  }

  #quiet({ do_not_disturb: quiet, do_not_disturb_until: until }) {
    if (!quiet) {
      return nothing;
    }
    const label = until ? t('kit.status.doNotDisturbUntil', { time: timeWithin(until) }) : t('kit.status.doNotDisturb');
    return html`<span class="status-quiet" title=${label}>${icon('moon')}<span class=${this.form === 'full' ? '' : 'visually-hidden'}>${label}</span></span>`;
  }
}

customElements.define('parley-status', ParleyStatus);

/** A person's status; nothing is shown if there is none. */
export const status = (username, form = 'signs') => html`<parley-status class="status status-${form}" .username=${username} .form=${form}></parley-status>`;
