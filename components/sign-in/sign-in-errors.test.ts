import { expect, it } from 'vitest';
import { toSignInFault } from './sign-in-errors';

it('explains every error code that sign-in sends', () => {
  const codes = [
    'Configuration',
    'AccessDenied',
    'Verification',
    'OAuthSignin',
    'OAuthCallback',
    'OAuthCreateAccount',
    'EmailCreateAccount',
    'Callback',
    'OAuthAccountNotLinked',
    'EmailSignin',
    'SessionRequired',
    'Disabled',
    'EmailMissing',
    'EmailNotVerified',
  ];
  const unnamed = toSignInFault('Default');
  for (const code of codes) expect(toSignInFault(code)).not.toEqual(unnamed);
});

it('never shows a code it does not know, nor trips over names every object has', () => {
  expect(toSignInFault('constructor')).toEqual(toSignInFault(undefined));
});
