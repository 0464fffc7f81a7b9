// The errors of the SDK (RLIFF#liff-errors).

export class LiffError extends Error {
  constructor(code, message, cause) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'LiffError';
    this.code = code;
  }
}
