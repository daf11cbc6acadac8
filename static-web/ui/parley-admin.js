import { html } from 'lit';
import './admin/parley-admin-accounts.js';
import './admin/parley-admin-audit.js';
import './admin/parley-admin-doctor.js';
import './admin/parley-admin-messages.js';
import './admin/parley-admin-nodes.js';
import './admin/parley-admin-rooms.js';
import './admin/parley-admin-settings.js';
import { PageElement } from './element.js';
import { showTab, tabList } from './tabs.js';

const TABS = [
  { id: 'accounts', label: 'Accounts', content: () => html`<parley-admin-accounts></parley-admin-accounts>` },
  { id: 'rooms', label: 'Rooms', content: () => html`<parley-admin-rooms></parley-admin-rooms>` },
  { id: 'messages', label: 'Messages', content: () => html`<parley-admin-messages></parley-admin-messages>` },
  { id: 'settings', label: 'Settings', content: () => html`<parley-admin-settings></parley-admin-settings>` },
  { id: 'nodes', label: 'Nodes', content: () => html`<parley-admin-nodes></parley-admin-nodes>` },
  { id: 'doctor', label: 'Doctor', content: () => html`<parley-admin-doctor></parley-admin-doctor>` },
  { id: 'audit', label: 'Audit', content: () => html`<parley-admin-audit></parley-admin-audit>` },
];

/** Administration. The part that is shown stands in the address. */
class ParleyAdmin extends PageElement {
  static properties = { current: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    this.#follow();
    addEventListener('hashchange', this.#follow);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('hashchange', this.#follow);
  }

  render() {
    return html`
      <div class="admin">
        <h1>Administration</h1>
        ${tabList({ tabs: TABS, current: this.current, panel: 'admin-panel', label: 'What to administer', choose: (tab) => this.#choose(tab) })}
        <section id="admin-panel" role="tabpanel" aria-label=${this.current.label}>${this.current.content()}</section>
      </div>
    `;
  }

  updated() {
    showTab(this.querySelector('[aria-selected=true]'));
  }

  #follow = () => (this.current = TABS.find(({ id }) => `#${id}` === location.hash) ?? TABS[0]);

  #choose(tab) {
    history.replaceState(null, '', `${location.pathname}#${tab.id}`);
    this.current = tab;
  }
}

customElements.define('parley-admin', ParleyAdmin);
