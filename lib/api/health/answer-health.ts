import { serverLog } from '@/lib/access/server-log';
import { sharedConfig } from '@/lib/config/shared-config';
import { sharedDatabase } from '@/lib/store/database/database';

const withinMs = 2_000;

/** Alive: the process answers. Nothing else is asked, so that a lost database restarts nobody. */
export function answerLive(): Response {
  return answer(200, { status: 'alive' });
}

/** Ready: configured, and the database answers with our schema within two seconds. Says only whether, never why not. */
export async function answerReady(): Promise<Response> {
  const isReady = await canServe();
  return answer(isReady ? 200 : 503, { status: isReady ? 'ready' : 'not-ready' });
}

/** Both at once. 503 while not ready. */
export async function answerHealth(): Promise<Response> {
  const isReady = await canServe();
  return answer(isReady ? 200 : 503, { status: isReady ? 'ready' : 'not-ready', live: true, ready: isReady });
}

async function canServe(): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  try {
    sharedConfig();
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('The database did not answer in time.')), withinMs);
    });
    await Promise.race([sharedDatabase().pool.query('SELECT FROM audit_entry LIMIT 1'), late]);
    return true;
  } catch (error) {
    serverLog.warn({ err: error }, 'Not ready.');
    return false;
  } finally {
    clearTimeout(timer);
  }
}

function answer(status: number, body: Record<string, unknown>): Response {
  return Response.json(body, { status, headers: { 'cache-control': 'no-store' } });
}
