import { html, nothing } from 'lit';
import { http } from '../../net/http.js';
import { dayOf, timeOf } from '../times.js';
import { Listing } from './listing.js';

/** Nodes tell how they fare about this often. */
const AGAIN = 3000;

/** The server's processes, as each told a moment ago. */
class ParleyAdminNodes extends Listing {
  static properties = { backups: { state: true } };

  empty = 'No node has told of itself yet.';

  path = () => 'api/admin/nodes';
  rows = ({ nodes, backups }) => {
    this.backups = backups;
    return nodes;
  };

  #reading = null;

  connectedCallback() {
    super.connectedCallback();
    this.#reading = setInterval(() => document.hidden || this.read(), AGAIN);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#reading);
  }

  render() {
    return html`
      ${this.backups ? html`<div class="admin-tools"><button type="button" class="button button-quiet" @click=${() => this.#backUp()}>Back up now</button></div>` : nothing}
      ${this.list()}
    `;
  }

  row(node) {
    return html`
      <li class=${node.alive ? '' : 'line-off'}>
        <span class="lines-words">
          <span><b dir="auto">${node.address}</b> <span class="muted">${[node.id, node.answering && 'answers this page', !node.alive && 'silent'].filter(Boolean).join(' · ')}</span></span>
          <span class="muted small">${node.sockets === null ? 'Its version does not tell more.' : load(node).join(' · ')}</span>
          <span class="muted small">
            ${node.started_at ? html`Started: ${dayOf(node.started_at)}, ${timeOf(node.started_at)}` : nothing}${node.version ? ` · version ${node.version}` : ''}
          </span>
        </span>
      </li>
    `;
  }

  #backUp() {
    this.act(() => http.post('api/admin/backups'), ({ file }) => `The database is backed up to ${file} on the server.`);
  }
}

const load = ({ sockets, rooms, lag, channel_up, round_trip_ms }) => [
  counted(sockets, 'socket', 'sockets'),
  counted(rooms, 'live room', 'live rooms'),
  lag === 0 ? 'no room is behind' : `a room is ${counted(lag, 'change', 'changes')} behind`,
  ...(channel_up ? [] : ['Redis is out of reach']),
  ...(channel_up && round_trip_ms !== null ? [`Redis ${round_trip_ms.toFixed(1)} ms`] : []),
];

const counted = (number, one, many) => `${number} ${number === 1 ? one : many}`;

customElements.define('parley-admin-nodes', ParleyAdminNodes);
