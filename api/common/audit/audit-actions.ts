/** Every administrative act that the audit log knows. A code is never given another meaning, and stays here when its route goes. */
export const AUDIT_ACTIONS = [
  'ai-settings.test',
  'ai-settings.update',
  'api-key.create',
  'api-key.delete',
  'audit.export',
  'section.update',
  'server.register',
  'server.relink',
  'server.remove',
  'server.test',
  'session.sign-in',
  'setup.complete',
  'setup.hand-over',
  'support-bundle.download',
  'sync-schedule.update',
  'sync.approve-removals',
  'sync.cancel',
  'sync.start',
  'user.end-session',
  'user.end-sessions',
  'user.update',
] as const;

export type AuditAction = (typeof AUDIT_ACTIONS)[number];
