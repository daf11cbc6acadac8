import { html } from 'lit';
import './parley-admin-accounts.js';
import './parley-admin-audit.js';
import './parley-admin-doctor.js';
import './parley-admin-emoji.js';
import './parley-admin-groups.js';
import './parley-admin-webhooks.js';
import './parley-admin-mail.js';
import './parley-admin-messages.js';
import './parley-admin-nodes.js';
import './parley-admin-rooms.js';
import './parley-admin-settings.js';
import { PageElement } from '../kit/element.js';
import { tabList } from './tabs.js';
import { t } from '../../texts/texts.js';

const TABS = [
  { id: 'accounts', label: t('admin.accounts'), content: () => html`<parley-admin-accounts></parley-admin-accounts>` },
  { id: 'groups', label: t('admin.groups'), content: () => html`<parley-admin-groups></parley-admin-groups>` },
  { id: 'rooms', label: t('admin.rooms'), content: () => html`<parley-admin-rooms></parley-admin-rooms>` },
  { id: 'hooks', label: t('admin.webhooks'), content: () => html`<parley-admin-webhooks></parley-admin-webhooks>` },
  { id: 'messages', label: t('admin.messages'), content: () => html`<parley-admin-messages></parley-admin-messages>` },
  { id: 'settings', label: t('admin.settings'), content: () => html`<parley-admin-settings></parley-admin-settings>` },
  { id: 'nodes', label: t('admin.nodes'), content: () => html`<parley-admin-nodes></parley-admin-nodes>` },
  { id: 'doctor', label: t('admin.doctor'), content: () => html`<parley-admin-doctor></parley-admin-doctor>` },
  { id: 'mail', label: t('admin.mail'), content: () => html`<parley-admin-mail></parley-admin-mail>` },
  { id: 'emoji', label: t('admin.emoji'), content: () => html`<parley-admin-emoji></parley-admin-emoji>` },
  { id: 'audit', label: t('admin.audit'), content: () => html`<parley-admin-audit></parley-admin-audit>` },
];

/** The administration page. The address names the current tab. */
class ParleyAdmin extends PageElement {
  static properties = { current: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    this.#showTab();
    addEventListener('hashchange', this.#showTab);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('hashchange', this.#showTab);
  }

  render() {
    return html`
      <div class="admin">
        <h1>${t('admin.administration')}</h1>
        ${tabList({ tabs: TABS, current: this.current, panel: 'admin-panel', label: t('admin.whatToAdminister'), choose: (tab) => this.#choose(tab) })}
        <section id="admin-panel" role="tabpanel" aria-label=${this.current.label}>${this.current.content()}</section>
      </div>
    `;
  }

  #showTab = () => (this.current = TABS.find(({ id }) => `#${id}` === location.hash) ?? TABS[0]);

  #choose(tab) {
    history.replaceState(null, '', `${location.pathname}#${tab.id}`);
    this.current = tab;
  }
}

customElements.define('parley-admin', ParleyAdmin);
