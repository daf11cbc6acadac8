import { html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { plainText } from '../../model/markup.js';
import { PageElement } from '../kit/element.js';
import { icon } from '../kit/icons.js';
import { markdown } from './markdown.js';
import { t } from '../../texts/texts.js';

/** The private answers to commands, below the newest message. */
class ParleyAnswers extends PageElement {
  static properties = { conversation: {} };

  constructor() {
    super();
    this.watch(() => this.conversation?.commands, 'change');
  }

  render() {
    return repeat(
      this.conversation.commands.answers,
      ({ key }) => key,
      (answer) => this.#answer(answer),
    );
  }

  #answer({ key, typed, text }) {
    return html`
      <article class="message message-answer" aria-label=${t('room.commands.answer', { typed, text: plainText(text) })}>
        <div class="message-side">${icon('lock')}</div>
        <div class="message-main">
          <p class="message-head"><b class="answer-command" dir="auto">${typed}</b></p>
          <div class="text">${markdown(text, { roomOf: this.conversation.roomOf })}</div>
          <p class="answer-note">
            <span>${t('room.commands.onlyYou')}</span>
            <button type="button" class="button-link" @click=${() => this.#dismiss(key)}>${t('room.composer.dismiss')}</button>
          </p>
        </div>
      </article>
    `;
  }

  #dismiss(key) {
    this.conversation.commands.dismiss(key);
    this.conversation.focusComposer();
  }
}

customElements.define('parley-answers', ParleyAnswers);
