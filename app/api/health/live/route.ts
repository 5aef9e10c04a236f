import { answerLive } from '@/lib/api/health/answer-health';

export const dynamic = 'force-dynamic';
export const GET = answerLive;
