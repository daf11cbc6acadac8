import { t } from '../../texts/texts.js';

const BROWSERS = [
  ['Edg', 'Edge'],
  ['OPR', 'Opera'],
  ['Firefox', 'Firefox'],
  ['Chrom', 'Chrome'],
  ['Safari', 'Safari'],
];
const SYSTEMS = [
  ['Android', 'Android'],
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Windows', 'Windows'],
  ['Macintosh', 'Mac'],
  ['Linux', 'Linux'],
];

/** The browser and system named by a user agent, in familiar words. */
export function device(agent) {
  const named = (list) => list.find(([part]) => agent.includes(part))?.[1];
  const browser = named(BROWSERS) ?? t('kit.device.aProgram');
  const system = named(SYSTEMS);
  return system ? t('kit.device.browserOnSystem', { browser, system }) : browser;
}
