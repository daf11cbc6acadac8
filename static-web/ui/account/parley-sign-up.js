import { html, nothing } from 'lit';
import { address, nextAddress } from '../../net/address.js';
import { http } from '../../net/http.js';
import { FormElement } from '../kit/form.js';
import { roomPath } from '../kit/paths.js';
import { session } from './session.js';
import { rich, t } from '../../texts/texts.js';

/** The token of the invite that led here; null without one. */
const INVITE = new URLSearchParams(location.search).get('invite');

const SETUP_FAULTS = { setup_code_required: 'required', setup_code_invalid: 'invalid' };

/** The sign-up form; signing up also signs in. */
class ParleySignUp extends FormElement {
  static properties = { registration: { state: true }, setupCode: { state: true } };

  constructor() {
    super();
    session.then(({ registration, setup_code_required }) => {
      this.registration = registration;
      this.setupCode = setup_code_required;
    });
  }

  render() {
    // The first account can always be created.
    if (!this.setupCode && (this.registration === 'closed' || (this.registration === 'invitation' && !INVITE))) {
      return html`
        <p class="form-done" role="status">
          ${this.registration === 'closed' ? t('account.sign-up.onlyAdministratorsCanCreate') : t('account.sign-up.youNeedAnInvite')}
        </p>
        <p class="muted">${rich('account.sign-up.haveAnAccount', { logIn: html`<a href="login${location.search}">${t('account.sign-up.logIn')}</a>` })}</p>
      `;
    }
    return html`
      <form class="form" novalidate @submit=${(event) => this.submit(event, signUp)}>
        ${this.field('username', t('account.sign-up.username'), {
          autocomplete: 'username',
          autofocus: true,
          hint: t('account.sign-up.howOthersSeeYou'),
        })}
        ${this.field('password', t('account.sign-up.password'), {
          type: 'password',
          autocomplete: 'new-password',
          hint: t('account.sign-up.passwordHint'),
        })}
        ${this.setupCode
          ? this.field('setup_code', t('account.sign-up.setupCode'), {
              hint: t('account.sign-up.thisAccountWillAdminister'),
            })
          : nothing}
        ${this.fault()}
        <button class="button" ?disabled=${this.busy}>${t('account.sign-up.signUp')}</button>
      </form>
      <p class="muted">${rich('account.sign-up.haveAnAccount', { logIn: html`<a href="login${location.search}">${t('account.sign-up.logIn')}</a>` })}</p>
    `;
  }
}

async function signUp({ username, password, setup_code = null }) {
  try {
    await http.post('api/accounts', { username: username.trim(), password, invite: INVITE, setup_code });
  } catch (problem) {
    if (problem.code === 'username_taken') {
      problem.errors = [{ field: 'username', code: 'taken' }];
    }
    if (SETUP_FAULTS[problem.code]) {
      problem.errors = [{ field: 'setup_code', code: SETUP_FAULTS[problem.code] }];
    }
    throw problem;
  }
  location.assign(INVITE ? await acceptInvite() : nextAddress());
}

/** Accepts the invite. Resolves with the address of its room, or with that of the invite's page, which shows why it failed. */
async function acceptInvite() {
  try {
    const room = await http.post(`api/invites/${encodeURIComponent(INVITE)}`, {});
    return address(room?.name ? roomPath(room.name) : 'chat');
  } catch {
    return nextAddress();
  }
}

customElements.define('parley-sign-up', ParleySignUp);
