import { html } from 'lit';
import { customEmoji } from '../../model/custom-emoji.js';
import { emojiAddress } from '../../net/emoji.js';

/** An emoji: the picture of one of this server, otherwise the text itself. */
export function emojiSign(emoji) {
  const version = customEmoji.pictureOf(emoji);
  return version ? html`<img class="custom-emoji" src=${emojiAddress(emoji.slice(1, -1), version)} alt=${emoji} title=${emoji} draggable="false" @error=${({ currentTarget }) => currentTarget.replaceWith(emoji)} />` : emoji;
}

/** A text with the pictures of this server's emoji. */
export const withEmoji = (text) => (text.includes(':') ? customEmoji.parts(text).map((part) => (part.emoji ? emojiSign(part.emoji) : part.text)) : text);
