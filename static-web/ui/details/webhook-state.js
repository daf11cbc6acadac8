import { dayWithin } from '../kit/times.js';
import { t } from '../../texts/texts.js';

const PAUSED = {
  requested: t('details.hooks.paused.requested'),
  failing: t('details.hooks.paused.failing'),
  gone: t('details.hooks.paused.gone'),
  access_lost: t('details.hooks.paused.access_lost'),
};

/** The facts shown about a webhook, in order. */
export const facts = ({ username, last_used_at, url, sending }) =>
  [
    t('details.hooks.posts', { username }),
    last_used_at ? t('details.hooks.lastUsed', { day: dayWithin(last_used_at) }) : t('details.hooks.neverUsed'),
    url && t('details.hooks.sendsTo', { url }),
    sending && (sending.lag ? t('details.hooks.behind', { count: sending.lag }) : t('details.hooks.upToDate')),
  ].filter(Boolean);

/** Why nothing is sent at the moment; null if all is well. */
export function trouble(sending) {
  if (sending?.paused_at) {
    return [PAUSED[sending.paused_for], sending.last_error].filter(Boolean).join('. ');
  }
  return sending?.failures ? [t('details.hooks.failing', { count: sending.failures }), sending.last_error].filter(Boolean).join(': ') : null;
}
