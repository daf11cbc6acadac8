import { dayWithin } from '../kit/times.js';
import { t } from '../../texts/texts.js';

const PAUSED = {
  requested: t('details.webhooks.paused.requested'),
  failing: t('details.webhooks.paused.failing'),
  gone: t('details.webhooks.paused.gone'),
  access_lost: t('details.webhooks.paused.access_lost'),
};

/** The facts shown about a webhook, in order. */
export const facts = ({ username, last_used_at, url, sending }) =>
  [
    t('details.webhooks.posts', { username }),
    last_used_at ? t('details.webhooks.lastUsed', { day: dayWithin(last_used_at) }) : t('details.webhooks.neverUsed'),
    url && t('details.webhooks.sendsTo', { url }),
    sending && (sending.lag ? t('details.webhooks.behind', { count: sending.lag }) : t('details.webhooks.upToDate')),
  ].filter(Boolean);

/** Why nothing is sent at the moment; null if all is well. */
export function trouble(sending) {
  if (sending?.paused_at) {
    return [PAUSED[sending.paused_for], sending.last_error].filter(Boolean).join('. ');
  }
  return sending?.failures ? [t('details.webhooks.failing', { count: sending.failures }), sending.last_error].filter(Boolean).join(': ') : null;
}
