import pino from 'pino';

/** The server's log: JSON lines on standard output. What could carry a credential is cut out before it is written. */
export const serverLog = pino({
  base: null,
  redact: {
    paths: ['*.authorization', '*.cookie', '*.secret', '*.token', '*.password', '*.client_secret', '*.id_token'],
    remove: true,
  },
});
