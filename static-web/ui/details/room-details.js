import { html, nothing } from 'lit';
import { roomCommands, roomInvites, roomWebhooks } from '../../net/room-api.js';
import { openDialog } from '../kit/dialog.js';
import './parley-room-about.js';
import './parley-room-bans.js';
import { tabList } from '../admin/tabs.js';
import './parley-webhooks.js';
import './parley-invites.js';
import { t } from '../../texts/texts.js';

/** Opens the dialog about a room: its details and preferences and, for owners and moderators, invites and bans; for owners, webhooks. */
export function showDetails(conversation, { leave }) {
  const { info } = conversation.room;
  const decides = ['owner', 'moderator'].includes(info.role) && !info.archived_at;
  const tabs = [
    { id: 'about', label: t('details.room-details.about'), content: (close) => html`<parley-room-about .conversation=${conversation} @parley-leave=${() => (close(), leave())}></parley-room-about>` },
    ...(decides
      ? [
          { id: 'invites', label: t('details.room-details.invites'), content: () => html`<parley-invites .api=${roomInvites(conversation.room.id)}></parley-invites>` },
          { id: 'bans', label: t('details.room-details.banned'), content: () => html`<parley-room-bans .room=${conversation.room}></parley-room-bans>` },
        ]
      : []),
    ...(info.role === 'owner' ? [{ id: 'webhooks', label: t('details.room-details.webhooks'), content: () => html`<parley-webhooks .api=${roomWebhooks(conversation.room.id)} .commandApi=${roomCommands(conversation.room.id)}></parley-webhooks>` }] : []),
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
      ${tabs.length > 1 ? tabList({ tabs, current, panel: 'details-panel', label: t('details.room-details.aboutTheRoom'), choose }) : nothing}
      <div id="details-panel" role=${tabs.length > 1 ? 'tabpanel' : 'group'} aria-label=${current.label}>${current.content(close)}</div>
    `,
  });
}
