/** Places a floating element next to its anchor, below it if there is room; on a small screen its styles place it. */
export function placeNextTo(floating, anchor) {
  if (!anchor?.isConnected || matchMedia('(max-width: 30rem)').matches) {
    return;
  }
  floating.classList.add('placed');
  const { top, bottom, right } = anchor.getBoundingClientRect();
  const { width, height } = floating.getBoundingClientRect();
  const below = bottom + 8 + height < innerHeight;
  floating.style.setProperty('inset-block-start', `${Math.max(8, below ? bottom + 8 : top - 8 - height)}px`);
  floating.style.setProperty('inset-inline-start', `${Math.max(8, Math.min(right - width, innerWidth - width - 8))}px`);
}
