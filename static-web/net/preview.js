const MAX_SIDE = 1024;
const SMALL = 150_000;
const QUALITY = 0.82;

/** Makes the preview of a picture, with its orientation applied; null if it is small, animated or unreadable. */
export async function previewOf(blob) {
  if (!/^image\/(?:png|jpeg|webp|avif)$/.test(blob.type) || blob.size <= SMALL) {
    return null;
  }
  try {
    const picture = await createImageBitmap(blob, { imageOrientation: 'from-image' });
    const scale = Math.min(1, MAX_SIDE / Math.max(picture.width, picture.height));
    const canvas = new OffscreenCanvas(Math.max(1, Math.round(picture.width * scale)), Math.max(1, Math.round(picture.height * scale)));
    canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const preview = await canvas.convertToBlob({ type: 'image/webp', quality: QUALITY });
    return preview.size < blob.size ? preview : null;
  } catch {
    return null;
  }
}
