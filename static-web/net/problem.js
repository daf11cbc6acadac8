/** A refusal by the server, or a network failure, with a stable code. */
export class Problem extends Error {
  constructor({ status = 0, code = 'unknown', detail, errors = [], retry_after_ms: retryAfter = null } = {}) {
    super(detail ?? code);
    this.name = 'Problem';
    this.status = status;
    this.code = code;
    this.errors = errors;
    this.retryAfter = retryAfter;
  }

  /** The code that a field was refused with; null if it was not. */
  of(field) {
    return this.errors.find((error) => error.field === field)?.code ?? null;
  }

  static unreachable() {
    return new Problem({ code: 'unreachable', detail: 'The server cannot be reached. Check your connection and try again.' });
  }

  /** A file was changed, moved or deleted after it was chosen. */
  static unreadable() {
    return new Problem({ code: 'file_unreadable', detail: 'A file cannot be read any more. It may have been changed or moved: attach it again.' });
  }

  static async of(response) {
    const body = await response.json().catch(() => ({}));
    const detail = body.detail ?? `The server answered ${response.status}.`;
    return new Problem({ ...body, detail, status: response.status });
  }
}
