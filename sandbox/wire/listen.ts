import type { Server } from 'node:net';

/** Listens on a loopback port, 0 for any free one, and answers the port. */
export function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('The server listens on no port.'));
      else resolve(address.port);
    });
  });
}

/** Listens on the port it had before, or on any free one when it had none or somebody else has it now. */
export async function listenAgain(server: Server, before: number | undefined): Promise<number> {
  if (before === undefined) return listen(server, 0);
  try {
    return await listen(server, before);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return listen(server, 0);
    throw error;
  }
}

/** Stops listening, if it does, and drops every connection, answered or not. */
export function close(server: Server & { closeAllConnections(): void }): Promise<void> {
  return new Promise((resolve, reject) => {
    if (!server.listening) return resolve();
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeAllConnections();
  });
}
