/** Words of invented titles. Odd enough that a combination is hardly the name of a real work. */
const words = (text: string): string[] => text.trim().split(/\s+/);

export const ADJECTIVES = words(`
Velvet Marmalade Crooked Lanternlit Whispering Clockwork Gilded Moonlit Reluctant Paper Copper Thistledown Borrowed
Sleepless Amber Hollow Wandering Salted Feathered Porcelain Forgotten Electric Tidal Midnight Saffron Restless Brass
Invisible Wooden Honeyed Silent Frosted Lopsided Crimson Unfinished Patchwork Northern Drowsy Magnetic Spiral Tangled
Second-Hand Luminous Rusty Peppered Cobalt Apologetic Untidy Seaworthy Mossgrown Tin Glass Barefoot Lukewarm Gentle
Thunderous Polite Improbable Impatient Quicksilver Cinnamon Left-Handed Windblown Stubborn Faraway Halfway Overgrown
Underwater Ivory Indigo Musical Sunburnt Snowbound Rain-Soaked Nocturnal Ticklish Wayward Pocket-Sized Accidental
Overdue Mechanical Buttered Lavender Starched Stranded Shipwrecked Elastic Hazel Ornamental Parallel Provincial Leftover
Emerald Chalk Ember Dapper Humming Slow Backward Alphabetical Smuggled Unsent Sideways Bashful Bottled Tidy Inland Sooty`);

export const NOUNS = words(`
Teaspoon Semaphore Lighthouse Orchard Typewriter Ferryman Umbrella Cartographer Beekeeper Observatory Bakery Almanac
Harbour Locksmith Accordion Weathervane Archivist Compass Lantern Gondola Ladder Postman Aquarium Clarinet Signalman
Glasshouse Barometer Carousel Puppeteer Tramway Staircase Telescope Locomotive Envelope Chandelier Greenhouse Windmill
Parrot Mandolin Astronomer Pocketwatch Library Kettle Submarine Botanist Balloonist Quarry Cathedral Tailor Heron Otter
Badger Nightingale Hedgehog Kingfisher Magpie Walrus Tortoise Octopus Peacock Lighthorse Snowglobe Gramophone Switchboard
Elevator Bicycle Wheelbarrow Cuckoo Carnival Masquerade Tangerine Pomegranate Rhubarb Turnip Artichoke Peppermill Teapot
Thimble Button Suitcase Raincoat Waistcoat Galoshes Monocle Mackerel Anchovy Dumpling Sardine Pickle Biscuit Custard
Ledger Detour Inheritance Rehearsal Eclipse Tide Blizzard Drizzle Echo Alphabet Riddle Overture Lullaby Tango Encore
Invention Expedition Quarantine Tournament Apprentice Understudy Widow Stowaway Impostor Caretaker Conductor Chemist
Interpreter Duchess Fishmonger Janitor Juggler Optician Piano-Tuner Proofreader Sculptor Timekeeper Translator Ventriloquist`);

export const PLACES = words(`
Ombersley-on-Sea Quillhaven Tarnbrook Velmora Saint-Aubrine Morrowick Lindenfell Port-Caraway Zephyria Bramblethorpe
Nordvik Castelvento Ostermere Pellworth Dunmarrow Alderquay Mirabeth Kestrel-Bay Wintersedge Halcyonia Glimmerfjord
Fennimore Oldenstrand Cape-Larkspur Montebruno Isla-Farola Petrovanka Sorrelheim Vinterholt Esmerault Thornwater
Lower-Piddock Upper-Nettlecombe Karsavik Bellacorda Skarholm Luminara Dovetail-Junction Ravelstoke Marrowdale Yarrowgate
Tamarindo-Heights Foxglove-Hill Umberto-Springs Quietwater Sandpiper-Point`).map((name) => name.replace(/-/g, ' '));

export const NAMES = words(`
Agatha Balthazar Clementine Dorothea Ezekiel Florentina Gideon Henrietta Ignatius Josephine Konrad Leopoldine Mortimer
Nikolasha Octavia Percival Quentin Rosalind Sebastiano Theodora Ulrika Valentin Winifred Xanthe Yevgenia Zacharias
Anselm Brunhilde Casimir Delphine Emmerich Fabienne Gottfried Hyacinth Isolde Jaroslav Kasimira Lysander Marguerite
Nathanael Ophelia Prudence Reginald Seraphina Tobias Ursula Vivienne Wendelin Yolanda Zuzana Bartholomew Cordelia`);

export const FOREIGN = [
  ['Der Silberne Löffel', 'The Silver Ladle'],
  ['La Brújula de Sal', 'The Compass of Salt'],
  ['Le Phare de Velours', 'The Velvet Beacon'],
  ['Il Gatto del Notaio', "The Notary's Cat"],
  ['Vinterns Sista Båt', "Winter's Last Boat"],
  ['Ночной Трамвай 14', 'Night Tram 14'],
  ['月夜のやかん', 'The Kettle in the Moonlight'],
  ['등대지기의 우산', "The Lighthouse Keeper's Umbrella"],
  ['Złoty Guzik', 'The Golden Button'],
  ['A Sétima Chave', 'The Seventh Key'],
  ['Köprüdeki Saat', 'The Clock on the Bridge'],
  ['Ο Φάρος και η Αλεπού', 'The Beacon and the Fox'],
  ['Tuulimylly Ilman Tuulta', 'A Windmill Without Wind'],
  ['Měsíční Knihovna', 'The Moon Library'],
  ['वर्षा का डाकिया', 'Postman of the Rains'],
  ['Kayıp Şemsiye', 'The Lost Parasol'],
  ['El Último Acordeón', 'The Final Accordion'],
  ['Das Große Einweckglas', 'The Great Preserving Jar'],
] as const;
