import { html, nothing } from 'lit';
import { isBlank } from '../../model/text.js';
import { copyText } from '../kit/copy.js';
import { t } from '../../texts/texts.js';

/** Texts that can no longer be sent, shown for copying. */
export function unsentText(texts) {
  const text = texts.filter((part) => !isBlank(part)).join('\n\n');
  return text === ''
    ? nothing
    : html`
        <div class="unsent">
          <label>${t('room.unsent-text.whatYouWereWriting')}<textarea class="input" readonly rows="4" .value=${text}></textarea></label>
          <p><button type="button" class="button button-quiet" @click=${() => copyText(text)}>${t('room.unsent-text.copyText')}</button></p>
        </div>
      `;
}
