/** Words by which a sentence may begin: they name nothing. */
const STARTERS = `
ab aber achten alle allein allem allen aller allerdings alles als also am an andere anderen anders andernfalls anhand anschließend anstatt auch auf aus außer außerdem bald
beide beiden bei beim bereits besonders besser bis bisher bitte da dabei dadurch dafür dagegen daher damit danach dann daneben daran darauf daraus darin darum
darunter das dass davon davor dazu dein deine deinem deinen deiner dem den denn der derzeit des deshalb deswegen dich die dies diese diesem diesen dieser dieses
dir doch dort du durch ebenfalls ebenso egal eher eigentlich ein eine einem einen einer eines einige einigen einiges entweder er erst es etwa etwas euch euer falls
fast für ganz ganze gar gegen gegenüber genau genauso gerade gern gerne gestern gibt gut gute guten hallo hast hat hatte heute hier hierbei hiervon hierzu hinter hinzu ich ihm
ihn ihnen ihr ihre ihrem ihren ihrer im immer in indem insgesamt inzwischen irgendwie ist ja je jede jedem jeden jeder jedes jedoch jene jetzt kann kannst kein keine keinem
keinen keiner keines könnte könntest lass leider man manche manchmal mehr mein meine meinem meinen meiner meist meistens mir mit mithin möchtest mögen morgen nach nachdem nämlich natürlich neben nein nicht nichts nie niemand
noch nun nur ob obwohl oder oft ohne per plus schade schau schon sehr sein seine seit seitdem selbst sich sie sieh sind so sobald sodass sofern sogar solange solche sollte solltest somit
sondern sonst soweit sowie sowohl später stattdessen trotz trotzdem über überall überhaupt übrigens um und uns unser unter vermutlich versuch viel viele vielen vielleicht vom von vor vorher wann war waren warum was
weder wegen weil weitere weiteren welche welchem welchen welcher welches wenig wenige wenn wer werde werden wie wieder wieso willst wir wird wo wobei wodurch wohl wollen
womit worin wurde würde würdest zu zuerst zuletzt zum zur zurzeit zusätzlich zusammen zuvor zwar zwischen gefunden passend passende insgesamt gesehen ungesehen unter
`;

const COMMON = `
nimm soll sollen beruhen beruht sag kürzesten längsten mitten zusagt zusagen führte mindestens höchstens wenigstens maximal dazugekommen hinzugekommene dazu knapp rund ungefähr circa insgesamte genauer habe hätte hätten hättest wäre wären gewesen geworden gemacht gesagt geben gab gäbe allerdings beginne beginnen beginnt starten startet schlage darin daran darauf darum davor trifft überzeugt verbindet empfiehlt bleibt führt führen folgt folgen handelt erlebt begleitet entspannten spannenden bekommst bekommt herrlich wunderbar perfekt ideal ideale passiert klasse toll tolle tollen super abwechslungsreich unbedingt direkt insgesamt durchgehend zuverlässig gleichzeitig momentan derzeit besonderen
passend passendes spannendes lustiges neues kurzes ruhiges leichtes anderes ähnliches besonderes weiterschauen anschauen ansehen lachen entspannen einschlafen warmherzig witzig düster düsterer düstere heiter heitere leichter schwer schwere tief tiefer mehrere eignet belegt 
aktuell aktuelle aktuellen angesehen ansehen anschauen ältere älteren alt alte alten angeben anzeigen beste besten bestes bewertet bewertete bewerteten bieten bietet bisschen bist brauchen brauchst danke dauern dauert
deutlich deutsch deutsche eignet eignen einfach empfehle empfehlen empfehlenswert enthält enthalten entdecken erhalten erzählt fehlen fehlt finde finden findest findet fragen freuen gefallen
gefällt geeignet geht gehören gehört gemischt gemütlich genug geschaut gesucht gezählt gleich gleiche groß große großen größte größten haben halten heißen heißt helfen hilft höher
höchsten hoch hinzugefügt hinzugefügte hinzugekommen interessant kennen kennst klingt kommen kommt komplett konnte können kurz kurze kurzen kürzer kürzeste kürzlich lang lange langen länger längste lassen lässt laufen läuft lautet leicht leichte leichten letzte letzten letzter letztes liegen liegt lieber lustig
lustige machen macht mag magst meinst melden merken möchte möglich muss müssen nächste nächsten nehmen nennen nenne neu neue neuen neuer neues neueste neuesten neuste ordnen passen passt probieren raten ruhig ruhige schauen
schaust schnell schön schöne schönen sehen sehenswert siehst sieht sicher sortiert spannend spannende spielen spielt stammen stammt stehen steht suche suchen suchst tun unbekannt ungesehene ungesehenen unterhaltsam verfügbar vergleichen verschieden
verschiedene versuchen vorhanden vorschlagen vollständig wählen warten weiß weit weiter weiterschauen wenigsten wissen wollte wünschen zählen zeige zeigen zeigt ziemlich zuletzt zuschauen zurück angefangen begonnen abgeschlossen beendet
bekannt bekannte bekannten gespeichert lokal online erreichbar offen gesamt häufig häufigsten meiste meisten wenigen selten kleiner kleinste kleinsten ähnlich ähnliche ähnlichen ähneln anderes sortieren filtern gefiltert vorliegen vorliegt liefern liefert
`;

