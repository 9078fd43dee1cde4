import { readEvents } from './event-reader';

const frame = (container: object) => JSON.stringify({ NotificationContainer: container });
const entry = {
  identifier: 'com.plexapp.plugins.library',
  sectionID: '2',
  itemID: '4711',
  type: 4,
  title: 'A title',
  state: 5,
  metadataState: 'processed',
  updatedAt: 1_700_000_000,
};
const read = { kind: 'timeline', ratingKey: '4711', type: 4, state: 5, sectionKey: '2' };

describe('reading push messages', () => {
  it('takes every entry of a message', () => {
    const text = frame({ type: 'timeline', size: 2, TimelineEntry: [entry, { ...entry, itemID: '4712', state: 9 }] });
    expect(readEvents(text)).toEqual([read, { ...read, ratingKey: '4712', state: 9 }]);
  });

  it.each([
    ['numbers as text', { ...entry, type: '4', state: '5' }],
    ['keys as numbers', { ...entry, itemID: 4711, sectionID: 2 }],
    ['no identifier', { ...entry, identifier: undefined }],
  ])('understands %s', (_, row) => {
    expect(readEvents(frame({ type: 'timeline', TimelineEntry: row }))).toEqual([read]);
  });

  it('understands the old form, with and without its envelope', () => {
    const old = {
      _elementType: 'NotificationContainer',
      type: 'timeline',
      size: 1,
      _children: [
        { _elementType: 'TimelineEntry', ...entry },
        { _elementType: 'Other', ...entry },
      ],
    };
    expect(readEvents(JSON.stringify(old))).toEqual([read]);
    expect(readEvents(frame(old))).toEqual([read]);
  });

  it.each([
    ['with the list', { TimelineEntry: [entry] }],
    ['with one entry', { TimelineEntry: entry }],
    ['with the entry alone', entry],
  ])('understands events of an event source %s', (_, data) => {
    expect(readEvents(JSON.stringify(data), 'timeline')).toEqual([read]);
  });

  it('takes a row that is told to be deleted for deleted whatever its state says', () => {
    const text = frame({ type: 'timeline', TimelineEntry: [{ ...entry, state: 1, metadataState: 'deleted' }] });
    expect(readEvents(text)).toEqual([{ ...read, state: 9 }]);
  });

  it('passes over other identifiers, rows without a key and other kinds of messages', () => {
    const rows = [
      { ...entry, identifier: 'com.plexapp.system' },
      { ...entry, itemID: -1 },
      { ...entry, itemID: '0' },
    ];
    expect(readEvents(frame({ type: 'timeline', TimelineEntry: [...rows, null, 7] }))).toEqual([]);
    expect(readEvents(frame({ type: 'activity', ActivityNotification: [{ event: 'started' }] }))).toEqual([]);
    expect(readEvents('{}')).toEqual([]);
  });

  it('tells what is played', () => {
    const row = { sessionKey: 12, ratingKey: '4711', viewOffset: '0', state: 'playing' };
    expect(readEvents(frame({ type: 'playing', PlaySessionStateNotification: [row] }))).toEqual([
      { kind: 'playing', sessionKey: '12', ratingKey: '4711', viewOffsetMs: 0, state: 'playing' },
    ]);
  });

  it.each(['', 'no json', '[1]', 'null', '"text"', '{"NotificationContainer":'])('cannot read %j', (text) => {
    expect(readEvents(text)).toBeNull();
  });
});
