import { adminWebhooks } from '../../net/room-api.js';
import { webhookLine } from '../details/webhook-line.js';
import { Listing, query } from './listing.js';
import { t } from '../../texts/texts.js';

const { change, skip, delete: remove } = adminWebhooks;

/** The webhooks of all rooms. */
class ParleyAdminWebhooks extends Listing {
  empty = t('admin.webhooks.noneYet');

  path = (text, after) => `api/admin/hooks${query({ after })}`;
  rows = ({ hooks }) => hooks;

  render() {
    return this.list();
  }

  row(webhook) {
    return webhookLine(webhook, { api: { change, skip, delete: remove }, act: (action) => this.act(action), changed: () => this.read(), note: t('admin.webhooks.of', webhook) });
  }
}

customElements.define('parley-admin-webhooks', ParleyAdminWebhooks);
