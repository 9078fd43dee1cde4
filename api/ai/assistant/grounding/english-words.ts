/** Words by which a sentence may begin: they name nothing. */
const STARTERS = `
a about above according across actually add added after afterwards again all almost alone along already also alternatively although altogether always
among an and another any anyone anything anyway apart are as ask asking at based be because been before begin below beside besides best better between
beyond both but by can check choose combined come compared considering could currently despite did do does done during each earlier either else
enjoy especially even every everybody everyone everything except expect explore feel finally find finished first followed following for fortunately
from further furthermore generally get getting give given go going good great had has have having he hello her here hers hi his how however i if in
indeed instead into is it its just last lastly lately later least less let like likewise look looking looks maybe me meanwhile might more moreover
most mostly much my neither never nevertheless next no nobody none nor not note nothing now of often oh ok okay on once one only or other others
otherwise our ours out over overall particularly perhaps pick please plus possibly probably quite rather really recently regarding remember right
same see several shall she should similarly since so some somebody someone something sometimes soon sorry start starting still such sure take tell
than thank thanks that the their theirs them then there therefore these they this those though through throughout thus to today together tonight
tomorrow too towards try trying under unfortunately unless unlike until up upon us use used using usually very want was watch watched watching we
well were what whatever when whenever where whereas wherever whether which whichever while who whoever whom whose why will with within without would
yes yesterday yet you your yours found unwatched nearly counting listed matching sorted available there's it's that's here's i'm i've i'd i'll
you've you're you'd you'll don't can't couldn't isn't aren't wasn't they're they've we've let's what's who's doesn't didn't won't wouldn't
`;

/** Words of everyday, and of talk about films, that name nothing either. */
const COMMON = `
partway logged bedtime arrivals halfway scores min mins hrs burn weeknight down afraid safe safer bet busy busiest top margin wins win addition additions ahead slightly against among amongst bunch clocking street popcorn pace bite arrives arrived across everyday surprisingly ending hybrid safest sits lasts lasted stretch rounds highlight standout contender gem treat crowd-pleaser mark worthy arrived betrayal redemption revenge grief loss friendship ambition identity justice survival loyalty greed guilt hope longing courage youth memory memories secrets secret lies past rivalry obsession isolation loneliness humanity nature destiny fate
ability able accurate act action active actor actors actress actual addition adult adventure age ago agree air album albums alike allow alphabetical
amount animated animation anime answer answers anybody apology apologise apologize appear appears appeal appealing appreciate appropriate area around arrive art artist artists
aside assist assistant atmosphere atmospheric attention audience audio average avoid aware away back background bad base basic beautiful became become becomes becoming
beginning behind being believe belong binge bit black blend boring break brief briefly bright bring brings brilliant broad build built busy buy call called calm came cannot card cards
care case cast catalogue catch category caught cause certain certainly chance change changes character characters charming check checked child children choice choices
cinema classic classics clear clearly clever clip close closest collection collections colour color comedic comedies comedy comfort comfortable coming common compare comparison complete completed
completely completion complex concept confirm connection consider contain contains content continue continued contrast copies copy correct could count counted country couple course
cover covers cozy crime criteria critics crowd cry culture current cut dark darker data database date dates day days deal decade decades decide deep deeper default definitely
delete depend depends depth describe described description detail details detective did differ difference different difficult direct directed direction director directors disc
discover display distinct documentaries documentary double doubt download drama dramas dramatic drawn duplicate duplicates duration dry ease easily easy edge either emotional
empty end ended ending energy engaging english enough ensemble entertaining entertainment entire entirely entries entry episode episodes era error evening evenings event events ever exact exactly example examples
excellent exciting exist existing exists expected experience explain explained extra eye eyes fact fairly fall familiar families family fan fans fantasy far fast favorite
favorites favourite favourites feature featured features featuring feed feeling feels fell felt few fewer field figure figures file files fill film filmed films filter filtered filters final
finding fine finish finishing fit fits fitting five fix focus folder folders follow follows force forget form format forward four free freed french fresh friday friend friends front full fully fun
funny future game gave general genre genres gentle gently german gone gripping group groups grow growing guess guide half hand handful happen happened happens happy hard hardly
harder hear heard heart heartwarming heavy held help helpful helps hidden high higher highest highly history hold holds home hope horror host hour hours house huge human humor humour hundred idea ideas
idle ignore imagine important impossible impressive include included includes including incomplete increase indicate individual information instant intense interest interested
interesting interests international invite involve item items job join joined keep keeping keeps kept key kid kids kind kinds knew know knowing known language languages large larger largest
late latest laugh laughs lead leading leads learn leave leaves left length let level libraries library life light lighter lighthearted likely limit limited line link list lists listen little live lives local locate located
long longer longest look lookup lose lost lot lots love loved lovely loves low lower lowest made main make makes making manage many mark marked marks match matched matches material
matter mean means measure media meet member memory mention mentioned mind minute minutes missed missing mix mixed mode model modern moment monday month months mood moods moody
morning move moved movement movie movies moving multiple music musical mysteries mystery name named names narrow natural near necessary need needed needs new newer newest newly news nice night
nights normal number numbers obvious odd off offer offers offline old older oldest online open opens opinion option options order ordered original originally outside overview
own owned paced page paired part particular parts party pass past patience pattern patterns people per percent percentage perfect perfectly perform performance performances period periods person personal phone pick picked
picking picks place places plan play played playing plays pleasant plenty plot point points popular portion positive possible power powerful prefer preference preferences prefers present
pretty previous previously private problem produced program programme progress promise proper provide provided public pull purpose put quality question questions quick quicker quickly quiet
quietly range rank ranked rare rarely rate rated rating ratings ratio reach reached read ready real reason reasons recent recommend recommendation recommendations recommended
recommends record records refer reference refine related relative relatively relax relaxed relaxing release released releases reliable rely remain remaining remains remove removed repeat report request requested require
requires resolution respond response rest result results resume return returned returns reveal review reviews rewatch rewatched romance romantic room run running runs runtime runtimes said sake satisfying saturday save saved say
saying says scan scary scene schedule scheduled science score scored search searched searches searching season seasons second seconds section sections seem seemed seems seen select selected selection send sense sent
separate series serious seriously server servers set sets setting settings share shared sharing sharp short shorter shortest shot show showed showing shown shows side sign similar simple simply
single sit size sizes slow slower slowly small smaller smallest smart soft solid solve sort sorting sound sounds source space special specific specifically spend spent split spoiler spoilers spot stand
standard stands star starred starring stars started starts state stated station status stay stays step stick stop stopped storage store stored stories story storyline storytelling straight strange stream streaming strong strongest studio
style styles subject suggest suggested suggesting suggestion suggestions suit suitable suits summary sum sunday super support surely surprise surprising suspense suspenseful sweet switch sync synced syncing syncs system tab tale talk
tape taste tastes team tell tells tend tense tension term terms thank theme themes thing things think third thought thoughtful thrill thriller thrillers thrilling thursday tie tied till time times tip title titled titles
told tone tools took tool top topic total totals touch touching tough toward track tracks trash true trust truth tuesday turn turned tv twist twists two type types typical unable uncertain
under understand understood unique unknown unsure update updated updates upset usual value values varied variety various version versions video videos view viewed viewer viewers viewing views
visible visit visual visually wait wanted wants war warm watchable watches watchlist way ways wednesday week weekend weeks weight went western wide wife wild willing win wish witty woman women wonder wonderful word words work worked working
works world worth worthwhile would wrap write writing written wrong year years young younger yourself zero adventurous definition specify clarify refined adjust adjusted alternative alternatives bleak breezy bold broader cheerful clever complicated confused curious cute delightful
dramatically eerie elegant enjoyable epic evocative exhausting faster festive fresh funnier gory gorgeous gritty grown haunting heartfelt heavier hilarious historical historic inspiring intelligent intimate intriguing involving joyful lengthy
lively lush magical melancholic melancholy memorable mild mindless musicals nostalgic offbeat optimistic playful poetic political provocative quirky raw rich romantic sad sadder satirical scarier sentimental serene silly slick sombre somber spooky steady
stylish subtle surreal tender thoughtful-provoking touching tragic twisted uplifting upbeat violent warmth warmer weird whimsical wholesome witty adults parents couples teens toddlers grandparents household account accounts profile permission permissions administrator
administrators settings provider assistant's request's favor minutes' relevant roughly approximately exactly altogether categories criteria decades' directly documentary-style drama-heavy mainly mixture mostly narrower notable occasionally partly personally plans plenty
preferably previously-watched primarily progress recently-added refresh refreshed rewatching screen searchable shortest-running sequel sequels prequel spin-off franchise trilogy anthology miniseries finale pilot premiere trailer soundtrack subtitles dubbed dub audio bitrate codec container
sci-fi feel-good slow-burn light-hearted well-rated top-rated highly-rated must-see
anything somewhere anywhere elsewhere nowhere themselves itself myself himself herself ourselves
saw met rose climb drop slight
haven't hasn't hadn't weren't shouldn't there're he's she's nobody's
`;

