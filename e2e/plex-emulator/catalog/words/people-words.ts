/** Invented people and the closed vocabularies of tags. */
const words = (text: string): string[] => text.trim().split(/\s+/);

export const FIRST_NAMES = words(`
Alma Bruno Clara Dario Edda Felix Greta Hugo Ines Jonas Kaya Leon Mira Nils Olga Pavel Quinn Rhea Silas Tessa Ugo Vera Willem
Xenia Yara Zeno Amaro Bettina Cyril Dunja Emil Frida Gaspard Hanne Ivo Jolanda Kerem Linnea Matteo Noor Orla Priya Rafael Sunniva
Taro Una Viggo Wanda Yusuf Zelda Aarav Birgit Caspian Delia Enzo Fumiko`);

export const LAST_NAMES = words(`
Quillfeather Brambledon Ostrander Vellacott Marrowby Thistlewood Karvonen-Lund Petrescu-Vale Oakhurst-Mbeki Lanterngaard Dovercourt
Finchberry Halloran-Ito Jessamine Kestenholz Larkwright Moonfield Nettleship Okonjo-Reyes Pemberwick Quarrington Ravenscar-Diaz
Saltmarsh Tumblewell Underhay Vanterpool Winterbourne-Rao Yellowlees Zabrinski Ambergaard Birdwhistle Copperthwaite Drakeholm
Evensong Featherstone-Haugh Gillyflower Hollowell Inkpenner Juniperus Kettleborough Lovelace-Oduya Mistlethwaite Nightingall
Orangefield Plumtree-Sato Quickenborough Rosethorn Starkadder Tidewell Umberslade`);

export const GENRES_VIDEO = [
  'Adventure',
  'Animation',
  'Comedy',
  'Crime',
  'Documentary',
  'Drama',
  'Family',
  'Fantasy',
  'History',
  'Horror',
  'Music',
  'Mystery',
  'Romance',
  'Science Fiction',
  'Short',
  'Thriller',
  'War',
  'Western',
  'Film Noir',
  'Biography',
] as const;

export const GENRES_MUSIC = [
  'Ambient',
  'Blues',
  'Chamber Pop',
  'Classical',
  'Dub',
  'Electronic',
  'Folk',
  'Funk',
  'Jazz',
  'Krautrock',
  'Pop/Rock',
  'Soul',
  'Tango',
  'Waltz',
] as const;

export const COUNTRIES = [
  'Argentina',
  'Canada',
  'Czech Republic',
  'Denmark',
  'Finland',
  'France',
  'Germany',
  'Greece',
  'India',
  'Ireland',
  'Italy',
  'Japan',
  'Mexico',
  'Norway',
  'Poland',
  'Portugal',
  'South Korea',
  'Spain',
  'Sweden',
  'Turkey',
  'United Kingdom',
  'United States of America',
] as const;

export const STUDIOS = [
  'Pocket Lighthouse Pictures',
  'Nine Kettles Film',
  'Fogbound & Sons',
  'Tin Submarine Studios',
  'Marmalade Motion',
  'Halcyon Road',
  'Second Breakfast Productions',
  'Left Bank Weather',
  'Quiet Goose Films',
  'Umbrella & Partner',
  'Paper Moon Cooperative',
  'Lower Piddock Pictures',
] as const;

export const CONTENT_RATINGS_MOVIE = ['G', 'PG', 'PG-13', 'R', 'NC-17', 'Not Rated', 'de/12', 'gb/15'] as const;
export const CONTENT_RATINGS_TV = ['TV-Y7', 'TV-G', 'TV-PG', 'TV-14', 'TV-MA'] as const;
export const CHARACTERS = [
  'The Ferryman',
  'Aunt Odile',
  'Inspector Plum',
  'Nurse Halloway',
  'The Goose (voice)',
  'Captain Brine',
  'Young Tobias',
  'Mayor Krill',
  'Self',
  'Mrs. Underhay',
  'Professor Tock',
  'The Stranger',
  'Doctor Fenn',
  'Station Master',
  'The Twin',
  'Lodger',
] as const;
