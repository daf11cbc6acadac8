import { adminHooks } from '../../net/room-api.js';
import { hookLine } from '../details/webhook-line.js';
import { Listing, query } from './listing.js';
import { t } from '../../texts/texts.js';

const { change, skip, delete: remove } = adminHooks;

/** The webhooks of all rooms. */
class ParleyAdminHooks extends Listing {
  empty = t('admin.hooks.noneYet');

  path = (text, after) => `api/admin/hooks${query({ after })}`;
  rows = ({ hooks }) => hooks;

  render() {
    return this.list();
  }

  row(hook) {
    return hookLine(hook, { api: { change, skip, delete: remove }, act: (action) => this.act(action), note: t('admin.hooks.of', hook) });
  }
}

customElements.define('parley-admin-hooks', ParleyAdminHooks);
