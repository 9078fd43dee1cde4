import { AUDIT_ACTION } from '../../../api/generated/models/audit-action-array';
import { hasWords } from './audit-words';

test('every act has words', () => {
  expect(AUDIT_ACTION.filter((action) => !hasWords(action))).toEqual([]);
});
