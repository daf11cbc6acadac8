import { html, nothing } from 'lit';
import './parley-admin-files.js';
import { socketAddress } from '../../net/address.js';
import { http } from '../../net/http.js';
import { probe } from '../../net/probe.js';
import { PageElement } from '../kit/element.js';
import { icon } from '../kit/icons.js';
import { problemText } from '../kit/problem-text.js';
import { t } from '../../texts/texts.js';

const LEVELS = {
  ok: { shape: 'check', words: t('admin.doctor.allWell') },
  advice: { shape: 'clock', words: t('admin.doctor.advice') },
  problem: { shape: 'warning', words: t('admin.doctor.problem') },
};

/** Security and configuration problems of this installation, with advice. */
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
        <button type="button" class="button button-quiet" ?disabled=${this.busy} @click=${() => this.#examine()}>${t('admin.doctor.checkAgain')}</button>
      </div>
      ${this.fault ? html`<p class="form-error" role="alert">${this.fault}</p>` : nothing}
      <ul class="lines">${findings.map(line)}</ul>
      <parley-admin-files></parley-admin-files>
    `;
  }

  #summary(findings, open) {
    if (this.busy || findings.length === 0) {
      return this.busy ? t('admin.doctor.checking') : '';
    }
    return open === 0 ? t('admin.doctor.everythingIsInOrder') : t('admin.doctor.checksNeedAttention', { open, count: findings.length });
  }

  async #examine() {
    this.busy = true;
    this.fault = null;
    try {
      const [{ findings }, socket] = await Promise.all([http.get('api/admin/doctor'), probe(socketAddress())]);
      this.findings = findings;
      this.socket = socketFinding(socket);
    } catch (problem) {
      this.fault = problemText(problem);
    }
    this.busy = false;
  }
}

const line = ({ title, level, detail, advice }) => {
  const { shape, words } = LEVELS[level] ?? LEVELS.advice;
  return html`
    <li class="doctor-line doctor-${level}">
      <span class="doctor-sign" role="img" aria-label=${words} title=${words}>${icon(shape)}</span>
      <span class="lines-text">
        <b>${title}</b>
        <span>${detail}</span>
        ${advice ? html`<span class="doctor-todo">${advice}</span>` : nothing}
      </span>
    </li>
  `;
};

/** Tested in the browser, because only a browser connects through the load balancer as users do. */
const socketFinding = ({ opened, ms }) =>
  opened
    ? { title: 'WebSocket', level: 'ok', detail: t('admin.doctor.thisBrowserOpenedA', { count: Math.round(ms) }), advice: null }
    : {
        title: 'WebSocket',
        level: 'problem',
        detail: t('admin.doctor.thisBrowserCouldNot'),
        advice: t('admin.doctor.letTheProxyPass'),
      };

customElements.define('parley-admin-doctor', ParleyAdminDoctor);
