import { html, nothing } from 'lit';
import { dayOf, timeOf } from '../times.js';
import { Listing, query } from './listing.js';

const WORDS = {
  sign_up: 'signed up',
  log_in: 'logged in',
  log_in_failed: 'failed to log in',
  guest_entered: 'entered as a guest',
  password_changed: 'changed the password',
  password_reset: 'set a new password by a link',
  token_created: 'created a token',
  token_revoked: 'revoked a token',
  account_created: 'made an account',
  account_changed: 'changed an account',
  sessions_ended: 'signed out',
  reset_link_created: 'made a reset link for',
  room_changed: 'changed a room',
  messages_read: 'read messages of all rooms',
  message_deleted: 'deleted a message',
  invite_created: 'made an invite',
  invite_revoked: 'revoked an invite',
  settings_changed: 'changed the settings',
  backup_made: 'made a backup',
};

/** What was done, the newest first. Nothing is ever taken out. */
class ParleyAdminAudit extends Listing {
  empty = 'Nothing has happened yet.';

  path = (text, before) => `api/admin/audit${query({ before })}`;
  rows = ({ entries }) => entries;

  render() {
    return this.list();
  }

  row({ at, actor, action, subject, detail, address }) {
    return html`
      <li>
        <span class="lines-words">
          <span><b dir="auto">${actor ?? 'Somebody'}</b> ${WORDS[action] ?? action}${subject ? html`: <span dir="auto">${subject}</span>` : nothing}</span>
          <span class="muted small">${dayOf(at)}, ${timeOf(at)} · from ${address}${detail ? html` · <span dir="auto">${detail}</span>` : nothing}</span>
        </span>
      </li>
    `;
  }
}

customElements.define('parley-admin-audit', ParleyAdminAudit);
