import { createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cliActor } from '@/lib/access/actor';
import { createBudgetSchema } from '@/lib/api/contracts/cost-budgets';
import { createBudget } from '@/lib/commands/cost/budgets/create-budget';
import { raiseBudgetAlert } from '@/lib/commands/cost/budgets/raise-budget-alerts';
import { amountDigits } from '@/lib/domain/cost/amount';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import { budgetMailQueue, ensureBudgetMailQueue, queueBudgetMails, sendBudgetMail } from './budget-mails';
import { createQueueSystem } from './queues';

let database: TestDatabase;
let mailServer: Server;
let smtp: { url: string; from: string };
const unit = 10n ** BigInt(amountDigits);
const mails: string[] = [];
let alertId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  mailServer = createServer((socket) => receiveMail(socket));
  await new Promise<void>((resolve) => mailServer.listen(0, '127.0.0.1', resolve));
  const address = mailServer.address();
  smtp = { url: `smtp://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`, from: 'console@example.com' };
  const now = new Date('2026-11-12T08:00:00Z');
  for (const email of ['owner@example.com', 'gone@example.com', 'moved@example.com'])
    await database.prisma.person.create({
      data: {
        email,
        name: email,
        createdAt: now,
        bindings: { create: { role: 'finance', scopeKind: 'team', scopeValue: 'research', createdAt: now } },
      },
    });
  const context = { actor: cliActor('test'), database, now, requestId: 'test' };
  const terms = createBudgetSchema.parse({
    name: 'Research',
    currency: 'USD',
    amount: '1000',
    owner: 'Owner@example.com',
    notify: ['gone@example.com', 'moved@example.com'],
    filters: { team: ['research'] },
  });
  const id = await createBudget(context, terms);
  const raised = await raiseBudgetAlert(
    context,
    {
      budget: { id, version: 1, name: 'Research' },
      periodStart: '2026-11-01',
      kind: 'actual',
      threshold: 80,
      amount: 1_000n * unit,
      spent: (8_125n * unit) / 10n,
      probability: null,
      known: { atLeast: true, toldTo: '2026-11-08', forecast: { amount: '1900.4', low: '1800', high: '2000' } },
    },
    null,
  );
  if (raised === null) throw new Error('The alert was there already.');
  alertId = raised;
  await database.prisma.person.update({ where: { email: 'gone@example.com' }, data: { disabledAt: now } });
  await database.prisma.roleBinding.updateMany({
    where: { person: { email: 'moved@example.com' } },
    data: { scopeValue: 'vision' },
  });
});
afterAll(async () => {
  mailServer.close();
  await database.close();
});

/** As much of RFC 5321 as one message needs. */
function receiveMail(socket: Socket): void {
  let isData = false;
  let text = '';
  socket.write('220 test\r\n');
  socket.on('data', (chunk) => {
    text += chunk;
    if (isData) {
      if (!text.endsWith('\r\n.\r\n')) return;
      mails.push(text.replaceAll('=\r\n', ''));
      isData = false;
      socket.write('250 ok\r\n');
    } else if (text.startsWith('QUIT')) socket.end('221 bye\r\n');
    else {
      isData = text.startsWith('DATA');
      socket.write(isData ? '354 go on\r\n' : '250 ok\r\n');
    }
    text = '';
  });
  socket.on('error', () => undefined);
}

it('tells who is named what was known when the alert was raised, and where to look', async () => {
  const mailing = { database, smtp, origin: 'https://console.example.com' };
  await sendBudgetMail(mailing, { alertId, to: 'owner@example.com' });
  expect(mails).toHaveLength(1);
  expect(mails[0]).toMatch(/^To: owner@example\.com$/m);
  for (const part of ['80 % of the budget is spent', 'at least 812.5 USD', 'about 1900 USD', '/cost/budgets/'])
    expect(mails[0]).toContain(part);
});

it('sends nothing to whoever may no longer sign in or see the costs, nor of an alert that never came', async () => {
  mails.length = 0;
  const mailing = { database, smtp, origin: null };
  await sendBudgetMail(mailing, { alertId, to: 'gone@example.com' });
  await sendBudgetMail(mailing, { alertId, to: 'moved@example.com' });
  await sendBudgetMail(mailing, { alertId: '0190c0de-0000-7000-8000-00000000dead', to: 'owner@example.com' });
  expect(mails).toEqual([]);
});

it('fails where the mail server does not take it, so that the queue tries again', async () => {
  const mailing = { database, smtp: { ...smtp, url: 'smtp://127.0.0.1:1' }, origin: null };
  await expect(sendBudgetMail(mailing, { alertId, to: 'owner@example.com' })).rejects.toThrow(/mail server/);
});

it('queues one mail a person', async () => {
  const boss = createQueueSystem(database.url, { superviseSeconds: 60, heartbeatSeconds: 10 });
  boss.on('error', () => undefined);
  await boss.start();
  try {
    await ensureBudgetMailQueue(boss);
    await queueBudgetMails(boss, alertId, ['owner@example.com', 'owner@example.com', 'other@example.com']);
    const { rows } = await database.pool.query(
      `SELECT data->>'to' AS "to" FROM pgboss.job WHERE name = $1 ORDER BY 1`,
      [budgetMailQueue],
    );
    expect(rows).toEqual([{ to: 'other@example.com' }, { to: 'owner@example.com' }]);
  } finally {
    await boss.stop({ graceful: false });
  }
});
