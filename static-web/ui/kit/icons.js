import { html, svg } from 'lit';

/** Strokes on a square of 24 units, drawn for Parley. */
const SHAPES = {
  hash: svg`<path d="M9.500 4 7.500 20M16.500 4l-2 16M4.500 9h15.500M4 15h15.500"/>`,
  lock: svg`<rect x="5" y="10.500" width="14" height="9.500" rx="2"/><path d="M8 10.500V8a4 4 0 0 1 8 0v2.500"/>`,
  people: svg`<circle cx="9" cy="8" r="3.250"/><path d="M3 19.500c.4-3.400 2.800-5.500 6-5.500s5.600 2.100 6 5.500M15.500 5.100a3.250 3.250 0 0 1 0 5.800M17.500 14.500c1.900.8 3.200 2.600 3.500 5"/>`,
  send: svg`<path d="M20.500 3.500 3.500 10l7 3.500 3.500 7zM10.500 13.500l4.500-4.500"/>`,
  reply: svg`<path d="M9.500 5.500 4 11l5.500 5.500M4 11h9a7 7 0 0 1 7 7v1"/>`,
  pencil: svg`<path d="M4 20l1-4.500L16 4.500a2 2 0 0 1 3 0l.500.500a2 2 0 0 1 0 3L8.500 19zM14 6.500l3.500 3.500"/>`,
  bin: svg`<path d="M4.500 6.500h15M9.500 6V4h5v2M6.500 6.500 7.500 20h9l1-13.500M10.200 10.500l.300 6M13.800 10.500l-.300 6"/>`,
  cross: svg`<path d="M6 6l12 12M18 6 6 18"/>`,
  back: svg`<path d="M11 5.500 4.500 12l6.500 6.500M5 12h14.500"/>`,
  forward: svg`<path d="M13 5.500 19.500 12 13 18.500M19 12H4.500"/>`,
  down: svg`<path d="M5.500 13 12 19.500l6.500-6.500M12 19V4.500"/>`,
  menu: svg`<path d="M4 7h16M4 12h16M4 17h16"/>`,
  plus: svg`<path d="M12 5v14M5 12h14"/>`,
  leave: svg`<path d="M10 4.500H6a1.500 1.500 0 0 0-1.500 1.500v12A1.500 1.500 0 0 0 6 19.500h4M15 7.500l4.500 4.500-4.500 4.500M19 12H9.500"/>`,
  settings: svg`<path d="M4 7.500h8M17 7.500h3M4 16.500h3M12 16.500h8"/><circle cx="14.500" cy="7.500" r="2.250"/><circle cx="9.500" cy="16.500" r="2.250"/>`,
  home: svg`<path d="M4 11.500 12 4.500l8 7M6.500 9.500V19.500h11V9.500"/>`,
  chat: svg`<path d="M4 5.500h16v11h-9L6.500 20v-3.500H4z"/>`,
  check: svg`<path d="M5 12.500 10 17.500 19.500 7"/>`,
  clock: svg`<circle cx="12" cy="12" r="8"/><path d="M12 7.500V12l3 2"/>`,
  copy: svg`<rect x="8.500" y="8.500" width="11" height="11" rx="2"/><path d="M15.500 8V6a1.500 1.500 0 0 0-1.500-1.500H6A1.500 1.500 0 0 0 4.500 6v8A1.500 1.500 0 0 0 6 15.500h2"/>`,
  clip: svg`<path d="M19.500 11.500 11.700 19.300a4.500 4.500 0 0 1-6.400-6.400l8-8a3 3 0 0 1 4.300 4.300l-7.800 7.800a1.500 1.500 0 0 1-2.100-2.100l7-7"/>`,
  file: svg`<path d="M6 3.500h8l4.500 4.500V20.500H6zM14 3.500V8h4.500"/>`,
  link: svg`<path d="M10 14a4 4 0 0 0 6 .400l2.500-2.500a4 4 0 0 0-5.700-5.700L11.500 7.500M14 10a4 4 0 0 0-6-.400L5.500 12.100a4 4 0 0 0 5.700 5.700l1.300-1.300"/>`,
  smile: svg`<circle cx="12" cy="12" r="8"/><path d="M8.500 14a4 4 0 0 0 7 0M9.300 9.500v.500M14.700 9.500v.500"/>`,
  unread: svg`<path d="M12.500 5.500H4v11h2.500V20l4.500-3.500h9V12"/><circle cx="18.500" cy="6.500" r="2.750"/>`,
  more: svg`<path d="M6 12v.100M12 12v.100M18 12v.100" stroke-width="3"/>`,
  at: svg`<circle cx="12" cy="12" r="3.500"/><path d="M15.500 8.500v5a2.250 2.250 0 0 0 4.500 0V12a8 8 0 1 0-3.500 6.600"/>`,
  search: svg`<circle cx="10.500" cy="10.500" r="6"/><path d="M15 15l5 5"/>`,
  key: svg`<circle cx="8" cy="15.500" r="3.750"/><path d="M10.700 12.800 19.500 4M15.500 8l3 3M13 10.500l2 2"/>`,
  pin: svg`<path d="M9 4h6M10 4v6l-3.500 4h11L14 10V4M12 14v6.500"/>`,
  bookmark: svg`<path d="M6.500 4h11v16.500L12 16l-5.500 4.500z"/>`,
  warning: svg`<path d="M12 4 21 19.500H3zM12 10v4.500M12 17v.100"/>`,
};

export const icon = (name) => html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${SHAPES[name]}</svg>`;
