import { html, nothing } from 'lit';
import { socketAddress } from '../../net/address.js';
import { http } from '../../net/http.js';
import { probe } from '../../net/probe.js';
import { PageElement } from '../element.js';
import { icon } from '../icons.js';
import { problemWords } from '../words.js';

const LEVELS = {
  ok: { shape: 'check', words: 'All well' },
  advice: { shape: 'clock', words: 'Advice' },
  problem: { shape: 'warning', words: 'Problem' },
};

/** What is unsafe or out of order in this installation, and what to do about it. */
class ParleyAdminDoctor extends PageElement {
  static properties = { findings: { state: true }, socket: { state: true }, fault: { state: true }, busy: { state: true } };

  firstUpdated() {
    this.#examine();
  }

  render() {
    const findings = [...(this.findings ?? []), ...(this.socket ? [this.socket] : [])];
    const open = findings.filter(({ level }) => level !== 'ok').length;
    return html`
      <div class="admin-tools">
        <div role="status"><p class="doctor-summary">${this.#summary(findings, open)}</p></div>
        <button type="button" class="button button-quiet" ?disabled=${this.busy} @click=${() => this.#examine()}>Check again</button>
      </div>
      ${this.fault ? html`<p class="form-error" role="alert">${this.fault}</p>` : nothing}
      <ul class="lines">${findings.map(line)}</ul>
    `;
  }

  #summary(findings, open) {
    if (this.busy || findings.length === 0) {
      return this.busy ? 'Checking…' : '';
    }
    return open === 0 ? 'Everything is in order.' : `${open} of ${findings.length} checks need your attention.`;
  }

  async #examine() {
    this.busy = true;
    this.fault = null;
    try {
      const [{ findings }, socket] = await Promise.all([http.get('api/admin/doctor'), probe(socketAddress())]);
      this.findings = findings;
      this.socket = socketFinding(socket);
    } catch (problem) {
      this.fault = problemWords(problem);
    }
    this.busy = false;
  }
}

const line = ({ title, level, detail, advice }) => {
  const { shape, words } = LEVELS[level] ?? LEVELS.advice;
  return html`
    <li class="doctor-line doctor-${level}">
      <span class="doctor-sign" role="img" aria-label=${words} title=${words}>${icon(shape)}</span>
      <span class="lines-words">
        <b>${title}</b>
        <span>${detail}</span>
        ${advice ? html`<span class="doctor-todo">${advice}</span>` : nothing}
      </span>
    </li>
  `;
};

/** The server cannot tell this: only a browser goes through the balancer as people do. */
const socketFinding = ({ opened, ms }) =>
  opened
    ? { title: 'WebSocket', level: 'ok', detail: `This browser opened a WebSocket in ${Math.round(ms)} ms.`, advice: null }
    : {
        title: 'WebSocket',
        level: 'problem',
        detail: 'This browser could not open a WebSocket, so nobody can chat from here.',
        advice: 'Let the proxy pass Upgrade and Connection on, as HTTP/1.1, and set parley.public-url to the address of this page.',
      };

customElements.define('parley-admin-doctor', ParleyAdminDoctor);
