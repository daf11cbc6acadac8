/** Replaces the text of a spoiler. */
const HIDDEN = '(spoiler)';

/** The words of blocks without markup, one line per block, item and row. */
export const plain = (blocks) => blocks.map(block).join('\n').trim();

function block({ type, text, inlines, blocks, items, head, rows }) {
  switch (type) {
    case 'text':
      return words(inlines);
    case 'code':
      return text;
    case 'quote':
      return `“${plain(blocks)}”`;
    case 'list':
      return items.map(item).join('\n');
    default:
      return [head, ...rows].map((cells) => cells.map(words).join(' · ')).join('\n');
  }
}

function item({ marker, done, inlines, blocks }) {
  const mark = done === null ? (marker.length > 1 ? marker : '•') : done ? '☑' : '☐';
  return [`${mark} ${words(inlines)}`, ...blocks.map(block)].join('\n');
}

const words = (inlines) => inlines.map(inline).join('');

function inline({ type, text, inlines, href }) {
  if (type === 'spoiler') {
    return HIDDEN;
  }
  return type === 'link' ? words(inlines).trim() || href : (text ?? words(inlines));
}
