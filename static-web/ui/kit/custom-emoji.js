import { html } from 'lit';
import { customEmoji } from '../../model/custom-emoji.js';
import { emojiAddress } from '../../net/emoji.js';

/** An emoji: the picture of one of this server, otherwise the text itself. */
export function emojiSign(emoji) {
  const version = customEmoji.pictureOf(emoji);
  return version ? html`<img class="custom-emoji" src=${emojiAddress(emoji.slice(1, -1), version)} alt=${emoji} title=${emoji} draggable="false" @error=${showName} @load=${showPicture} />` : emoji;
}

/** Shows the name of an emoji whose picture cannot be loaded. The picture stays, because a later version may be loaded. */
function showName({ currentTarget: picture }) {
  if (!picture.hidden) {
    picture.hidden = true;
    picture.after(Object.assign(document.createElement('span'), { className: 'emoji-lost' }));
  }
  picture.nextElementSibling.textContent = picture.alt;
}

function showPicture({ currentTarget: picture }) {
  if (picture.hidden) {
    picture.hidden = false;
    picture.nextElementSibling.remove();
  }
}

/** A text with the pictures of this server's emoji. */
export const withEmoji = (text) => (text.includes(':') ? customEmoji.parts(text).map((part) => (part.emoji ? emojiSign(part.emoji) : part.text)) : text);