/** Words that set what the person named beside something else. */
const COMPARISONS = `like similar unlike compared alike resembles than`;

/** After these, a title or a name often stands. */
const CUES = `called titled named film movie series show watch starring directed try recommend suggest love enjoy see by album episode check`;

/** Capitals in the middle of a sentence that name no title: what is said of time, language and technique. */
const CAPITALS = `I I'm I've I'd I'll Plex SmartPlex TV HD UHD HDR SDR DVD OK AI Blu-ray SD MB GB TB KB kB Mbps kbps PDF
Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October November December
English German French Spanish Italian Japanese Korean Christmas Halloween Easter AM PM`;

const setOf = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

export const ENGLISH = {
  starters: setOf(STARTERS),
  common: new Set([...setOf(STARTERS), ...setOf(COMMON)]) as ReadonlySet<string>,
  comparisons: setOf(COMPARISONS),
  cues: setOf(CUES),
  capitals: setOf(CAPITALS),
} as const;

/** Whether it is an everyday word in any of its forms. */
export function isEnglish(word: string): boolean {
  return formsOf(word).some((form) => ENGLISH.common.has(form));
}

function formsOf(word: string): string[] {
  const bare = word.replace(/['’]s?$/, '');
  return [
    word,
    bare,
    bare.replace(/s$/, ''),
    bare.replace(/es$/, ''),
    bare.replace(/ies$/, 'y'),
    bare.replace(/(?:ed|er|ing|ly)$/, ''),
    bare.replace(/(?:ed|er|ing)$/, 'e'),
    bare.replace(/(.)\1(?:ed|er|ing)$/, '$1'),
    bare.replace(/est$/, ''),
    bare.replace(/^un/, ''),
  ];
}
