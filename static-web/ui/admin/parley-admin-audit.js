import { html, nothing } from 'lit';
import { dayOf, timeOf } from '../kit/times.js';
import { Listing, query } from './listing.js';
import { t } from '../../texts/texts.js';

const ACTIONS = {
  sign_up: t('admin.audit.signUp'),
  log_in: t('admin.audit.logIn'),
  log_in_failed: t('admin.audit.logInFailed'),
  guest_entered: t('admin.audit.guestEntered'),
  password_changed: t('admin.audit.passwordChanged'),
  password_reset: t('admin.audit.passwordReset'),
  email_confirmed: t('admin.audit.emailConfirmed'),
  email_removed: t('admin.audit.emailRemoved'),
  reset_link_mailed: t('admin.audit.resetLinkMailed'),
  token_created: t('admin.audit.tokenCreated'),
  token_revoked: t('admin.audit.tokenRevoked'),
  account_created: t('admin.audit.accountCreated'),
  emoji_added: t('admin.audit.emojiAdded'),
  emoji_removed: t('admin.audit.emojiRemoved'),
  account_changed: t('admin.audit.accountChanged'),
  sessions_ended: t('admin.audit.sessionsEnded'),
  reset_link_created: t('admin.audit.resetLinkCreated'),
  room_changed: t('admin.audit.roomChanged'),
  messages_read: t('admin.audit.messagesRead'),
  message_deleted: t('admin.audit.messageDeleted'),
  invite_created: t('admin.audit.inviteCreated'),
  invite_mailed: t('admin.audit.inviteMailed'),
  invite_revoked: t('admin.audit.inviteRevoked'),
  command_created: t('admin.audit.commandCreated'),
  command_changed: t('admin.audit.commandChanged'),
  command_deleted: t('admin.audit.commandDeleted'),
  group_created: t('admin.audit.groupCreated'),
  group_changed: t('admin.audit.groupChanged'),
  group_deleted: t('admin.audit.groupDeleted'),
  hook_created: t('admin.audit.webhookCreated'),
  hook_changed: t('admin.audit.webhookChanged'),
  hook_deleted: t('admin.audit.webhookDeleted'),
  settings_changed: t('admin.audit.settingsChanged'),
  test_mail_sent: t('admin.audit.testMailSent'),
  backup_made: t('admin.audit.backupMade'),
  files_verified: t('admin.audit.filesVerified'),
};

/** The audit log, newest entry first. Entries are never deleted. */
class ParleyAdminAudit extends Listing {
  empty = t('admin.audit.noEntriesYet');

  path = (text, before) => `api/admin/audit${query({ before })}`;
  rows = ({ entries }) => entries;

  render() {
    return this.list();
  }

  row({ at, actor, action, subject, detail, address }) {
    return html`
      <li>
        <span class="lines-text">
          <span><b dir="auto">${actor ?? t('admin.audit.somebody')}</b> ${ACTIONS[action] ?? action}${subject ? html`: <span dir="auto">${subject}</span>` : nothing}</span>
          <span class="muted small">${dayOf(at)}, ${timeOf(at)} ${t('admin.audit.from', { address })}${detail ? html` · <span dir="auto">${detail}</span>` : nothing}</span>
        </span>
      </li>
    `;
  }
}

customElements.define('parley-admin-audit', ParleyAdminAudit);
