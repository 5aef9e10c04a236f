/** What went wrong at sign-in, in words, and what the person can do. */
export interface SignInFault {
  title: string;
  sentence: string;
}

const unreachable: SignInFault = {
  title: 'Your identity provider did not answer as expected',
  sentence:
    'Millwright could not complete the exchange with your identity provider. Try again; if it keeps failing, an administrator should check the issuer address, the client id and the client secret.',
};

const faults: Record<string, SignInFault> = {
  Configuration: {
    title: 'Sign-in is not set up correctly',
    sentence:
      'The server refused to start a sign-in because its own settings do not fit. An administrator should run “millwright doctor” and read the server’s log.',
  },
  AccessDenied: {
    title: 'You were not let in',
    sentence: 'Your identity provider refused, or nobody has invited you yet. Ask an administrator of this console.',
  },
  Disabled: {
    title: 'Your account here is disabled',
    sentence: 'An administrator of this console switched it off. Ask them if you think it should be on.',
  },
  EmailMissing: {
    title: 'Your identity provider did not say who you are',
    sentence: 'It sent no e-mail address. An administrator should allow the email claim for this console.',
  },
  EmailNotVerified: {
    title: 'Your e-mail address is not verified',
    sentence:
      'Your identity provider does not say that the address is yours. Verify it there, then sign in again; if it is, an administrator should have the provider send the email_verified claim (Entra ID: xms_edov).',
  },
  Verification: {
    title: 'This link no longer works',
    sentence: 'It was used already or has expired. Links work once and for a short time; ask for a new one.',
  },
  OAuthSignin: unreachable,
  OAuthCallback: unreachable,
  OAuthCreateAccount: {
    title: 'Your account could not be created',
    sentence:
      'Your identity provider knows you, but Millwright could not record you. Often it did not send an e-mail address; an administrator should allow the email claim.',
  },
  EmailCreateAccount: {
    title: 'Your account could not be created',
    sentence: 'The link was right, but Millwright could not record you. Ask an administrator to look at the log.',
  },
  Callback: {
    title: 'Sign-in stopped half way',
    sentence: 'The answer of your identity provider could not be used. Start again from the sign-in page.',
  },
  OAuthAccountNotLinked: {
    title: 'This e-mail address belongs to another account',
    sentence:
      'Somebody signed in with this address in another way before. Sign in the way you did first, or ask an administrator.',
  },
  EmailSignin: {
    title: 'The e-mail could not be sent',
    sentence: 'The mail server did not accept the message. Try again in a minute, or ask an administrator for a link.',
  },
  SessionRequired: {
    title: 'Please sign in',
    sentence: 'You were signed out, or your session has ended. Sign in to go on.',
  },
};

const unnamed: SignInFault = {
  title: 'Sign-in did not work',
  sentence: 'The server gave no reason that can be shown here. Try again; if it keeps failing, ask an administrator.',
};

/** The fault behind an error code of next-auth or of admission; codes we do not know get a plain sentence of their own. */
export function toSignInFault(code: string | undefined): SignInFault {
  if (code === undefined || !Object.hasOwn(faults, code)) return unnamed;
  return faults[code] ?? unnamed;
}
