import { address } from './address.js';
import { upload } from './files.js';
import { http } from './http.js';

const SIDE = 128;
const LIMIT = 256 * 1024;
const QUALITY = 0.9;

/** The address of a version of an emoji's picture. Browsers load each version once. */
export const emojiAddress = (name, version) => address(`api/emoji/${name}?v=${version}`);

const path = (name) => `api/admin/emoji/${encodeURIComponent(name)}`;

export const removeEmoji = (name) => http.delete(path(name));

/** Adds an emoji, with its picture scaled down if it is too large. */
export const addEmoji = async (name, file) => upload(path(name), await fitting(file));

/** A picture that is small enough stays as it is, so that it may be animated. */
async function fitting(file) {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
  if (scale === 1 && file.size <= LIMIT) {
    picture.close();
    return file;
  }
  const canvas = new OffscreenCanvas(Math.max(1, Math.round(picture.width * scale)), Math.max(1, Math.round(picture.height * scale)));
  const brush = canvas.getContext('2d');
  brush.imageSmoothingQuality = 'high';
  brush.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return canvas.convertToBlob({ type: 'image/webp', quality: QUALITY });
}
