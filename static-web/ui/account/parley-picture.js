import { html, nothing } from 'lit';
import { avatars } from '../../model/avatars.js';
import { removeAvatar, saveAvatar } from '../../net/avatar.js';
import { confirm } from '../kit/confirm.js';
import { PageElement } from '../kit/element.js';
import { problemText } from '../kit/problem-text.js';
import { toast } from '../kit/toast.js';
import { cropPicture } from './crop-picture.js';
import { t } from '../../texts/texts.js';

/**
 * Chooses and removes the account's profile picture.
 *
 * Events: `parley-pictured` with the account.
 */
class ParleyPicture extends PageElement {
  static properties = { account: {}, fault: { state: true } };

  render() {
    const { avatar } = this.account;
    return html`
      <div class="picture-choice">
        <label class="button button-quiet">
          <input type="file" accept="image/png,image/jpeg,image/webp,image/gif,image/avif" aria-describedby="picture-hint" @change=${this.#chosen} />
          ${avatar ? t('account.picture.replace') : t('account.picture.choose')}
        </label>
        ${avatar ? html`<button type="button" class="button button-quiet" @click=${this.#remove}>${t('account.picture.remove')}</button>` : nothing}
      </div>
      <p id="picture-hint" class="muted small">${t('account.picture.hint')}</p>
      <div role="alert">${this.fault ? html`<p class="form-error">${this.fault}</p>` : nothing}</div>
    `;
  }

  async #chosen({ target }) {
    const [file] = target.files;
    target.value = '';
    this.fault = null;
    try {
      const picture = file && (await createImageBitmap(file, { imageOrientation: 'from-image' }));
      picture && cropPicture(picture, (blob) => this.#save(blob));
    } catch {
      this.fault = t('account.picture.unreadable');
    }
  }

  async #save(blob) {
    this.#update(await saveAvatar(blob));
    toast(t('account.picture.saved'));
  }

  async #remove() {
    if (await confirm({ title: t('account.picture.removeQuestion'), action: t('account.picture.remove') })) {
      try {
        await removeAvatar();
        this.#update({ ...this.account, avatar: undefined });
        toast(t('account.picture.removed'));
      } catch (problem) {
        this.fault = problemText(problem);
      }
    }
  }

  #update(account) {
    this.fault = null;
    avatars.learn(account);
    this.dispatchEvent(new CustomEvent('parley-pictured', { detail: account }));
  }
}

customElements.define('parley-picture', ParleyPicture);