/** Nouns of everyday talk about a library: all of German's are written with a capital. */
const NOUNS = `
Punkt Punkten Punkte Hauptrolle Hauptrollen Blick Menge Ernstes Leichtes Neues Anderes Ähnliches Sehverlauf
Abend Abende Abends Album Alben Anfang Anfrage Angabe Angaben Ansicht Antwort Anzahl Art Auswahl Auflösung Beispiel Bereich Bewertung Bewertungen Bibliothek Bibliotheken Bild Daten Dauer
Drama Dramen Duplikat Duplikate Ende Empfehlung Empfehlungen Episode Episoden Ergebnis Ergebnisse Familie Familien Fall Figur Film Filme Filmen Films Filmabend Filter Folge Folgen Frage Fragen Freund Freunde Freunden Gattung Genre Genres Geschichte
Geschmack Gründe Grund Horror Humor Idee Ideen Information Informationen Inhalt Inhalte Interesse Jahr Jahre Jahren Jahrzehnt Kategorie Kinder Kino Klassiker Komödie Komödien Krimi Krimis Künstler Lage Länge Laufzeit Laufzeiten Laune Liste Listen Lust
Mal Medien Mediathek Minute Minuten Moment Monat Monate Monaten Morgen Musik Möglichkeit Nacht Name Namen Nähe Ordnung Person Personen Platz Programm Prozent Qualität Regie Regisseur Reihe Reihenfolge Richtung Ruhe Sache Sammlung Schauspieler Science-Fiction Schluss
Sekunde Sekunden Sendung Sendungen Serie Serien Server Servern Sicht Sinn Speicher Speicherplatz Spannung Spaß Spielzeit Staffel Staffeln Stand Statistik Stelle Stil Stimmung Stück Stücke Stunde Stunden Suche Synchronisierung Tag Tage Tagen Teil Teile Text Thema Themen Thriller
Titel Titeln Treffer Treffern Überblick Unterhaltung Verlauf Verfügung Version Versionen Vorliebe Vorlieben Vorschlag Vorschläge Vorschlägen Wahl Weise Werk Werke Wert Werte Wiedergabe Wiedergaben Woche Wochen Wochenende Wunsch Wünsche Zahl Zahlen Zeit Zeitraum Zuschauer Tipp Tipps Kind Kindern Eltern Erwachsene Erwachsenen Paar Paare Rest Reihen Empfinden Alternative Alternativen Hinweis Hinweise Kriterien Kriterium Einstellung Einstellungen Konto Fassung Fortsetzung Trilogie Komödienabend Serienabend Lieblingsgenre Lieblingsfilm Stichwort Schwerpunkt Bereiche Zusammenfassung Dokumentation Dokumentationen Doku Dokus Action Abenteuer Animation Western Romanze Fantasy
Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag Januar Februar März April Mai Juni Juli August September Oktober November Dezember Deutsch Englisch Du Dein Deine Dich Dir Sie Ihr Ihre Ihnen Ihrem Ihren Ihrer Plex SmartPlex TV HD UHD HDR DVD KI GB TB MB
`;

/** Behind these, adjectives and verbs are written with a capital: "nichts Passendes", "zum Weiterschauen". */
export const BEFORE_NOUNS: ReadonlySet<string> = new Set('etwas nichts viel wenig zum beim alles'.split(' '));

const COMPARISONS = `wie ähnlich ähnliche ähnlichen ähneln ähnelt als`;
const CUES = `heißt namens titel film serie schau empfehle probier sieh`;

const setOf = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

export const GERMAN = {
  starters: setOf(STARTERS),
  common: new Set([
    ...setOf(STARTERS),
    ...setOf(COMMON),
    ...[...setOf(NOUNS)].map((noun) => noun.toLowerCase()),
  ]) as ReadonlySet<string>,
  comparisons: setOf(COMPARISONS),
  cues: setOf(CUES),
  capitals: setOf(NOUNS),
} as const;

const COMPOUND =
  /^(\p{L}{3,}?)(?:s?)(?:film|filme|filmen|serie|serien|komödie|komödien|abend|abende|titel|titeln|klassiker)$/u;

/** Whether it is a noun of everyday talk in any of its forms, or one with "-film" and the like behind it. */
export function isGermanNoun(word: string): boolean {
  const stem = COMPOUND.exec(word)?.[1];
  return [word, word.replace(/(?:e?[ns])$/, ''), stem ?? ''].some((form) => GERMAN.capitals.has(form));
}

/** Whether it is an everyday word in any of its forms. */
export function isGerman(word: string): boolean {
  return [word, word.replace(/(?:e[nmrs]?|n|s|t|st)$/, '')].some((form) => GERMAN.common.has(form));
}
