import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { FaultNotice } from '@/components/sign-in/fault-notice';
import { MailLinkForm } from '@/components/sign-in/mail-link-form';
import { PersonaList } from '@/components/sign-in/persona-list';
import { ProviderButton } from '@/components/sign-in/provider-button';
import { StatusMark } from '@/components/ui/status-mark';
import { readCurrentActor } from '@/lib/access/session/current-actor';
import { mailProviderId } from '@/lib/access/sign-in/mail-link';
import { oidcProviderId } from '@/lib/access/sign-in/oidc-provider';
import type { Config } from '@/lib/config/config';
import { sharedConfig } from '@/lib/config/shared-config';

export const metadata: Metadata = { title: 'Sign in' };
export const dynamic = 'force-dynamic';

interface SignInPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** An address of this console to return to; the first page when none was named. */
function toCallbackUrl(value: string | string[] | undefined): string {
  return typeof value === 'string' && value !== '' ? value : '/';
}

/** What people call the identity provider: its host, which they know from its own pages. */
function nameProvider(config: Config): string | null {
  if (config.oidc === null) return null;
  return config.demo ? 'the simulated identity provider' : new URL(config.oidc.issuer).hostname;
}

/** Signing in: every way that is configured, and what went wrong the last time. */
export default async function SignInPage({ searchParams }: SignInPageProps) {
  const { error, mailed, callbackUrl } = await searchParams;
  const fault = typeof error === 'string' ? error : null;
  if (fault === null && (await readCurrentActor()) !== null) redirect('/');
  const config = sharedConfig();
  const provider = nameProvider(config);
  const returnTo = toCallbackUrl(callbackUrl);
  return (
    <>
      <h1 className="font-semibold text-panel">Sign in</h1>
      {fault === null ? null : <FaultNotice code={fault} />}
      {mailed === undefined ? null : (
        <div role="status" className="flex flex-col gap-1">
          <StatusMark tone="in-progress" word="Look into your mail" className="font-medium" />
          <p className="text-muted">
            If that address may sign in here, a link is on its way. It works once, for a quarter of an hour.
          </p>
        </div>
      )}
      {provider === null ? null : <ProviderButton providerId={oidcProviderId} name={provider} callbackUrl={returnTo} />}
      {config.smtp === null ? null : <MailLinkForm providerId={mailProviderId} callbackUrl={returnTo} />}
      {provider === null && config.smtp === null ? (
        <p className="text-muted">
          People come here by invitation. Ask an administrator for a link; on the machine that runs the console,{' '}
          <code className="text-table">millwright invite</code> makes the first one.
        </p>
      ) : null}
      {config.demo ? <PersonaList /> : null}
    </>
  );
}
