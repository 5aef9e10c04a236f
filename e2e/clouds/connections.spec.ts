import type { Page } from '@playwright/test';
import { connectionSchema, connectionsSchema } from '@/lib/api/contracts/connections';
import { expect, test } from '../setup/journey';
import { readSandboxCredentials } from '../setup/sandbox-credentials';

// Longer than a read of the cloud may take.
test.describe.configure({ timeout: 180_000 });

const name = 'Second AWS';

async function fillForm(page: Page, fields: Record<string, string>): Promise<void> {
  for (const [label, value] of Object.entries(fields))
    await page.getByLabel(new RegExp(`^${label}(\\(optional\\))?$`)).fill(value);
}

test.describe
  .serial('a second connection', () => {
    test('an endpoint at a metadata address is refused beside its field, in any spelling', async ({ page }) => {
      const aws = await readSandboxCredentials();
      await page.goto('/connections/new?provider=aws');
      for (const endpoint of [
        'http://169.254.169.254',
        'http://[::ffff:169.254.169.254]',
        'http://0xa9fea9fe',
        'http://2852039166',
      ]) {
        await fillForm(page, {
          Name: name,
          'Access key id': aws.accessKeyId,
          'Secret access key': aws.secretAccessKey,
          Endpoint: endpoint,
        });
        await page.getByRole('button', { name: 'Test' }).click();
        await expect(page.getByLabel(/^Endpoint/)).toHaveAttribute('aria-invalid', 'true');
        await expect(page.getByText(/link-local|metadata/i).first()).toBeVisible();
      }
    });

    test('its test names the missing permission, and it is saved with gaps', async ({ page, sandbox, api }) => {
      const aws = await readSandboxCredentials();
      await sandbox.setFaults('aws', {
        fault: { kind: 'missing-permission' },
        where: { operation: 'DescribeVpnConnections' },
      });
      await page.goto('/connections/new?provider=aws');
      await fillForm(page, {
        Name: name,
        'Roles to assume': aws.roleArns[0] ?? '',
        'External id': aws.externalId,
        Regions: 'us-east-1',
        'Access key id': aws.accessKeyId,
        'Secret access key': aws.secretAccessKey,
        Endpoint: aws.endpoint,
        'CA certificate': aws.caCertificate,
      });
      await page.getByRole('button', { name: 'Test' }).click();
      const missing = page.getByRole('region', { name: 'Missing permissions', exact: true });
      await expect(missing).toContainText('ec2:DescribeVpnConnections', { timeout: 30_000 });
      await page.getByRole('button', { name: 'Save with gaps' }).click();
      await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();

      await sandbox.clearFaults();
      const { items } = await api.get('/connections', connectionsSchema);
      const id = items.find((connection) => connection.name === name)?.id ?? '';
      const run = await api.readNow(id);
      expect(run.outcome).toBe('complete');
    });

    test('it pauses, resumes, takes another secret and says when that one is wrong', async ({ page, api }) => {
      const aws = await readSandboxCredentials();
      const { items } = await api.get('/connections', connectionsSchema);
      const id = items.find((connection) => connection.name === name)?.id ?? '';
      await page.goto(`/connections/${id}`);
      await page.getByRole('button', { name: 'Pause' }).click();
      await expect(page.getByText('Paused: nothing is read until it is resumed.')).toBeVisible();
      await page.getByRole('button', { name: 'Resume' }).click();
      await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();

      const rotate = async (secret: string) => {
        await page.getByRole('button', { name: 'More actions' }).click();
        await page.getByRole('menuitem', { name: 'Rotate secret…' }).click();
        await fillForm(page, { 'Access key id': aws.accessKeyId, 'Secret access key': secret });
        await page.getByRole('dialog').getByRole('button', { name: 'Rotate secret' }).click();
        await expect(page.getByRole('dialog')).toBeHidden();
      };
      await rotate('this-is-not-the-secret-access-key');
      expect((await api.readNow(id)).gaps.map(({ fault }) => fault)).toContain('credentials-rejected');
      await page.reload();
      await expect(page.getByRole('region', { name: 'At a glance' }).getByText('Critical')).toBeVisible();
      await rotate(aws.secretAccessKey);
      expect((await api.readNow(id)).outcome).toBe('complete');
    });

    test('moving it to another host demands its secret again', async ({ api }) => {
      const { items } = await api.get('/connections', connectionsSchema);
      const connection = items.find((one) => one.name === name);
      const settings = { ...connection?.settings, endpoint: 'https://elsewhere.example' };
      const body = { version: connection?.version, settings };
      const response = await api.send('PATCH', `/connections/${connection?.id}`, body);
      expect(response.status()).toBe(422);
      expect(await response.text()).toContain('enter the secret again');
      const after = await api.get(`/connections/${connection?.id}`, connectionSchema);
      expect(after.version).toBe(connection?.version);
    });

    test('it is deleted once its name was typed, and everything read through it with it', async ({ page, api }) => {
      const { items } = await api.get('/connections', connectionsSchema);
      const id = items.find((connection) => connection.name === name)?.id ?? '';
      await page.goto(`/connections/${id}`);
      await page.getByRole('button', { name: 'More actions' }).click();
      await page.getByRole('menuitem', { name: 'Delete…' }).click();
      await page.getByRole('button', { name: 'Delete connection' }).click();
      await expect(page.getByText('This does not match.')).toBeVisible();
      await page.getByLabel(/^Type/).fill(name);
      await page.getByRole('button', { name: 'Delete connection' }).click();
      // All that was read through it goes first.
      await expect(page).toHaveURL(/\/connections$/, { timeout: 30_000 });
      await expect(page.getByRole('link', { name })).toBeHidden();
    });
  });

test.describe('a viewer', () => {
  test.use({ persona: 'viewer' });

  test('sees connections but changes nothing, by page or by API', async ({ page, api }) => {
    const { id, paused } = await api.simulatedConnection();
    await page.goto(`/connections/${id}`);
    await expect(page.getByRole('button', { name: /^(Sync now|Queued|Running)$/ })).toHaveAttribute(
      'aria-disabled',
      'true',
    );
    await expect(page.getByRole('button', { name: 'Pause' })).toHaveAttribute('aria-disabled', 'true');
    await page.goto('/connections');
    await expect(page.getByRole('button', { name: 'Connect a provider' })).toHaveAttribute('aria-disabled', 'true');
    expect((await api.send('POST', `/connections/${id}/sync`)).status()).toBe(403);
    expect((await api.send('PUT', `/connections/${id}/pause`, { paused: true })).status()).toBe(403);
    expect((await api.send('DELETE', `/connections/${id}`)).status()).toBe(403);
    expect((await api.simulatedConnection()).paused).toBe(paused);
  });
});
