import { squareOf } from '../model/crop.js';
import { address } from './address.js';
import { http } from './http.js';
import { upload } from './files.js';

/** The side of the pictures that are sent; in pixels. */
const SIDE = 512;
const QUALITY = 0.9;

/** The address of a version of a person's picture. Browsers load each version once. */
export const avatarAddress = (username, version) => address(`api/accounts/${encodeURIComponent(username)}/avatar?v=${version}`);

/** Stores a picture as the account's own; returns the account. */
export const saveAvatar = (blob) => upload('api/account/avatar', blob);

export const removeAvatar = () => http.delete('api/account/avatar');

/** Makes the file to send of a crop of a picture: a square, scaled down, without the metadata of the original. */
export async function cropped(picture, crop) {
  const { left, top, side } = squareOf(picture, crop);
  const size = Math.max(1, Math.min(SIDE, Math.round(side)));
  const canvas = new OffscreenCanvas(size, size);
  const brush = canvas.getContext('2d');
  brush.imageSmoothingQuality = 'high';
  brush.drawImage(picture, left, top, side, side, 0, 0, size, size);
  return canvas.convertToBlob({ type: 'image/webp', quality: QUALITY });
}
