import { address } from './address.js';
import { changeHeaders, http } from './http.js';
import { Problem } from './problem.js';

/** The status of a file that the server has lost. */
const LOST = 410;

/** The addresses of a file, its preview and its download. */
export const fileAddress = (id) => address(`api/files/${id}`);
export const previewAddress = (id) => `${fileAddress(id)}/preview`;
export const downloadAddress = (id) => `${fileAddress(id)}?download`;

/** Returns whether the server has the bytes of a file: `kept`, `lost` or `unknown`. */
export async function stateOf(id) {
  try {
    const { status, ok } = await fetch(fileAddress(id), { method: 'HEAD', credentials: 'same-origin' });
    return ok ? 'kept' : status === LOST ? 'lost' : 'unknown';
  } catch {
    return 'unknown';
  }
}

/**
 * Uploads a file for a room. Repeating an upload with the same nonce is safe. A picture that the server
 * refuses to process is uploaded unchanged.
 *
 * @param file `{nonce, name, type, blob}`
 * @param progress receives the uploaded share, from 0 to 1
 * @param signal aborts the upload
 * @return the server's description of the file
 */
export async function uploadFile(room, file, { progress, signal }) {
  const path = `api/rooms/${encodeURIComponent(room)}/files/${file.nonce}`;
  try {
    return await put(path, file, { progress, signal });
  } catch (problem) {
    if (problem.code !== 'file_damaged' && !(problem.code === 'file_too_large' && file.type.startsWith('image/'))) {
      throw problem;
    }
    return put(`${path}?as=file`, file, { progress, signal });
  }
}

/** Uploads the preview of an unposted file. */
export const uploadPreview = (id, blob) => put(`api/files/${id}/preview`, { name: 'preview', type: blob.type, blob }, {});

/** Describes a picture for people who cannot see it; returns the server's description of the file. */
export const describeFile = (id, alt) => http.patch(`api/files/${id}`, { alt });

/** Sends a picture that is not a file of a room; returns the server's answer. */
export const upload = (path, blob) => put(path, { name: 'picture', type: blob.type, blob }, {});

/** Uses XMLHttpRequest because `fetch` does not report upload progress. */
async function put(path, { name, type, blob }, { progress, signal }) {
  const headers = await changeHeaders();
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', address(path));
    Object.entries(headers).forEach(([header, value]) => request.setRequestHeader(header, value));
    request.setRequestHeader('Content-Type', type || 'application/octet-stream');
    request.setRequestHeader('Content-Disposition', `attachment; filename*=UTF-8''${encodeName(name)}`);
    request.upload.onprogress = ({ loaded, total }) => progress?.(total ? loaded / total : 0);
    request.onload = () => settle(request, resolve, reject);
    request.onerror = async () => reject((await isReadable(blob)) ? Problem.unreachable() : Problem.unreadable());
    request.onabort = () => reject(new Problem({ code: 'aborted' }));
    signal?.addEventListener('abort', () => request.abort());
    signal?.aborted ? request.abort() : request.send(blob);
  });
}

/** A file that was changed, moved or deleted after it was chosen cannot be read. */
const isReadable = (blob) =>
  blob
    .slice(0, 1)
    .arrayBuffer()
    .then(
      () => true,
      () => false,
    );

function settle({ status, responseText }, resolve, reject) {
  const body = read(responseText);
  if (status >= 200 && status < 300) {
    resolve(body);
  } else {
    reject(status === 0 ? Problem.unreachable() : new Problem({ ...body, status }));
  }
}

function read(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/** Also encodes characters that RFC 8187 does not allow, and replaces lone surrogates, which would throw. */
const encodeName = (name) => encodeURIComponent(name.toWellFormed?.() ?? name).replace(/['()*!]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
