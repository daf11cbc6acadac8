/** Formats the blocks of a message as text, one line per block: `<em>so</em>`, `<link https://example.com>here</link>`. */
export const shown = (blocks) => blocks.map(block).join('\n');

function block({ type, text, inlines, blocks, ordered, items, align, head, rows }) {
  switch (type) {
    case 'text':
      return words(inlines);
    case 'code':
      return `<pre>${text}</pre>`;
    case 'quote':
      return `<quote>${shown(blocks)}</quote>`;
    case 'list':
      return `<${ordered ? 'ol' : 'ul'}>${items.map(item).join('')}</${ordered ? 'ol' : 'ul'}>`;
    default:
      return `<table ${align.join(' ')}>${[head, ...rows].map((row) => `[${row.map(words).join('|')}]`).join('')}</table>`;
  }
}

const item = ({ marker, done, inlines, blocks }) => `<${marker}>${done === null ? '' : done ? '☑ ' : '☐ '}${words(inlines)}${shown(blocks)}`;

const words = (inlines) => inlines.map(inline).join('');

function inline({ type, text, inlines, href, isLabelled }) {
  if (type === 'text') {
    return text;
  }
  const name = type === 'link' ? `link${isLabelled || href !== inlines[0].text ? ` ${href}` : ''}` : type;
  return `<${name}>${text ?? words(inlines)}</${type}>`;
}
