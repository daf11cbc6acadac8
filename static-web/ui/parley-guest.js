import { html } from 'lit';
import { nextAddress } from '../net/address.js';
import { http } from '../net/http.js';
import { Problem } from '../net/problem.js';
import { FormElement } from './form.js';

/** Entering with a name only, where guests are let in. */
class ParleyGuest extends FormElement {
  render() {
    return html`
      <form class="form" novalidate aria-label="Enter as a guest" @submit=${(event) => this.submit(event, enter)}>
        ${this.field('guest', 'Name', { autocomplete: 'nickname', hint: 'Guests come with a name only, and cannot come back as the same.' })}
        ${this.fault()}
        <button class="button button-quiet" ?disabled=${this.busy}>Enter as a guest</button>
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
