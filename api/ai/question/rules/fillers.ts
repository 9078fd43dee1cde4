/** Words around what is asked for, which ask for nothing themselves. Folded. */
const ENGLISH = `
  a about added again all am among an and any anything are around as at available be been but can can't cant check collection could
  display do does dont enjoy evening ever find for from fun get give good got has have having hello help hey hi i id if
  ill im in interested is it its ive just kind know later lets library like list look looking look love made make may
  me media might mine mood most movie much my need night no nice not now of on one only or other our own picks please
  plex plus really see search server should show some somebody something sort stuff tell than thanks that the their them
  then there these they thing things this those title titles to today tonight too tv up us want wanna was watch watching
  we weekend well were what whats when where which who will with would yes you your`;
const GERMAN = `
  ab abend aber alle allem allen aller alles als am an auch auf aus bei bibliothek bin bitte da dann das dass dem den der
  des die dies diese diesem diesen dieser dieses doch du ein eine einem einen einer eines einmal er erschienen erschienene erschienenen es etwas hinzugefugt finde finden
  fur gab gern gerne gib gibt gibts gucken gut hab habe haben hallo hast hat heute heutabend ich ihr im in irgendwas ist
  jetzt kann kannst keine lass liste mach mag mal man mediathek mein meine meinem meinen meiner mich mir mit mochte
  mochten morgen nach nenne nicht noch nur ob oder sammlung schau schauen sehen sein sich sie sind so soll sollte such
  suche sucht titel uber und uns unsere vom von vorhanden vorhandene war waren was welche welchem welchen welcher welches wer
  werden wie wurde wurden will wir wird wo wollen zeig zeige zu zum zur`;

export const FILLERS: ReadonlySet<string> = new Set(`${ENGLISH} ${GERMAN}`.split(/\s+/).filter((word) => word !== ''));

/** Where a title or a name that is spoken of ends: what follows asks for something else. */
export const TITLE_ENDS: ReadonlySet<string> = new Set([
  'but',
  'that',
  'which',
  'who',
  'where',
  'do',
  'are',
  'is',
  'have',
  'aber',
  'welche',
  'welcher',
  'habe',
  'hab',
  'gibt',
  'sind',
  'ist',
  'please',
  'bitte',
]);
