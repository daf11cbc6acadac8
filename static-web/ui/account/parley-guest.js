import { html } from 'lit';
import { nextAddress } from '../../net/address.js';
import { http } from '../../net/http.js';
import { Problem } from '../../net/problem.js';
import { FormElement } from '../kit/form.js';
import { t } from '../../texts/texts.js';

/** Guest access with only a name, where guests are enabled. */
class ParleyGuest extends FormElement {
  render() {
    return html`
      <form class="form" novalidate aria-label=${t('account.guest.joinAsAGuest')} @submit=${(event) => this.submit(event, enter)}>
        ${this.field('guest', t('account.guest.name'), { autocomplete: 'nickname', hint: t('account.guest.guestsOnlyEnterA') })}
        ${this.fault()}
        <button class="button button-quiet" ?disabled=${this.busy}>${t('account.guest.joinAsAGuest')}</button>
      </form>
    `;
  }
}

async function enter({ guest }) {
  try {
    await http.post('api/session/guest', { username: guest.trim() });
  } catch (problem) {
    throw new Problem({ ...problem, detail: problem.message, errors: guestErrors(problem) });
  }
  location.assign(nextAddress());
}

function guestErrors(problem) {
  const code = problem.code === 'username_taken' ? 'taken' : problem.of?.('username');
  return code ? [{ field: 'guest', code }] : [];
}

customElements.define('parley-guest', ParleyGuest);
