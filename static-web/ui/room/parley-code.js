import { html } from 'lit';
import { Highlighter } from '../../model/highlighter.js';
import { copyText } from '../kit/copy.js';
import { PageElement } from '../kit/element.js';
import { icon } from '../kit/icons.js';
import { t } from '../../texts/texts.js';

/** Without the worker's bundle, code is not coloured. */
const highlighter = new Highlighter(() => new Worker(document.body.dataset.highlighter, { type: 'module' }));

/** A block of code, coloured if its language is known. The text is the same with and without colours. */
class ParleyCode extends PageElement {
  static properties = { text: {}, language: {}, segments: { state: true } };

  willUpdate(changed) {
    if (changed.has('text') || changed.has('language')) {
      const { text, language } = this;
      const canColour = language && document.body.dataset.highlighter;
      this.segments = canColour ? (highlighter.known(text, language) ?? null) : null;
      canColour && this.segments === null && this.#colour(text, language);
    }
  }

  async #colour(text, language) {
    const segments = await highlighter.segments(text, language);
    if (this.text === text && this.language === language) {
      this.segments = segments;
    }
  }

  render() {
    return html`
      <pre tabindex="0" role="group" aria-label=${t('room.markdown.code')} dir="ltr"><code>${this.segments ? coloured(this.text, this.segments) : this.text}</code></pre>
      <button type="button" class="button-icon code-copy" aria-label=${t('room.markdown.copyCode')} title=${t('room.markdown.copyCode')} @click=${() => copyText(this.text, t('room.markdown.codeCopied'))}>
        ${icon('copy')}
      </button>
    `;
  }
}

function coloured(text, segments) {
  let from = 0;
  return segments.map(([kind, length]) => {
    const part = text.slice(from, (from += length));
    return kind ? html`<span class="code-${kind}">${part}</span>` : part;
  });
}

customElements.define('parley-code', ParleyCode);
