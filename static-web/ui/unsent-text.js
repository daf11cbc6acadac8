import { html, nothing } from 'lit';
import { isBlank } from '../model/text.js';
import { copyText } from './copy.js';

/** Texts that cannot be sent from here any more, to be copied. */
export function unsentText(texts) {
  const text = texts.filter((part) => !isBlank(part)).join('\n\n');
  return text === ''
    ? nothing
    : html`
        <div class="unsent">
          <label>What you were writing<textarea class="input" readonly rows="4" .value=${text}></textarea></label>
          <p><button type="button" class="button button-quiet" @click=${() => copyText(text)}>Copy text</button></p>
        </div>
      `;
}
