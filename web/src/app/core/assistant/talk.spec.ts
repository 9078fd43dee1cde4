import { HttpEventType } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { provideApi } from '../../api/provide-api';
import { Talk } from './talk';

const ROOM = '/api/v1/ai/conversations';
const conversation = (id: string) => ({
  id,
  title: id,
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-01T00:00:00Z',
});
const event = (name: string, data: object): string => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

describe('a conversation', () => {
  let http: HttpTestingController;
  let talk: Talk;

  beforeEach(() => {
    document.cookie = 'XSRF-TOKEN=token';
    TestBed.configureTestingModule({ providers: [provideApi(), provideHttpClientTesting()] });
    http = TestBed.inject(HttpTestingController);
    talk = TestBed.runInInjectionContext(() => new Talk());
  });

  async function asked() {
    void talk.ask('How many?');
    http.expectOne(ROOM).flush(conversation('c1'));
    await settled();
    return http.expectOne(`${ROOM}/c1/messages`);
  }

  it('shows an answer as it grows, and keeps it with its question', async () => {
    const request = await asked();
    const first = event('text', { delta: 'You have 12.' });
    request.event({ type: HttpEventType.DownloadProgress, loaded: first.length, partialText: first });
    expect(talk.draft()?.blocks).toEqual([{ kind: 'text', text: 'You have 12.' }]);
    request.flush(first + event('done', { messageId: 'm1', model: 'tiny' }));
    expect(talk.draft()).toBeNull();
    expect(talk.messages().map(({ role, state }) => [role, state])).toEqual([
      ['user', 'complete'],
      ['assistant', 'complete'],
    ]);
    expect(talk.problem()).toBeNull();
  });

  it('says why an answer ended as the server told it, and keeps what came', async () => {
    const request = await asked();
    const error = event('error', { code: 'ai-timeout', status: 502, title: 'Bad gateway' });
    request.flush(event('text', { delta: 'You have ' }) + error);
    await settled();
    await settled();
    expect(talk.problem()?.code).toBe('ai-timeout');
    expect(talk.messages().at(-1)).toMatchObject({ role: 'assistant', state: 'partial' });
  });

  it('says when to ask again where the server knows', async () => {
    const request = await asked();
    request.flush(event('error', { code: 'ai-rate-limited', status: 503, title: 'Busy', retryAfterSeconds: 30 }));
    await settled();
    await settled();
    expect(talk.problem()).toMatchObject({ title: 'The language model is busy', retryAfterSeconds: 30 });
  });

  it('says that an answer was cut where nothing tells why', async () => {
    const request = await asked();
    request.flush('');
    await settled();
    await settled();
    expect([talk.problem()?.code, talk.question(), talk.messages().length]).toEqual(['ai-cut', 'How many?', 0]);
    void talk.retry();
    http.expectOne(`${ROOM}/c1/messages`);
    expect(talk.problem()).toBeNull();
  });

  it('hangs up when it is stopped', async () => {
    const request = await asked();
    talk.stop();
    expect(request.cancelled).toBe(true);
    expect(talk.draft()).toBeNull();
    expect(talk.messages().at(-1)).toMatchObject({ state: 'failed', errorCode: 'cancelled' });
    void talk.retry();
    expect(http.expectOne(`${ROOM}/c1/messages`).request.body).toEqual({ text: 'How many?' });
  });

  it('keeps a question whose answer did not come above the next one', async () => {
    const request = await asked();
    request.flush(event('error', { code: 'ai-timeout', status: 502, title: 'Bad gateway' }));
    await settled();
    await settled();
    void talk.ask('And shows?');
    expect(talk.messages().map(({ text, state, errorCode }) => [text, state, errorCode])).toEqual([
      ['How many?', 'complete', null],
      ['', 'failed', 'ai-timeout'],
    ]);
    expect([talk.question(), talk.problem()]).toEqual(['And shows?', null]);
  });

  it('shows the conversation that was wanted last, whichever comes first', async () => {
    void talk.open('a');
    void talk.open('b');
    http.expectOne(`${ROOM}/b`).flush({ ...conversation('b'), messages: [] });
    http.expectOne(`${ROOM}/a`).flush({ ...conversation('a'), messages: [] });
    await settled();
    expect([talk.conversation()?.id, talk.loading()]).toEqual(['b', false]);
  });
});
