import pino from 'pino';

/** The server's log: JSON lines on standard output. What could carry a credential is cut out before it is written. */
export const serverLog = pino({
  base: null,
  serializers: { err: toLoggedError },
  redact: {
    paths: ['*.authorization', '*.cookie', '*.secret', '*.token', '*.password', '*.client_secret', '*.id_token'],
    remove: true,
  },
});

/** What a log line keeps of an error: libraries hang whole clients and requests on theirs. */
function toLoggedError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { name, message, stack, cause } = error;
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  return { name, message, ...code, stack, ...(cause === undefined ? {} : { cause: toLoggedError(cause) }) };
}
