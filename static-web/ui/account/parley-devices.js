import { html, nothing } from 'lit';
import { http } from '../../net/http.js';
import { ownPush, pushObstacle, turnOff, turnOn } from '../../net/push.js';
import { device } from '../kit/device.js';
import { PageElement } from '../kit/element.js';
import { Problem } from '../../net/problem.js';
import { problemText } from '../kit/problem-text.js';
import { stored } from '../kit/stored.js';
import { dayWithin } from '../kit/times.js';
import { toast } from '../kit/toast.js';
import { t } from '../../texts/texts.js';

const OBSTACLES = {
  insecure: t('account.devices.insecure'),
  'home-screen': t('account.devices.homeScreen'),
  unsupported: t('account.devices.unsupported'),
  denied: t('account.devices.denied'),
};
const NIGHT = { from: '22:00', until: '07:00' };

/** The devices that are notified while Parley is closed, and the settings of this one. */
class ParleyDevices extends PageElement {
  static properties = { account: {}, page: { state: true }, fault: { state: true }, busy: { state: true } };

  firstUpdated() {
    this.#run(() => Promise.resolve());
  }

  render() {
    return html`
      <section class="card" aria-labelledby="devices-heading">
        <h2 id="devices-heading">${t('account.devices.heading')}</h2>
        ${this.#switch()}
        <div role="status">${this.fault ? html`<p class="form-error">${this.fault}</p>` : nothing}</div>
        <ul class="lines">
          ${this.page?.subscriptions.map((one) => this.#line(one))}
        </ul>
      </section>
    `;
  }

  get #settings() {
    return ownPush(this.account.username);
  }

  /** The device of this browser, as the server knows it. */
  get #here() {
    return this.page?.subscriptions.find(({ id, current }) => current && id === this.#settings?.id);
  }

  #switch() {
    const obstacle = this.page && !this.page.public_key ? t('account.devices.turnedOff') : OBSTACLES[pushObstacle()];
    return html`
      <label class="check">
        <input
          type="checkbox"
          ?disabled=${Boolean(obstacle) || this.busy || !this.page}
          aria-describedby="devices-status"
          .checked=${stored(Boolean(this.#here), this.busy)}
          @change=${({ target }) => this.#toggle(target)}
        />${t('account.devices.notifyHere')}
      </label>
      <p class="hint" id="devices-status">${obstacle ?? ''}</p>
      ${this.#here && !obstacle ? this.#choices(this.#here) : nothing}
    `;
  }

  #choices({ text, quiet }) {
    const time = (name, label) => html`
      <label class="quiet-time">
        ${label}<input type="time" required .value=${stored(quiet[name], this.busy)} @change=${({ target }) => target.value && this.#change({ quiet: { ...quiet, zone: zone(), [name]: target.value } })} />
      </label>
    `;
    return html`
      <label class="check">
        <input type="checkbox" ?disabled=${this.busy} .checked=${stored(text, this.busy)} @change=${({ target }) => this.#change({ text: target.checked })} />${t('account.devices.showText')}
      </label>
      <label class="check">
        <input
          type="checkbox"
          ?disabled=${this.busy}
          .checked=${stored(Boolean(quiet), this.busy)}
          @change=${({ target }) => this.#change({ quiet: target.checked ? { ...NIGHT, zone: zone() } : null })}
        />${t('account.devices.quiet')}
      </label>
      ${quiet ? html`<div class="quiet">${time('from', t('account.devices.from'))}${time('until', t('account.devices.until'))}</div>` : nothing}
    `;
  }

  #line(one) {
    const name = device(one.user_agent);
    return html`
      <li>
        <span class="lines-text">
          <b>${name}${one.current ? html` <span class="you">${t('account.devices.thisDevice')}</span>` : nothing}</b>
          <span class="muted small">${t('account.devices.since', { day: dayWithin(one.created_at) })}${one.failing ? html` · ${t('account.devices.failing')}` : nothing}</span>
        </span>
        <span class="lines-buttons">
          <button type="button" class="button button-quiet" ?disabled=${this.busy} aria-label=${t('account.devices.sendTestTo', { device: name })} @click=${() => this.#test(one)}>
            ${t('account.devices.sendTest')}
          </button>
          <button type="button" class="button button-quiet" ?disabled=${this.busy} aria-label=${t('account.devices.turnOffOn', { device: name })} @click=${() => this.#end(one)}>
            ${t('account.devices.turnOff')}
          </button>
        </span>
      </li>
    `;
  }

  #toggle(box) {
    const { username } = this.account;
    const on = box.checked;
    this.#run(() => (on ? turnOn(username) : turnOff(username)), on ? null : t('account.devices.off'));
  }

  #change(part) {
    const { text, quiet = null } = this.#here;
    this.#run(() => turnOn(this.account.username, { text, quiet, ...part }), t('account.devices.saved'));
  }

  #test({ id }) {
    this.#run(() => http.post(`api/push/${id}/test`, {}), t('account.devices.testSent'));
  }

  #end({ id }) {
    const here = id === this.#settings?.id;
    this.#run(() => (here ? turnOff(this.account.username) : http.delete(`api/push/${id}`)), t('account.devices.off'));
  }

  /** Runs a change and shows its outcome; one that resolves with false was not permitted by the browser. */
  async #run(action, done = null) {
    this.fault = null;
    this.busy = true;
    try {
      if ((await action()) === false) {
        this.fault = t('account.devices.notPermitted');
      } else {
        done && toast(done);
      }
    } catch (problem) {
      this.fault = problem instanceof Problem ? problemText(problem) : t('account.devices.failed');
    }
    this.page = await http.get('api/push').catch(() => this.page);
    this.busy = false;
  }
}

const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';

customElements.define('parley-devices', ParleyDevices);
