import { html, nothing } from 'lit';
import { roomInvites } from '../net/room-api.js';
import { openDialog } from './dialog.js';
import './parley-room-about.js';
import './parley-room-bans.js';
import { tabList } from './tabs.js';
import './parley-invites.js';

/** All about a room: what it is, of what to be told, and, for who decides there, invites and bans. */
export function showDetails(conversation, { leave }) {
  const { info } = conversation.room;
  const decides = ['owner', 'moderator'].includes(info.role) && !info.archived_at;
  const tabs = [
    { id: 'about', label: 'About', content: (close) => html`<parley-room-about .conversation=${conversation} @parley-leave=${() => (close(), leave())}></parley-room-about>` },
    ...(decides
      ? [
          { id: 'invites', label: 'Invites', content: () => html`<parley-invites .api=${roomInvites(conversation.room.id)}></parley-invites>` },
          { id: 'bans', label: 'Banned', content: () => html`<parley-room-bans .room=${conversation.room}></parley-room-bans>` },
        ]
      : []),
  ];
  let current = tabs[0];
  const choose = (tab) => {
    current = tab;
    show();
  };
  const show = openDialog({
    title: info.label,
    className: 'details',
    content: (close) => html`
      ${tabs.length > 1 ? tabList({ tabs, current, panel: 'details-panel', label: 'About the room', choose }) : nothing}
      <div id="details-panel" role=${tabs.length > 1 ? 'tabpanel' : 'group'} aria-label=${current.label}>${current.content(close)}</div>
    `,
  });
}
