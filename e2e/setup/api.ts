import { type APIRequestContext, type APIResponse, expect } from '@playwright/test';
import type { z } from 'zod';
import {
  type Connection,
  type ConnectionRun,
  connectionSchema,
  connectionsSchema,
} from '@/lib/api/contracts/connections';
import type { ProviderId } from '@/lib/domain/provider';

const readWithinMs = 120_000;

/** Calls the console's own API with the rights of the journey's persona. */
export class Api {
  readonly #request: APIRequestContext;
  readonly #origin: string;
  readonly #guard: () => void;

  /** `guard` throws where no connection may be changed or read anew. */
  constructor(request: APIRequestContext, origin: string, guard: () => void) {
    this.#request = request;
    this.#origin = origin;
    this.#guard = guard;
  }

  /** Reads a resource of the API and holds it against its contract. */
  async get<T>(path: string, schema: z.ZodType<T>): Promise<T> {
    // A server may close a connection that was idle just as it is used again.
    const response = await this.#request.get(`/api/v1${path}`, { maxRetries: 2 });
    expect(response.status(), `GET ${path}`).toBe(200);
    return schema.parse(await response.json());
  }

  /** Asks for a change, as a page of the console would. */
  async send(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: object): Promise<APIResponse> {
    if (path.startsWith('/connections')) this.#guard();
    const headers = { origin: this.#origin, ...(body && { 'content-type': 'application/json' }) };
    return this.#request.fetch(`/api/v1${path}`, { method, headers, ...(body && { data: body }) });
  }

  /** The console's connections to the simulated clouds, also where a journey made one anew. */
  async simulatedConnections(): Promise<Connection[]> {
    const { items } = await this.get('/connections', connectionsSchema);
    const simulated = items.filter(({ name }) => name.startsWith('Simulated '));
    if (simulated.length === 0) throw new Error('The demo has no connection to its simulated clouds.');
    return simulated;
  }

  async simulatedConnection(provider: ProviderId = 'aws'): Promise<Connection> {
    const found = (await this.simulatedConnections()).find((connection) => connection.provider === provider);
    if (found === undefined) throw new Error(`The demo has no connection to a simulated ${provider}.`);
    return found;
  }

  /** Has a connection read and waits for a run that began after now and has ended. */
  async readNow(id: string): Promise<ConnectionRun> {
    const before = await this.get(`/connections/${id}`, connectionSchema);
    const read = async () => (await this.get(`/connections/${id}`, connectionSchema)).lastRun;
    let ended: ConnectionRun | null = null;
    const hasEnded = async () => {
      const run = await read();
      if (run === null || run.id === before.lastRun?.id) return false;
      if (run.outcome === 'running' || run.outcome === 'abandoned') return false;
      ended = run;
      return true;
    };
    // One already under way began too early: it may have read before what the journey changed.
    if (before.lastRun?.outcome === 'running')
      await expect.poll(async () => (await read())?.outcome, { timeout: readWithinMs }).not.toBe('running');
    expect((await this.send('POST', `/connections/${id}/sync`)).status()).toBe(202);
    await expect.poll(hasEnded, { timeout: readWithinMs, intervals: [500] }).toBe(true);
    // Not what is last by now: yet another may have begun.
    if (ended === null) throw new Error('The run left no record.');
    return ended;
  }
}
