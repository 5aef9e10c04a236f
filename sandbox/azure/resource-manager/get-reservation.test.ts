import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningSandbox, startSandbox } from '../../start-sandbox';
import { promisedTo } from '../../world/bills/promised';
import { askRaw, type FaceClient, faceClientOf, fetchToken } from '../face-client';

let sandbox: RunningSandbox;
let client: FaceClient;
beforeAll(async () => {
  sandbox = await startSandbox({ seed: 'test', faces: ['azure'] });
  client = faceClientOf(sandbox);
});
afterAll(() => sandbox.stop());

test('a reservation is told with its term, and one that is not there is refused', async () => {
  const token = await fetchToken(client);
  const [reserved] = promisedTo('test', 'azure');
  const ask = (id: string) => askRaw(client, `${id}?api-version=2022-11-01`, { token });
  const found = JSON.parse((await ask(reserved?.id ?? '')).body);
  expect(found).toMatchObject({
    id: reserved?.id,
    properties: { expiryDateTime: reserved?.endsAt.toISOString(), term: 'P3Y', displayProvisioningState: 'Succeeded' },
  });
  expect((await ask('/providers/Microsoft.Capacity/reservationOrders/a/reservations/b')).status).toBe(404);
});
