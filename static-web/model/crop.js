/** How far a picture can be enlarged. */
export const MAX_ZOOM = 4;

/** The crop that shows as much of a picture as a square can. */
export const CENTERED = { x: 0.5, y: 0.5, zoom: 1 };

/**
 * The square of a picture that a crop keeps, in pixels; always inside the picture.
 *
 * @param crop the centre as shares of the width and height, and the zoom from 1 on
 */
export function squareOf({ width, height }, { x, y, zoom }) {
  const side = Math.min(width, height) / Math.min(MAX_ZOOM, Math.max(1, zoom));
  return { left: inside(x * width - side / 2, width - side), top: inside(y * height - side / 2, height - side), side };
}

/** The crop after its square was moved by shares of its side; it stops at the picture's edges. */
export function moved(size, crop, right, down) {
  const { left, top, side } = squareOf(size, crop);
  const next = { left: inside(left + right * side, size.width - side), top: inside(top + down * side, size.height - side) };
  return { ...crop, x: (next.left + side / 2) / size.width, y: (next.top + side / 2) / size.height };
}

const inside = (at, most) => Math.min(Math.max(0, at), Math.max(0, most));
