import { html } from 'lit';
import { addEmoji, emojiAddress, removeEmoji } from '../../net/emoji.js';
import { confirm } from '../kit/confirm.js';
import { Listing } from './listing.js';
import { t } from '../../texts/texts.js';

/** Administration of the emoji of this server. */
class ParleyAdminEmoji extends Listing {
  empty = t('admin.emoji.noEmojiYet');

  path = () => 'api/emoji';
  rows = ({ emoji }) => emoji;

  render() {
    return html`
      <form class="form" novalidate @submit=${this.#add}>
        <div class="pair">
          <div class="field">
            <label for="emoji-name">${t('admin.emoji.name')}</label>
            <input id="emoji-name" name="name" autocomplete="off" autocapitalize="none" spellcheck="false" maxlength="34" aria-describedby="emoji-hint" required />
          </div>
          <div class="field"><label for="emoji-picture">${t('admin.emoji.picture')}</label><input id="emoji-picture" name="picture" type="file" accept="image/png,image/jpeg,image/webp,image/gif" required /></div>
        </div>
        <p id="emoji-hint" class="muted small">${t('admin.emoji.hint')}</p>
        <button class="button" ?disabled=${this.busy}>${t('admin.emoji.add')}</button>
      </form>
      ${this.list()}
    `;
  }

  row({ name, picture }) {
    return html`
      <li>
        <img class="custom-emoji custom-emoji-big" src=${emojiAddress(name, picture)} alt="" />
        <span class="lines-text"><b>:${name}:</b></span>
        <span class="actions"><button type="button" class="button button-quiet button-warning" aria-label=${t('admin.emoji.removeName', { name })} @click=${() => this.#remove(name)}>${t('admin.emoji.remove')}</button></span>
      </li>
    `;
  }

  #add(event) {
    event.preventDefault();
    const form = event.target;
    const name = form.elements.name.value.trim().replace(/^:|:$/g, '');
    const [file] = form.elements.picture.files;
    this.act(async () => {
      if (!name || !file) {
        throw new Error(t('admin.emoji.chooseBoth'));
      }
      await addEmoji(name, file);
      form.reset();
    }, t('admin.emoji.added', { name }));
  }

  async #remove(name) {
    const agreed = await confirm({ title: t('admin.emoji.removeQuestion', { name }), detail: t('admin.emoji.messagesShowItsName'), action: t('admin.emoji.remove') });
    agreed && this.act(() => removeEmoji(name));
  }
}

customElements.define('parley-admin-emoji', ParleyAdminEmoji);
