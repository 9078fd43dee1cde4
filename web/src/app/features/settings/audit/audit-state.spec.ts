import { isFiltered, readAudit, toAuditFilters, writeAudit } from './audit-state';

test('the last day is included whole', () => {
  const filters = toAuditFilters(readAudit({ from: '2026-11-01', to: '2026-11-30' }));
  expect(filters).toEqual({
    from: new Date(2026, 10, 1).toISOString(),
    to: new Date(2026, 11, 1).toISOString(),
  });
});

test('what an address cannot mean shows everything', () => {
  const state = readAudit({ action: 'server.explode', actor: 'me', from: '2026-02-31', to: 'yesterday', q: ' ' });
  expect(toAuditFilters(state)).toEqual({});
  expect(isFiltered(state)).toBe(false);
});

test('a state is written as it is read', () => {
  const address = { q: 'attic', action: 'server.remove', from: '2026-11-01' };
  expect(writeAudit(readAudit(address))).toEqual({ ...address, actor: null, to: null });
});
