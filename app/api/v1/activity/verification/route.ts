import { auditVerificationSchema } from '@/lib/api/contracts/activity';
import { route } from '@/lib/api/server/route';
import { sharedConfig } from '@/lib/config/shared-config';
import { verifyActivity } from '@/lib/views/activity/verify-activity';

export const GET = route({
  operation: 'GET /api/v1/activity/verification',
  summary: 'Checks the whole record of activity against itself and the head kept outside the database.',
  access: 'activity:read',
  output: auditVerificationSchema,
  handle: (context) => verifyActivity(context, sharedConfig().auditAnchorPath),
});
