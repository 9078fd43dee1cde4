import { createTestDatabase, type TestDatabase } from '../../../testing';
import { ConversationRepository } from './conversation.repository';

describe('conversations', () => {
  let test: TestDatabase;
  let conversations: ConversationRepository;
  let userId: string;

  beforeAll(async () => {
    test = await createTestDatabase();
    conversations = new ConversationRepository(test.database);
    const row = await test.database.row<{ id: string }>(
      `WITH account AS (INSERT INTO plex_accounts (account_id, sealed_token) VALUES (7, 'v1.a.b.c') RETURNING account_id)
       INSERT INTO users (plex_account_id, username, display_name) SELECT account_id, 'ben', 'Ben' FROM account
       RETURNING id`,
    );
    userId = row!.id;
  });
  afterAll(() => test?.drop());

  /** Several made in one millisecond would come in any order. */
  const at = (id: string, nth: number) =>
    test.database.run(
      `UPDATE ai_conversations SET updated_at = '2026-01-01'::timestamptz + $2 * interval '1 second' WHERE id = $1`,
      [id, nth],
    );

  it('in which nothing was said give way to new ones, the oldest first, and no others', async () => {
    const spoken = await conversations.create(userId, 'spoken in');
    expect(await conversations.begin(userId, spoken.id, 'What is new?', 'New')).toBe(true);
    await conversations.release(spoken.id);
    await at(spoken.id, -1);
    const made: string[] = [];
    for (let i = 0; i < 520; i++) {
      made.push((await conversations.create(userId, `empty ${i}`)).id);
      await at(made[i], i);
    }
    const kept = (await conversations.list(userId, 1000, null)).map(({ id }) => id);
    expect(kept).toEqual([...made.slice(-500).reverse(), spoken.id]);
  });
});
