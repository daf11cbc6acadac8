import { html, nothing } from 'lit';
import { describeFile, fileAddress, previewAddress } from '../../net/files.js';
import { confirm, showError } from '../kit/confirm.js';
import { icon } from '../kit/icons.js';
import { describeButton, describePicture } from './describe-picture.js';
import { t } from '../../texts/texts.js';

const pictureAddress = ({ id, preview }) => (preview ? previewAddress(id) : fileAddress(id));

/** Renders the files of a message that is being edited. Each can be removed, and pictures can be described. */
export const editedFiles = (conversation, row) => html`
  <ul class="attachments" aria-label=${t('room.composer.attachedFiles')}>
    ${row.files.map((file) => {
      const { name, alt, width } = file;
      const remove = t('room.files.remove', { name });
      return html`
        <li class="attachment">
          ${width ? html`<img src=${pictureAddress(file)} alt=${alt ?? ''} />` : icon('file')}<span class="file-name" dir="auto">${name}</span>
          ${width ? describeButton(file, () => describePicture({ ...file, address: pictureAddress(file) }, (words) => describeFile(file.id, words))) : nothing}
          <button type="button" class="button-icon" aria-label=${remove} title=${remove} @click=${() => removeFile(conversation, row, file)}>${icon('cross')}</button>
        </li>
      `;
    })}
  </ul>
`;

/** The last file of a message without a text is removed with the message. */
async function removeFile({ chat, room }, row, { id, name }) {
  const kept = row.files.map((one) => one.id).filter((one) => one !== id);
  const isLast = kept.length === 0 && row.text === '';
  const agreed = isLast
    ? await confirm({ title: t('room.files.removeTheOnlyOne'), detail: t('room.files.nothingIsLeft'), quote: name, action: t('room.message.delete') })
    : await confirm({ title: t('room.files.removeThisFile'), quote: name, action: t('room.files.removeIt') });
  const change = () => (isLast ? chat.messages.delete(room, row.seq) : chat.messages.edit(room, row.seq, null, kept));
  agreed && (await change().catch((problem) => showError(t('room.files.notRemoved'), problem.message)));
}
