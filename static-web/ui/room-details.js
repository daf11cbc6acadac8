import { html } from 'lit';
import { openDialog } from './dialog.js';
import './parley-room-about.js';
import './parley-room-bans.js';
import './parley-room-invites.js';

/** All about a room: what it is, of what to be told, and, for who decides there, invites and bans. */
export function showDetails(conversation, { leave }) {
  const { info } = conversation.room;
  const decides = ['owner', 'moderator'].includes(info.role) && !info.archived_at;
  const tabs = [
    { id: 'about', label: 'About', content: (close) => html`<parley-room-about .conversation=${conversation} @parley-leave=${() => (close(), leave())}></parley-room-about>` },
    ...(decides
      ? [
          { id: 'invites', label: 'Invites', content: () => html`<parley-room-invites .room=${conversation.room}></parley-room-invites>` },
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
      ${tabs.length > 1 ? tabList(tabs, current, choose) : ''}
      <div id="details-panel" role=${tabs.length > 1 ? 'tabpanel' : 'group'} aria-label=${current.label}>${current.content(close)}</div>
    `,
  });
}

function tabList(tabs, current, choose) {
  const key = (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) {
      event.preventDefault();
      const next = tabs[(tabs.indexOf(current) + step + tabs.length) % tabs.length];
      choose(next);
      document.querySelector(`#tab-${next.id}`).focus();
    }
  };
  return html`
    <div class="tabs" role="tablist" @keydown=${key}>
      ${tabs.map((tab) => html`
        <button type="button" id="tab-${tab.id}" role="tab" aria-selected=${tab === current} aria-controls="details-panel" tabindex=${tab === current ? 0 : -1} @click=${() => choose(tab)}>${tab.label}</button>
      `)}
    </div>
  `;
}
