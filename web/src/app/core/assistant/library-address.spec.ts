import { libraryAddress } from './library-address';

it('leads to the same titles, or nowhere', () => {
  expect(libraryAddress('type=movie&genres=Comedy&yearFrom=1990')).toEqual({
    type: 'movie',
    genre: 'Comedy',
    yearFrom: '1990',
  });
  expect(libraryAddress('type=movie&genres=Comedy&genres=Drama')).toBeNull();
  expect(libraryAddress('type=movie&durationMaxMs=5400000')).toBeNull();
  expect(libraryAddress(null)).toBeNull();
});
