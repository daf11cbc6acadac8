import { html, render } from 'lit';
import { onBackdrop } from './backdrop.js';
import { icon } from './icons.js';
import { placeNextTo } from './placement.js';

const STEPS = { ArrowDown: 1, ArrowUp: -1 };

/**
 * Opens a menu next to the anchor. Escape, a click elsewhere or a choice closes it; the focus then returns to the anchor,
 * unless the action has moved it.
 *
 * @param items the choices: `{shape, label, act}`
 */
export function openMenu(anchor, label, items) {
  const menu = document.createElement('dialog');
  menu.className = 'menu menu-floating';
  menu.setAttribute('aria-label', label);
  const choose = (act) => {
    menu.close();
    act();
  };
  render(
    items.map(({ shape, label: text, act }) => html`<button type="button" @click=${() => choose(act)}>${icon(shape)}${text}</button>`),
    menu,
  );
  menu.addEventListener('keydown', walk);
  onBackdrop(menu, () => menu.close());
  menu.addEventListener('close', () => {
    anchor.removeAttribute('aria-expanded');
    menu.remove();
  });
  anchor.setAttribute('aria-expanded', 'true');
  document.body.append(menu);
  menu.showModal();
  placeNextTo(menu, anchor);
}

/** Moves the focus through the choices with the arrow keys. */
function walk(event) {
  const step = STEPS[event.key];
  if (!step) {
    return;
  }
  event.preventDefault();
  const all = [...event.currentTarget.querySelectorAll('button')];
  const next = all.indexOf(document.activeElement) + step;
  all.at(next % all.length).focus();
}
