import { forwardToSandbox } from '@/lib/access/sign-in/forward-to-sandbox';

/** The demo's identity provider, reached through the console's own address. Without a sandbox there is nothing here. */
export const GET = forwardToSandbox;
export const POST = forwardToSandbox;
