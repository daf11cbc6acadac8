import { html, nothing } from 'lit';
import { http } from '../../net/http.js';
import { dayOf, timeOf } from '../kit/times.js';
import { Listing } from './listing.js';
import { t } from '../../texts/texts.js';

/** Refresh interval in milliseconds; nodes report their vitals about this often. */
const REFRESH_INTERVAL = 3000;

/** The server's nodes with their last reported vitals. */
class ParleyAdminNodes extends Listing {
  static properties = { backups: { state: true } };

  empty = t('admin.nodes.noNodesYet');

  path = () => 'api/admin/nodes';
  rows = ({ nodes, backups }) => {
    this.backups = backups;
    return nodes;
  };

  #timer = null;

  connectedCallback() {
    super.connectedCallback();
    this.#timer = setInterval(() => document.hidden || this.read(), REFRESH_INTERVAL);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  render() {
    return html`
      ${this.backups ? html`<div class="admin-tools"><button type="button" class="button button-quiet" ?disabled=${this.busy} @click=${() => this.#backUp()}>${t('admin.nodes.backUpNow')}</button></div>` : nothing}
      ${this.list()}
    `;
  }

  row(node) {
    return html`
      <li class=${node.alive ? '' : 'line-off'}>
        <span class="lines-text">
          <span><b dir="auto">${node.address}</b> <span class="muted">${[node.id, node.answering && t('admin.nodes.thisNode'), !node.alive && t('admin.nodes.notResponding')].filter(Boolean).join(' · ')}</span></span>
          <span class="muted small">${node.sockets === null ? t('admin.nodes.thisVersionProvidesNo') : vitals(node).join(' · ')}</span>
          <span class="muted small">
            ${node.started_at ? html`${t('admin.nodes.started', { day: dayOf(node.started_at) })} ${timeOf(node.started_at)}` : nothing}${node.version ? ` · ${t('admin.nodes.version', { version: node.version })}` : ''}
          </span>
        </span>
      </li>
    `;
  }

  #backUp() {
    this.act(() => http.post('api/admin/backups'), ({ file }) => t('admin.nodes.backupSavedToOn', { file }));
  }
}

const vitals = ({ sockets, rooms, lag, channel_up, round_trip_ms }) => [
  t('admin.nodes.sockets', { count: sockets }),
  t('admin.nodes.liveRooms', { count: rooms }),
  lag === 0 ? t('admin.nodes.noneBehind') : t('admin.nodes.behind', { count: lag }),
  ...(channel_up ? [] : [t('admin.nodes.redisIsUnreachable')]),
  ...(channel_up && round_trip_ms !== null ? [t('admin.nodes.redisTime', { milliseconds: round_trip_ms.toFixed(1) })] : []),
];

customElements.define('parley-admin-nodes', ParleyAdminNodes);
