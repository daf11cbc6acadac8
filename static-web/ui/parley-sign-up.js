import { html, nothing } from 'lit';
import { nextAddress } from '../net/address.js';
import { http } from '../net/http.js';
import { FormElement } from './form.js';
import { session } from './session.js';

/** Whoever comes by an invite brings it along. */
const INVITE = new URLSearchParams(location.search).get('invite');

const SETUP_FAULTS = { setup_code_required: 'required', setup_code_invalid: 'invalid' };

/** Sign-up, which also signs in. */
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
    // The first account can always be made
    if (!this.setupCode && (this.registration === 'closed' || (this.registration === 'invitation' && !INVITE))) {
      return html`
        <p class="form-done" role="status">
          ${this.registration === 'closed' ? 'Accounts are made by an administrator here. Ask for one.' : 'An account can be made with an invite. Ask an administrator for a link.'}
        </p>
        <p class="muted">Have an account? <a href="login${location.search}">Log in</a></p>
      `;
    }
    return html`
      <form class="form" novalidate @submit=${(event) => this.submit(event, signUp)}>
        ${this.field('username', 'Username', {
          autocomplete: 'username',
          autofocus: true,
          hint: 'How others see you: 2 to 32 letters, digits, dots, dashes, underscores.',
        })}
        ${this.field('password', 'Password', {
          type: 'password',
          autocomplete: 'new-password',
          hint: '8 characters or more. A few unrelated words make a good one.',
        })}
        ${this.setupCode
          ? this.field('setup_code', 'Setup code', {
              hint: 'This account will administer the installation. The code is in the server’s log, next to the words “setup code”.',
            })
          : nothing}
        ${this.fault()}
        <button class="button" ?disabled=${this.busy}>Sign up</button>
      </form>
      <p class="muted">Have an account? <a href="login${location.search}">Log in</a></p>
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
  location.assign(nextAddress());
}

customElements.define('parley-sign-up', ParleySignUp);
